"""Areas that tests share, as the register has them."""

from __future__ import annotations

from stunting.geography import Area

PASURUAN = Area(
    code="3514",
    level="kabupaten",
    kind="kabupaten",
    name="Pasuruan",
    official_name="Kab. Pasuruan",
    parent_code="35",
    lat=-7.7,
    lon=112.8,
)
