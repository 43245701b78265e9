"""The indicators: what is measured, in which unit, and whether more is worse."""

from __future__ import annotations

from dataclasses import dataclass

from stunting.errors import UnknownIndicatorError, nearest


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One measured quantity; label, unit and direction of every chart come from here."""

    key: str
    label: str
    unit: str
    is_higher_worse: bool
    definition: str
    source: str


INDICATORS = (
    Indicator(
        key="stunting",
        label="Prevalensi stunting",
        unit="%",
        is_higher_worse=True,
        definition="Persentase anak umur 0-59 bulan dengan panjang atau tinggi badan menurut umur di bawah "
        "-2 simpangan baku (SD) standar pertumbuhan WHO; termasuk sangat pendek (di bawah -3 SD).",
        source="Standar pertumbuhan anak WHO 2006; Permenkes 2/2020",
    ),
)
_BY_KEY = {one.key: one for one in INDICATORS}


def indicator(key: str) -> Indicator:
    """The record of one indicator.

    Raises:
        UnknownIndicatorError: no such key; the nearest are offered.
    """
    found = _BY_KEY.get(key)
    if found is None:
        raise UnknownIndicatorError(key, nearest(key, _BY_KEY) or tuple(_BY_KEY))
    return found
