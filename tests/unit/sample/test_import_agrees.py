"""The import of a sample gives exactly the answers that lie beside it."""

import pytest

from stunting.imports.importing import import_files
from stunting.paths import ROOT
from stunting.sample import faults
from tests.small import layout_in

# What does not depend on time and identifiers.
SAME = (
    *("kabupaten", "rows_read", "rows_used", "rows_rejected", "rejected", "notes", "duplicates", "corrections"),
    *("repeated", "children", "temporary_children", "recomputed", "months", "puskesmas"),
)


def imported(sample, folder):
    layout = layout_in(folder, raw=ROOT / "data" / "raw")
    files = [(path.name, path) for path in sample.files]
    code = sample.answers["kabupaten"]["code"]
    return import_files(files, layout=layout, kabupaten_code=code, dry_run=True).as_dict()


def assert_same(sample, report):
    for key in SAME:
        assert report[key] == sample.answers[key], key
    for file, expected in zip(report["files"], sample.answers["files"], strict=True):
        assert {key: file[key] for key in expected} == expected
    waiting = [{key: one[key] for key in ("kecamatan", "desa", "rows")} for one in report["unmatched_areas"]]
    assert sorted(waiting, key=str) == sorted(sample.answers["unmatched_areas"], key=str)


def test_all_faults_in_the_many_files_of_an_office(full, tmp_path):
    assert_same(full, imported(full, tmp_path))


@pytest.mark.parametrize(
    "wishes",
    [
        {"layout": "xlsx", "code": "1811", "months": (202412, 202501, 202502)},
        {"layout": "lebar", "code": "1801"},
        {"layout": "csv", "code": "6209", "children": 3000},
    ],
    ids=["one workbook over the turn of a year", "wide recaps", "one text file"],
)
def test_other_forms(small, tmp_path, wishes):
    wishes = {"children": 900, "faults": faults.usual(2000), **wishes}
    made = small(**wishes)

    assert_same(made, imported(made, tmp_path / "pasang"))
