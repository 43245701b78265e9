"""What can go wrong, and the sentence that tells the reader what to do next.

    StuntingError
    ├── UnknownChoiceError        a code, name, year or survey that does not exist
    │   ├── UnknownAreaError
    │   ├── UnknownIndicatorError
    │   └── UnknownSurveyError
    ├── AmbiguousAreaError        a name that several areas share
    ├── NoDataError               a valid question without an answer
    ├── ReleaseError              a release that cannot be used
    │   ├── NoReleaseError
    │   ├── BusyReleaseError
    │   └── DamagedReleaseError
    ├── AccessDeniedError         a right that is missing (access/gate.py)
    ├── AccountError              an account that cannot be made, changed or used as asked
    ├── LedgerError               the ledger cannot be read or written as asked
    ├── DamagedStoreError         the restricted store lacks a file, or holds one that cannot be read
    ├── ImportRefusedError        a file that cannot be taken as it is
    ├── ImportCancelledError      the reader gave up an import
    └── BuildError                raw data that do not pass a check

Messages say what was asked, why not, and what next. They are a `Sentence`, so that a refusal of one thread is said in
the language of whoever reads it in another; a log and the command line say it in Indonesian.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

from stunting.languages import N_, Sentence


class StuntingError(Exception):
    """Everything this package refuses with a sentence for the reader."""

    @property
    def sentence(self) -> str:
        """What it says, to be kept or to be part of another sentence: a `Sentence` where it is one."""
        return self.args[0] if self.args else ""


class UnknownChoiceError(StuntingError):
    """A choice that does not exist; `candidates` are the nearest valid ones."""

    noun = N_("Pilihan")

    def __init__(self, asked: str, candidates: Iterable[str] = (), *, hint: str = "") -> None:
        self.asked = asked
        self.candidates = tuple(candidates)
        said = [Sentence("{noun} '{asked}' tidak dikenal.", noun=Sentence(self.noun), asked=asked)]
        if self.candidates:
            said.append(Sentence("Maksud Anda {candidates}?", candidates=either(self.candidates)))
        super().__init__(Sentence.of(*said, *([hint] if hint else [])))


class UnknownAreaError(UnknownChoiceError):
    """No area has this code or name."""

    noun = N_("Wilayah")


class UnknownIndicatorError(UnknownChoiceError):
    """The registry has no such indicator."""

    noun = N_("Indikator")


class UnknownSurveyError(UnknownChoiceError):
    """The registry has no such survey."""

    noun = N_("Survei")


class AmbiguousAreaError(StuntingError):
    """Several areas carry this name; `candidates` lists them, none is chosen."""

    def __init__(self, asked: str, candidates: Iterable[str]) -> None:
        self.asked = asked
        self.candidates = tuple(candidates)
        super().__init__(
            Sentence(
                "Nama '{asked}' dipakai oleh lebih dari satu wilayah: {candidates}. Tulis "
                "kodenya, atau nama lengkap dengan kabupaten/kota.",
                asked=asked,
                candidates="; ".join(self.candidates),
            )
        )


class NoDataError(StuntingError):
    """The question is valid and nothing was measured; the message offers the nearest answer."""


class ReleaseError(StuntingError):
    """A release that cannot be used as asked."""


class NoReleaseError(ReleaseError):
    """There is no release yet."""


class BusyReleaseError(ReleaseError):
    """Another process or window is writing a release."""


class DamagedReleaseError(ReleaseError):
    """A release file that is incomplete or was changed after it was published."""


class AccountError(StuntingError):
    """An account that cannot be made, changed or used as asked; nothing was changed."""


class DamagedStoreError(StuntingError):
    """The restricted store is not as the program left it."""


class LedgerError(StuntingError):
    """The ledger cannot be read or written as asked; nothing was written."""


class ImportRefusedError(StuntingError):
    """A file that cannot be taken; nothing of it was stored.

    `problems` holds one sentence per bad row or column.
    """

    def __init__(self, message: str, problems: Iterable[str] = ()) -> None:
        self.problems = tuple(problems)
        super().__init__(message)


class ImportCancelledError(StuntingError):
    """The reader gave up an import; nothing of it was stored."""


class BuildError(StuntingError):
    """Raw data that fail a check; no release was published."""


def nearest(asked: str, valid: Iterable[str], *, most: int = 3) -> tuple[str, ...]:
    """The valid choices that look most like what was asked, best first."""
    folded = {choice.casefold(): choice for choice in valid}
    return tuple(folded[hit] for hit in difflib.get_close_matches(asked.casefold(), folded, n=most, cutoff=0.5))


def either(names: Sequence[str], *, is_quoted: bool = True) -> str:
    """ "'a', 'b' atau 'c'"."""
    quoted = [f"'{name}'" if is_quoted else name for name in names]
    return (
        quoted[0]
        if len(quoted) == 1
        else Sentence("{quoted} atau {quoted2}", quoted=", ".join(quoted[:-1]), quoted2=quoted[-1])
    )
