"""Faults of whole rows: places, repeated rows, headers inside, totals, lists without a month."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np

from stunting.geography import ROMAN
from stunting.sample.draft import EMPTY, HEADER_AGAIN, TOTAL, Draft
from stunting.sample.fault import Apply, Fault, clear, each, measured, neutral

ARABIC = {number: letters.upper() for letters, number in ROMAN.items()}


def _text_as(name: str, written: Callable[[str], str], needs: str = "") -> Apply:
    """Another writing of a place that must still be understood, in rows whose name matches the pattern `needs`."""

    def where(draft: Draft) -> np.ndarray:
        texts = draft.columns[name]
        good = {text: bool(re.search(needs, text)) and not _numeral(text) for text in set(texts)}
        return draft.is_open & np.array([good[text] for text in texts])

    def change(draft: Draft, row: int) -> None:
        draft.write(row, name, written(draft.columns[name][row]))

    return each(where, change)


def _numeral(name: str) -> bool:
    last = name.rsplit(maxsplit=1)[-1].casefold() if name else ""
    return len(name.split()) > 1 and (last in ROMAN or last in ARABIC)


def _joined(name: str) -> str:
    return re.sub(r"[\s-]+", "", name).upper()


def _kind_word(draft: Draft, row: int) -> None:
    word = "KEL." if draft.columns["kind"][row] == "kelurahan" else "DESA"
    draft.write(row, "desa", f"{word} {draft.columns['desa'][row].upper()}")


def _with_numeral(draft: Draft) -> np.ndarray:
    known = {name: _numeral(name) for name in set(draft.columns["desa"])}
    return draft.is_open & np.array([known[name] for name in draft.columns["desa"]])


def _other_numeral(draft: Draft, row: int) -> None:
    *words, last = draft.columns["desa"][row].upper().split()
    draft.write(row, "desa", " ".join([*words, ROMAN.get(last.casefold()) or ARABIC[last]]))


def _misspelt(draft: Draft, row: int) -> None:
    name = draft.columns["desa"][row]
    draft.write(row, "desa", misspelling(name))
    draft.reject(row, "wilayah_menunggu_tinjauan")


def misspelling(name: str) -> str:
    """The name in capitals with one letter too many in the middle: "KEPUH" -> "KEPXUH"; no desa is called so."""
    upper, middle = name.upper(), (len(name) + 1) // 2
    return upper[:middle] + "X" + upper[middle:]


def _elsewhere(draft: Draft, row: int) -> None:
    neutral(draft, row)
    draft.write(row, "kabupaten", draft.foreign.upper())
    draft.reject(row, "kabupaten_lain")


def _no_puskesmas(draft: Draft, row: int) -> None:
    draft.columns["puskesmas"][row] = ""
    draft.note("puskesmas_kosong", [row])


def _repeated(draft: Draft, row: int) -> None:
    """The same child and day a few lines before, with values that were corrected."""
    changes = {name: round(float(draft.columns[name][row]) - 0.3, 1) for name in ("weight", "height")}
    draft.insert(row, order=draft.columns["order"][row] - 0.5, reason="duplikat", **changes)


def _in_two_files(draft: Draft, count: int) -> int:
    """The same row in the file of another puskesmas as well; what stands in the later file holds."""
    done = 0
    for row in draft.pick(count, draft.open_measured):
        month, own = draft.columns["period"][row], draft.columns["file_no"][row]
        others = draft.columns["file_no"][draft.is_open & (draft.columns["period"] == month)]
        others = np.unique(others[others != own])
        if not len(others):
            continue
        other = int(others[done % len(others)])
        changes: dict[str, object] = {"weight": round(float(draft.columns["weight"][row]) + 0.2, 1)}
        if other < own:
            changes["reason"] = "duplikat"
        else:
            draft.reject(row, "duplikat")
        draft.insert(row, file_no=other, order=float(len(draft)), **changes)
        done += 1
    return done


def _twice_a_month(draft: Draft, row: int) -> None:
    """A second visit in the same month, on a later day."""
    day = draft.columns["measured_on"][row].astype("datetime64[D]")
    number = int((day - day.astype("datetime64[M]")).astype(int)) + 1
    later = 3 if number + 2 == int(draft.columns["period"][row]) % 100 else 2
    changes = {name: round(float(draft.columns[name][row]) + 0.1, 1) for name in ("weight", "height")}
    when = draft.columns["measured_on"][row] + np.timedelta64(later, "D")
    draft.insert(row, order=draft.columns["order"][row] + 0.5, measured_on=when, **changes)


def _early(draft: Draft) -> np.ndarray:
    """Early enough in the month and in life for a second visit that changes nothing else."""
    day = draft.columns["measured_on"].astype("datetime64[D]")
    in_month = (day - day.astype("datetime64[M]")).astype(int) < 24
    return draft.open_measured & in_month & (draft.age_days < 700)


def _moved(draft: Draft, count: int) -> int:
    """In its last month the child stands in the list of another desa of the same kecamatan and file."""
    months = np.unique(draft.columns["period"])
    if len(months) < 2:
        return 0
    done = 0
    for row in draft.pick(count, draft.open_measured & (draft.columns["period"] == months[-1]) & _listed_before(draft)):
        same = (draft.columns["file_no"] == draft.columns["file_no"][row]) & (
            draft.columns["kecamatan_code"] == draft.columns["kecamatan_code"][row]
        )
        same &= draft.columns["puskesmas"] != ""
        others = np.flatnonzero(same & (draft.columns["desa_code"] != draft.columns["desa_code"][row]))
        if not len(others):
            continue
        donor = int(others[done % len(others)])
        for name in ("desa_code", "desa", "kind", "posyandu", "puskesmas"):
            draft.columns[name][row] = draft.columns[name][donor]
        done += 1
    return done


def _listed_before(draft: Draft) -> np.ndarray:
    """Rows of children who stand in the lists of at least two months."""
    return np.bincount(draft.columns["child"])[draft.columns["child"]] > 1


def _special(kind: str) -> Apply:
    """So many lines that are no child: a header again in the middle, totals and empty lines at the end."""

    def apply(draft: Draft, count: int) -> int:
        numbers = np.unique(draft.columns["file_no"][draft.is_open])
        for turn in range(count if len(numbers) else 0):
            rows = np.flatnonzero(draft.columns["file_no"] == numbers[turn % len(numbers)])
            source = int(rows[len(rows) // 2] if kind == HEADER_AGAIN else rows[-1])
            end = float(len(draft) + turn + (len(draft) if kind == EMPTY else 0))
            order = draft.columns["order"][source] + 0.25 if kind == HEADER_AGAIN else end
            reason = {HEADER_AGAIN: "judul_berulang", TOTAL: "baris_jumlah", EMPTY: ""}[kind]
            draft.insert(source, order=order, special=kind, reason=reason)
        return count if len(numbers) else 0

    return apply


def _without_month(draft: Draft, count: int) -> int:
    """Children who were not measured, in a list of their own that says its month nowhere."""
    numbers = [at for at, plan in enumerate(draft.plans) if plan.name == "contoh_daftar_tidak_ditimbang.xlsx"]
    picked = draft.pick(count, draft.is_open & ~draft.is_measured) if numbers else []
    for row in picked:
        draft.columns["file_no"][row] = numbers[0]
        draft.is_open[row] = False
        draft.reject(row, "periode_tidak_diketahui")
    return len(picked)


FAULTS = (
    Fault("daftar_tanpa_bulan", "Daftar tidak ditimbang tanpa bulan", _without_month),
    Fault("kembali_judul", "Judul kolom terulang di tengah", _special(HEADER_AGAIN)),
    Fault("baris_jumlah", "Baris JUMLAH di akhir", _special(TOTAL)),
    Fault("baris_kosong", "Baris kosong di akhir (tidak dihitung)", _special(EMPTY)),
    Fault("kabupaten_lain", "Anak dari kabupaten lain", each(clear, _elsewhere)),
    Fault("desa_salah_eja", "Nama desa salah eja", each(measured, _misspelt)),
    Fault("desa_huruf_kecil", "Nama desa dengan huruf kecil", _text_as("desa", str)),
    Fault("desa_gabung", "Nama desa tanpa spasi atau tanda hubung", _text_as("desa", _joined, r"[\s-]")),
    Fault("desa_kata_jenis", "Nama desa dengan kata DESA atau KEL.", each(lambda draft: draft.is_open, _kind_word)),
    Fault("desa_angka", "Angka Romawi dan angka biasa tertukar", each(_with_numeral, _other_numeral)),
    Fault("kecamatan_gabung", "Nama kecamatan tanpa spasi", _text_as("kecamatan", _joined, r"[\s-]")),
    Fault("kecamatan_awalan", "Nama kecamatan dengan KEC.", _text_as("kecamatan", lambda name: f"KEC. {name.upper()}")),
    Fault(
        "puskesmas_awalan",
        "Puskesmas dengan awalan",
        _text_as("puskesmas", lambda name: f"PUSKESMAS {name.upper()}", r"\w"),
    ),
    Fault("puskesmas_gabung", "Puskesmas tanpa spasi", _text_as("puskesmas", _joined, r"[\s-]")),
    Fault("puskesmas_kosong", "Puskesmas kosong", each(measured, _no_puskesmas)),
    Fault("duplikat", "Anak dan tanggal yang sama dua kali", each(measured, _repeated)),
    Fault("duplikat_dua_berkas", "Baris yang sama di dua berkas", _in_two_files),
    Fault("dua_kali_sebulan", "Diukur dua kali dalam sebulan", each(_early, _twice_a_month)),
    Fault("pindah_desa", "Tercatat di desa lain pada bulan berikutnya", _moved),
)
