"""Faults of numbers: other units and writings, and what no measurement can be."""

from __future__ import annotations

from collections.abc import Callable

from stunting.sample.draft import Draft
from stunting.sample.fault import Fault, each, measured

LOST = float("nan")


def _number(code: str, label: str, name: str, note: str, written: Callable[[float], object], *, is_lost: bool) -> Fault:
    """A number written in another way; where it is lost, nothing of it can be used."""

    def change(draft: Draft, row: int) -> None:
        draft.write(row, name, written(float(draft.columns[name][row])))
        if is_lost:
            draft.columns[name][row] = LOST
        draft.note(note, [row])

    return Fault(code, label, each(measured, change))


def _same(code: str, label: str, name: str, written: Callable[[float], object], note: str = "") -> Fault:
    return _number(code, label, name, note or code, written, is_lost=False)


def _lost(code: str, label: str, name: str, text: object, note: str = "") -> Fault:
    return _number(code, label, name, note or code, lambda _: text, is_lost=True)


def _comma(value: float) -> object:
    return f"{value:.1f}".replace(".", ",")


def _thousandfold(value: float) -> object:
    return round(value * 1000)


def _only_weighed(draft: Draft, row: int) -> None:
    draft.columns["height"][row] = LOST
    draft.columns["posture"][row] = ""


FAULTS = (
    _same("koma_desimal", "Koma desimal di lembar kerja", "weight", _comma),
    _same("satuan_dalam_sel", "Satuan di dalam sel", "weight", lambda kg: f"{kg:.1f} kg"),
    _same("berat_gram", "Berat dalam gram", "weight", _thousandfold),
    _same("tinggi_meter", "Tinggi dalam meter", "height", lambda cm: round(cm / 100, 3)),
    _same("bb_lahir_gram", "Berat lahir dalam gram", "birth_weight", _thousandfold),
    _lost("angka_tidak_terbaca", "Berat tidak terbaca", "weight", "??"),
    _lost("berat_nol", "Berat 0", "weight", 0),
    _lost("tinggi_nol", "Tinggi 0", "height", 0),
    _lost("berat_di_luar_rentang", "Berat 55 kg", "weight", 55),
    _lost("tinggi_di_luar_rentang", "Tinggi 20 cm", "height", 20),
    _lost("lila_di_luar_rentang", "LiLA 45 cm", "muac", 45),
    _lost("bb_lahir_di_luar_rentang", "Berat lahir 12 kg", "birth_weight", 12),
    _lost("tb_lahir_meter", "Panjang lahir dalam meter", "birth_length", 0.49, "tb_lahir_di_luar_rentang"),
    _lost("tb_lahir_serial", "Panjang lahir nomor seri Excel", "birth_length", 46238, "tb_lahir_di_luar_rentang"),
    _lost("tb_lahir_8888", "Panjang lahir 8888", "birth_length", 8888, "nilai_8888"),
    _lost("lila_8888", "LiLA 8888", "muac", 8888, "nilai_8888"),
    Fault("hanya_ditimbang", "Hanya ditimbang, tanpa tinggi", each(measured, _only_weighed)),
)
