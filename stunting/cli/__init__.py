"""The command line: `python -m stunting <perintah>`.

Each group of commands is a module with a Typer app of its own; a new group is one import and one line here.
Exit code 0: done; 1: refused, the sentence says why and what to do; 2: the command was written wrongly.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Sequence

import typer

from stunting.cli import (
    accounts,
    agenda,
    aggregate,
    audit,
    backup,
    batches,
    boundaries,
    build,
    cases,
    events,
    export,
    figures,
    foster,
    funds,
    imports,
    ledger,
    lokus,
    minutes,
    promises,
    release,
    sample,
    serve,
    server,
    services,
    show,
    survey,
    targets,
    zscore,
)
from stunting.cli.words import Command, Group, explain
from stunting.errors import ImportRefusedError, StuntingError

app = typer.Typer(
    name="stunting",
    cls=Group,
    help="Dasbor stunting luring: membuat rilis data, menambah angka survei, memasang batas resmi, menjalankan dasbor.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("build", cls=Command)(build.build)
app.command("serve", cls=Command)(serve.serve)
app.command("zscore", cls=Command)(zscore.zscore)
app.command("sample", cls=Command)(sample.sample)
app.command("import", cls=Command)(imports.import_)
app.command("aggregate", cls=Command)(aggregate.aggregate)
app.command("sample-nation", cls=Command)(aggregate.sample_nation)
app.add_typer(batches.app, name="batch")
app.add_typer(release.app, name="release")
app.add_typer(survey.app, name="survey")
app.add_typer(targets.app, name="target")
app.add_typer(lokus.app, name="lokus")
app.add_typer(figures.app, name="figures")
app.add_typer(services.app, name="services")
app.add_typer(foster.app, name="foster")
app.add_typer(events.app, name="events")
app.add_typer(funds.app, name="funds")
app.add_typer(boundaries.app, name="boundaries")
app.add_typer(export.app, name="export")
app.add_typer(accounts.app, name="akun")
app.add_typer(audit.app, name="audit")
app.add_typer(agenda.app, name="agenda")
app.add_typer(show.app, name="show")
app.add_typer(ledger.app, name="ledger")
app.add_typer(minutes.app, name="minutes")
app.add_typer(server.app, name="server")
app.add_typer(backup.app, name="backup")
app.add_typer(cases.app, name="cases")
app.add_typer(promises.app, name="promises")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console with an old code page must not stop a report at the first unusual sign.
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        _use_ledger_of_server()
        answer = app(args=arguments, prog_name="python -m stunting", standalone_mode=False)
        return answer if isinstance(answer, int) else 0
    except StuntingError as error:
        print(str(error), file=sys.stderr)
        if isinstance(error, ImportRefusedError):
            for problem in error.problems:
                print(f"  {problem}", file=sys.stderr)
        return 1
    except typer.Abort:
        print("Dibatalkan; tidak ada yang berubah.", file=sys.stderr)
        return 1
    except MemoryError:
        print("Memori komputer ini tidak cukup. Tutup program lain, lalu jalankan lagi perintah ini.", file=sys.stderr)
        return 1
    except typer.TyperException as error:
        print(explain(error), file=sys.stderr)
        return error.exit_code


def _use_ledger_of_server() -> None:
    """On a server every command means its ledger. Settings that cannot be read stop the commands of `server` alone,
    which say what is wrong with them."""
    from stunting.server.config import find

    if find() is not None:
        from stunting.server.config_file import use_ledger_of_server

        with contextlib.suppress(StuntingError):
            use_ledger_of_server()
