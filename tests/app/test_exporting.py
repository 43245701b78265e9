"""What leaves a page: in mode publik everything, in mode internal by right, and nothing of it without a note."""

from __future__ import annotations

from pathlib import Path

import pytest
import streamlit
from streamlit.testing.v1 import AppTest

from stunting.access import audit, viewer
from stunting.access.audit import Event
from stunting.access.policy import Role, Thing
from stunting.access.viewer import EXPORTS, Grant, ServiceMode, Viewer
from stunting.ui import exporting
from tests.access_world import BESIDE, OWN


def page() -> None:
    import pandas as pd
    import streamlit as st

    from stunting.ui import exporting

    exporting.hold_area(st.query_params["wilayah"])
    exporting.no_copies()
    for internal in (None, True):
        part = "bagian" if internal else "halaman"
        for name, mime in (("data", "text/csv"), ("gambar", "image/png")):
            exporting.download(
                f"{part} {name}",
                data=lambda: b"1234567",
                file_name=name,
                mime=mime,
                key=f"{part}-{name}",
                internal=internal,
            )
        exporting.grid(pd.DataFrame({"desa": [part], "n": [7]}), internal=internal, hide_index=True)


@pytest.fixture
def notes(monkeypatch):
    found = []
    monkeypatch.setattr(
        audit, "record", lambda event, area, detail, author: found.append((event, area, detail, author))
    )
    return found


@pytest.fixture
def opened(monkeypatch):
    """`opened(exports, mode="internal")`: the page as an analyst of one kecamatan with some of the rights of export."""

    def open_(exports=None, *, mode="publik", area=OWN, service=ServiceMode.SERVER) -> AppTest:
        grant = Grant(role=Role.ANALYST, area_codes=(OWN,), exports=exports)
        who = Viewer(name="xanalis", grants=(Grant(role=Role.PUBLIC), grant))
        monkeypatch.setattr(viewer, "_process", viewer._Process(mode=service, finder=lambda: who))
        test = AppTest.from_function(page)
        test.query_params["mode"] = mode
        test.query_params["wilayah"] = area
        test.run()
        assert not test.exception
        return test

    return open_


def offered(test: AppTest) -> set[str]:
    return {one.label for one in test.get("download_button")}


def tables(test: AppTest) -> list[str]:
    """What of the two tables is a grid that can be copied from."""
    return [one.value["desa"].iloc[0] for one in test.dataframe]


def test_mode_publik_gives_its_own_to_everybody_and_a_part_that_hides_nothing_by_right(opened):
    test = opened(frozenset())

    assert offered(test) == {"halaman data", "halaman gambar"}
    assert tables(test) == ["halaman"]


@pytest.mark.parametrize("exports", [frozenset(), *(frozenset({one}) for one in sorted(EXPORTS)), EXPORTS])
def test_every_right_of_export_stands_alone(opened, exports):
    test = opened(exports, mode="internal")

    kinds = {"data": Thing.DATA_FILES, "gambar": Thing.PICTURES}
    allowed = [kind for kind, thing in kinds.items() if thing in exports]
    assert offered(test) == {f"{part} {kind}" for part in ("halaman", "bagian") for kind in allowed}
    # A grid can be copied and is a file with one click.
    assert tables(test) == (["halaman", "bagian"] if {Thing.DATA_FILES, Thing.CLIPBOARD} <= exports else [])


def test_what_is_not_offered_says_why(opened):
    test = opened(frozenset(), mode="internal")

    assert {one.label: one.disabled for one in test.button} == {
        f"{part} {kind}": True for part in ("halaman", "bagian") for kind in ("data", "gambar")
    }
    assert all("minta" in one.help for one in test.button)


def test_an_area_beside_the_own_one_shows_what_mode_publik_shows_and_gives_it_to_everybody(opened):
    assert {"halaman data", "halaman gambar"} <= offered(opened(frozenset(), mode="internal", area=BESIDE))


@pytest.mark.parametrize(("mode", "noted"), [("publik", {"bagian"}), ("internal", {"halaman", "bagian"})])
def test_every_file_that_hides_nothing_is_noted(opened, download, notes, mode, noted):
    test = opened(EXPORTS, mode=mode)
    assert notes == []

    for label in offered(test):
        notes.clear()
        assert download(test, label) == b"1234567"
        mime = "image/png" if label.endswith("gambar") else "text/csv"
        expected = [(Event.EXPORT, OWN, {"jenis": mime, "bita": 7}, "xanalis")]
        assert notes == (expected if label.split()[0] in noted else []), label


@pytest.mark.parametrize(
    ("mode", "service", "is_taken"),
    [
        ("internal", ServiceMode.SERVER, True),
        ("internal", ServiceMode.LAPTOP, False),
        ("publik", ServiceMode.SERVER, False),
    ],
)
def test_a_browser_makes_no_csv_by_itself_where_files_are_noted(opened, mode, service, is_taken):
    test = opened(EXPORTS, mode=mode, service=service)

    assert (exporting.CSS_NO_OWN_CSV in [one.proto.body for one in test.get("html")]) is is_taken


def test_the_button_is_still_called_so():
    scripts = Path(streamlit.__file__).parent.glob("static/static/js/*.js")
    assert any("label:`Download as CSV`" in one.read_text(encoding="utf-8") for one in scripts)
