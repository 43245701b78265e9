"""How a marked text is written: names for its values, lines that fit."""

from __future__ import annotations

import ast
import keyword
import textwrap
from collections.abc import Callable

# An attribute that says less than what it belongs to: `area.official_name` is "area".
GENERIC = {"label", "name", "text", "official_name", "short", "title", "value", "code", "round_label", "key", "words"}
LEAST = 48


def literal(text: str, *, indent: int) -> str:
    """A text as Python writes it; a long one in parts, for the formatter joins and breaks lines but no words."""
    width = max(LEAST, 104 - indent)
    parts = textwrap.wrap(
        text, width, expand_tabs=False, replace_whitespace=False, drop_whitespace=False, break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip
    if "".join(parts) != text or "\n" in text:
        parts = [text]
    return " ".join(_quoted(part) for part in parts)


def _quoted(text: str) -> str:
    said = repr(text)
    if said[0] == "'" and '"' not in text:
        return '"' + said[1:-1].replace("\\'", "'") + '"'
    return said


def filled(node: ast.JoinedStr, *, inner: Callable[[ast.expr], ast.expr]) -> tuple[str, dict[str, str]]:
    """An f-string as a text with named slots, and the source of the value of each slot.

    inner: marks the texts inside a value
    """
    text, values = "", {}
    for part in node.values:
        if isinstance(part, ast.Constant):
            text += str(part.value).replace("{", "{{").replace("}", "}}")
            continue
        assert isinstance(part, ast.FormattedValue)
        source = _source(part, inner)
        known = next((name for name, said in values.items() if said == source), None)
        name = known or _free(slot_name(part.value), values)
        values[name] = source
        text += f"{{{name}}}"
    if not values:
        text = text.replace("{{", "{").replace("}}", "}")
    return text, values


def _source(part: ast.FormattedValue, inner: Callable[[ast.expr], ast.expr]) -> str:
    value = inner(part.value)
    if part.format_spec is None and part.conversion == -1:
        return ast.unparse(value)
    return ast.unparse(ast.JoinedStr(values=[ast.FormattedValue(value, part.conversion, part.format_spec)]))


def _free(name: str, taken: dict[str, str]) -> str:
    candidates = [name, *(f"{name}{number}" for number in range(2, 30))]
    return next(one for one in candidates if one not in taken)


def slot_name(node: ast.expr) -> str:
    """A name for a value that tells a translator what stands there."""
    name = _name(node).lower().strip("_")
    return name if name.isidentifier() and not keyword.iskeyword(name) else "value"


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return _name(node.value) if node.attr in GENERIC else node.attr
    if isinstance(node, ast.Call):
        return _called_name(node)
    if isinstance(node, ast.Subscript):
        return _name(node.value)
    if isinstance(node, ast.IfExp):
        return _name(node.body) if not isinstance(node.body, ast.Constant | ast.JoinedStr) else "words"
    if isinstance(node, ast.BinOp | ast.UnaryOp):
        return _name(node.left if isinstance(node, ast.BinOp) else node.operand)
    return "words" if isinstance(node, ast.Constant | ast.JoinedStr | ast.BoolOp) else "value"


def _called_name(node: ast.Call) -> str:
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if called in ("lower", "upper", "capitalize", "strip") and isinstance(node.func, ast.Attribute):
        return _name(node.func.value)
    if called in ("len", "sum") and node.args:
        return f"{_name(node.args[0])}_n"
    if called == "join" and node.args:
        return _name(node.args[0])
    if called in ("date", "month", "short_month", "timestamp"):
        return called
    if node.args and not isinstance(node.args[0], ast.Constant | ast.GeneratorExp | ast.ListComp):
        return _name(node.args[0])
    return called
