"""What is said about a foster programme, for officers: sums and sentences, no child."""

from __future__ import annotations

from typing import Any

from stunting import formats
from stunting.foster.book import Book
from stunting.foster.effect import Effect, Fate
from stunting.foster.monitoring import COUNTED, Watch, unmeasured_days
from stunting.foster.programmes import FOOD_RP_PER_DAY
from stunting.foster.summary import Draft
from stunting.languages import N_, _
from stunting.published_foster import ALIKE, BY_ITSELF, NOT_ENOUGH, change_sentence

NO_CHILDREN = N_("Data e-PPGBM kabupaten ini belum diimpor, jadi balita tanpa orang tua asuh belum dapat dihitung.")


def placed_n(book: Book, seen: Watch) -> int:
    """Children with a foster parent on the day, each once."""
    return len({one.record.child for one in book.active(seen.today)})


def parent_n(book: Book, seen: Watch) -> int:
    """Foster parents with a child on the day."""
    return len({one.parent.record.id for one in book.active(seen.today)})


def sums(book: Book, seen: Watch) -> dict[str, int | None]:
    """What the head of the page counts; label as it is read -> number, None where nobody knows it."""
    return {
        _("Anak asuh"): placed_n(book, seen),
        _("Orang tua asuh"): parent_n(book, seen),
        _("Balita stunting tanpa orang tua asuh"): int(seen.by_kecamatan["without_n"].sum()) if seen.child_n else None,
        _("Berakhir sampai akhir bulan depan"): len(seen.ending),
        _("Lewat rencana, belum ditutup"): len(seen.overdue),
        _("Di bawah {rupiah} per hari", rupiah=formats.rupiah(FOOD_RP_PER_DAY)): len(seen.below),
        _("Dua orang tua asuh atau lebih"): len(seen.doubled),
        _("Belum diukur lebih dari {days} hari", days=unmeasured_days()): len(seen.unmeasured),
        _("Orang tua asuh tanpa kabar"): len(seen.silent),
    }


def number_words(value: int | None) -> str:
    """ "1.204"; unknown is not 0."""
    return _("tidak ada data") if value is None else formats.number(value)


def reach(book: Book, seen: Watch, *, place: str) -> list[str]:
    """The sums as sentences."""
    lines = [_("Orang tua asuh {place} per {date}", place=place, date=formats.date(seen.today))]
    lines += [f"{label}: {number_words(value)}" for label, value in sums(book, seen).items()]
    if not seen.child_n:
        lines.append(_(NO_CHILDREN))
    return [*lines, _(COUNTED)]


def became(effect: Effect) -> list[str]:
    """What became of the children, everybody counted, and what it does not say."""
    if not effect.child_n:
        return [_("Belum ada anak asuh.")]
    counted = "; ".join(f"{str(fate).lower()} {formats.number(n)}" for fate, n in effect.fates.items() if n)
    lines = [
        _(
            "Dari {child_n} anak yang pernah ditempatkan: {counted}.",
            child_n=formats.number(effect.child_n),
            counted=counted,
        )
    ]
    return [*lines, sentence(effect), _(ALIKE), _(BY_ITSELF)]


def sentence(effect: Effect) -> str:
    """The change beside that of children alike; without numbers where n is small."""
    if effect.foster is None or effect.others is None:
        return _(NOT_ENOUGH)
    return change_sentence(
        n=effect.foster_n,
        others_n=effect.others_n,
        change=effect.foster.change,
        others_change=effect.others.change,
        difference=effect.difference,
        low=effect.low,
        high=effect.high,
    )


def as_json(book: Book, seen: Watch, effect: Effect, draft: Draft) -> dict[str, Any]:
    """The same for machines, with the sums as they would be published."""
    return {
        "as_of": seen.today.isoformat(),
        "sums": sums(book, seen),
        "fates": {fate.name.lower(): effect.fates[fate] for fate in Fate},
        "effect": {
            "is_shown": effect.is_shown,
            "foster_n": effect.foster_n,
            "others_n": effect.others_n,
            "sentence": sentence(effect),
        },
        "publishable": [
            {"area_code": one.area_code, "programme": one.programme, "key": one.key, "value_n": one.value_n}
            for one in draft.sums
        ],
        "notes": list(draft.notes),
    }
