import datetime as dt
import os
import stat

import pytest

from stunting.errors import DamagedStoreError, StuntingError, UnknownChoiceError
from stunting.imports.state import (
    Alias,
    Batch,
    BatchFile,
    State,
    Window,
    batch_folder,
    new_batch_id,
    parse,
    read_state,
    serialise,
    state_file,
    with_alias,
    with_batch,
    with_sample_removed,
    with_windows,
    without,
    without_alias,
    write_state,
)
from tests.small import layout_in

FILE = BatchFile(
    name="a.xlsx",
    sha256="f" * 64,
    kind="individu",
    generation="B",
    sheet="Sheet1",
    rows_read=3,
    rows_used=2,
    rows_rejected=1,
    ignored=("Detail",),
)
BATCH = Batch(
    id="20250901-080000-0001",
    created_at="2025-09-01T08:00:00+07:00",
    kabupaten_code="3514",
    files=(FILE,),
    used_n=2,
    rejected_n=1,
    first_period=202508,
    last_period=202508,
    rejected={"duplikat": 1},
)
ALIAS = Alias(
    kabupaten_code="3514", kecamatan_key="kejayan", desa_key="kejayann", desa_code="3514061001", set_at="2025-09-01"
)
AUGUST = Window(key="2025-08", label="Agustus", start=dt.date(2025, 8, 1), end=dt.date(2025, 8, 31))


def test_nothing_imported_is_an_empty_state(tmp_path):
    assert read_state(layout_in(tmp_path)) == State()


def test_a_state_survives_its_file(tmp_path):
    layout = layout_in(tmp_path)
    state = with_sample_removed(with_windows(with_alias(with_batch(State(), BATCH), ALIAS), (AUGUST,)), True)

    write_state(layout, state)

    assert read_state(layout) == state


def test_state_file_and_folder_are_the_owners_alone_whatever_the_umask(tmp_path):
    layout = layout_in(tmp_path)
    before = os.umask(0)
    try:
        write_state(layout, State())
    finally:
        os.umask(before)

    assert stat.S_IMODE(layout.restricted.stat().st_mode) == 0o700
    assert stat.S_IMODE(state_file(layout).stat().st_mode) == 0o600


@pytest.mark.parametrize("text", ["", "{", "[]", '{"version": 99}', '{"version": 1}', "\xff"])
def test_a_damaged_file_is_said_to_be_damaged(tmp_path, text):
    layout = layout_in(tmp_path)
    write_state(layout, State())
    state_file(layout).write_bytes(text.encode("latin-1"))

    with pytest.raises(DamagedStoreError, match="Pulihkan dari cadangan"):
        read_state(layout)


def test_batches_are_numbered_in_the_order_they_come():
    state = with_batch(with_batch(State(), BATCH), BATCH)

    assert [batch.seq for batch in state.batches] == [1, 2]
    assert new_batch_id(state, dt.datetime(2025, 9, 1, 8, 0)) == "20250901-080000-0003"


def test_a_number_is_not_used_again_after_a_batch_was_revoked():
    state = without(with_batch(State(), BATCH), BATCH.id)

    assert with_batch(state, BATCH).seq == 2


def test_files_of_a_revoked_batch_may_be_imported_again():
    state = with_batch(State(), BATCH)

    assert state.imported_files() == {"f" * 64: BATCH.id}
    assert without(state, BATCH.id).imported_files() == {}


def test_a_batch_is_revoked_once():
    state = without(with_batch(State(), BATCH), BATCH.id)

    with pytest.raises(StuntingError, match="sudah dicabut"):
        without(state, BATCH.id)


def test_an_unknown_batch_is_named_with_the_nearest_known():
    with pytest.raises(UnknownChoiceError, match="Maksud Anda '20250901-080000-0001'"):
        without(with_batch(State(), BATCH), "20250901-080000-0002")


@pytest.mark.parametrize("batch_id", ["..", "../../etc", "20250901-080000-0001/..", ""])
def test_what_is_no_id_never_becomes_a_path(tmp_path, batch_id):
    with pytest.raises(UnknownChoiceError):
        batch_folder(layout_in(tmp_path), batch_id)


def test_a_place_named_again_has_its_last_meaning():
    other = Alias(**{**vars(ALIAS), "desa_code": "3514062001"})

    state = with_alias(with_alias(State(), ALIAS), other)

    assert state.aliases == (other,)
    assert without_alias(state, kabupaten_code="3514", kecamatan_key="kejayan", desa_key="kejayann") == State()


def test_the_order_of_naming_places_does_not_matter():
    other = Alias(**{**vars(ALIAS), "desa_key": "lain"})

    one = with_alias(with_alias(State(), ALIAS), other)

    assert serialise(one) == serialise(with_alias(with_alias(State(), other), ALIAS))


def test_a_window_that_ends_before_it_begins_is_refused():
    with pytest.raises(StuntingError, match="berakhir sebelum mulai"):
        with_windows(State(), (Window(key="x", label="X", start=AUGUST.end, end=AUGUST.start),))


def test_two_windows_of_one_name_are_refused():
    with pytest.raises(StuntingError, match="'2025-08' tertulis dua kali"):
        with_windows(State(), (AUGUST, AUGUST))


def test_a_window_with_the_name_of_a_year_is_refused():
    named = Window(key="2025", label="2025", start=AUGUST.start, end=AUGUST.end)

    with pytest.raises(StuntingError, match="tidak dapat bernama '2025': nama itu dipakai untuk seluruh tahun"):
        with_windows(State(), (named,))


def test_no_windows_and_the_usual_windows_are_two_things():
    assert parse(serialise(with_windows(State(), ()))).windows == ()
    assert parse(serialise(with_windows(State(), None))).windows is None
