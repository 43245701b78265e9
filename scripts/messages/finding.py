"""The texts of a module: which are marked for a catalogue, and which ones a person would read and nobody marked.

A literal counts as text when it has two words or begins like a sentence. What machines read is left out by where it
stands (keys of a dict, comparisons, regular expressions, SQL, CSS, names of files), the rest by hand: a comment
`# no text` in its line, for example behind words of a file that are read.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

NOT_TEXT = "# no text"
MARKERS = {"_", "_n", "N_", "Sentence"}
# Those whose slots are filled where they stand.
SAYING = {"_", "_n", "Sentence"}
RECORDS_OF_TEXTS = {"Words"}
FIELDS = {"Worded", "WordedRow", "Dated"}
# What these are called with is read by machines.
CODE_CALLS = {
    "compile", "sub", "match", "fullmatch", "search", "findall", "split", "rsplit", "partition", "startswith",
    "endswith", "removeprefix", "removesuffix", "strip", "rstrip", "lstrip", "strftime", "strptime", "getattr",
    "setattr", "hasattr", "TypeVar", "ParamSpec", "NewType", "ContextVar", "cast", "query", "execute", "glob", "rglob",
    "with_name", "encode", "getLogger", "AssertionError", "ValueError", "TypeError", "KeyError", "RuntimeError",
    "NotImplementedError", "AttributeError", "LookupError", "Path", "environ", "component", "index", "replace", "get",
    "pop", "setdefault", "sort_values", "set_index", "reindex", "eq", "ne", "isin", "drop", "groupby", "merge",
    "rename", "asked", "format_date", "SystemExit",
}  # fmt: skip
LOGGING = {"debug", "info", "warning", "error", "exception"}
CODE_KEYWORDS = {
    "key", "icon", "mime", "type", "file_name", "format", "color", "colour", "font", "family", "style", "css", "href",
    "url", "pattern", "encoding", "columns", "dtype", "on", "by", "separators", "hovertemplate_code", "media_type",
    "dash", "mode", "anchor", "fill", "page_icon", "layout", "timespec", "newline", "errors", "sql",
}  # fmt: skip
# Words of libraries that look like words of a sentence.
TECHNICAL = {
    "top", "middle", "bottom", "left", "right", "center", "closest", "unified", "none", "auto", "sans", "serif",
    "solid", "dot", "dash", "and", "or", "not", "max", "min", "width", "height", "bold", "px", "fit", "content",
    "lower", "upper", "offset", "points", "Feature", "FeatureCollection", "Software",
}  # fmt: skip
TAG = re.compile(r"<[^<>]*>|&[a-z]+;|</?[a-z]+[^<>]*$|^[^<>]*>", re.S)
WORD = re.compile(r"[^\W\d_]{2,}")
SQL = re.compile(r"\s*(select|with|from|where|insert|update|create|order by|group by|attach|copy|pragma|join)\b")
CSS = re.compile(r"^\s*[a-z-]+:\S[^;]*;|\{\s*[a-z-]+\s*:")
SLOT = re.compile(r"\{[^{}]*\}")
CODE_LIKE = re.compile(
    r"^\{\} domain$|https?://|application/|^[a-z][\w-]*/[\w.+-]+$|^\.|\(\?|\\|^[A-Z_]+$|^--|utf-8|=>|;\n"
)


@dataclass(frozen=True, kw_only=True)
class Marked:
    """One text of a catalogue. plural: whether its wording depends on a count; slots: the names it is filled with."""

    text: str
    path: Path
    line: int
    is_plural: bool = False
    is_filled: bool = False


@dataclass(frozen=True, kw_only=True)
class Bare:
    """A text that nobody marked; where: see `place`."""

    node: ast.expr
    text: str
    path: Path
    line: int
    where: str


@dataclass(frozen=True)
class Module:
    """A parsed module with the parents of its nodes."""

    path: Path
    source: str = field(repr=False)

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.source)

    @cached_property
    def parents(self) -> dict[ast.AST, ast.AST]:
        return {child: parent for parent in ast.walk(self.tree) for child in ast.iter_child_nodes(parent)}

    @cached_property
    def lines(self) -> list[str]:
        return self.source.splitlines()

    def above(self, node: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
        """Child and parent on the way up from a node."""
        while (parent := self.parents.get(node)) is not None:
            yield node, parent
            node = parent


def module(path: Path) -> Module:
    """A module as it is now; it is read again when it changed."""
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=2_000)
def _read(path: Path, _changed: int) -> Module:
    return Module(path, path.read_text(encoding="utf-8"))


def marked(one: Module) -> Iterator[Marked]:
    """The texts of a module that are meant for a catalogue."""
    for node in ast.walk(one.tree):
        yield from (_plain(text, one) for text in _members(node))
        if not isinstance(node, ast.Call):
            continue
        called = name_of_call(node)
        if called in MARKERS and node.args and isinstance(text := node.args[0], ast.Constant):
            yield Marked(
                text=str(text.value),
                path=one.path,
                line=node.lineno,
                is_plural=called == "_n",
                is_filled=bool(node.keywords),
            )
        elif called in RECORDS_OF_TEXTS and node.args:
            yield from (_plain(text, one) for text in _values(node.args[0]))
        elif called in FIELDS and node.args:
            yield from (_plain(text, one) for text in ast.walk(node.args[0]) if _is_text(text))


def _members(node: ast.AST) -> Iterator[ast.Constant]:
    """The words of the members of a `Spoken`."""
    if isinstance(node, ast.ClassDef) and any(ast.unparse(base).endswith("Spoken") for base in node.bases):
        for part in node.body:
            if isinstance(part, ast.Assign) and isinstance(part.value, ast.Constant):
                yield part.value


def _plain(text: ast.Constant, one: Module) -> Marked:
    return Marked(text=str(text.value), path=one.path, line=text.lineno)


def _values(node: ast.AST) -> Iterator[ast.Constant]:
    """The texts of a dict that are written out, also in a comprehension over one."""
    if isinstance(node, ast.Dict):
        yield from (value for value in node.values if _is_text(value))


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(node.value)


def name_of_call(node: ast.Call) -> str:
    called = node.func
    return called.id if isinstance(called, ast.Name) else called.attr if isinstance(called, ast.Attribute) else ""


def bare(one: Module) -> Iterator[Bare]:
    """The literals of a module that look like texts and are not marked, outermost first."""
    for node in ast.walk(one.tree):
        text = written(node)
        if text is None or not (is_readable(text) or _is_word_of_sentence(node, one)):
            continue
        if _is_read_by_machines(node, one):
            continue
        assert isinstance(node, ast.expr)
        span = one.lines[node.lineno - 1 : (node.end_lineno or node.lineno)]
        if any(NOT_TEXT in line for line in span):
            continue
        yield Bare(node=node, text=text, path=one.path, line=node.lineno, where=place(node, one))


def written(node: ast.AST) -> str | None:
    """The text of a literal; the values of an f-string appear as {}."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return None


def is_readable(text: str) -> bool:
    """Whether a person would read it as words."""
    if SQL.match(text) or CODE_LIKE.search(text.strip()) or CSS.search(text.replace("{}", "x")):
        return False
    said = SLOT.sub(" {} ", TAG.sub(" ", text)).strip()
    words = WORD.findall(said)
    if not words or all(word in TECHNICAL for word in words):
        return False
    if re.match(r"[▲▼●◇○□✓✕◆] [a-z]", said):
        return True
    if len(words) == 1 and "{}" not in said:
        return bool(re.fullmatch(r"[^\w/.#]*[A-Z][a-z]+[^\w/#]*", said))
    if re.fullmatch(r"[\w{}.:#%?=&*+\-/]+", text):
        return False
    return any(len(word) >= 3 for word in words)


def _is_word_of_sentence(node: ast.AST, one: Module) -> bool:
    """A single word that a condition puts into a sentence: `f"{'naik' if up else 'turun'} {points}"`."""
    if not (isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(r"[a-z]{3,}", node.value)):
        return False
    choice = one.parents[node]
    if not isinstance(choice, ast.IfExp) or node is choice.test:
        return False
    for child, parent in one.above(choice):
        if isinstance(parent, ast.IfExp):
            continue
        if isinstance(parent, ast.FormattedValue):
            return is_readable(written(one.parents[parent]) or "")
        return (
            isinstance(parent, ast.keyword)
            and any(
                isinstance(above, ast.Call) and name_of_call(above) in SAYING and parent in above.keywords
                for above in [one.parents[parent]]
            )
            and child is parent.value
        )
    return False


def _is_read_by_machines(node: ast.AST, one: Module) -> bool:
    is_given = False
    for child, parent in one.above(node):
        if isinstance(parent, ast.Expr) and child is node:
            return True
        if isinstance(parent, ast.Call) and _takes_texts(parent):
            return child in parent.args[:1]
        if any(is_code(child, parent, one) for is_code in _CODE) or (not is_given and _is_compared(child, parent)):
            return True
        # What a call is given may be shown, whatever its answer is compared with.
        is_given = is_given or isinstance(parent, ast.Call)
        if isinstance(parent, ast.stmt):
            return False
    return False


def _takes_texts(call: ast.Call) -> bool:
    return name_of_call(call) in RECORDS_OF_TEXTS | FIELDS


def _is_part_of_string(child: ast.AST, parent: ast.AST, _one: Module) -> bool:
    if isinstance(parent, ast.FormattedValue):
        return child is not parent.value
    return isinstance(parent, ast.JoinedStr) and isinstance(child, ast.Constant)


def _is_argument(child: ast.AST, parent: ast.AST, _one: Module) -> bool:
    if isinstance(parent, ast.keyword):
        return parent.arg in CODE_KEYWORDS
    if not isinstance(parent, ast.Call) or child is parent.func:
        return False
    called = name_of_call(parent)
    return (
        (called in MARKERS and child in parent.args[:1])
        or (called in CODE_CALLS and child in parent.args)
        or _is_logging(parent)
    )


def _is_compared(child: ast.AST, parent: ast.AST) -> bool:
    if isinstance(parent, ast.Subscript):
        return child is not parent.value
    return isinstance(parent, ast.Compare | ast.MatchValue | ast.Assert | ast.Set)


def _is_declared(child: ast.AST, parent: ast.AST, one: Module) -> bool:
    if isinstance(parent, ast.arg | ast.AnnAssign):
        return child is parent.annotation
    if isinstance(parent, ast.FunctionDef):
        return child is parent.returns
    if isinstance(parent, ast.Assign):
        return _is_enum_member(parent, one) or ast.unparse(parent.targets[0]) == "__all__"
    return False


_CODE = (_is_part_of_string, _is_argument, _is_declared)


def _is_logging(call: ast.Call) -> bool:
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    return owner is not None and name_of_call(call) in LOGGING and "log" in ast.unparse(owner).lower()


def _is_enum_member(node: ast.Assign, one: Module) -> bool:
    parent = one.parents.get(node)
    return isinstance(parent, ast.ClassDef) and any(
        ast.unparse(base).endswith(("Enum", "Spoken")) for base in parent.bases
    )


def place(node: ast.AST, one: Module) -> str:
    """What a literal needs: `_` in a "function", `N_` in a "module" or as the "key" of a dict, which stays the key."""
    parent = one.parents[node]
    if isinstance(parent, ast.Dict) and node in parent.keys and isinstance(node, ast.Constant):
        return "key"
    for child, parent in one.above(node):
        if isinstance(parent, ast.Lambda) and child is parent.body:
            return "function"
        if isinstance(parent, ast.FunctionDef | ast.AsyncFunctionDef) and child in parent.body:
            return "function"
    # The script of a page runs for every reader anew.
    return "function" if one.path.name == "app.py" or one.path.parent.name == "pages" else "module"


def said(one: Module) -> Iterator[tuple[ast.Call, str]]:
    """The calls that say a written text, with the text."""
    for node in ast.walk(one.tree):
        if isinstance(node, ast.Call) and name_of_call(node) in SAYING and node.args:
            text = node.args[0]
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                yield node, text.value


def hides_marker(one: Module) -> bool:
    """Whether a module says texts with `_` and keeps something else under that name."""
    imports = any(
        isinstance(node, ast.ImportFrom)
        and node.module == "stunting.languages"
        and any(alias.name == "_" for alias in node.names)
        for node in one.tree.body
    )
    return imports and any(
        (isinstance(node, ast.Name) and node.id == "_" and isinstance(node.ctx, ast.Store))
        or (isinstance(node, ast.arg) and node.arg == "_")
        for node in ast.walk(one.tree)
    )


def words(text: str) -> set[str]:
    """The words of a text, in small letters; slots and marks are none."""
    return {word.lower() for word in re.findall(r"[A-Za-z]{3,}", re.sub(r"\{[^}]*\}|<[^>]*>", " ", text))}


def single_words(one: Module, indonesian: frozenset[str]) -> Iterator[tuple[int, str]]:
    """Unmarked literals with words of the language: many are keys, some are read."""
    for node in ast.walk(one.tree):
        text = written(node)
        if not text or isinstance(one.parents[node], ast.JoinedStr) or _is_read_by_machines(node, one):
            continue
        assert isinstance(node, ast.expr)
        if words(text) & indonesian and NOT_TEXT not in one.lines[node.lineno - 1]:
            yield node.lineno, text
