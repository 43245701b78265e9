"""The state as a page of its own: it needs no release and no session, for it is read when those are missing."""

from __future__ import annotations

import datetime as dt
from html import escape

from stunting import formats
from stunting.server.state import FULL_SHARE, State, WorkerState, age

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
REFRESH_S = 10
STYLE = """
:root{--ink:#17212b;--soft:#5b6975;--line:#d9e0e6;--good:#1b7f4b;--bad:#b3261e;--blue:#1f6299}
*{box-sizing:border-box}body{margin:0;background:#f3f6f8;color:var(--ink);
font:16px/1.5 'Source Sans 3','Source Sans Pro',system-ui,sans-serif}
main{max-width:1080px;margin:0 auto;padding:28px 20px 48px}h1{font-size:1.5rem;margin:0}
h2{font-size:1.05rem;margin:28px 0 8px}header{display:flex;justify-content:space-between;align-items:baseline;gap:16px;
flex-wrap:wrap}time{color:var(--soft);font-size:.9rem}.box{background:#fff;border:1px solid var(--line);border-radius:
8px;padding:16px 18px}.verdict{margin-top:16px;border-left:6px solid var(--good)}.verdict.bad{border-left-color:
var(--bad)}.verdict b{font-size:1.15rem}.verdict ol{margin:8px 0 0;padding-left:1.3em}.verdict li{margin:6px 0}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(210px,1fr));gap:12px;margin-top:12px}.tiles p{margin:0}
.tiles .what{color:var(--soft);font-size:.9rem}.tiles .value{font-size:1.2rem;font-weight:600;font-variant-numeric:
tabular-nums;overflow-wrap:anywhere}.tiles .small{font-size:.88rem;color:var(--soft)}.bar{height:8px;border-radius:4px;
background:#e6ebef;margin-top:8px;overflow:hidden}.bar i{display:block;height:100%;background:var(--blue)}.bar i.full{
background:var(--bad)}.wide{overflow-x:auto;padding:0}table{border-collapse:collapse;width:100%;font-variant-numeric:
tabular-nums}th,td{text-align:right;padding:9px 14px;white-space:nowrap}th:first-child,td:first-child,th:nth-child(2),
td:nth-child(2){text-align:left}th{font-weight:600;font-size:.88rem;color:var(--soft)}tr+tr td{border-top:1px solid
var(--line)}.dot{display:inline-block;width:10px;height:10px;border-radius:50%;margin-right:8px;background:var(--good)}
.dot.bad{background:var(--bad)}code{background:#eef2f5;border-radius:4px;padding:1px 5px;font-size:.9em;
overflow-wrap:anywhere}.none{color:var(--soft)}td.left,th.left{text-align:left}
"""


def page(state: State) -> str:
    """The whole page; nothing is loaded besides."""
    moment = dt.datetime.fromtimestamp(state.at).astimezone()
    return (
        '<!doctype html><html lang="id"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<meta http-equiv="refresh" content="{REFRESH_S}"><title>Keadaan server · Dasbor Stunting</title>'
        f"<style>{STYLE}</style></head><body><main><header><h1>Keadaan server</h1>"
        f"<time>{escape(formats.timestamp(moment))}, diperbarui tiap {REFRESH_S} detik</time></header>"
        f"{_verdict(state)}{_tiles(state)}<h2>Proses</h2>{_workers(state.workers, state.at)}"
        f"<h2>Kesalahan terakhir</h2>{_faults(state.workers)}</main></body></html>"
    )


def _verdict(state: State) -> str:
    if not state.to_do:
        return '<div class="box verdict"><b>Semua berjalan baik.</b> Tidak ada yang perlu dilakukan.</div>'
    # Nobody is served while the reasons stand; the rest can wait until the morning.
    head = "Server tidak dapat melayani." if state.facts.reasons else "Perlu ditindaklanjuti."
    items = "".join(f"<li>{_with_code(one)}</li>" for one in state.to_do)
    return f'<div class="box verdict bad"><b>{head}</b><ol>{items}</ol></div>'


def _tiles(state: State) -> str:
    facts = state.facts
    used = 1 - facts.disk_free / facts.disk_total if facts.disk_total else 1.0
    full = ' class="full"' if used > FULL_SHARE else ""
    entries = "Tidak terbaca" if facts.entry_n is None else f"{formats.number(facts.entry_n)} catatan"
    copies = "Belum ada" if state.backup_age_s is None else f"{age(state.backup_age_s)} yang lalu"
    broken = any("tidak utuh" in one for one in facts.warnings)
    tiles = (
        ("Rilis data", facts.release_id or "Belum ada", "yang dilayani sekarang"),
        (
            "Buku keputusan",
            entries,
            "rantai tidak utuh" if broken else "rantai utuh" if facts.entry_n is not None else "",
        ),
        ("Cadangan terbaru", copies, f"{formats.number(state.backup_n)} cadangan tersimpan"),
        (
            "Diska data",
            f"{formats.number(facts.disk_free / 1e9, decimals=1)} GB kosong",
            f"dari {formats.number(facts.disk_total / 1e9, decimals=1)} GB",
        ),
    )
    bar = f'<div class="bar"><i{full} style="width:{used:.0%}"></i></div>'
    boxes = [
        f'<div class="box"><p class="what">{escape(what)}</p><p class="value">{escape(value)}</p>'
        f'<p class="small">{escape(small)}</p>{bar if what == "Diska data" else ""}</div>'
        for what, value, small in tiles
    ]
    return f'<div class="tiles">{"".join(boxes)}</div>'


def _workers(workers: tuple[WorkerState, ...], at: float) -> str:
    head = "".join(
        f"<th>{one}</th>"
        for one in ("Proses", "Keadaan", "Berjalan", "Halaman terbuka", "Jalan ulang", "p95", "Memori", "Kesalahan")
    )
    return f'<div class="box wide"><table><tr>{head}</tr>{"".join(_row(one, at) for one in workers)}</table></div>'


def _row(one: WorkerState, at: float) -> str:
    beat = one.beat
    light = f'<span class="dot{"" if one.is_alive else " bad"}"></span>'
    if beat is None:
        return f"<tr><td>{one.number}</td><td>{light}belum melapor</td>{'<td>–</td>' * 6}</tr>"
    said = "melayani" if one.is_alive else f"diam {age(at - beat.at)}"
    if one.is_alive and beat.reasons:
        light, said = '<span class="dot bad"></span>', "tidak siap"
    slow = (
        "–" if beat.p95_s is None else f"≤ {formats.number(beat.p95_s, decimals=2)} s" if beat.p95_s < 99 else "> 10 s"
    )
    cells = (
        age(at - beat.started_at),
        formats.number(beat.session_n),
        formats.number(beat.rerun_n),
        slow,
        f"{formats.number(beat.resident_bytes / 1e6)} MB",
        formats.number(beat.fault_n),
    )
    return f"<tr><td>{one.number}</td><td>{light}{said}</td>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _faults(workers: tuple[WorkerState, ...]) -> str:
    found = sorted(
        ((fault, one.number) for one in workers if one.beat for fault in one.beat.faults),
        key=lambda pair: str(pair[0].get("at", "")),
        reverse=True,
    )[:20]
    if not found:
        return '<div class="box none">Tidak ada kesalahan program sejak proses dimulai.</div>'
    rows = "".join(
        f"<tr><td>{escape(str(fault.get('at', '')).replace('T', ' '))}</td><td>{number}</td>"
        f'<td class="left">{escape(str(fault.get("kind", "")))}</td>'
        f'<td class="left"><code>{escape(str(fault.get("where", "")))}</code></td></tr>'
        for fault, number in found
    )
    head = '<tr><th>Kapan</th><th>Proses</th><th class="left">Jenis</th><th class="left">Tempat</th></tr>'
    return f'<div class="box wide"><table>{head}{rows}</table></div>'


def _with_code(sentence: str) -> str:
    """`command` as code."""
    parts = sentence.split("`")
    return "".join(f"<code>{escape(part)}</code>" if index % 2 else escape(part) for index, part in enumerate(parts))
