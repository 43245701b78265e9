"""The words of an export: sex, posture, labels of nutritional status, N/T/O/B, vitamin A."""

from __future__ import annotations

import re

# Official labels of Permenkes 2/2020 and the short ones of the exports, in compact form.
HAZ_LABELS = {
    "sangatpendek": "sangat_pendek",
    "severelystunted": "sangat_pendek",
    "sangatpendekseverelystunted": "sangat_pendek",
    "pendek": "pendek",
    "stunted": "pendek",
    "pendekstunted": "pendek",
    "normal": "normal",
    "tinggi": "tinggi",
}
WAZ_LABELS = {
    "sangatkurang": "sangat_kurang",
    "beratbadansangatkurang": "sangat_kurang",
    "bbsangatkurang": "sangat_kurang",
    "kurang": "kurang",
    "beratbadankurang": "kurang",
    "bbkurang": "kurang",
    "normal": "normal",
    "beratbadannormal": "normal",
    "bbnormal": "normal",
    "risikolebih": "risiko_lebih",
    "resikolebih": "risiko_lebih",
    "risikoberatbadanlebih": "risiko_lebih",
    "resikoberatbadanlebih": "risiko_lebih",
    "risikobblebih": "risiko_lebih",
    "beratbadanlebih": "risiko_lebih",
    "lebih": "risiko_lebih",
}
WHZ_LABELS = {
    "giziburuk": "gizi_buruk",
    "buruk": "gizi_buruk",
    "gizikurang": "gizi_kurang",
    "kurang": "gizi_kurang",
    "gizibaik": "gizi_baik",
    "gizibaiknormal": "gizi_baik",
    "baik": "gizi_baik",
    "normal": "gizi_baik",
    "risikogizilebih": "risiko_gizi_lebih",
    "resikogizilebih": "risiko_gizi_lebih",
    "berisikogizilebih": "risiko_gizi_lebih",
    "beresikogizilebih": "risiko_gizi_lebih",
    "gizilebih": "gizi_lebih",
    "lebih": "gizi_lebih",
    "obesitas": "obesitas",
    "obese": "obesitas",
}
OUTLIER = "outlier"
_NO_LABEL = {"", "null", "none", "nan", "na", "belumdiukur", "tidakdiukur", "0", "00"}

_MALE = {"l", "lk", "lki", "lakilaki", "laki", "laki2", "lelaki", "m", "male", "pria", "cowok", "boy", "1", "10"}
_FEMALE = {"p", "pr", "prp", "perempuan", "wanita", "w", "f", "female", "cewek", "girl", "2", "20"}
_LYING = {"terlentang", "telentang", "terlentanglying", "berbaring", "baring", "tidur", "tiduran", "lying", "recumbent"}
_STANDING = {"berdiri", "diri", "standing", "tegak"}
_GAIN = {
    "n": "N",
    "naik": "N",
    "t": "T",
    "tidaknaik": "T",
    "tdknaik": "T",
    "tetap": "T",
    "turun": "T",
    "o": "O",
    "tidakditimbangbulanlalu": "O",
    "b": "B",
    "baru": "B",
    "barupertamakali": "B",
}
_YES = {"ya", "y", "yes", "v", "sudah", "true", "biru", "merah", "dapat"}
_NO = {"tidak", "t", "tdk", "no", "n", "belum", "false", "0", "00"}


def _form(cell: object) -> str:
    return re.sub(r"[^a-z0-9]", "", str(cell).casefold()) if cell is not None else ""


def read_sex(cell: object) -> tuple[str, tuple[str, ...]]:
    """m, f or "", and `jk_ejaan` where the cell is readable and neither L nor P."""
    form = _form(cell)
    sex = (
        "m" if form in _MALE or form.startswith("laki") else "f" if form in _FEMALE or form.startswith("perem") else ""
    )
    return sex, ("jk_ejaan",) if sex and form not in ("l", "p") else ()


def read_posture(cell: object) -> tuple[str, tuple[str, ...]]:
    """l lying, h standing; "" for a code (L, T, B, 1, 2) whose meaning differs between files."""
    form = _form(cell)
    return ("l" if form in _LYING else "h" if form in _STANDING else ""), ()


def read_haz_label(cell: object) -> tuple[str, tuple[str, ...]]:
    """Height for age: sangat_pendek, pendek, normal, tinggi, outlier."""
    return _label(cell, HAZ_LABELS)


def read_waz_label(cell: object) -> tuple[str, tuple[str, ...]]:
    """Weight for age: sangat_kurang, kurang, normal, risiko_lebih, outlier."""
    return _label(cell, WAZ_LABELS)


def read_whz_label(cell: object) -> tuple[str, tuple[str, ...]]:
    """Weight for height: gizi_buruk, gizi_kurang, gizi_baik, risiko_gizi_lebih, gizi_lebih, obesitas, outlier."""
    return _label(cell, WHZ_LABELS)


def _label(cell: object, labels: dict[str, str]) -> tuple[str, tuple[str, ...]]:
    form = _form(cell)
    if form in _NO_LABEL:
        return "", ()
    if form.startswith(OUTLIER):
        return OUTLIER, ()
    known = labels.get(form) or labels.get(_form(re.sub(r"\(.*?\)", "", str(cell))))
    return (known, ()) if known else ("", ("label_tidak_dikenal",))


def read_gain(cell: object) -> tuple[str, tuple[str, ...]]:
    """N gained, T did not, O not weighed last month, B first time; "" otherwise."""
    return _GAIN.get(_form(cell), ""), ()


def read_vitamin_a(cell: object) -> tuple[str, tuple[str, ...]]:
    """ya, tidak or "" (the dash of the export says nothing)."""
    form = _form(cell)
    if form in _NO:
        return "tidak", ()
    return ("ya" if form in _YES or re.fullmatch(r"[1-9]\d?", form) else ""), ()


def read_text(cell: object) -> tuple[str, tuple[str, ...]]:
    """A name or place on one line, without surrounding quotes; "" for the marks of an empty cell."""
    if cell is None:
        return "", ()
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = " ".join(str(cell).replace("\x00", "").split()).strip("'\"`")
    return ("" if text.casefold() in ("-", "--", "–", ".", "null", "none", "nan", "n/a", "#n/a") else text), ()
