"""A deck made by hand, with drawings of the right size: for tests of what shows slides. Its figures are invented."""

from __future__ import annotations

import datetime as dt
import html
from dataclasses import replace

from stunting.letterhead import Letterhead
from stunting.rembuk.agenda import Agenda, Kind, Step
from stunting.slides.drawing.inks import Inks, Size
from stunting.slides.drawings import Bar, BarsDrawing, Drawing
from stunting.slides.slide import AreaCard, Deck, KeyFigure, Slide
from tests.areas import PASURUAN

RELEASE = "20260222-080000-0a1b2c3d"
CREATED = dt.datetime(2026, 2, 22, 15, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))
SOURCE = (
    "Sumber: e-PPGBM, data per 31 Agustus 2025; balita diukur 102.340 dari 118.220 sasaran (cakupan 86,6%). "
    "Batas wilayah bersifat indikatif."
)
LONG = (
    "Dari 102.340 balita yang diukur di Kabupaten Pasuruan pada Bulan Timbang Agustus 2025, 14.532 balita tergolong "
    "stunting: 3.120 sangat pendek dan 11.412 pendek; dibanding Bulan Timbang Februari 2025, prevalensi turun 1,2 poin "
    "persen, sedangkan cakupan pengukuran berubah dari 81,4% menjadi 86,6%, sehingga kedua angka dibaca bersama."
)
PLACES = {"351401": "Purwodadi", "351402": "Tutur", "351403": "Puspo", "351408": "Kejayan", "351412": "Pohjentrek"}
STEPS = (
    Step(key="sambutan", title="Sambutan dan pembukaan", speaker="Bupati", minutes=15),
    Step(
        key="peta",
        title="Prevalensi stunting menurut kecamatan",
        page="peta",
        params={"lapis": "rutin", "satuan": "kecamatan"},
        speaker="Bappeda",
        minutes=5,
        notes="Sebut periodenya.\nBaca cakupannya dulu, baru prevalensinya.\n\nTanyakan kepada Camat Kejayan.",
    ),
    Step(key="peringkat", title="Peringkat", page="tabel", speaker="Dinas Kesehatan", minutes=10),
    Step(key="panjang", title="Judul panjang", page="tren", minutes=1, decision="Target tahun depan berapa persen?"),
    Step(key="jawaban", title="Satu angka tanpa gambar"),
    Step(key="lokus", title="Penetapan lokus", minutes=10, decision="Desa mana yang menjadi lokus stunting 2027?"),
)
AGENDA = Agenda(
    name="Rembuk stunting 2026",
    kind=Kind.DISTRICT,
    area_code="3514",
    steps=STEPS,
    meeting_date=dt.date(2026, 2, 26),
    release_id=RELEASE,
)


def boxes(drawing: Drawing, *, size: Size, inks: Inks, watermark: str = "") -> str:
    """A drawing in the form of `slides.drawing.draw`: tiles that can be opened, a legend, letters of 24 pixels."""
    assert isinstance(drawing, BarsDrawing)
    columns = 3
    width, height = size.width / columns, (size.height - 60) / -(-len(drawing.bars) // columns)
    tiles = []
    for place, bar in enumerate(drawing.bars):
        x, y = place % columns * width, place // columns * height
        role = ' tabindex="0" role="button"' if bar.is_marked else ""
        tiles.append(
            f'<path class="wilayah" data-kode="{bar.code}"{role} aria-label="{html.escape(bar.name)}" '
            f'd="M{x + 4:.0f} {y + 4:.0f}h{width - 8:.0f}v{height - 8:.0f}h-{width - 8:.0f}z" '
            f'fill="{inks.sea}" stroke="{inks.muted}" stroke-width="2"/>'
            f'<text x="{x + 20:.0f}" y="{y + 44:.0f}" font-size="24" fill="{inks.ink}">{html.escape(bar.name)}</text>'
            f'<text x="{x + 20:.0f}" y="{y + 84:.0f}" font-size="36" fill="{inks.ink}">{bar.text}</text>'
        )
    mark = f'<text x="{size.width - 300}" y="40" font-size="32" fill="{inks.accent}">{watermark}</text>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size.width} {size.height}" role="img" '
        f'aria-label="{html.escape(drawing.alt)}">{"".join(tiles)}'
        f'<g class="kunci"><rect x="4" y="{size.height - 40}" width="30" height="30" fill="{inks.accent}"/>'
        f'<text x="48" y="{size.height - 16}" font-size="24" fill="{inks.ink}">Di atas 20%</text></g>{mark}</svg>'
    )


def bars(places: dict[str, str], *, is_marked: bool = False) -> BarsDrawing:
    return BarsDrawing(
        bars=tuple(
            Bar(name=name, code=code, value=14.0 + at, text=f"{14 + at},2%", is_marked=is_marked)
            for at, (code, name) in enumerate(places.items())
        ),
        alt="Prevalensi stunting menurut kecamatan",
    )


def _view(key: str, title: str, **more: object) -> Slide:
    plain = Slide(
        key=key,
        title=title,
        figure=KeyFigure(
            text="14,2%",
            label="Prevalensi stunting (e-PPGBM), Kab. Pasuruan",
            detail="14.532 dari 102.340 balita diukur; cakupan 86,6%",
            value=14.2,
        ),
        sentence="Dari 102.340 balita yang diukur, 14.532 tergolong stunting. Kejayan tertinggi, 17,2%.",
        source=SOURCE,
        chips=("Kab. Pasuruan", "Balita 0–59 bulan", "menurut kecamatan", "mode publik"),
        data_date="Bulan Timbang Agustus 2025",
        drawing=bars(PLACES),
        page="peta",
        params={"wilayah": "3514", "mode": "publik"},
    )
    return replace(plain, **more)


def deck(*, is_sample: bool = False) -> Deck:
    """Six steps: words, a map with areas to open, a view, one with long texts, a figure alone, a decision."""
    inside = {
        code: _view(code, f"Prevalensi stunting menurut desa, Kec. {name}", drawing=bars({f"{code}2001": "Desa Satu"}))
        for code, name in PLACES.items()
    }
    long = _view(
        "panjang",
        "Prevalensi stunting dan cakupan pengukuran menurut kecamatan di Kabupaten Pasuruan, Februari 2023 sampai 2025",
        figure=KeyFigure(
            text="tidak ditampilkan",
            label="Prevalensi stunting menurut pencatatan rutin (e-PPGBM), Kecamatan Purwodadi dan sekitarnya",
            detail="Jumlah balita diukur kurang dari 20: persentase tidak ditampilkan; cakupan pengukuran 41,3%",
        ),
        sentence=LONG,
        chips=("Kabupaten Pasuruan", "Balita 0–59 bulan", "menurut kecamatan", "Februari dan Agustus", "mode publik"),
        footnotes=(
            "Cakupan pengukuran di bawah 80%: angka belum mewakili seluruh balita.",
            "Angka survei dan pencatatan rutin memakai cara ukur berbeda dan tidak untuk dibandingkan langsung.",
            "Angka 1–4 disembunyikan untuk melindungi data anak.",
        ),
        source=SOURCE + " Kementerian Kesehatan, SSGI 2022 dan 2024: n 1.204, interval kepercayaan 95% 17,1–23,4%.",
    )
    figure = KeyFigure(text="17,2%", label="Prevalensi stunting (e-PPGBM)", detail="412 dari 2.395 balita diukur")
    return Deck(
        agenda=AGENDA,
        area=PASURUAN,
        release_id=RELEASE,
        release_created=CREATED,
        slides=(
            Slide(key="sambutan", title="Sambutan dan pembukaan", sentence="Aula Kabupaten Pasuruan, pukul 09.00"),
            _view(
                "peta", "Prevalensi stunting menurut kecamatan", drawing=bars(PLACES, is_marked=True), children=inside
            ),
            _view("peringkat", "Peringkat kecamatan", is_sample=is_sample),
            long,
            _view("jawaban", "Kec. Kejayan", drawing=None),
            Slide(key="lokus", title="Penetapan desa lokus 2027", sentence="Usulan 24 dari 365 desa dan kelurahan."),
        ),
        cards=(
            AreaCard(
                code="351408",
                name="Kec. Kejayan",
                level="kecamatan",
                parent_name="Kab. Pasuruan",
                figure=figure,
                sentence="Turun 1,2 poin persen dibanding Februari 2025.",
                source=SOURCE,
                data_date="Agustus 2025",
            ),
            AreaCard(
                code="3514081001",
                name="Kel. Kejayan",
                level="desa",
                parent_name="Kec. Kejayan",
                figure=figure,
                sentence="",
                source=SOURCE,
                data_date="Agustus 2025",
            ),
            AreaCard(
                code="351402",
                name="Kec. Tutur",
                level="kecamatan",
                parent_name="Kab. Pasuruan",
                figure=figure,
                sentence="",
                source=SOURCE,
                data_date="Agustus 2025",
            ),
        ),
        letterhead=Letterhead(government="Pemerintah Kabupaten Pasuruan"),
        is_sample=is_sample,
    )
