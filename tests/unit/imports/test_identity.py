import stat

import pandas as pd
import pytest

from stunting.errors import StuntingError
from stunting.imports.identity import KEY_FILE, Keys, couple
from tests.small import layout_in

KEYS = Keys(b"k" * 32)


def person(name: str, day: str = "2023-05-06", parents: str = "BUDI / SITI", row: str = "1") -> str:
    return KEYS.person_keys(pd.Series([name]), pd.to_datetime(pd.Series([day])), pd.Series([parents]), fallback=[row])[
        0
    ]


def test_a_nik_has_one_key_and_a_blank_nik_none():
    keys = KEYS.nik_keys(pd.Series(["3514990605230001", "", "3514990605230001"]))

    assert keys[0] == keys[2]
    assert keys[1] is None
    assert "351406" not in keys[0]


def test_another_installation_gives_other_keys():
    other = Keys(b"x" * 32)

    assert KEYS.hashed("nik") != other.hashed("nik")


def test_a_person_is_known_in_any_spelling_and_order_of_the_parents():
    assert person("Ananda Rukma") == person("ANANDA  RUKMA", parents="siti/BUDI")


@pytest.mark.parametrize(
    "other",
    [person("Ananda Rukmi"), person("Ananda Rukma", "2023-05-07"), person("Ananda Rukma", parents="A / B")],
)
def test_another_name_day_or_parent_is_another_person(other):
    assert person("Ananda Rukma") != other


def test_rows_without_a_name_stay_apart():
    assert person("", row="berkas-1") != person("", row="berkas-2")


def test_a_key_is_kept_only_when_it_is_saved_and_for_its_owner_alone(tmp_path):
    layout = layout_in(tmp_path)

    keys = Keys.of(layout, has_batches=False)
    assert not layout.restricted.exists()
    keys.save(layout)

    path = layout.restricted / KEY_FILE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(layout.restricted.stat().st_mode) == 0o700
    assert Keys.of(layout, has_batches=True).hashed("a") == keys.hashed("a")


@pytest.mark.parametrize("content", [None, "", "bukan kunci\n", "ab" * 31])
def test_a_lost_or_damaged_key_refuses_instead_of_making_strangers_of_the_children(tmp_path, content):
    layout = layout_in(tmp_path)
    layout.restricted.mkdir()
    if content is not None:
        (layout.restricted / KEY_FILE).write_text(content)

    with pytest.raises(StuntingError, match="hilang atau rusak"):
        Keys.of(layout, has_batches=True)


def test_parents_are_compared_without_order():
    assert couple("BUDI SANTOSO / SITI AMINAH") == couple("Siti Aminah/Budi Santoso")
    assert couple("") == ""
