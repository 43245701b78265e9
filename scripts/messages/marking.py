"""Marks the texts of modules: `_` in functions, `N_` and `Words` elsewhere, fields of records as `Worded`.

It may run again on marked modules: what is marked stays as it is. What it cannot mark it names, for a person to do.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from scripts.messages import finding, packages, writing

FIELD_OF = {"str": "Worded", "tuple[str, ...]": "WordedRow"}


class _Inner(ast.NodeTransformer):
    """Marks texts inside the values of an f-string."""

    def __init__(self, bare: set[ast.AST]) -> None:
        self.bare = bare

    def visit(self, node: ast.AST) -> ast.AST:
        if node in self.bare and isinstance(node, ast.Constant | ast.JoinedStr):
            return _call(node, self)
        return self.generic_visit(node)


def _call(node: ast.Constant | ast.JoinedStr, inner: _Inner) -> ast.Call:
    if isinstance(node, ast.Constant):
        return ast.Call(ast.Name("_"), [node], [])
    text, values = writing.filled(node, inner=inner.visit)
    return ast.Call(
        ast.Name("_"),
        [ast.Constant(text)],
        [ast.keyword(name, ast.parse(source, mode="eval").body) for name, source in values.items()],
    )


def mark(path: Path) -> list[str]:
    """Mark the texts of one module; what is left for a person, one line each."""
    one = finding.module(path)
    found = list(finding.bare(one))
    nodes: set[ast.AST] = {bare.node for bare in found}
    left, edits, names = [], [], set()
    inner = _Inner(nodes)
    dicts = _word_dicts(one, nodes)
    for bare in found:
        outer = next((above for _child, above in one.above(bare.node) if isinstance(above, ast.JoinedStr)), None)
        if outer is not None:
            if outer not in nodes:
                left.append(f"{_at(bare)}: inside a string without words: {bare.text[:60]!r}")
            continue
        parent = one.parents[bare.node]
        if parent in dicts and bare.node in dicts[dicts.index(parent)].values:
            continue
        if bare.where != "function":
            if isinstance(bare.node, ast.JoinedStr):
                left.append(f"{_at(bare)}: f-string of a module: {bare.text[:60]!r}")
                continue
            edits.append((bare.node, f"N_({writing.literal(bare.text, indent=_indent(one, bare.node))})"))
            names.add("N_")
            continue
        edits.append((bare.node, _function_text(bare.node, inner, indent=_indent(one, bare.node))))
        names.add("_")
    for node in dicts:
        # Two insertions, for keys inside may be marked as well.
        edits.append((_edge(node, at_end=True), ")"))
        edits.append((_edge(node, at_end=False), "Words("))
        names.add("Words")
    if edits:
        text = _with_import(_edited(one.source, edits), names)
        path.write_text(text, encoding="utf-8")
    _rename_ignored(path)
    return left


def _function_text(node: ast.expr, inner: _Inner, *, indent: int) -> str:
    if isinstance(node, ast.Constant):
        return f"_({writing.literal(str(node.value), indent=indent)})"
    assert isinstance(node, ast.JoinedStr)
    text, values = writing.filled(node, inner=inner.visit)
    given = "".join(f", {name}={source}" for name, source in values.items())
    return f"_({writing.literal(text, indent=indent)}{given})"


def _word_dicts(one: finding.Module, bare: set[ast.AST]) -> list[ast.Dict]:
    """Dicts of a module whose values are all texts."""
    found = []
    for node in one.tree.body:
        value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
        if not isinstance(value, ast.Dict) or not any(text in bare for text in value.values):
            continue
        if all(isinstance(text, ast.Constant) and isinstance(text.value, str) for text in value.values):
            found.append(value)
    return found


def _edge(node: ast.expr, *, at_end: bool) -> ast.expr:
    """An empty place before or behind a node."""
    line, column = (node.end_lineno, node.end_col_offset) if at_end else (node.lineno, node.col_offset)
    return ast.Constant("", lineno=line, col_offset=column, end_lineno=line, end_col_offset=column)


def _indent(one: finding.Module, node: ast.AST) -> int:
    assert isinstance(node, ast.expr)
    line = one.lines[node.lineno - 1]
    return len(line) - len(line.lstrip()) + 12


def _edited(source: str, edits: list[tuple[ast.expr, str]]) -> str:
    lines = source.splitlines(keepends=True)
    for node, said in sorted(edits, key=lambda edit: (-edit[0].lineno, -edit[0].col_offset)):
        assert node.end_lineno is not None and node.end_col_offset is not None
        first, last = lines[node.lineno - 1].encode(), lines[node.end_lineno - 1].encode()
        whole = first[: node.col_offset] + said.encode() + last[node.end_col_offset :]
        lines[node.lineno - 1 : node.end_lineno] = [whole.decode()]
        # Positions below stay right: what was several lines is one, and edits go from the end to the beginning.
    return "".join(lines)


def _with_import(source: str, names: set[str]) -> str:
    known = re.search(r"^from stunting\.languages import (.+)$", source, re.M)
    if known:
        whole = ", ".join(sorted(names | set(re.split(r",\s*", known[1]))))
        return source[: known.start(1)] + whole + source[known.end(1) :]
    line = f"from stunting.languages import {', '.join(sorted(names))}\n"
    tree = ast.parse(source)
    imports = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    after = imports[-1].end_lineno if imports else (tree.body[0].end_lineno if ast.get_docstring(tree) else 0)
    lines = source.splitlines(keepends=True)
    lines.insert(after or 0, line if imports else f"\n{line}")
    return "".join(lines)


def _rename_ignored(path: Path) -> None:
    """A value that is ignored is not called `_` where that is how a text is said."""
    one = finding.module(path)
    if not re.search(r"^from stunting\.languages import .*\b_\b", one.source, re.M):
        return
    stored = [
        node
        for node in ast.walk(one.tree)
        if isinstance(node, ast.Name) and node.id == "_" and isinstance(node.ctx, ast.Store)
    ]
    if stored:
        # A name each, for a checker of types takes the same name for the same thing.
        taken = len(re.findall(r"\b_ignored\d*\b", one.source))
        names = [f"_ignored{number}" for number in range(taken + 1, taken + 1 + len(stored))]
        path.write_text(_edited(one.source, list(zip(stored, names, strict=True))), encoding="utf-8")


def wrap_names(paths: list[Path]) -> list[str]:
    """Say `_(NAME)` where a text of a module is read by its name, in its own module and in the others."""
    texts = {path: _text_names(finding.module(path)) for path in packages.sources()}
    left: list[str] = []
    for path in paths:
        one = finding.module(path)
        known = dict.fromkeys(texts[path]) | _imported(one, texts)
        edits = []
        for node in ast.walk(one.tree):
            if not _is_read(node, one, known):
                continue
            assert isinstance(node, ast.expr)
            if any(isinstance(above, ast.JoinedStr) for _child, above in one.above(node)):
                left.append(f"{packages.name_of(path)}:{node.lineno}: `{ast.unparse(node)}` inside an f-string")
                continue
            edits.append((node, f"_({ast.unparse(node)})"))
        if edits:
            path.write_text(_with_import(_edited(one.source, edits), {"_"}), encoding="utf-8")
            _rename_ignored(path)
    return left


def _text_names(one: finding.Module) -> set[str]:
    return {
        node.targets[0].id
        for node in one.tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Call)
        and finding.name_of_call(node.value) == "N_"
    }


def _imported(one: finding.Module, texts: dict[Path, set[str]]) -> dict[str, None]:
    """Names of texts as this module reads them: "CAUTION", "narrative.CAUTION"."""
    found: dict[str, None] = {}
    for node in ast.walk(one.tree):
        if not isinstance(node, ast.ImportFrom) or not node.module:
            continue
        for alias in node.names:
            here = alias.asname or alias.name
            if alias.name in texts.get(_path(node.module), ()):
                found[here] = None
            found |= {f"{here}.{name}": None for name in texts.get(_path(f"{node.module}.{alias.name}"), ())}
    return found


def _path(dotted: str) -> Path:
    path = packages.ROOT / dotted.replace(".", "/")
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def _is_read(node: ast.AST, one: finding.Module, known: dict[str, None]) -> bool:
    if not isinstance(node, ast.Name | ast.Attribute) or not isinstance(node.ctx, ast.Load):
        return False
    if ast.unparse(node) not in known or finding.place(node, one) != "function":
        return False
    parent = one.parents[node]
    return not (isinstance(parent, ast.Call) and finding.name_of_call(parent) in finding.MARKERS) and not isinstance(
        parent, ast.Compare
    )


def word_fields(paths: list[Path]) -> list[str]:
    """Make fields of records `Worded` where a text of a module is given to them; what is left, one line each."""
    classes = {
        node.name: (path, node)
        for path in packages.sources()
        for node in finding.module(path).tree.body
        if isinstance(node, ast.ClassDef)
    }
    wanted: dict[str, set[str]] = {}
    left: list[str] = []
    for path in paths:
        for name, given in _given_texts(finding.module(path)):
            if name in classes and given:
                wanted.setdefault(name, set()).add(given)
            else:
                left.append(f"{packages.name_of(path)}: text given to {name or 'no record'} {given or ''}".rstrip())
    for name, fields in wanted.items():
        path, _node = classes[name]
        one = finding.module(path)
        node = next(part for part in one.tree.body if isinstance(part, ast.ClassDef) and part.name == name)
        edits, names = [], set()
        for part in node.body:
            if not isinstance(part, ast.AnnAssign) or not isinstance(part.target, ast.Name):
                continue
            kind = FIELD_OF.get(ast.unparse(part.annotation))
            if part.target.id not in fields or ast.unparse(part.annotation) in finding.FIELDS:
                continue
            if kind is None:
                left.append(f"{name}.{part.target.id}: {ast.unparse(part.annotation)} is no text")
                continue
            default = ast.unparse(part.value).replace("'", '"') if part.value else ""
            edits.append((part, f"{part.target.id}: {kind} = {kind}({default})"))
            names.add(kind)
        if edits:
            path.write_text(_with_import(_edited(one.source, edits), names), encoding="utf-8")  # type: ignore[arg-type]
    return sorted(set(left))


def _given_texts(one: finding.Module) -> Iterator[tuple[str, str]]:
    """Record and field that a text of the module is given to; "" where it is none."""
    for node in ast.walk(one.tree):
        if not (isinstance(node, ast.Call) and finding.name_of_call(node) == "N_"):
            continue
        given = ""
        for _child, above in one.above(node):
            if isinstance(above, ast.keyword):
                given = given or above.arg or ""
            elif isinstance(above, ast.Call):
                yield finding.name_of_call(above), given
                break
            elif isinstance(above, ast.stmt):
                if not isinstance(above, ast.Assign) or above.value is not node:
                    yield "", f"(line {node.lineno})"
                break


def _at(bare: finding.Bare) -> str:
    return f"{packages.name_of(bare.path)}:{bare.line}"
