"""Rows of a survey table: every cell is checked, and a row that fails says everything that is wrong with it.

Routine figures (e-PPGBM) are refused: they count the children who came to be measured and are no survey.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from stunting.build.survey import FORMER_AREAS, FORMER_CODES, LAST_YEAR_OF_OLD_PAPUA
from stunting.errors import ImportRefusedError, StuntingError, UnknownAreaError
from stunting.geography import COUNTRY, Register, compact, split_kind
from stunting.sources import SURVEYS, Survey

ROUTINE = ("eppgbm", "ppgbm", "sigizi", "bulantimbang", "operasitimbang", "bulanpenimbangan", "rutin", "pencatatan")
ROUTINE_SENTENCE = (
    "adalah pencatatan rutin, bukan survei: angkanya menghitung balita yang datang diukur, sedangkan survei memakai "
    "sampel berbobot. Keduanya tidak boleh berada dalam satu deret. Masukkan berkas e-PPGBM dengan "
    "`python -m stunting import`."
)
DECIMAL = re.compile(r"\d{1,3}(?:[.,]\d+)?")
COUNT = re.compile(r"\d+|\d{1,3}(?:[.,]\d{3})+")


@dataclass(frozen=True, kw_only=True)
class SurveyRow:
    """One figure of a user's file, checked; row is the line in the file as a spreadsheet counts it."""

    row: int
    area_code: str
    survey: str
    year: int
    value_pct: float
    ci_low_pct: float | None
    ci_high_pct: float | None
    n: int | None
    source: str


def checked_rows(table: list[tuple[int, dict[str, str]]], register: Register) -> tuple[list[SurveyRow], list[str]]:
    rows: list[SurveyRow] = []
    problems: list[str] = []
    first: dict[tuple[str, str, int], SurveyRow] = {}
    for number, cells in table:
        try:
            row = _checked(number, cells, register)
        except StuntingError as error:
            reasons = error.problems if isinstance(error, ImportRefusedError) and error.problems else (str(error),)
            problems += [f"Baris {number}: {reason}" for reason in reasons]
            continue
        earlier = first.setdefault((row.area_code, row.survey, row.year), row)
        if earlier is row:
            rows.append(row)
        else:
            problems.append(f"Baris {number}: {label(row, register)} sudah ada di baris {earlier.row} berkas ini.")
    return rows, problems


def _checked(number: int, cells: dict[str, str], register: Register) -> SurveyRow:
    """One row, or every reason why it cannot be taken."""
    reasons: list[str] = []

    def attempt(read: Callable[..., Any], *arguments: Any) -> Any:
        try:
            return read(*arguments)
        except StuntingError as error:
            reasons.append(str(error))
            return None

    survey = attempt(_survey, cells["survei"])
    year = attempt(_year, cells["tahun"], survey)
    area_code = attempt(_area, cells, year, register)
    value = attempt(_percent, cells["prevalensi_persen"], "prevalensi_persen")
    low = attempt(_optional_percent, cells.get("ci_bawah_persen", ""), "ci_bawah_persen")
    high = attempt(_optional_percent, cells.get("ci_atas_persen", ""), "ci_atas_persen")
    sample = attempt(_count, cells.get("n", ""))
    if not cells["sumber"]:
        reasons.append("sumber kosong. Tulis judul terbitan dan halaman atau tabelnya.")
    if not reasons and (low is None) != (high is None):
        reasons.append("batas selang kepercayaan hanya satu. Isi keduanya atau kosongkan keduanya.")
    if not reasons and low is not None and high is not None and not low <= value <= high:
        reasons.append("selang kepercayaan tidak mengapit prevalensi. Periksa ketiga angkanya.")
    if reasons:
        raise ImportRefusedError(" ".join(reasons), reasons)
    return SurveyRow(
        row=number,
        area_code=area_code,
        survey=survey.key,
        year=year,
        value_pct=value,
        ci_low_pct=low,
        ci_high_pct=high,
        n=sample,
        source=cells["sumber"],
    )


def _survey(text: str) -> Survey:
    form = compact(text)
    if any(word in form for word in ROUTINE):
        raise ImportRefusedError(f"'{text}' {ROUTINE_SENTENCE}")
    form = re.sub(r"\d{4}$", "", form)
    for one in SURVEYS:
        if form in (one.key, compact(one.full_name)):
            return one
    known = ", ".join(one.label for one in SURVEYS)
    raise ImportRefusedError(f"survei '{text}' tidak dikenal. Tulis salah satu dari {known}.")


def _year(text: str, survey: Survey | None) -> int:
    if not re.fullmatch(r"\d{4}", text):
        raise ImportRefusedError(f"tahun '{text}' bukan empat angka.")
    year = int(text)
    if survey is None:
        return year
    is_new_round = survey.is_running and max(survey.years) < year <= dt.date.today().year
    if year not in survey.years and not is_new_round:
        known = ", ".join(str(one) for one in survey.years)
        raise ImportRefusedError(f"{survey.label} tidak ada untuk tahun {year}. Tahun yang dikenal: {known}.")
    return year


def _area(cells: dict[str, str], year: int | None, register: Register) -> str:
    """The code a row means: by code, by name, or by both when they agree."""
    code, name = cells.get("kode_wilayah", ""), cells.get("nama_wilayah", "")
    if not code and not name:
        raise ImportRefusedError("kode_wilayah dan nama_wilayah kosong. Isi salah satu.")
    by_code = _area_by_code(code, register) if code else None
    by_name = _area_by_name(name, cells.get("provinsi", ""), register, same_as=by_code) if name else None
    if by_code and by_name and by_code != by_name:
        raise ImportRefusedError(
            f"kode {code} adalah {_area_label(by_code, register)}, tetapi nama_wilayah menulis '{name}'. "
            "Pakai kode Kemendagri, bukan kode BPS."
        )
    chosen = by_code or by_name or ""
    if chosen in FORMER_CODES and year is not None and year <= LAST_YEAR_OF_OLD_PAPUA:
        raise ImportRefusedError(
            f"angka {_area_label(chosen, register)} tahun {year} berlaku untuk wilayah sebelum pemekaran 2022. "
            f"Tulis kode {FORMER_CODES[chosen]}."
        )
    if chosen in FORMER_CODES.values() and year is not None and year > LAST_YEAR_OF_OLD_PAPUA:
        raise ImportRefusedError(f"wilayah {chosen} hanya berlaku sampai {LAST_YEAR_OF_OLD_PAPUA}. Tulis kode barunya.")
    return chosen


def _area_by_code(text: str, register: Register) -> str:
    code = text.replace(".", "").strip()
    if code in FORMER_CODES.values():
        return code
    if code == "0":  # a spreadsheet drops the leading zero of "00"
        code = COUNTRY
    area = register.get(code)
    if area.level in ("kecamatan", "desa"):
        raise ImportRefusedError(f"survei tidak punya angka untuk {area.official_name}; paling rinci kabupaten/kota.")
    return area.code


def _area_by_name(text: str, province: str, register: Register, *, same_as: str | None) -> str:
    if same_as in FORMER_CODES.values():
        known = FORMER_AREAS.set_index("code").loc[same_as]
        plain = compact(split_kind(text)[1])
        today = compact(register.get(str(same_as).removesuffix("-lama")).name)
        if plain in (today, compact(str(known["name"])), compact(split_kind(str(known["official_name"]))[1])):
            return str(same_as)
    if compact(text) in ("indonesia", "nasional"):
        return COUNTRY
    name, _, behind = text.partition(",")
    province = province or behind
    within = register.find(province.strip(), level="provinsi").code if province.strip() else None
    kind, plain = split_kind(name)
    levels = {"provinsi": ["provinsi"], "kabupaten": ["kabupaten"], "kota": ["kabupaten"]}.get(
        kind or "", ["provinsi", "kabupaten"]
    )
    found = []
    for level in levels:
        try:
            found.append(register.find(name.strip(), level=level, within=within).code)
        except UnknownAreaError:
            continue
    if same_as in found:
        return str(same_as)
    if len(found) == 1:
        return found[0]
    if found:
        both = " atau ".join(_area_label(code, register) for code in found)
        raise ImportRefusedError(f"'{text}' dapat berarti {both}. Tulis jenisnya (Provinsi, Kab., Kota) atau kodenya.")
    offered = [h.area.official_name for h in register.search(plain, most=3, levels=("provinsi", "kabupaten"))]
    raise UnknownAreaError(text, offered)


def _percent(text: str, column: str) -> float:
    plain = text.replace("%", "").replace(" ", "")
    if not plain:
        raise ImportRefusedError(f"{column} kosong. Isi, atau hapus barisnya.")
    if not DECIMAL.fullmatch(plain):
        raise ImportRefusedError(f"{column} '{text}' bukan persentase. Tulis misalnya 10,4.")
    value = float(plain.replace(",", "."))
    if value > 100:
        raise ImportRefusedError(f"{column} '{text}' lebih dari 100.")
    if 0 < value < 1:
        raise ImportRefusedError(f"{column} '{text}' di bawah 1 persen; mungkin pecahan. Tulis 10,4 untuk 10,4%.")
    return value


def _optional_percent(text: str, column: str) -> float | None:
    return _percent(text, column) if text.strip() not in ("", "-") else None


def _count(text: str) -> int | None:
    plain = text.replace(" ", "")
    if plain in ("", "-"):
        return None
    if not COUNT.fullmatch(plain) or int(re.sub(r"[.,]", "", plain)) < 1:
        raise ImportRefusedError(f"n '{text}' bukan jumlah balita. Tulis bilangan bulat, misalnya 589.")
    return int(re.sub(r"[.,]", "", plain))


def label(row: SurveyRow, register: Register) -> str:
    """How a row is called in a report: "Kab. Magetan SSGI 2024"."""
    survey = next(one.label for one in SURVEYS if one.key == row.survey)
    return f"{_area_label(row.area_code, register)} {survey} {row.year}"


def _area_label(code: str, register: Register) -> str:
    if code in FORMER_CODES.values():
        return str(FORMER_AREAS.set_index("code").loc[code, "official_name"])
    return register.get(code).official_name
