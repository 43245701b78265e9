"""Nothing reads counts, rows about children or books beside the doors: read from the sources of the program."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from stunting.access import questions
from stunting.paths import ROOT

PACKAGE = ROOT / "stunting"
SOURCES = sorted([ROOT / "app.py", *ROOT.glob("pages/*.py"), *PACKAGE.rglob("*.py")])
# Answers that are the same for everybody, whoever looks: registers, surveys, published tables, boundaries, texts.
FREE_CACHES = {
    "stunting/ui/actions_page/released.py": {"events", "funds", "counts"},
    "stunting/ui/data.py": {
        "_open_live",
        "_open",
        "register",
        "prevalence_by_area",
        "estimates_of_areas",
        "survey_rounds",
        "targets_of_areas",
        "desa_by_area",
        "meta",
        "release_sources",
        "quality_kabupaten",
        "routine_kabupaten",
        "release_batches",
        "coverage_of_rounds",
        "boundary_origin",
        "geometry_payload",
        "_published",
        "kabkota_labels",
    },
    "stunting/ui/figures.py": {"trend", "slope", "dumbbell", "ranking", "map_sheet"},
    "stunting/ui/foster_data.py": {"foster_summary"},
    # The answers behind these doors are asked for with the rights of whoever looks.
    "stunting/ui/lokus_data.py": {"announced", "list_years"},
    "stunting/ui/maps.py": {"_rounds", "_annotated", "_survey_payload"},
    "stunting/ui/release_changes.py": {"_before"},
    # Decks are made of mode publik alone.
    "stunting/ui/rembuk_page/checks_part.py": {"_release_state"},
    "stunting/ui/rembuk_page/decks.py": {"_deck", "_packed", "_problems"},
    "stunting/ui/rembuk_page/files_tab.py": {"_preview"},
    "stunting/ui/routine_data.py": {"of_release", "periods", "lokus", "published_routine", "deliveries"},
    "stunting/ui/services_data.py": {"situation", "periods", "announced"},
    "stunting/ui/trend_page/forecast_tab.py": {"_lent_by_kabupaten"},
}
# Who reads everything to make what mode publik shows: the bundles of counts and services, and families at risk.
PUBLISHING = {
    "stunting/access/questions.py",
    "stunting/lokus_queries.py",
    "stunting/routine/public_store.py",
    "stunting/routine/stored_bundles.py",
    "stunting/services/situation.py",
}
# Who hides small counts of the figures per desa before anybody sees them, or says nothing of them but their source.
HIDING = {
    "stunting/lokus_queries.py",
    "stunting/minutes/release_facts.py",
    "stunting/slides/fund_slides.py",
    "stunting/slides/layanan_risk.py",
    "stunting/ui/actions_page/released.py",
    "stunting/ui/services_data.py",
}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def using(word: str) -> set[str]:
    return {name_of(path) for path in SOURCES if re.search(word, path.read_text(encoding="utf-8"))}


def calls(path: Path) -> list[ast.Call]:
    return [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]


def called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def test_every_question_to_a_release_is_free_or_behind_the_door():
    asked = {path.stem for path in (PACKAGE / "sql").glob("*.sql")}

    assert asked == questions.FREE | {*questions.GUARDED}
    assert not questions.FREE & {*questions.GUARDED}


def test_a_question_behind_the_door_says_inside_which_area_it_counts():
    for name, param in questions.GUARDED.items():
        text = (PACKAGE / "sql" / f"{name}.sql").read_text(encoding="utf-8")
        assert f"${param}" in "\n".join(line for line in text.splitlines() if not line.startswith("--")), name


def test_a_free_question_reads_no_table_with_counts():
    counts = re.compile(r"^[^-\n]*\b(?:from|join)\s+(growth\w*|counted\w*|desa_figure|service|quality)\b", re.MULTILINE)
    # Which periods, kabupaten and reports there are is no count.
    existence = {"routine_kabupaten", "quality_kabupaten", "service_periods"}

    texts = {name: (PACKAGE / "sql" / f"{name}.sql").read_text("utf-8") for name in questions.FREE}
    own = re.compile(r"^with counted as", re.MULTILINE)

    reading = {name for name, text in texts.items() if counts.search(text) and not own.search(text)}

    assert reading == existence


def test_everything_is_read_in_a_few_named_places_only_to_be_hidden():
    assert using("publishing\\(\\)") == PUBLISHING
    assert using("desa_figures_to_hide") == HIDING


def test_a_kept_answer_is_free_for_everybody_or_kept_by_rights():
    free: dict[str, set[str]] = {}
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.FunctionDef):
                continue
            marks = {ast.unparse(one).split("(")[0] for one in node.decorator_list}
            if marks & {"st.cache_data", "st.cache_resource", "caches.shared", "caches.answers"}:
                free.setdefault(name_of(path), set()).add(node.name)

    unknown = {(name, one) for name in free for one in free[name] - FREE_CACHES.get(name, set())}
    assert unknown == set()


def test_the_restricted_store_is_opened_by_its_door_alone():
    reading = {name_of(path) for path in SOURCES if any(called(one) == "read_table" for one in calls(path))}

    allowed = {"stunting/cases/store.py", "stunting/imports/child_tables.py", "stunting/imports/aggregates.py"}
    assert reading & using("child_tables") <= allowed


def test_files_leave_a_page_in_one_place():
    offering = {name_of(path) for path in SOURCES if any(called(one) == "download_button" for one in calls(path))}

    # The trail is for who may read it, whatever the mode of a page.
    assert offering == {"stunting/ui/exporting.py", "stunting/ui/access_page/trail_tab.py"}


def test_rights_are_lent_in_few_places():
    """Nobody else sets who looks: a page that did could give itself any right."""
    assert using("looking_as") <= {
        "stunting/access/audit.py",
        "stunting/access/gate.py",
        "stunting/access/trail.py",
        "stunting/access/viewer.py",
        "stunting/ui/keeping.py",
    }


def test_the_quick_answer_for_the_owner_is_given_in_one_place():
    assert using("is_owner") <= {
        "stunting/access/audit.py",
        "stunting/access/gate.py",
        "stunting/access/viewer.py",
        "stunting/ui/who.py",
    }
