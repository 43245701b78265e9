"""A deck with one slide of every sort, made by hand: what is read back from its files is known."""

from __future__ import annotations

import datetime as dt

from stunting import formats
from stunting.letterhead import Letterhead
from stunting.rembuk.agenda import Agenda, Kind, Step
from stunting.slides.drawings import (
    Bar,
    BarsDrawing,
    Cell,
    Drawing,
    Level,
    Line,
    Pair,
    PairsDrawing,
    Point,
    SeriesDrawing,
    TableDrawing,
)
from stunting.slides.slide import AreaCard, Deck, KeyFigure, Slide
from tests.areas import PASURUAN

RELEASE = "20260222-080000-0a1b2c3d"
NOTES = "Catatan hanya untuk pembicara."
PERIOD = "Bulan Timbang Agustus 2026"
SOURCE = "Sumber: e-PPGBM, data per 31 Agustus 2026; 60.012 balita diukur dari 69.700 sasaran (86,1%)"

SURVEY = Line(
    name="SSGI",
    points=(
        Point(x=2021.5, label="2021", value=21.3, low=18.9, high=23.7, text="21,3%", base="n 812"),
        Point(x=2022.5, label="2022", value=None, text=""),
        Point(x=2024.5, label="2024", value=13.4, low=11.2, high=15.6, text="13,4%", base="n 790", is_hollow=True),
    ),
)
ROUTINE = Line(
    name="e-PPGBM",
    symbol="diamond",
    points=(
        Point(x=2024.58, label="Agustus 2024", value=12.75, low=12.5, high=13.0, text="12,8%"),
        Point(x=2025.58, label="Agustus 2025", value=11.25, low=11.0, high=11.5, text="11,3%"),
        Point(x=2026.58, label="Agustus 2026", value=10.5, low=10.2, high=10.8, text="10,5%"),
    ),
    breaks=(2,),
)
SERIES = SeriesDrawing(
    panels=(("Survei", (SURVEY,)), ("Pencatatan rutin", (ROUTINE,))),
    levels=(Level(label="Target RPJMD 14,0%", value=14.0), Level(label="Target 2029", value=10.0, x=2029.0)),
    alt="Deret survei dan deret rutin, dua panel.",
)
BARS = BarsDrawing(
    bars=(
        Bar(name="Kejayan", value=18.25, low=15.0, high=21.5, text="18,3%", note="peringkat 1–3", is_marked=True),
        Bar(name="Winongan", value=14.5, low=12.0, high=17.0, text="14,5%", is_low_coverage=True),
        Bar(name="Tosari", value=None, text="disembunyikan"),
    ),
    rest="… dan 21 kecamatan lain",
    alt="Peringkat tiga kecamatan.",
)
PAIRS = PairsDrawing(
    pairs=(
        Pair(
            name="Kejayan",
            before=20.5,
            after=18.25,
            before_text="20,5%",
            after_text="18,3%",
            text="turun 2,3 poin persen",
        ),
        Pair(name="Winongan", before=14.0, after=14.5, before_text="14,0%", after_text="14,5%", text="setara"),
    ),
    before_label="Agustus 2025",
    after_label="Agustus 2026",
    alt="Dua kecamatan, sebelum dan sesudah.",
)


def counted(measured: int, stunted: int, value: float) -> tuple[Cell, ...]:
    """The cells of one row behind its name."""
    texts = (formats.number(measured), formats.number(stunted), formats.percent(value))
    return tuple(Cell(text=text, value=number) for text, number in zip(texts, (measured, stunted, value), strict=True))


TABLE = TableDrawing(
    headers=("Kecamatan", "Diukur", "Stunting", "%"),
    is_number=(False, True, True, True),
    rows=(
        (
            Cell(text="Kejayan"),
            Cell(text="5.130", value=5130),
            Cell(text="936", value=936),
            Cell(text="18,2%", value=18.2),
        ),
        (Cell(text="Tosari"), Cell(text="disembunyikan"), Cell(text="disembunyikan"), Cell(text="–")),
    ),
    total=(
        Cell(text="Jumlah"),
        Cell(text="60.012", value=60012),
        Cell(text="6.301", value=6301),
        Cell(text="10,5%", value=10.5),
    ),
    rest="… dan 22 kecamatan lain di lembar",
    alt="Rekap dua kecamatan.",
)


def slide(key: str, title: str, drawing: Drawing | None, *, is_sample: bool = True) -> Slide:
    """A slide with a figure, a sentence, and this drawing."""
    return Slide(
        key=key,
        title=title,
        figure=KeyFigure(
            text="10,5%",
            label="Prevalensi stunting (e-PPGBM), Kab. Pasuruan",
            detail="6.301 dari 60.012 balita diukur; cakupan 86,1%",
            value=10.5,
        ),
        sentence="Dibanding Agustus 2025, angkanya 0,8 poin persen lebih rendah.",
        source=SOURCE,
        chips=("Kab. Pasuruan", PERIOD, "mode publik"),
        data_date=PERIOD,
        drawing=drawing,
        footnotes=("Cakupan pengukuran di bawah 80% di satu kecamatan",),
        is_sample=is_sample,
        page="peta",
        params={"lapis": "rutin"},
    )


SLIDES = (
    Slide(key="sambutan", title="Sambutan dan pembukaan"),
    slide("deret", "Prevalensi menurut survei dan pencatatan rutin", SERIES),
    slide("peringkat", "Peringkat kecamatan", BARS),
    slide("perubahan", "Perubahan sejak tahun lalu", PAIRS),
    slide("rekap", "Rekap per kecamatan", TABLE),
    Slide(key="komitmen", title="Komitmen bersama", sentence="Apa yang disepakati dan ditandatangani hari ini?"),
)
DECK = Deck(
    agenda=Agenda(
        name="Rembuk stunting 2026",
        kind=Kind.DISTRICT,
        area_code="3514",
        meeting_date=dt.date(2026, 9, 24),
        release_id=RELEASE,
        steps=tuple(Step(key=one.key, title=one.title, notes=NOTES, minutes=5) for one in SLIDES),
    ),
    area=PASURUAN,
    release_id=RELEASE,
    release_created=dt.datetime(2026, 9, 22, 8, 0),
    slides=SLIDES,
    cards=(
        AreaCard(
            code="351406",
            name="Kejayan",
            level="kecamatan",
            parent_name="Kab. Pasuruan",
            figure=KeyFigure(
                text="18,3%", label="Prevalensi stunting", detail="936 dari 5.130 balita diukur", value=18.25
            ),
            sentence="936 anak tergolong stunting.",
            source=SOURCE,
            data_date=PERIOD,
            is_sample=True,
        ),
    ),
    letterhead=Letterhead(government="Pemerintah Kabupaten Pasuruan"),
    is_sample=True,
)
