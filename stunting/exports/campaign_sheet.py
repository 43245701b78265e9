"""Lembar kampanye: map and timeline on the first page, the list of events on the next ones."""

from __future__ import annotations

from stunting.campaigns import summary
from stunting.campaigns.view import CampaignView
from stunting.charts.campaign_map import EVENTS, QUANTITIES, campaign_map
from stunting.exports import action_sheet, map_picture, pictures
from stunting.exports.stamp import Stamp
from stunting.geography import Register
from stunting.languages import in_indonesian

WIDTHS = {
    "Tanggal": 1.1,
    "Kegiatan": 2.2,
    "Kabupaten/kota": 1.3,
    "Kecamatan": 1.2,
    "Desa/kelurahan": 1.3,
    "Penyelenggara": 1.4,
    "Mitra": 1.4,
    "Peserta": 0.7,
    "Sumber": 1.9,
}


@in_indonesian
def to_pdf(campaign: CampaignView, register: Register, stamp: Stamp, *, geometry: bytes = b"") -> bytes:
    """The sheet, A4 across; without the geometry of a release it has no map.

    geometry: the payload of the scope that `campaign` shows
    """
    shown = []
    if geometry:
        drawn = campaign_map(campaign.units, quantity=EVENTS, unit_words=campaign.unit_words, source=campaign.source)
        title = f"{QUANTITIES[EVENTS]} menurut {campaign.unit_words}"
        of_map = Stamp(title=title, subtitle="", source="", release_id=stamp.release_id, is_sample=stamp.is_sample)
        shown.append((map_picture.to_png(geometry, drawn, of_map), f"{title}: {campaign.headline}"))
    line = campaign.timeline()
    shown.append((pictures.to_png(line.figure, Stamp.of(line, release_id=stamp.release_id)), line.alt))
    table = summary.table(campaign.events, register)
    return action_sheet.to_pdf(stamp, table, widths=WIDTHS, pictures=shown)
