"""How many accounts may give rights to others; without one nobody could let anybody in."""

from __future__ import annotations

import contextlib
import sqlite3

from stunting.access.policy import Role
from stunting.paths import Layout

QUESTION = """
select count(distinct account.id)
from account
join account_grant on account_grant.account_id = account.id
where account_grant.role = ? and account_grant.ended_at is null and not account.is_disabled
"""


def admin_n(layout: Layout) -> int:
    """Accounts with the role admin that are not locked; 0 where there are no accounts yet."""
    file = layout.restricted / "akun" / "akun.sqlite"
    if not file.is_file():
        return 0
    with contextlib.closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as reading:
        return int(reading.execute(QUESTION, (Role.ADMIN.value,)).fetchone()[0])
