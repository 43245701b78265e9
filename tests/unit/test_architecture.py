"""Who may import what, and where questions to the database live."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path

import pytest

from stunting import action_queries, lokus_queries, queries, routine_queries
from stunting.paths import ROOT
from stunting.ui import caches, shell

PACKAGE = ROOT / "stunting"
SOURCES = sorted([ROOT / "app.py", *ROOT.glob("pages/*.py"), *PACKAGE.rglob("*.py")])
SQL = sorted((PACKAGE / "sql").glob("*.sql"))
NATION_SQL = sorted((PACKAGE / "nation" / "sql").glob("*.sql"))
IMPORT_SQL = sorted(path for path in (PACKAGE / "imports" / "sql").glob("*.sql") if path.stem != "tables")
# Questions of a query function that refuses before it asks have the same name as their file all the same.
STREAMLIT = ("app.py", "pages/", "stunting/ui/")
DUCKDB = (
    "stunting/db.py",
    "stunting/answers.py",
    "stunting/shared_release.py",
    "stunting/releases.py",
    "stunting/fingerprint.py",
    "stunting/build/",
    "stunting/imports/engine.py",
    "stunting/imports/findings.py",
    "stunting/imports/places.py",
    # Counts a country between folders of Parquet files; no release is near.
    "stunting/nation/duckdb_engine.py",
)
SPARK = ("stunting/nation/spark_engine.py",)
EXECUTING = {"execute", "executemany", "sql", "query"}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> set[str]:
    """Every module a file imports, also inside functions."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def importers(library: str) -> list[str]:
    return [
        name_of(path)
        for path in SOURCES
        if any(name == library or name.startswith(f"{library}.") for name in imports(path))
    ]


def test_streamlit_appears_only_in_the_pages_and_their_frame():
    assert [name for name in importers("streamlit") if not name.startswith(STREAMLIT)] == []


def test_only_the_caches_of_the_pages_know_those_of_streamlit():
    """Theirs have no language in the key: an answer would be read by readers of another one."""
    kept = re.compile(r"\bst\.cache_(data|resource)\b")
    found = [name_of(path) for path in SOURCES if kept.search(path.read_text(encoding="utf-8"))]

    assert found == ["stunting/ui/caches.py"]


def test_no_cache_grows_beyond_what_some_dozens_of_people_look_at():
    asked = {
        f"{path}:{number}": int(most)
        for path in (PACKAGE / "ui").rglob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        for most in re.findall(r"max_entries=(\d+)", line)
    }

    assert len(asked) > 50
    assert {place: most for place, most in asked.items() if most > caches.MOST} == {}


def test_duckdb_appears_only_where_releases_are_read_and_written():
    assert [name for name in importers("duckdb") if not name.startswith(DUCKDB)] == []


@pytest.mark.parametrize("library", ["pyspark", "sqlglot"])
def test_spark_appears_only_in_its_engine(library):
    assert tuple(importers(library)) == SPARK


@pytest.mark.parametrize("library", ["sqlalchemy", "alembic"])
def test_the_libraries_of_the_ledger_appear_only_in_the_ledger_and_where_accounts_are_kept(library):
    # Accounts are changed and forgotten, so they are no book; they lie on the same server, and N processes use them.
    keeping = ("stunting/ledger/", "stunting/accounts/")

    assert importers(library)
    assert [name for name in importers(library) if not name.startswith(keeping)] == []


@pytest.mark.parametrize(
    "forbidden",
    [
        "stunting.ui",
        "stunting.db",
        "stunting.queries",
        "stunting.routine_queries",
        "stunting.lokus_queries",
        "stunting.action_queries",
        "stunting.releases",
    ],
)
def test_charts_depend_on_nothing_but_the_data_they_are_given(forbidden):
    assert [name for name in importers(forbidden) if name.startswith("stunting/charts/")] == []


def test_only_pages_and_the_command_line_know_the_pages_frame():
    allowed = (*STREAMLIT, "stunting/cli/")

    assert [name for name in importers("stunting.ui") if not name.startswith(allowed)] == []


# Pages that may read rows about children, and the packages that hand such rows out.
RESTRICTED_PAGES = ("stunting/ui/data_page/", "stunting/ui/cases_page/", "stunting/ui/actions_page/foster_tab/")
RESTRICTED = ("stunting.imports", "stunting.cases", "stunting.foster")


def reaches(path: Path, packages: tuple[str, ...], *, but: tuple[str, ...]) -> bool:
    """A file imports something of these packages that is not of the others."""

    def lies_in(name: str, others: tuple[str, ...]) -> bool:
        return any(name == one or name.startswith(f"{one}.") for one in others)

    return any(lies_in(name, packages) and not lies_in(name, but) for name in imports(path))


def test_no_other_page_reaches_the_restricted_store():
    # The names and explanations of the rules are no data.
    rules = ("stunting.imports.rules", "stunting.cases.rules")

    assert [
        name_of(path)
        for path in SOURCES
        if name_of(path).startswith(STREAMLIT)
        and not name_of(path).startswith(RESTRICTED_PAGES)
        and reaches(path, RESTRICTED, but=rules)
    ] == []


def test_nothing_of_the_hall_reaches_the_restricted_store():
    outlets = ("stunting/hall/", "stunting/slides/", "stunting/rembuk/", "stunting/charts/")
    # Where files of mode 0600 are written says nothing about their content.
    writing = ("stunting.imports.private_files",)

    assert [
        name_of(path)
        for path in SOURCES
        if name_of(path).startswith(outlets) and reaches(path, RESTRICTED, but=writing)
    ] == []


def test_pages_touch_neither_the_address_nor_the_session():
    touching = [
        name_of(path)
        for path in SOURCES
        if re.search(r"\bst\.(query_params|session_state)", path.read_text(encoding="utf-8"))
    ]

    assert [
        name for name in touching if name not in ("stunting/ui/filters.py", "stunting/ui/area_search/__init__.py")
    ] == []


def test_a_box_that_takes_several_has_no_option_that_ticks_all():
    # Streamlit offers it first, in English, and Enter takes it: every factor of a case would be a finding.
    boxes = [
        (name_of(path), {one.arg: ast.unparse(one.value) for one in call.keywords}.get("select_all"))
        for path in SOURCES
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "multiselect"
    ]

    assert boxes
    assert [name for name, ticks_all in boxes if ticks_all != "False"] == []


def test_every_page_file_is_in_the_menu():
    files = {"app.py", *(f"pages/{path.name}" for path in ROOT.glob("pages/*.py"))}

    assert {entry.file for entry in shell.PAGES} == files


@pytest.mark.parametrize("path", [*SQL, *IMPORT_SQL], ids=lambda path: path.stem)
def test_a_question_states_itself_its_grain_and_its_parameters(path):
    text = path.read_text(encoding="utf-8")
    question, grain, params = text.splitlines()[:3]

    assert question.startswith("-- Question: ")
    assert grain.startswith("-- Grain:    ")
    assert params.startswith("-- Params:   ")
    body = "\n".join(line for line in text.splitlines() if not line.startswith("--"))
    assert set(re.findall(r"\$(\w+)", params)) == set(re.findall(r"\$(\w+)", body))


@pytest.mark.parametrize("path", NATION_SQL, ids=lambda path: path.stem)
def test_a_question_about_the_country_states_itself_its_grain_and_what_it_is_given(path):
    question, grain, relations = path.read_text(encoding="utf-8").splitlines()[:3]

    assert question.startswith("-- Question: ")
    assert grain.startswith("-- Grain:    ")
    assert relations.startswith("-- Given:    ")


def test_every_question_has_a_function_of_its_name_and_the_other_way_round():
    asking = {
        name
        for shelf in (queries, routine_queries, lokus_queries, action_queries)
        for name, function in inspect.getmembers(shelf, inspect.isfunction)
        if f'query("{name}"' in re.sub(r"\s+", "", inspect.getsource(function))
    }

    assert asking == {path.stem for path in SQL}


def test_a_cached_question_has_the_name_of_its_function():
    tree = ast.parse((PACKAGE / "ui" / "data.py").read_text(encoding="utf-8"))
    renamed = {("meta", "release_meta"), ("register", "registered_areas")}
    pairs = {
        (function.name, call.func.attr)
        for function in tree.body
        if isinstance(function, ast.FunctionDef)
        for call in ast.walk(function)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "queries"
    }

    assert {(wrapper, asked) for wrapper, asked in pairs if wrapper != asked} == renamed


def formatted(node: ast.expr) -> list[ast.expr]:
    """The expressions that are put into a text by an f-string, % or +."""
    if isinstance(node, ast.JoinedStr):
        return [part.value for part in node.values if isinstance(part, ast.FormattedValue)]
    if isinstance(node, ast.BinOp):
        return [node]
    return []


def test_values_are_bound_and_never_formatted_into_a_question():
    """What is formatted in is a table, a column or a piece of SQL of this program; those files are listed by name."""
    formatting = set()
    for path in SOURCES:
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(call, ast.Call)
                and isinstance(call.func, ast.Attribute)
                and call.func.attr in EXECUTING
                and call.args
                and formatted(call.args[0])
            ):
                formatting.add(name_of(path))

    # Names of tables and columns of our own schema cannot be bound.
    assert formatting <= {
        "stunting/build/release.py",
        "stunting/build/checks.py",
        "stunting/build/derived.py",
        "stunting/fingerprint.py",
    }
