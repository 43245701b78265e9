"""What the headings and words of sheets with services mean: services, their two counts, periods.

Nothing is guessed: a wording that is none of ours has no meaning, and the nearest one is only offered.
"""

from __future__ import annotations

import re
from functools import cache

from stunting.errors import nearest
from stunting.geography import compact
from stunting.languages import N_, in_indonesian
from stunting.services.registry import SERVICES
from stunting.services.service import MONTHS_OF_PERIOD

NUMERATOR, DENOMINATOR, PERCENT = N_("pembilang"), N_("penyebut"), "persen"
_PART_FORMS = {
    NUMERATOR: (
        *("terlayani", "jumlahterlayani", "jmlterlayani", "pembilang", "numerator", "realisasi", "jumlahrealisasi"),
        *("dilayani", "jumlahdilayani", "yangdilayani", "yangterlayani", "jumlahpenerima", "penerima", "menerima"),
        *("jumlahyangmenerima", "jumlahmenerima", "jumlahyangterlayani"),
    ),
    DENOMINATOR: (
        *("sasaran", "jumlahsasaran", "jmlsasaran", "totalsasaran", "penyebut", "denominator", "denumerator"),
        *("sasaranriil", "jumlahsasaranriil"),
    ),
    PERCENT: (
        *("persen", "persentase", "presentase", "cakupan", "capaian", "cakupanpersen", "capaianpersen", "prosentase"),
        *("persencakupan", "persencapaian", "target", "targetpersen"),
    ),
}
_PARTS = {form: part for part, forms in _PART_FORMS.items() for form in forms}
# "Jumlah sasaran - ASI eksklusif", "rematri_ttd_terlayani": one heading for both.
_WORDS = r"(?:jumlah|jml|total)?[\s_]*(?:sasaran|terlayani|pembilang|penyebut|realisasi|dilayani)"
_AFTER = re.compile(rf"(?P<name>.+?)[\s:;,|/(_–—-]+(?P<part>{_WORDS})\s*\)?", re.IGNORECASE | re.DOTALL)
_BEFORE = re.compile(rf"(?P<part>{_WORDS})[\s:;,|/(_–—-]+(?P<name>.+?)\s*\)?", re.IGNORECASE | re.DOTALL)
_NUMBER = re.compile(r"^\s*(?:indikator\s*)?\(?\d{1,2}\s*[.):]\s*", re.IGNORECASE)
_LEAD = re.compile(r"^(?:persentase|presentase|cakupan|jumlah)")
_PERIODS = {
    "tahun": ("tahun", "setahun", "tahunan", "1tahun", "januaridesember"),
    **{
        f"s{half}": (f"s{half}", f"semester{half}", f"semester{roman}", f"smt{half}", f"sem{half}")
        for half, roman in ((1, "i"), (2, "ii"))
    },
    **{
        f"tw{quarter}": (f"tw{quarter}", f"triwulan{quarter}", f"triwulan{roman}", f"tw{roman}", f"twl{quarter}")
        for quarter, roman in ((1, "i"), (2, "ii"), (3, "iii"), (4, "iv"))
    },
    **{
        f"m{month:02}": (f"m{month:02}", name, name[:3], f"bulan{name}")
        for month, name in enumerate(
            (
                *("januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober"),
                *("november", "desember"),
            ),
            start=1,
        )
    },
}
PERIOD_OF = {form: period for period, forms in _PERIODS.items() for form in forms}
assert set(PERIOD_OF.values()) == set(MONTHS_OF_PERIOD)


def part_of(heading: str) -> str:
    """Which count a heading of its own stands for: "Jumlah sasaran" is the denominator; "" where it is none."""
    text = heading.strip()
    if text in ("%", "(%)", "n (%)"):
        return PERCENT
    bare = compact(re.sub(r"\([^)]*\)", "", text).replace("%", " persen"))
    return _PARTS.get(bare, "")


def split(heading: str) -> tuple[str, str]:
    """Name and count of a heading that has both, ("", "") where it has not."""
    for pattern in (_AFTER, _BEFORE):
        found = pattern.fullmatch(heading.strip())
        if found and (part := part_of(found["part"].replace("_", " "))):
            return found["name"], part
    return "", ""


def service_of(written: str) -> str:
    """Key of the service a heading names, in full, in short or by its key; "" where it is none."""
    form = _form(written)
    forms = _forms()
    return forms.get(form) or forms.get(_LEAD.sub("", form)) or ""


@in_indonesian
def offered(written: str) -> list[str]:
    """Short names of the services that look most like a heading; as sheets write them."""
    names = {_form(one.short): one.short for one in SERVICES} | {_form(one.wording): one.short for one in SERVICES}
    return list(dict.fromkeys(names[one] for one in nearest(_form(written), names, most=2)))


def period_of(written: str, *, year: int | None = None) -> str:
    """A period as people write it: "TW II", "Semester 1", "Agustus 2025"; "" where it is none.

    year: of the row; another year in the words makes them no period of it
    """
    years = re.findall(r"(?<!\d)20\d\d(?!\d)", written)
    if years and year is not None and set(years) != {str(year)}:
        return ""
    return PERIOD_OF.get(compact(re.sub(r"(?<!\d)20\d\d(?!\d)", " ", written).strip(" -/")), "")


def _form(written: str) -> str:
    text = _NUMBER.sub("", written).replace("Unmeet", "Unmet").replace("unmeet", "unmet")
    return compact(text.replace("_", " "))


@cache
@in_indonesian
def _forms() -> dict[str, str]:
    """Every way to write a service -> its key; what two services share is left out."""
    found: dict[str, set[str]] = {}
    for one in SERVICES:
        for text in (one.key, one.short, one.wording, one.perpres_wording):
            for form in {_form(text), _LEAD.sub("", _form(text)), _form(re.sub(r"\([^)]*\)", "", text))}:
                found.setdefault(form, set()).add(one.key)
    return {form: keys.copy().pop() for form, keys in found.items() if form and len(keys) == 1}
