"""A delivered file is checked as if it were the whole release: by the schema, and by the checks of a release."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb
import pandas as pd
import pyarrow as pa

from stunting import fingerprint
from stunting.build import checks, derived
from stunting.build.campaign_event_checks import CAMPAIGN_EVENT_CHECKS
from stunting.build.desa_figure_checks import FIGURE_CHECKS
from stunting.build.foster_summary_checks import FOSTER_CHECKS
from stunting.build.lokus_checks import LOKUS_CHECKS
from stunting.build.routine_checks import ROUTINE_CHECKS
from stunting.build.service_checks import SERVICE_CHECKS
from stunting.build.village_fund_checks import VILLAGE_FUND_CHECKS

CHECKS = (
    *(*ROUTINE_CHECKS, *LOKUS_CHECKS, *FIGURE_CHECKS, *SERVICE_CHECKS),
    *(*CAMPAIGN_EVENT_CHECKS, *VILLAGE_FUND_CHECKS, *FOSTER_CHECKS),
)


def problems(tables: Mapping[str, pa.Table], areas: pd.DataFrame) -> list[str]:
    """The sentence of every check that a file fails; a row that the schema refuses ends it.

    areas: the register, in the columns of `area`
    """
    with duckdb.connect(":memory:", config={"threads": "2", "enable_external_access": "false"}) as opened:
        opened.execute(fingerprint.SCHEMA.read_text(encoding="utf-8"))
        opened.register("incoming", areas)
        opened.execute("insert into area by name select * from incoming")
        for name, table in tables.items():
            opened.register("incoming", table)
            try:
                opened.execute(INSERT[name])
            except duckdb.Error:
                return [f"Tabel {name} punya nilai yang tidak boleh ada di tabel rilis."]
        for statement in derived.SUMS:
            opened.execute(statement.read_text(encoding="utf-8"))
        outcomes = [check(opened) for check in CHECKS]
        outcomes += [check(opened, checks.PUBLISHED) for check in (checks.target_unique, checks.target_bounds)]
    return [one.sentence for one in outcomes if not one.is_passed]


INSERT = {name: f"insert into {name} by name select * from incoming" for name in fingerprint.contract()}
