"""What browsers get of a deck."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from stunting.letterhead import HOUSE_ACCENT, Letterhead
from stunting.named_files import key_of
from stunting.paths import ROOT
from stunting.slides import deck_json
from stunting.slides.drawing.inks import DARK, LIGHT, WIDE
from stunting.slides.drawing.svg import Scene
from tests.slide_decks import boxes, deck

WEB = ROOT / "stunting" / "hall" / "web"
PRIVATE = {"notes", "minutes", "speaker", "link"}


def public(**more):
    return deck_json.public(more.pop("deck", deck()), more.pop("size", "wide"), drawer=boxes)


def presenter():
    return deck_json.presenter(deck(), "wide", drawer=boxes)


def by_key(made):
    return {one["key"]: one for one in made["slides"]}


def keys_in(value):
    if isinstance(value, dict):
        return set(value) | {key for inner in value.values() for key in keys_in(inner)}
    if isinstance(value, list):
        return {key for inner in value for key in keys_in(inner)}
    return set()


def test_what_the_hall_gets_has_nothing_of_the_speaker():
    made = public()

    assert keys_in(made) & PRIVATE == set()
    assert "Baca cakupannya" not in json.dumps(made, ensure_ascii=False)


def test_the_presenter_gets_notes_minutes_speaker_and_link():
    step = by_key(presenter())["peta"]

    assert step["notes"].startswith("Sebut periodenya.\nBaca cakupannya")
    assert (step["minutes"], step["speaker"]) == (5, "Bappeda")
    assert step["link"] == "/peta?wilayah=3514&mode=publik"


def test_a_slide_of_words_has_neither_figure_nor_drawing_nor_link():
    step = by_key(presenter())["sambutan"]

    assert (step["figure"], step["svg"], step["link"]) == (None, "", "")


def test_every_step_carries_its_texts_and_its_question():
    step = by_key(public())["panjang"]

    assert step["figure"]["text"] == "tidak ditampilkan"
    assert step["data_date"] == "Bulan Timbang Agustus 2025"
    assert len(step["footnotes"]) == 3
    assert step["decision"] == "Target tahun depan berapa persen?"


def test_areas_inside_a_step_are_named_there_and_lie_beside_the_steps():
    made = public()

    assert by_key(made)["peta"]["children"] == ["351401", "351402", "351403", "351408", "351412"]
    assert made["children"]["peta"]["351408"]["title"] == "Prevalensi stunting menurut desa, Kec. Kejayan"
    assert list(made["children"]) == ["peta"]


def test_drawings_have_the_size_asked_for_and_the_colours_of_the_page():
    assert 'viewBox="0 0 1240 680"' in by_key(public())["peta"]["svg"]
    assert 'viewBox="0 0 900 680"' in by_key(public(size="tall"))["peta"]["svg"]
    assert 'viewBox="0 0 560 700"' in by_key(public(size="narrow"))["peta"]["svg"]
    assert 'fill="var(--ink)"' in by_key(public())["peta"]["svg"]


def test_an_unknown_size_is_refused():
    with pytest.raises(KeyError):
        public(size="huge")


def test_drawings_of_sample_figures_are_marked_and_those_of_a_survey_beside_them_are_not():
    made = public(deck=deck(is_sample=True))

    assert made["is_sample"]
    assert by_key(made)["peringkat"]["is_sample"]
    assert "DATA CONTOH" in by_key(made)["peringkat"]["svg"]
    assert "DATA CONTOH" not in by_key(made)["peta"]["svg"]
    assert "DATA CONTOH" not in by_key(public())["peringkat"]["svg"]


def test_a_card_is_found_with_its_place_and_its_figure():
    card = public()["cards"][1]

    assert (card["code"], card["name"], card["level"], card["parent"]) == (
        "3514081001",
        "Kel. Kejayan",
        "desa",
        "Kec. Kejayan",
    )
    assert card["figure"]["text"] == "17,2%"


def test_the_release_says_when_it_was_made_and_whether_it_is_frozen():
    assert public()["release"] == {
        "id": "20260222-080000-0a1b2c3d",
        "created": "22 Februari 2026 pukul 15.00",
        "is_frozen": True,
    }
    assert public()["agenda"] == {
        "name": "Rembuk stunting 2026",
        "kind": "Rembuk kabupaten/kota",
        "date": "26 Februari 2026",
    }


def test_the_presenter_finds_back_to_the_agenda():
    page = presenter()["page"]

    assert page == {"wilayah": "3514", "agenda": key_of("Rembuk stunting 2026")}
    assert "page" not in public()


def test_the_coat_of_arms_is_inside():
    png = (ROOT / "docs").rglob("*.png")
    logo = next(path.read_bytes() for path in png if path.stat().st_size < 500_000)
    made = public(
        deck=replace(deck(), letterhead=Letterhead(government="Pemerintah Kabupaten Pasuruan", logo_png=logo))
    )

    assert made["kop"]["logo"].startswith("data:image/png;base64,iVBOR")
    assert public()["kop"]["logo"] == ""


@pytest.mark.parametrize("accent", ["", "#14532d", "#000000", "#7a0019", "#0000cc", "#4a4a00"])
def test_the_colour_of_the_house_can_be_read_in_both_themes(accent):
    kop = public(deck=replace(deck(), letterhead=Letterhead(accent=accent)))["kop"]

    assert kop["colour"] == (accent or HOUSE_ACCENT)
    assert contrast(kop["colour"], LIGHT.paper) >= 7
    assert contrast(kop["colour_on_dark"], DARK.paper) >= 7


def test_pages_without_a_deck_have_the_usual_colour_of_the_house():
    css = (WEB / "slaid.css").read_text(encoding="utf-8")

    assert f"var(--rumah-terang, {HOUSE_ACCENT})" in css
    assert f"var(--rumah-gelap, {deck_json.on_dark(HOUSE_ACCENT)})" in css


@pytest.mark.parametrize("inks", [LIGHT, DARK])
def test_the_mark_of_sample_data_is_seen_and_leaves_small_letters_readable(inks):
    css = (WEB / "slaid.css").read_text(encoding="utf-8")
    drawn = re.search(r'opacity="(\.\d+)"', Scene(WIDE, inks).svg(alt="", watermark="DATA CONTOH"))
    dark = re.search(r'"gelap"\] \.gambar \.air \{ opacity: (\.\d+)', css)
    part = float((dark if inks is DARK else drawn)[1])

    marked = mixed(inks.paper, inks.ink, part)

    assert contrast(marked, inks.paper) >= 1.2
    assert contrast(mixed(inks.muted, inks.ink, part), marked) >= 7


def mixed(ground, over, part):
    pairs = [(int(ground[i : i + 2], 16), int(over[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(one + (other - one) * part):02x}" for one, other in pairs)


def test_the_hash_is_that_of_the_content_and_the_same_for_all():
    assert re.fullmatch(r"[0-9a-f]{12}", public()["hash"])
    assert public()["hash"] == public(size="tall")["hash"] == presenter()["hash"]
    agenda = replace(deck().agenda, name="Rembuk lain")
    assert public(deck=replace(deck(), agenda=agenda))["hash"] != public()["hash"]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2: from 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("selector", "inks"), [(":root", LIGHT), (':root[data-tema="gelap"]', DARK)])
def test_the_page_has_the_colours_of_the_drawings(selector, inks):
    style = (WEB / "slaid.css").read_text(encoding="utf-8")
    block = style.split(f"\n{selector} {{", 1)[1].split("}", 1)[0]

    assert dict(re.findall(r"--(\w+): (#\w{6});", block)) == vars(inks)


@pytest.mark.parametrize("inks", [LIGHT, DARK], ids=["terang", "gelap"])
def test_every_pair_of_colours_with_letters_has_a_contrast_of_seven(inks):
    pairs = [
        (inks.ink, inks.paper),
        (inks.muted, inks.paper),
        (inks.accent, inks.paper),
        (inks.ink, inks.sea),
        (inks.muted, inks.sea),
    ]

    assert min(contrast(*pair) for pair in pairs) >= 7


def test_pages_load_nothing_from_elsewhere_and_write_nothing_into_their_markup():
    for path in sorted(WEB.iterdir()):
        text = path.read_text(encoding="utf-8")
        assert re.findall(r"https?://(?!www\.w3\.org/2000/svg)", text) == [], path.name
        assert re.findall(r"\bon\w+=\"|\sstyle=\"|innerHTML|<script>", text) == [], path.name
