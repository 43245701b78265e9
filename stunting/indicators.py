"""The indicators: what is measured, in which unit, out of whom, and whether more is worse."""

from __future__ import annotations

from dataclasses import dataclass

from stunting.errors import UnknownIndicatorError, nearest


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One measured quantity; label, unit and direction of every chart come from here.

    short:       the heading of a column or the entry of a list
    numerator:   column of the routine counts that is divided, denominator: the one it is divided by
    counted:     the words for the numerator, base: the words for the denominator
    parts:       columns that are a part of the numerator; with them the rest of the numerator is known as well
    has_survey:  national surveys publish it too
    """

    key: str
    label: str
    unit: str
    is_higher_worse: bool
    definition: str
    source: str
    short: str
    numerator: str
    denominator: str
    counted: str
    base: str
    parts: tuple[str, ...] = ()
    has_survey: bool = False

    @property
    def formula(self) -> str:
        """The division in words."""
        return f"{self.counted} / {self.base} × 100"


INDICATORS = (
    Indicator(
        key="stunting",
        label="Prevalensi stunting",
        short="Stunting",
        unit="%",
        is_higher_worse=True,
        definition="Persentase anak umur 0-59 bulan dengan panjang atau tinggi badan menurut umur di bawah "
        "-2 simpangan baku (SD) standar pertumbuhan WHO; termasuk sangat pendek (di bawah -3 SD).",
        source="Standar pertumbuhan anak WHO 2006; Permenkes 2/2020",
        numerator="stunted_n",
        denominator="measured_n",
        counted="balita stunting",
        base="balita diukur",
        parts=("severely_stunted_n",),
        has_survey=True,
    ),
    Indicator(
        key="sangat_pendek",
        label="Prevalensi sangat pendek",
        short="Sangat pendek",
        unit="%",
        is_higher_worse=True,
        definition="Persentase anak umur 0-59 bulan dengan panjang atau tinggi badan menurut umur di bawah -3 SD.",
        source="Standar pertumbuhan anak WHO 2006; Permenkes 2/2020",
        numerator="severely_stunted_n",
        denominator="measured_n",
        counted="balita sangat pendek",
        base="balita diukur",
    ),
    Indicator(
        key="wasting",
        label="Prevalensi wasting",
        short="Wasting",
        unit="%",
        is_higher_worse=True,
        definition="Persentase anak umur 0-59 bulan dengan berat badan menurut panjang atau tinggi badan di bawah "
        "-2 SD (gizi kurang dan gizi buruk).",
        source="Standar pertumbuhan anak WHO 2006; Permenkes 2/2020",
        numerator="wasted_n",
        denominator="weight_for_height_n",
        counted="balita wasting",
        base="balita ditimbang dan diukur",
        parts=("severely_wasted_n",),
    ),
    Indicator(
        key="underweight",
        label="Prevalensi underweight",
        short="Underweight",
        unit="%",
        is_higher_worse=True,
        definition="Persentase anak umur 0-59 bulan dengan berat badan menurut umur di bawah -2 SD.",
        source="Standar pertumbuhan anak WHO 2006; Permenkes 2/2020",
        numerator="underweight_n",
        denominator="weight_for_age_n",
        counted="balita underweight",
        base="balita ditimbang",
        parts=("severely_underweight_n",),
    ),
    Indicator(
        key="overweight",
        label="Prevalensi overweight",
        short="Overweight",
        unit="%",
        is_higher_worse=True,
        definition="Persentase anak umur 0-59 bulan dengan berat badan menurut panjang atau tinggi badan di atas "
        "+2 SD.",
        source="Standar pertumbuhan anak WHO 2006; Permenkes 2/2020",
        numerator="overweight_n",
        denominator="weight_for_height_n",
        counted="balita overweight",
        base="balita ditimbang dan diukur",
    ),
    Indicator(
        key="cakupan",
        label="Cakupan pengukuran",
        short="Cakupan",
        unit="%",
        is_higher_worse=False,
        definition="Persentase sasaran balita yang panjang atau tinggi badannya terukur sah pada periode itu.",
        source="Petunjuk teknis pencatatan dan pelaporan e-PPGBM",
        numerator="covered_n",
        denominator="target_n",
        counted="balita diukur",
        base="sasaran balita",
    ),
    Indicator(
        key="ds",
        label="Ditimbang per sasaran (D/S)",
        short="D/S",
        unit="%",
        is_higher_worse=False,
        definition="Persentase sasaran balita yang ditimbang pada periode itu.",
        source="Petunjuk teknis pencatatan dan pelaporan e-PPGBM",
        numerator="covered_weighed_n",
        denominator="target_n",
        counted="balita ditimbang (D)",
        base="sasaran balita (S)",
    ),
    Indicator(
        key="nd",
        label="Naik berat badan (N/D')",
        short="N/D'",
        unit="%",
        is_higher_worse=False,
        definition="Persentase balita yang naik berat badannya (N) di antara balita yang kenaikannya dapat "
        "dinilai (D').",
        source="Petunjuk teknis pencatatan dan pelaporan e-PPGBM",
        numerator="gained_n",
        denominator="gain_known_n",
        counted="balita naik berat badan (N)",
        base="balita yang kenaikannya dapat dinilai (D')",
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
