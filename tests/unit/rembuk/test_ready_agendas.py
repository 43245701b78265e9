"""Ready-made agendas: the order of such a meeting, and no step that points to nothing."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

import pandas as pd
import pytest

from stunting.errors import UnknownChoiceError
from stunting.geography import Register
from stunting.rembuk.agenda import Kind, link
from stunting.rembuk.agenda_json import from_json, to_json
from stunting.rembuk.facts import NOTHING, Facts
from stunting.rembuk.ready_agendas import kind_named, ready_agenda
from stunting.rembuk.shown_pages import AgendaError, check, shown_of
from tests.agendas import keys
from tests.small import TINY_AREAS

COLUMNS = ["code", "level", "kind", "name", "official_name", "parent_code"]
REGISTER = Register(
    pd.DataFrame(TINY_AREAS, columns=COLUMNS).assign(
        search_name=[area[3].casefold() for area in TINY_AREAS], lat=None, lon=None
    )
)
EVERYTHING = Facts(
    has_routine=True, has_change=True, has_survey=True, has_series=True, lokus_years=(2025, 2026), has_announced=True
)
MEETINGS = [
    (Kind.DISTRICT, "3514"),
    (Kind.DISTRICT, "3575"),
    (Kind.SUBDISTRICT, "351406"),
    (Kind.WORKSHOP, "351406"),
    (Kind.OWN, "35"),
    (Kind.OWN, "3514"),
    (Kind.OWN, "3514061001"),
]
# Every release there can be, as far as the facts tell them apart.
RELEASES = [
    Facts(
        has_routine=routine,
        has_change=routine and change,
        has_survey=survey,
        has_series=series,
        lokus_years=years,
        has_announced=announced,
    )
    for routine, change, survey, series, years, announced in itertools.product(
        (False, True), (False, True), (False, True), (False, True), ((), (2026,)), (False, True)
    )
]


def ready(kind, code, facts=EVERYTHING):
    return ready_agenda(kind, REGISTER.get(code), REGISTER, facts)


def needed(step, facts):
    """Whether these facts have what the view of a step shows."""
    if step.page == "lokus":
        return bool(facts.lokus_years) or (facts.has_announced and step.params["tab"] == "Daftar")
    if step.params.get("tab") == "Target":
        return facts.has_series
    if step.params.get("tab") == "Survei" or step.params.get("lapis") == "prevalensi":
        return facts.has_survey
    if step.params.get("tab") == "Dua angka":
        return facts.has_survey and facts.has_routine
    return facts.has_routine or (step.page == "ringkasan" and facts.has_survey)


@pytest.mark.parametrize(("kind", "code"), MEETINGS)
def test_whatever_a_release_has_every_step_can_be_shown_and_kept(kind, code):
    for facts in RELEASES:
        agenda = ready(kind, code, facts)

        assert agenda.steps
        assert from_json(to_json(agenda)) == agenda
        for step in agenda.steps:
            check(step.page, step.params)
            assert not step.page or needed(step, facts), (step.key, facts)
            assert shown_of(step.page, link(agenda, step)).notes == ()


def test_a_kabupaten_goes_from_the_words_of_welcome_to_the_signatures():
    assert keys(ready(Kind.DISTRICT, "3514")) == [
        "indonesia-raya",
        "laporan-panitia",
        "sambutan",
        "tren-survei",
        "peta",
        "tanpa-hotspot",
        "peringkat",
        "perubahan",
        "rencana-anggaran",
        "target",
        "hasil-pengukuran",
        "cakupan",
        "rekap-puskesmas",
        "dua-angka",
        "intervensi-spesifik",
        "krs",
        "lokus-sekarang",
        "jangkauan-lokus",
        "tetapkan-lokus",
        "dana-desa",
        "diskusi",
        "penandatanganan",
        "foto",
    ]


@pytest.mark.parametrize(("kind", "code"), MEETINGS)
def test_earlier_commitments_are_called_in_before_anything_else_is_shown(kind, code):
    agenda = ready(kind, code, replace(EVERYTHING, has_commitments=True))

    assert next(step.page for step in agenda.steps if step.page) == "komitmen"
    assert agenda.steps[1].key == "tagih-janji"
    assert "tagih-janji" not in keys(ready(kind, code))
    assert from_json(to_json(agenda)) == agenda


def test_a_minilok_reads_the_plan_of_the_last_one_from_the_ledger():
    step = ready(Kind.WORKSHOP, "351406", Facts(has_plans=True)).step("tindak-lanjut")

    assert (step.page, step.params["jenis"]) == ("komitmen", "rtl")
    assert ready(Kind.WORKSHOP, "351406", NOTHING).step("tindak-lanjut").page == ""


def test_offices_speak_one_after_the_other():
    speakers = [step.speaker for step in ready(Kind.DISTRICT, "3514").steps]

    assert [one for one, _ in itertools.groupby(speakers)] == [
        "Pembawa acara",
        "Ketua panitia",
        "Bupati",
        "Bappeda",
        "Dinas Kesehatan",
        "DPPKB",
        "DPMD",
        "Pimpinan rapat",
        "Pembawa acara",
    ]


@pytest.mark.parametrize(("code", "head"), [("3514", "Bupati"), ("3575", "Wali Kota")])
def test_who_opens_a_meeting_follows_the_kind_of_area(code, head):
    assert ready(Kind.DISTRICT, code).step("sambutan").speaker == head


@pytest.mark.parametrize(("kind", "code"), MEETINGS)
def test_no_other_text_names_a_head(kind, code):
    texts = [text for step in ready(kind, code).steps for text in (step.title, step.notes, step.decision)]

    assert not [
        text for text in texts if re.search(r"bupati|wali ?kota|\bcamat\b(?!,)|ibu |bapak ", text, re.IGNORECASE)
    ]


def test_lists_targets_and_commitments_are_decided_in_a_kabupaten():
    assert [step.key for step in ready(Kind.DISTRICT, "3514").decisions] == ["target", "tetapkan-lokus", "diskusi"]


def test_a_kecamatan_proposes_and_a_minilok_plans():
    proposed = {step.key: step.decision for step in ready(Kind.SUBDISTRICT, "351406").decisions}

    assert list(proposed) == ["tetapkan-lokus", "diskusi"]
    assert "diusulkan kecamatan" in proposed["tetapkan-lokus"]
    assert [step.key for step in ready(Kind.WORKSHOP, "351406").decisions] == ["rencana-kerja"]


def test_what_surveys_and_lists_say_in_a_kecamatan_is_of_its_kabupaten():
    agenda = ready(Kind.SUBDISTRICT, "351406")

    assert agenda.step("lokus-sekarang").params["wilayah"] == "3514"
    assert link(agenda, agenda.step("peta"))["wilayah"] == "351406"


def test_without_data_a_meeting_still_has_its_words_and_decisions():
    agenda = ready(Kind.DISTRICT, "3514", NOTHING)

    assert not [step.key for step in agenda.steps if step.page]
    assert [step.key for step in agenda.decisions] == ["target", "tetapkan-lokus", "diskusi"]


def test_the_name_tells_which_kecamatan_it_is():
    assert ready(Kind.SUBDISTRICT, "351406").name == "Rembuk stunting Kec. Kejayan, Kab. Pasuruan"


@pytest.mark.parametrize(
    ("kind", "code"),
    [(Kind.DISTRICT, "35"), (Kind.DISTRICT, "351406"), (Kind.SUBDISTRICT, "3514"), (Kind.WORKSHOP, "3514061001")],
)
def test_an_area_of_another_level_is_a_sentence(kind, code):
    with pytest.raises(AgendaError, match="bukan acara"):
        ready(kind, code)


def test_indonesia_holds_no_meeting():
    with pytest.raises(AgendaError, match="bukan acara Indonesia"):
        ready(Kind.OWN, "00")


@pytest.mark.parametrize("text", ["rembuk_kabupaten", "Rembuk-Kabupaten", " rembuk kabupaten "])
def test_a_kind_is_found_however_it_is_written(text):
    assert kind_named(text) is Kind.DISTRICT


def test_an_unknown_kind_offers_the_nearest():
    with pytest.raises(UnknownChoiceError, match="Maksud Anda 'rembuk_kabupaten'"):
        kind_named("rembuk_kabupten")
