"""Kampanye: where and when events were, who came, and what weighing did before and after."""

from __future__ import annotations

import html

import pandas as pd
import streamlit as st

from stunting import formats
from stunting.campaigns import summary
from stunting.campaigns.kinds import KINDS
from stunting.campaigns.view import KIND, QUANTITY, YEAR, CampaignView, campaign_of, scope_of
from stunting.charts.campaign_map import EVENTS, QUANTITIES, campaign_map
from stunting.charts.theme import WATERMARK
from stunting.exports import campaign_sheet
from stunting.exports.stamp import Stamp
from stunting.languages import N_, _, in_indonesian
from stunting.map_scope import Scope
from stunting.ui import data, filters, maps, parts
from stunting.ui.actions_page import released
from stunting.ui.actions_page.campaign_tab import before_after, event_form
from stunting.ui.shell import View

ALL = ""
MAP_HEIGHT = 560
MOST_NAMES = 6
MOST_ROWS = 500
LAST = ["Jenis", "Tempat", "Penyelenggara", "Mitra", "Kepastian"]  # no text


def show(view: View) -> None:
    """Filters, the sentence, map and timeline, the list, before and after, and the forms."""
    area = scope_of(view.area, view.register)
    events = released.events(view.release_id, area.code)
    used = set(events["kind"])
    with st.container(key="saringan", horizontal=True, vertical_alignment="bottom", gap="small"):
        quantity = filters.one_of(_("Peta menurut"), QUANTITY, QUANTITIES, default=EVENTS)
        kinds = {ALL: _("Semua jenis")} | {key: label for key, label in KINDS.items() if key in used}
        kind = filters.listed(_("Jenis"), KIND, kinds, default=ALL, width=210)
        found = [str(year) for year in sorted(pd.to_datetime(events["event_date"]).dt.year.unique(), reverse=True)]
        year = filters.listed(
            _("Tahun"), YEAR, {ALL: _("Semua tahun")} | {one: one for one in found}, default=ALL, width=150
        )
    today = released.day_of(view.release.manifest.created)
    campaign = campaign_of(events, area, view.register, today=today, kind=kind, year=year)
    _headline(campaign)
    if not campaign.events.empty:
        _pictures(view, campaign, quantity)
        _list(view, campaign)
    if area.level == "kabupaten" and not events.empty:
        before_after.show(view, area)
    event_form.show(view, area)


def _headline(campaign: CampaignView) -> None:
    never = campaign.never
    said = ""
    if never and not campaign.events.empty:
        names = ", ".join(html.escape(one) for one in never[:MOST_NAMES])
        more = _(" dan {n} lagi", n=len(never) - MOST_NAMES) if len(never) > MOST_NAMES else ""
        said = _("Belum ada yang tercatat di {names}{more}.", names=names, more=more)
    elif campaign.events.empty:
        said = _("Masukkan kegiatan pertama lewat formulir di bawah, atau sekaligus dari lembar.")
    st.html(
        _(
            '<h2 class="judul-gambar">Kampanye dan kegiatan, {area}{chosen}{is_sample}</h2><p '
            'class="lokus-kalimat">{headline} {said}</p>',
            area=html.escape(campaign.area.official_name),
            chosen=html.escape(campaign.chosen),
            is_sample=parts.sample_mark(campaign.is_sample),
            headline=html.escape(campaign.headline),
            said=said,
        )
    )


def _pictures(view: View, campaign: CampaignView, quantity: str) -> None:
    left, right = st.columns([1, 1.05], gap="large")
    with left:
        drawn = campaign_map(
            campaign.units,
            quantity=quantity,
            unit_words=campaign.unit_words,
            source=campaign.source,
            title=_("{quantity} menurut {unit_words}", quantity=QUANTITIES[quantity], unit_words=campaign.unit_words),
        )
        inside = view.area.code != campaign.area.code
        maps.draw(
            view,
            Scope(
                area=campaign.area,
                level=campaign.unit_level,
                selected=view.area.code[:6] if inside else None,
            ),
            drawn,
            height=MAP_HEIGHT,
            key="peta-kampanye",
            is_sample=campaign.is_sample,
        )
    with right:
        parts.figure(view, campaign.timeline(), key="linimasa-kampanye")


def _list(view: View, campaign: CampaignView) -> None:
    newest = campaign.events.sort_values("event_date", ascending=False, kind="stable").head(MOST_ROWS)
    table = summary.table(newest, view.register)
    st.html(_('<h2 class="judul-gambar">Daftar kegiatan</h2>'))
    shown = table.drop(columns=["Contoh"])
    shown["Peserta"] = [_("tidak dihitung") if pd.isna(n) else formats.number(n) for n in shown["Peserta"]]
    shown.insert(2, "Contoh", [_(WATERMARK) if one else "" for one in table["Contoh"]])  # no text
    if not campaign.is_sample:
        shown = shown.drop(columns=["Contoh"])
    if campaign.area.level == "kabupaten":
        shown = shown.drop(columns=["Kabupaten/kota"])
    # What is asked first stands within the width of a laptop.
    shown = parts.written(shown[[name for name in shown.columns if name not in LAST] + LAST])
    wide = {_("Peserta"): st.column_config.TextColumn(_("Peserta"), alignment="right", width=110)}
    st.dataframe(shown, hide_index=True, height=min(400, 38 + 35 * len(shown)), width="stretch", column_config=wide)
    if len(campaign.events) > MOST_ROWS:
        st.caption(
            _(
                "Ditampilkan {most_rows} kegiatan terbaru dari {events_n}; berkas unduhan memuat semuanya.",
                most_rows=formats.number(MOST_ROWS),
                events_n=formats.number(len(campaign.events)),
            )
        )
    stamp = _stamp(view, campaign)
    parts.table_and_files(
        lambda: summary.table(campaign.events, view.register),
        stamp,
        key="daftar-kampanye",
        more={
            N_("Lembar A4 (PDF)"): ("pdf", lambda: _sheet(view, campaign), "application/pdf"),
        },
    )


def _stamp(view: View, campaign: CampaignView) -> Stamp:
    return Stamp(
        title=_("Kampanye dan kegiatan, {area}{chosen}", area=campaign.area.official_name, chosen=campaign.chosen),
        subtitle=campaign.headline,
        source=campaign.source,
        release_id=view.release_id,
        is_sample=campaign.is_sample,
        notes=campaign.notes,
    )


@in_indonesian
def _sheet(view: View, campaign: CampaignView) -> bytes:
    geometry = data.geometry_payload(view.release_id, scope=campaign.area.code, level=campaign.unit_level)
    return campaign_sheet.to_pdf(campaign, view.register, _stamp(view, campaign), geometry=geometry)
