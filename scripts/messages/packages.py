"""Which parts of the code speak the reader's language. New code belongs to one of the three."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]

# Every text in them is marked and translated.
DONE: tuple[str, ...] = (
    "stunting/languages.py",
    "stunting/catalogues.py",
)
# Indonesian by decision (docs/language.md): the command line, what the office prints, what the hall sees, the making
# of data.
INDONESIAN: tuple[str, ...] = ()
# Still to be marked and translated. This list only gets shorter.
NOT_YET: tuple[str, ...] = ()


def sources() -> list[Path]:
    """Every module of the program."""
    return sorted([ROOT / "app.py", *ROOT.glob("pages/*.py"), *ROOT.glob("stunting/**/*.py")])


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def lies_in(path: Path, parts: tuple[str, ...]) -> bool:
    """Whether a module is one of the parts, or lies in one."""
    name = name_of(path)
    return any(name == part or name.startswith(f"{part.rstrip('/')}/") for part in parts)


def domain(path: Path) -> str:
    """The catalogue of a module: one per package, so that translators do not meet in a file."""
    parts = name_of(path).removesuffix(".py").split("/")
    if parts[0] != "stunting":
        return "ui"
    if len(parts) == 2:
        return "inti"
    return f"ui-{parts[2]}" if parts[1] == "ui" and len(parts) > 3 else parts[1]
