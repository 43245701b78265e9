"""Which parts of the code speak the reader's language. New code belongs to one of the three."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]

# Every text in them is marked and translated.
DONE: tuple[str, ...] = (
    "app.py",
    "pages",
    "stunting/__init__.py",
    "stunting/access",
    "stunting/accounts",
    "stunting/action_queries.py",
    "stunting/announced_counts.py",
    "stunting/backtest.py",
    "stunting/catalogues.py",
    "stunting/charts",
    "stunting/claims",
    "stunting/classes.py",
    "stunting/compose.py",
    "stunting/db.py",
    "stunting/errors.py",
    "stunting/exports/map_files.py",
    "stunting/exports/map_picture.py",
    "stunting/exports/map_sheet.py",
    "stunting/exports/page.py",
    "stunting/exports/pictures.py",
    "stunting/exports/stamp.py",
    "stunting/exports/tables.py",
    "stunting/forecast_series.py",
    "stunting/formats.py",
    "stunting/frames.py",
    "stunting/gap_reasons.py",
    "stunting/geography.py",
    "stunting/indicators.py",
    "stunting/languages.py",
    "stunting/lokus_queries.py",
    "stunting/map_scope.py",
    "stunting/measures.py",
    "stunting/narrative.py",
    "stunting/own_sheets.py",
    "stunting/own_tables.py",
    "stunting/own_templates.py",
    "stunting/projection.py",
    "stunting/proportions.py",
    "stunting/quality.py",
    "stunting/quality_bands.py",
    "stunting/queries.py",
    "stunting/release_checks.py",
    "stunting/releases.py",
    "stunting/routine",
    "stunting/routine_queries.py",
    "stunting/saved_views.py",
    "stunting/shown_sql.py",
    "stunting/sources.py",
    "stunting/stabilised.py",
    "stunting/survey_choices.py",
    "stunting/target_counts.py",
    "stunting/target_files.py",
    "stunting/trend_line.py",
    "stunting/two_numbers.py",
    "stunting/typed_texts.py",
    "stunting/ui/__init__.py",
    "stunting/ui/access_page",
    "stunting/ui/account_corner.py",
    "stunting/ui/add_to_agenda.py",
    "stunting/ui/area_search",
    "stunting/ui/browser.py",
    "stunting/ui/caches.py",
    "stunting/ui/compare_page.py",
    "stunting/ui/data.py",
    "stunting/ui/data_page",
    "stunting/ui/exporting.py",
    "stunting/ui/figures.py",
    "stunting/ui/filters.py",
    "stunting/ui/first_build.py",
    "stunting/ui/keeping.py",
    "stunting/ui/language.py",
    "stunting/ui/ledger_state.py",
    "stunting/ui/locks.py",
    "stunting/ui/map_component",
    "stunting/ui/map_pages.py",
    "stunting/ui/maps.py",
    "stunting/ui/measuring.py",
    "stunting/ui/method.py",
    "stunting/ui/method_routine.py",
    "stunting/ui/office_login.py",
    "stunting/ui/only_internal.py",
    "stunting/ui/origin_dialog.py",
    "stunting/ui/pace.py",
    "stunting/ui/packed_files.py",
    "stunting/ui/packed_html",
    "stunting/ui/parts.py",
    "stunting/ui/published.py",
    "stunting/ui/recap_table",
    "stunting/ui/reconnection",
    "stunting/ui/release_changes.py",
    "stunting/ui/routine_data.py",
    "stunting/ui/routine_filters.py",
    "stunting/ui/routine_map.py",
    "stunting/ui/routine_parts.py",
    "stunting/ui/routine_ranking.py",
    "stunting/ui/routine_summary.py",
    "stunting/ui/seeing_as.py",
    "stunting/ui/series.py",
    "stunting/ui/shell.py",
    "stunting/ui/survey_filters.py",
    "stunting/ui/survey_summary.py",
    "stunting/ui/table_page.py",
    "stunting/ui/targets_form.py",
    "stunting/ui/trend_page",
    "stunting/ui/views.py",
    "stunting/ui/warm_up.py",
    "stunting/ui/who.py",
)
# Indonesian by decision (docs/language.md): the command line and what it says, official papers, what the hall sees, the
# making and reading of data.
INDONESIAN: tuple[str, ...] = (
    "stunting/__main__.py",
    "stunting/anthro",
    "stunting/boundaries.py",
    "stunting/boundary_files",
    "stunting/build",
    "stunting/cli",
    "stunting/delivery",
    "stunting/desa_sheet",
    "stunting/exports/__init__.py",
    "stunting/exports/action_sheet.py",
    "stunting/exports/audit_sheet.py",
    "stunting/exports/campaign_sheet.py",
    "stunting/exports/decided_decree.py",
    "stunting/exports/decree.py",
    "stunting/exports/decree_docx.py",
    "stunting/exports/decree_pdf.py",
    "stunting/exports/decree_rows.py",
    "stunting/exports/decree_xlsx.py",
    "stunting/exports/desa_sheet.py",
    "stunting/exports/docx_parts.py",
    "stunting/exports/fonts.py",
    "stunting/exports/foster_sheet.py",
    "stunting/exports/fund_sheet.py",
    "stunting/exports/grid_picture.py",
    "stunting/exports/lokus_card.py",
    "stunting/exports/map_key.py",
    "stunting/exports/map_names.py",
    "stunting/exports/marks.py",
    "stunting/exports/office_paper.py",
    "stunting/exports/office_paper_docx.py",
    "stunting/exports/pptx_charts.py",
    "stunting/exports/pptx_parts.py",
    "stunting/exports/promise_sheet.py",
    "stunting/exports/quality_report.py",
    "stunting/exports/recap_sheet.py",
    "stunting/exports/scenario_sheet.py",
    "stunting/exports/service_sheet.py",
    "stunting/exports/slide_files.py",
    "stunting/exports/slide_page.py",
    "stunting/exports/slide_sheets.py",
    "stunting/exports/slides_pptx.py",
    "stunting/exports/template_store.py",
    "stunting/exports/trail_file.py",
    "stunting/exports/typesetting.py",
    "stunting/exports/workshop_sheet.py",
    "stunting/fingerprint.py",
    "stunting/hall",
    "stunting/imports",
    "stunting/ledger",
    "stunting/letterhead.py",
    "stunting/letterhead_store.py",
    "stunting/locks.py",
    "stunting/minutes",
    "stunting/name_index.py",
    "stunting/named_files.py",
    "stunting/nation",
    "stunting/network.py",
    "stunting/paths.py",
    "stunting/release_files.py",
    "stunting/sample",
    "stunting/server",
    "stunting/sidecar.py",
    "stunting/slides",
    "stunting/survey_files.py",
    "stunting/survey_rows.py",
    "stunting/survey_table.py",
    "stunting/ui/serve.py",
    "stunting/ui/server.py",
    "stunting/ui/static_files.py",
    "stunting/whole_files.py",
)
# Still to be marked and translated. This list only gets shorter.
NOT_YET: tuple[str, ...] = (
    "stunting/campaigns",
    "stunting/cases",
    "stunting/foster",
    "stunting/funds",
    "stunting/lokus",
    "stunting/promises",
    "stunting/published_foster.py",
    "stunting/rembuk",
    "stunting/services",
    "stunting/ui/actions_page",
    "stunting/ui/cases_page",
    "stunting/ui/desa_sheets.py",
    "stunting/ui/foster_data.py",
    "stunting/ui/letterhead_form.py",
    "stunting/ui/lokus_data.py",
    "stunting/ui/lokus_page",
    "stunting/ui/method_actions.py",
    "stunting/ui/method_lokus.py",
    "stunting/ui/rembuk_page",
    "stunting/ui/services_data.py",
    "stunting/ui/services_page",
)


def sources() -> list[Path]:
    """Every module of the program."""
    return sorted([ROOT / "app.py", *ROOT.glob("pages/*.py"), *ROOT.glob("stunting/**/*.py")])


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def standing(path: Path) -> str:
    """ "done", "indonesian" or "waiting", by the most precise of the three lists; "" for a module that is in none."""
    name = name_of(path)
    found = {
        part: kind
        for kind, parts in (("done", DONE), ("indonesian", INDONESIAN), ("waiting", NOT_YET))
        for part in parts
        if name == part or name.startswith(f"{part}/")
    }
    return found[max(found, key=len)] if found else ""


def domain(path: Path) -> str:
    """The catalogue of a module: one per package, so that translators do not meet in a file."""
    parts = name_of(path).removesuffix(".py").split("/")
    if parts[0] != "stunting":
        return "ui"
    if len(parts) == 2:
        return "inti"
    return f"ui-{parts[2]}" if parts[1] == "ui" and len(parts) > 3 else parts[1]
