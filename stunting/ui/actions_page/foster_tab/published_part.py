"""What was published of foster programmes: from the release alone, as everybody may see it."""

from __future__ import annotations

import html

import streamlit as st

from stunting import formats
from stunting import published_foster as released
from stunting.charts.foster_effect import effect_marks
from stunting.charts.foster_reach import Row, reach_bars
from stunting.languages import _
from stunting.published_foster import Published
from stunting.ui import foster_data, parts
from stunting.ui.shell import View


def show(view: View) -> None:
    """Each programme of the area with its newest publication; without any, what to do."""
    within = view.kabkota.code if view.kabkota else view.area.code
    known = released.published(foster_data.foster_summary(view.release_id, within=within))
    if not known:
        st.html(
            _(
                '<p class="jelas">Belum ada ringkasan orang tua asuh yang diterbitkan di '
                '{words}.</p><p class="sumber">Petugas menerbitkannya di mode internal, bagian '
                "Terbitkan. Yang diterbitkan hanya jumlah; data per anak tidak pernah keluar.</p>",
                words=html.escape((view.kabkota or view.area).official_name),
            )
        )
        return
    for one in released.newest(known):
        _programme(view, one)


def _programme(view: View, one: Published) -> None:
    place = view.register.get(one.kabupaten_code).official_name
    st.html(
        f'<h2 class="judul-gambar">{html.escape(one.programme)}, {html.escape(place)}'
        f"{parts.sample_mark(one.is_sample)}</h2>"
        f'<p class="lokus-baca">{html.escape(released.reach_sentence(one, place=place))}</p>'
    )
    source = _("Sumber: {source}, per {date}.", source=one.source.rstrip("."), date=formats.date(one.as_of))
    notes = (_(released.HIDDEN_NOTE),) if one.is_any_hidden else ()
    key = f"asuh-{one.kabupaten_code}-{''.join(sign for sign in one.programme.lower() if sign.isalnum())}"
    left, right = st.columns([1, 1], gap="large")
    with left:
        if any(value is not None for value in one.kecamatan.values()):
            rows = [
                Row(name=view.register.get(code).name, value=value)
                for code, value in one.kecamatan.items()
                if value != 0
            ]
            picture = reach_bars(
                rows,
                title=_("Anak asuh {programme} menurut kecamatan, {place}", programme=one.programme, place=place),
                subtitle=_(
                    "Jumlah anak dengan orang tua asuh per {date}; kecamatan tanpa anak asuh tidak digambar.",
                    date=formats.date(one.as_of),
                ),
                source=source,
                column=_("Anak asuh"),
                notes=notes,
                is_sample=one.is_sample,
            )
            parts.figure(view, picture, key=f"{key}-kec")
        else:
            st.html(_('<p class="catatan">Rincian per kecamatan tidak diterbitkan.</p>'))
    with right:
        sentence = released.effect_sentence(one)
        if one.has_effect:
            picture = effect_marks(
                n=one.values[released.COMPARED] or 0,
                others_n=one.values[released.OTHERS] or 0,
                change=one.sd(released.CHANGE),
                others_change=one.sd(released.OTHERS_CHANGE),
                difference=one.sd(released.DIFFERENCE),
                low=one.sd(released.LOW),
                high=one.sd(released.HIGH),
                place=place,
                sentence=sentence,
                source=source,
                notes=(sentence, _(released.ALIKE), _(released.BY_ITSELF)),
                is_sample=one.is_sample,
            )
            parts.figure(view, picture, key=f"{key}-ubah")
        else:
            st.html(f'<p class="catatan">{html.escape(sentence)}</p>')
