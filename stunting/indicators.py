"""The indicators: what is measured, in which unit, out of whom, and whether more is worse."""

from __future__ import annotations

from dataclasses import dataclass

from stunting.errors import UnknownIndicatorError, nearest
from stunting.languages import N_, Worded


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
    label: Worded = Worded()
    unit: str
    is_higher_worse: bool
    definition: Worded = Worded()
    source: Worded = Worded()
    short: Worded = Worded()
    numerator: str
    denominator: str
    counted: Worded = Worded()
    base: Worded = Worded()
    parts: tuple[str, ...] = ()
    has_survey: bool = False

    @property
    def formula(self) -> str:
        """The division in words."""
        return f"{self.counted} / {self.base} × 100"


INDICATORS = (
    Indicator(
        key="stunting",
        label=N_("Prevalensi stunting"),
        short=N_("Stunting"),
        unit="%",
        is_higher_worse=True,
        definition=N_(
            "Persentase anak umur 0-59 bulan dengan panjang atau tinggi badan menurut umur di "
            "bawah -2 simpangan baku (SD) standar pertumbuhan WHO; termasuk sangat pendek (di "
            "bawah -3 SD)."
        ),
        source=N_("Standar pertumbuhan anak WHO 2006; Permenkes 2/2020"),
        numerator="stunted_n",
        denominator="measured_n",
        counted=N_("balita stunting"),
        base=N_("balita diukur"),
        parts=("severely_stunted_n",),
        has_survey=True,
    ),
    Indicator(
        key="sangat_pendek",
        label=N_("Prevalensi sangat pendek"),
        short=N_("Sangat pendek"),
        unit="%",
        is_higher_worse=True,
        definition=N_("Persentase anak umur 0-59 bulan dengan panjang atau tinggi badan menurut umur di bawah -3 SD."),
        source=N_("Standar pertumbuhan anak WHO 2006; Permenkes 2/2020"),
        numerator="severely_stunted_n",
        denominator="measured_n",
        counted=N_("balita sangat pendek"),
        base=N_("balita diukur"),
    ),
    Indicator(
        key="wasting",
        label=N_("Prevalensi wasting"),
        short=N_("Wasting"),
        unit="%",
        is_higher_worse=True,
        definition=N_(
            "Persentase anak umur 0-59 bulan dengan berat badan menurut panjang atau tinggi badan"
            " di bawah -2 SD (gizi kurang dan gizi buruk)."
        ),
        source=N_("Standar pertumbuhan anak WHO 2006; Permenkes 2/2020"),
        numerator="wasted_n",
        denominator="weight_for_height_n",
        counted=N_("balita wasting"),
        base=N_("balita ditimbang dan diukur"),
        parts=("severely_wasted_n",),
    ),
    Indicator(
        key="underweight",
        label=N_("Prevalensi underweight"),
        short=N_("Underweight"),
        unit="%",
        is_higher_worse=True,
        definition=N_("Persentase anak umur 0-59 bulan dengan berat badan menurut umur di bawah -2 SD."),
        source=N_("Standar pertumbuhan anak WHO 2006; Permenkes 2/2020"),
        numerator="underweight_n",
        denominator="weight_for_age_n",
        counted=N_("balita underweight"),
        base=N_("balita ditimbang"),
        parts=("severely_underweight_n",),
    ),
    Indicator(
        key="overweight",
        label=N_("Prevalensi overweight"),
        short=N_("Overweight"),
        unit="%",
        is_higher_worse=True,
        definition=N_(
            "Persentase anak umur 0-59 bulan dengan berat badan menurut panjang atau tinggi badan di atas +2 SD."
        ),
        source=N_("Standar pertumbuhan anak WHO 2006; Permenkes 2/2020"),
        numerator="overweight_n",
        denominator="weight_for_height_n",
        counted=N_("balita overweight"),
        base=N_("balita ditimbang dan diukur"),
    ),
    Indicator(
        key="cakupan",
        label=N_("Cakupan pengukuran"),
        short=N_("Cakupan"),
        unit="%",
        is_higher_worse=False,
        definition=N_("Persentase sasaran balita yang panjang atau tinggi badannya terukur sah pada periode itu."),
        source=N_("Petunjuk teknis pencatatan dan pelaporan e-PPGBM"),
        numerator="covered_n",
        denominator="target_n",
        counted=N_("balita diukur"),
        base=N_("sasaran balita"),
    ),
    Indicator(
        key="ds",
        label=N_("Ditimbang per sasaran (D/S)"),
        short="D/S",
        unit="%",
        is_higher_worse=False,
        definition=N_("Persentase sasaran balita yang ditimbang pada periode itu."),
        source=N_("Petunjuk teknis pencatatan dan pelaporan e-PPGBM"),
        numerator="covered_weighed_n",
        denominator="target_n",
        counted=N_("balita ditimbang (D)"),
        base=N_("sasaran balita (S)"),
    ),
    Indicator(
        key="nd",
        label=N_("Naik berat badan (N/D')"),
        short="N/D'",
        unit="%",
        is_higher_worse=False,
        definition=N_(
            "Persentase balita yang naik berat badannya (N) di antara balita yang kenaikannya dapat dinilai (D')."
        ),
        source=N_("Petunjuk teknis pencatatan dan pelaporan e-PPGBM"),
        numerator="gained_n",
        denominator="gain_known_n",
        counted=N_("balita naik berat badan (N)"),
        base=N_("balita yang kenaikannya dapat dinilai (D')"),
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
