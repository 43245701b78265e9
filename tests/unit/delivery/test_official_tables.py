"""Lists, money, services, targets and events of a kabupaten arrive as they are, beside the province's own."""

from __future__ import annotations

import pandas as pd
import pytest

from stunting import sidecar
from stunting.action_queries import campaign_events
from stunting.build import campaign_events as events
from stunting.build import desa_figures, foster_summaries, lokus, services, targets, village_funds
from stunting.build.release import build_release
from stunting.campaigns.kinds import KINDS
from stunting.db import Database
from stunting.delivery import merging
from tests import deliveries
from tests.deliveries import NOW, OPTIONS, asked, resealed

CODE, DESA, OTHER = "3514", "3514062001", "3514062002"
FACTS = dict.fromkeys(("producer", "title", "licence", "link", "accessed", "comparable_with"), "uji")
EVENT = dict.fromkeys(events.WRITTEN, "") | {
    "event_date": "2025-06-02", "area_code": DESA, "title": "Gerebek posyandu", "kind": next(iter(KINDS)),
    "organiser": "TPPS", "participant_n": "120", "source": "Laporan", "is_verified": "false",
}  # fmt: skip
# Table of the user -> its columns and rows.
TABLES = {
    events.OWN: (events.WRITTEN, [list(EVENT.values())]),
    village_funds.OWN: (village_funds.OWN_COLUMNS, [[DESA, 2025, "DD", "PMT", 5_000_000, 4_000_000, True, "APBDes"]]),
    lokus.OWN: (lokus.OWN_COLUMNS, [[OTHER, 2026, 2025, "baru", "441/1", "2025-03-01", "SK"]]),
    services.COUNTS: (services.OWN_COLUMNS, [[DESA, 2025, "tahun", "rematri_ttd", 40, 60, True, "Lembar"]]),
    services.TARGETS: (services.TARGET_COLUMNS, [[CODE, "rematri_ttd", 2025, 58.0, "RPJMD", True]]),
    desa_figures.TABLE: (
        desa_figures.OWN_COLUMNS,
        [[DESA, 2025, "krs_n", 30, "PK", "", "", ""], [DESA, 2025, "own_jarak", 4.5, "Kab", "Jarak", "km", True]],
    ),
    targets.TABLE: (targets.OWN_COLUMNS, [[CODE, 2026, 12.5, "RPJMD 2025-2029", "Perda", True, ""]]),
    foster_summaries.OWN: (
        foster_summaries.OWN_COLUMNS, [[CODE, "Anting Mas", "2025-08-20", "child_n", 40, "false", "Buku kasus"]],
    ),
}  # fmt: skip
COMPARED = (
    *("campaign_event", "village_fund", "lokus", "service", "desa_figure", "desa_figure_kind", "foster_summary"),
    *("target where is_user_added", "service_target where is_user_added"),
)


def with_own_tables(layout, given=TABLES):
    """Lay tables of the user into an installation and build."""
    for table, (columns, rows) in given.items():
        path = layout.additions / table.folder / f"{table.name}-0001.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        pd.DataFrame(rows, columns=columns).to_csv(path, index=False)
        sidecar.write(path, **FACTS)
    build_release(layout, **OPTIONS)
    return layout


@pytest.fixture(scope="module")
def sender(tmp_path_factory):
    return with_own_tables(deliveries.kabupaten(tmp_path_factory.mktemp("pengirim"), CODE))


@pytest.fixture
def province(tmp_path, sender):
    return deliveries.trusting(deliveries.installation(tmp_path / "provinsi"), sender, codes=(CODE,))


def merged(province, content, folder):
    return merging.merge(deliveries.written(folder, k=content), layout=province, now=NOW, **OPTIONS).files[0]


def test_they_arrive_as_they_are(province, sender, tmp_path):
    merged(province, deliveries.exported(sender, CODE), tmp_path)

    for table in COMPARED:
        answer = asked(province, f"select * from {table} order by all")
        assert answer == asked(sender, f"select * from {table} order by all"), table
        assert answer, table


def test_the_campaign_of_the_province_has_the_delivered_event(province, sender, tmp_path):
    merged(province, deliveries.exported(sender, CODE, mode="publik"), tmp_path)

    with Database(deliveries.live(province)) as database:
        shown = campaign_events(database, within="35")

    assert shown["title"].tolist() == ["Gerebek posyandu"]


def test_mode_publik_has_no_figure_per_desa_but_official_ones(province, sender, tmp_path):
    merged(province, deliveries.exported(sender, CODE, mode="publik"), tmp_path)

    assert asked(province, "select count(*) from desa_figure") == [(0,)]
    assert asked(province, "select area_code, numerator_n, denominator_n from service") == [(CODE, 40, 60)]
    assert asked(province, "select count(*) from lokus where desa_code = '3514062002'") == [(1,)]


def test_what_the_province_says_itself_stands_before_what_was_delivered(province, sender, tmp_path):
    own = {village_funds.OWN: (village_funds.OWN_COLUMNS, [[DESA, 2025, "DD", "PMT", 7_000_000, "", True, "BPKAD"]])}
    with_own_tables(province, own)

    merged(province, deliveries.exported(sender, CODE), tmp_path)

    assert asked(province, "select budget_rp, source from village_fund") == [(7_000_000, "BPKAD")]
    assert asked(province, "select count(*) from lokus where is_user_added") == [(1,)]


@pytest.mark.parametrize(
    ("table", "old", "new", "said"),
    [
        ("target", "12.5", "112.5", "persentase di luar 0–100"),
        ("target", "true", "false", "bukan buatan kabupaten"),
        ("target", "2026", "2126", "tahun target"),
        ("village_fund", "5000000", "-5000000", "jumlah yang tidak mungkin"),
        ("service", "rematri_ttd", "layanan_lain", "layanan dan wilayahnya"),
        ("campaign_event", "2025-06-02", "1925-06-02", "isi kegiatan"),
        ("foster_summary", ",40,", ",3,", "jumlah kecil orang tua asuh"),
        ("lokus", '"baru"', '"keluar"', "nilai yang tidak boleh ada"),
    ],
)
def test_impossible_official_rows_are_refused(province, sender, tmp_path, table, old, new, said):
    content = deliveries.exported(sender, CODE)
    spoiled = resealed(content, sender, table=table, edit=lambda text: text.replace(old, new))

    report = merged(province, spoiled, tmp_path)

    assert report.status == merging.REFUSED
    assert said in report.sentence
