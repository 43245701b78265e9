"""Names of the columns that go in and come out, for frames and files alike."""

from __future__ import annotations

from collections.abc import Sequence

from stunting.errors import ImportRefusedError, nearest

SEX, AGE_DAYS, AGE_MONTHS = "sex", "age_days", "age_months"
WEIGHT, LENGTH, POSTURE, OEDEMA = "weight_kg", "lenhei_cm", "measure", "oedema"
REQUIRED = (SEX, WEIGHT, LENGTH, POSTURE)
KNOWN = (*REQUIRED, AGE_DAYS, AGE_MONTHS, OEDEMA)
INDICES = ("haz", "waz", "whz")
ADDED = (*INDICES, *(f"flag_{index}" for index in INDICES))


def locate(names: Sequence[str], *, where: str) -> dict[str, int]:
    """Position of each column we use, by our name; case and blanks around a name do not matter.

    Raises:
        ImportRefusedError: a column is missing or there twice; the sentence names it.
    """
    plain = [str(name).strip().casefold() for name in names]
    found = {name: plain.index(name) for name in KNOWN if name in plain}
    missing = [name for name in REQUIRED if name not in found]
    if AGE_DAYS not in found and AGE_MONTHS not in found:
        missing.append("age_days (atau age_months)")
    if missing:
        raise ImportRefusedError(f"{where} ditolak: kolom {', '.join(missing)} tidak ada.{_offer(missing, names)}")
    twice = [name for name in found if plain.count(name) > 1]
    if twice:
        raise ImportRefusedError(f"{where} ditolak: kolom {', '.join(twice)} ada lebih dari satu. Sisakan satu saja.")
    return found


def _offer(missing: list[str], names: Sequence[str]) -> str:
    near = nearest(missing[0].split()[0], [str(name) for name in names], most=1)
    if near:
        return f" Ganti nama kolom '{near[0]}' bila itu maksudnya, atau tambahkan kolomnya."
    return " Tambahkan kolom itu; isinya boleh kosong bila tidak diketahui."
