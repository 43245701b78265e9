"""What the imported data say of single children: their visits, and the alarms that stand.

Three tables are written at each import beside the counted ones in `terbatas/agregat/<key>/`, mode 0600, never into a
release (`imports/child_tables.py`). A child is its key, and its case number for people.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from stunting import languages
from stunting.cases import rules as alarm_rules
from stunting.cases import store
from stunting.cases.alarm_words import Told, sentence
from stunting.errors import StuntingError
from stunting.geography import LEVEL_DIGITS, Register
from stunting.imports.child_tables import ALARM, CHILD, VISIT
from stunting.imports.identity import Keys
from stunting.imports.nik import read_nik
from stunting.languages import _
from stunting.paths import Layout

DAYS_PER_MONTH = 30.4375
VISIT_COLUMNS = (
    *("measured_on", "period", "age_days", "age_months", "weight_kg", "height_cm", "posture", "haz", "waz", "whz"),
    *("weight_gain", "desa_code"),
)
CHILD_COLUMNS = (
    *("key", "case_no", "is_temporary", "sex", "age_months", "is_under5", "desa_code", "puskesmas_id", "posyandu_id"),
    *("as_of", "last_period", "last_measured_on", "last_weighed_on", "haz", "waz", "whz", "was_moved", "is_gone"),
)
ALARM_COLUMNS = (
    *("key", "case_no", "desa_code", "puskesmas_id", "posyandu_id", "sex", "age_months", "rule", "severity", "since"),
    *("detail", "last_measured_on", "haz"),
)
# The children where nothing is imported.
NOBODY = pd.DataFrame(columns=CHILD_COLUMNS)
_MADE = {"age_months": "age_days", "haz": "haz_i", "waz": "waz_i", "whz": "whz_i"}
_MADE |= {"weight_kg": "weight_g", "height_cm": "height_mm"}
_TOLD = ("value", "value_on", "before", "before_on", "times", "other_desa_code")


def visits_of(layout: Layout, key: str) -> pd.DataFrame:
    """The visits of one child, oldest first; columns VISIT_COLUMNS.

    measured_on is null where the child was only listed in the month `period`; z are null where there is none, or
    where it is flagged. No rows where nothing is known of the child.
    """
    found = store.read(layout, CHILD, where=pc.field("key") == key, columns=["child_no"])
    if found is None or found.num_rows == 0:
        return pd.DataFrame(columns=VISIT_COLUMNS)
    number = found["child_no"][0].as_py()
    visits = store.read(layout, VISIT, where=pc.field("child_no") == number, columns=_stored(VISIT_COLUMNS))
    return _frame(visits, VISIT_COLUMNS)


def children_in(layout: Layout, within: str) -> pd.DataFrame:
    """The children of an area or puskesmas; one row per child, by desa, columns CHILD_COLUMNS.

    within:                  code of a province, kabupaten, kecamatan or desa, or id of a puskesmas
    desa_code, puskesmas_id: of the newest visit or listing
    age_months:              whole months on `as_of`, the day of the newest data of its puskesmas
    is_under5:               on that day; older children have no alarms
    haz, waz, whz:           newest valid ones
    was_moved, is_gone:      was listed in another desa before; is in no list of the newest month, or of a year
    """
    found = store.read(layout, CHILD, where=store.inside(within), columns=_stored(CHILD_COLUMNS))
    return NOBODY.copy() if found is None else _frame(found, CHILD_COLUMNS)


def children_of(layout: Layout, keys: Iterable[str]) -> pd.DataFrame:
    """Some children by their keys, wherever they are, as in `children_in`; who is not in the data has no row."""
    where = pc.field("key").isin(list(keys))
    found = store.read(layout, CHILD, where=where, columns=_stored(CHILD_COLUMNS))
    return NOBODY.copy() if found is None else _frame(found, CHILD_COLUMNS)


def rules_of(layout: Layout, keys: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The rules that tell of some children, most urgent first; children without an alarm are left out."""
    found = store.read(layout, ALARM, where=pc.field("key").isin(list(keys)), columns=["key", "rule"])
    rules: dict[str, list[str]] = {}
    for one in found.to_pylist() if found is not None else []:
        rules.setdefault(one["key"], []).append(one["rule"])
    return {key: tuple(sorted(told, key=alarm_rules.ORDER.__getitem__)) for key, told in rules.items()}


def alarms_in(
    layout: Layout,
    within: str,
    rules: Iterable[str] | None = None,
    *,
    register: Register | None = None,
    placed: Mapping[str, dt.date] | None = None,
    today: dt.date | None = None,
) -> pd.DataFrame:
    """The alarms of an area or puskesmas, most urgent rule first; one row per child and rule, columns ALARM_COLUMNS.

    rules:    keys of `rules.RULES`, None for all
    register: names the desa in sentences about a move
    placed:   key of each child with a foster parent -> first day; without it that rule tells of nobody
    today:    day of the rule about foster children; all others are of the newest data

    Raises:
        UnknownChoiceError: there is no such rule.
    """
    wanted = [alarm_rules.rule(key).key for key in (alarm_rules.RULE if rules is None else rules)]
    where = _and(store.inside(within), None if rules is None else pc.field("rule").isin(wanted))
    found = store.read(layout, ALARM, where=where, columns=[*_stored(ALARM_COLUMNS), *_TOLD])
    if found is None:
        return pd.DataFrame(columns=ALARM_COLUMNS)
    names = _names(found, register)
    rows = found.to_pylist()
    if placed and alarm_rules.FOSTER in wanted:
        rows += _foster_rows(layout, within, placed, today or dt.date.today())
    rows.sort(key=lambda one: (alarm_rules.ORDER[one["rule"]], one["desa_code"], one["since"], one["key"]))
    # Asked for once: a kabupaten has tens of thousands of sentences.
    with languages.use(languages.current()):
        made = [_alarm(one, names) for one in rows]
    return pd.DataFrame(made, columns=ALARM_COLUMNS)


def alarm_counts(layout: Layout, level: str, within: str) -> pd.DataFrame:
    """Children with alarms per area of a level (kabupaten, kecamatan, desa) and rule: area_code, rule, child_n.

    The rule "" counts each child once, however many rules tell of it. For officers alone: small numbers are not
    hidden. An area or rule without alarms has no row.
    """
    columns = ["area_code", "rule", "child_n"]
    found = store.read(layout, ALARM, where=store.inside(within), columns=["desa_code", "rule", "key"])
    if found is None or found.num_rows == 0:
        return pd.DataFrame(columns=columns)
    area = pc.utf8_slice_codeunits(found["desa_code"], 0, LEVEL_DIGITS[level])
    table = pa.table({"area_code": area, "rule": found["rule"], "key": found["key"]})
    each = table.group_by(["area_code", "rule"]).aggregate([("key", "count_distinct")])
    once = table.group_by(["area_code"]).aggregate([("key", "count_distinct")])
    once = once.append_column("rule", pa.array([""] * once.num_rows, pa.string()))
    both = pa.concat_tables([each, once.select(each.column_names)]).rename_columns(columns).to_pandas()
    order = both["rule"].map({"": -1} | alarm_rules.ORDER)
    return both.assign(order=order).sort_values(["area_code", "order"], ignore_index=True)[columns]


def find_by_nik(layout: Layout, kabupaten_code: str, nik: str) -> str | None:
    """Key of the child with this NIK in a kabupaten; None where there is none. Nothing of the NIK is kept.

    A NIK that several children share in the files identifies none of them.

    Raises:
        StuntingError: this is no NIK, or the key of the restricted store is gone; the sentence does not repeat the NIK.
    """
    digits = read_nik(nik).value
    if not digits:
        raise StuntingError(_("Itu bukan NIK yang sah. Ketik 16 angka NIK anak seperti pada Kartu Keluarga."))
    found = store.read(layout, CHILD, where=store.inside(kabupaten_code), columns=["key"])
    if found is None:
        return None
    (hashed,) = Keys.of(layout, has_batches=True).nik_keys(pd.Series([digits]))
    key = _key_of(hashed)
    return key if pc.is_in(pa.array([key]), value_set=found["key"].combine_chunks())[0].as_py() else None


def find_by_case_number(layout: Layout, within: str, number: str) -> tuple[str, ...]:
    """Keys of the children of an area that have this case number; rarely more than one."""
    written = "".join(number.split()).upper()
    where = _and(store.inside(within), pc.field("case_no") == written)
    found = store.read(layout, CHILD, where=where, columns=["key"])
    return () if found is None else tuple(found["key"].to_pylist())


def _key_of(nik_key: str) -> str:
    """The key of a child from the keyed hash of its NIK, as `load_rows.sql` and `child.sql` make it."""
    return hashlib.md5(nik_key.encode("ascii"), usedforsecurity=False).digest()[::-1].hex()


def _foster_rows(layout: Layout, within: str, placed: Mapping[str, dt.date], today: dt.date) -> list[dict[str, Any]]:
    limit = alarm_rules.rule(alarm_rules.FOSTER).params["foster_days"]
    where = _and(store.inside(within), pc.field("key").isin(list(placed)) & pc.field("is_under5"))
    found = store.read(layout, CHILD, where=where, columns=_stored(set(ALARM_COLUMNS) & set(CHILD_COLUMNS)))
    rows = []
    for one in found.to_pylist() if found is not None else []:
        since = one["last_measured_on"] or placed[one["key"]]
        days = (today - since).days
        if days > limit:
            told = {"rule": alarm_rules.FOSTER, "since": since, "value_on": one["last_measured_on"], "times": days}
            rows.append(dict.fromkeys(_TOLD) | one | told)
    return rows


def _alarm(row: Mapping[str, Any], names: Mapping[str, str]) -> tuple[Any, ...]:
    told = Told(
        since=row["since"],
        value=row["value"],
        value_on=row["value_on"],
        before=row["before"],
        before_on=row["before_on"],
        times=row["times"],
        other_name=names.get(row["other_desa_code"] or "", ""),
    )
    rule = row["rule"]
    made = {
        "age_months": int(row["age_days"] / DAYS_PER_MONTH),
        "severity": str(alarm_rules.RULE[rule].severity),
        "detail": sentence(rule, told),
        "haz": None if row["haz_i"] is None else row["haz_i"] / 100,
    }
    return tuple(made[name] if name in made else row[name] for name in ALARM_COLUMNS)


def _names(table: pa.Table, register: Register | None) -> dict[str, str]:
    if register is None:
        return {}
    codes = [code for code in table["other_desa_code"].unique().to_pylist() if code]
    return {code: register.get(code).official_name for code in codes}


def _stored(columns: Iterable[str]) -> list[str]:
    """The columns of the files that some of the answer are made from."""
    return list(dict.fromkeys(_MADE.get(name, name) for name in columns if name not in ("severity", "detail")))


def _frame(table: pa.Table, columns: Iterable[str]) -> pd.DataFrame:
    frame = table.to_pandas().rename(columns={stored: name for name, stored in _MADE.items() if name != "age_months"})
    per = {"haz": 100, "waz": 100, "whz": 100, "weight_kg": 1000, "height_cm": 10}
    made = {name: frame[name] / by for name, by in per.items() if name in frame}
    months = (table["age_days"].to_pandas() // DAYS_PER_MONTH).astype("Int64")
    return frame.assign(**made, age_months=months)[list(columns)]


def _and(first: pc.Expression | None, second: pc.Expression | None) -> pc.Expression | None:
    return second if first is None else first if second is None else first & second
