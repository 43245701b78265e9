"""Peta: prevalensi dari Indonesia sampai kabupaten/kota, dan jumlah sampai desa."""

import streamlit as st

from stunting.ui import filters, maps, parts, shell
from stunting.ui.map_pages import counts_map, no_survey_map, prevalence_map

with shell.page("peta") as view:
    units = maps.unit_options(view.area)
    row = st.container(key="saringan", horizontal=True, vertical_alignment="center", gap="small")
    with row:
        layer = filters.one_of(
            "Yang dipetakan", filters.LAYER, {"prevalensi": "Prevalensi", "jumlah": "Jumlah"}, default="prevalensi"
        )
        unit = filters.one_of("Satuan", filters.UNIT, units, default=maps.default_unit(view.area))
    scope = maps.scope_of(view.area, unit, view.register)
    if layer == "jumlah":
        counts_map(view, scope, row)
    elif scope.level in ("kecamatan", "desa"):
        no_survey_map(view, scope)
    else:
        prevalence_map(view, scope, row)
    parts.method_note("peta")
