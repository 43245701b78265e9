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
from stunting.exports import campaign_sheet
from stunting.exports.stamp import Stamp
from stunting.map_scope import Scope
from stunting.ui import data, filters, maps, parts
from stunting.ui.actions_page import released
from stunting.ui.actions_page.campaign_tab import before_after, event_form
from stunting.ui.shell import View

ALL = ""
MAP_HEIGHT = 560
MOST_NAMES = 6
MOST_ROWS = 500
LAST = ["Jenis", "Tempat", "Penyelenggara", "Mitra", "Kepastian"]


def show(view: View) -> None:
    """Filters, the sentence, map and timeline, the list, before and after, and the forms."""
    area = scope_of(view.area, view.register)
    events = released.events(view.release_id, area.code)
    with st.container(key="saringan", horizontal=True, vertical_alignment="bottom", gap="small"):
        quantity = filters.one_of("Peta menurut", QUANTITY, QUANTITIES, default=EVENTS)
        kinds = {ALL: "Semua jenis"} | {key: label for key, label in KINDS.items() if key in set(events["kind"])}
        kind = filters.listed("Jenis", KIND, kinds, default=ALL, width=210)
        found = sorted({str(pd.Timestamp(day).year) for day in events["event_date"]}, reverse=True)
        year = filters.listed("Tahun", YEAR, {ALL: "Semua tahun"} | {one: one for one in found}, default=ALL, width=150)
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
        more = f" dan {len(never) - MOST_NAMES} lagi" if len(never) > MOST_NAMES else ""
        said = f"Belum ada yang tercatat di {names}{more}."
    elif campaign.events.empty:
        said = "Masukkan kegiatan pertama lewat formulir di bawah, atau sekaligus dari lembar."
    st.html(
        f'<h2 class="judul-gambar">Kampanye dan kegiatan, {html.escape(campaign.area.official_name)}'
        f"{html.escape(campaign.chosen)}{parts.sample_mark(campaign.is_sample)}</h2>"
        f'<p class="lokus-kalimat">{html.escape(campaign.headline)} {said}</p>'
    )


def _pictures(view: View, campaign: CampaignView, quantity: str) -> None:
    left, right = st.columns([1, 1.05], gap="large")
    with left:
        drawn = campaign_map(
            campaign.units,
            quantity=quantity,
            unit_words=campaign.unit_words,
            source=campaign.source,
            title=f"{QUANTITIES[quantity]} menurut {campaign.unit_words}",
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
    st.html('<h2 class="judul-gambar">Daftar kegiatan</h2>')
    shown = parts.written(table.drop(columns=["Contoh"]))
    shown["Peserta"] = shown["Peserta"].replace("", "tidak dihitung")
    shown.insert(2, "Contoh", [("DATA CONTOH" if one else "") for one in table["Contoh"]])
    if not campaign.is_sample:
        shown = shown.drop(columns=["Contoh"])
    if campaign.area.level == "kabupaten":
        shown = shown.drop(columns=["Kabupaten/kota"])
    # What is asked first stands within the width of a laptop.
    shown = shown[[name for name in shown.columns if name not in LAST] + LAST]
    wide = {"Peserta": st.column_config.TextColumn("Peserta", alignment="right", width=110)}
    st.dataframe(shown, hide_index=True, height=min(400, 38 + 35 * len(shown)), width="stretch", column_config=wide)
    if len(campaign.events) > MOST_ROWS:
        st.caption(
            f"Ditampilkan {formats.number(MOST_ROWS)} kegiatan terbaru dari {formats.number(len(campaign.events))}; "
            "berkas unduhan memuat semuanya."
        )
    stamp = Stamp(
        title=f"Kampanye dan kegiatan, {campaign.area.official_name}{campaign.chosen}",
        subtitle=campaign.headline,
        source=campaign.source,
        release_id=view.release_id,
        is_sample=campaign.is_sample,
        notes=campaign.notes,
    )
    parts.table_and_files(
        lambda: summary.table(campaign.events, view.register),
        stamp,
        key="daftar-kampanye",
        more={
            "Lembar A4 (PDF)": ("pdf", lambda: _sheet(view, campaign, stamp), "application/pdf"),
        },
    )


def _sheet(view: View, campaign: CampaignView, stamp: Stamp) -> bytes:
    geometry = data.geometry_payload(view.release_id, scope=campaign.area.code, level=campaign.unit_level)
    return campaign_sheet.to_pdf(campaign, view.register, stamp, geometry=geometry)
