"""`akun`: who may log in to a server. The first admin is made here and nowhere else."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stunting import formats
from stunting.cli import output
from stunting.cli.words import Command, Group
from stunting.errors import AccountError
from stunting.paths import Layout

if TYPE_CHECKING:
    from stunting.access.viewer import Grant
    from stunting.accounts.records import Account, GivenGrant
    from stunting.accounts.store import Store

app = typer.Typer(
    cls=Group,
    help="Akun server: membuat, memberi dan mencabut hak, mereset kata sandi, mematikan.",
    no_args_is_help=True,
)

NameArgument = Annotated[str, typer.Argument(metavar="NAMA", help="Nama akun, misalnya siti.aminah.")]
AreaOption = Annotated[
    list[str] | None,
    typer.Option("--area", metavar="KODE", help="Kode wilayah tanpa titik; boleh beberapa kali; 00: semua wilayah."),
]
UntilOption = Annotated[
    str | None, typer.Option("--until", metavar="TANGGAL", help="Hari terakhir, misalnya 2026-12-31; perlu alasan.")
]
ReasonOption = Annotated[str, typer.Option("--reason", metavar="TEKS", help="Untuk apa hak sementara diberikan.")]
FullNameOption = Annotated[str, typer.Option("--full-name", metavar="TEKS", help="Nama lengkap pemiliknya.")]
OfficeOption = Annotated[str, typer.Option("--office", metavar="TEKS", help="Kantor atau puskesmas.")]
EmailOption = Annotated[
    str,
    typer.Option("--email", metavar="SUREL", help="Surel di layanan masuk kantor: akun instansi, tanpa kata sandi."),
]


@app.command("create-admin", cls=Command)
def create_admin(
    name: NameArgument, *, full_name: FullNameOption, office: OfficeOption = "", email: EmailOption = ""
) -> None:
    """Membuat admin untuk semua wilayah; kata sandi sekali pakai ditampilkan satu kali."""
    from stunting.access.policy import Role
    from stunting.access.viewer import Grant

    _create(name, full_name, office, email, (Grant(role=Role.ADMIN),))


@app.command("create", cls=Command)
def create(
    name: NameArgument,
    *,
    full_name: FullNameOption,
    office: OfficeOption = "",
    email: EmailOption = "",
    role: Annotated[str, typer.Option("--role", metavar="PERAN", help="pimpinan, analis, operator, atau admin.")],
    area: AreaOption = None,
    until: UntilOption = None,
    reason: ReasonOption = "",
) -> None:
    """Membuat akun dengan satu peran; hak lain ditambahkan dengan `akun grant`."""
    _create(name, full_name, office, email, (_grant(role, area, until, reason, None),))


@app.command("list", cls=Command)
def list_(*, as_json: output.JsonOption = False) -> None:
    """Menampilkan akun dengan hak yang berlaku."""
    from stunting.accounts import managing

    store = _store()
    found = managing.accounts(store)
    if as_json:
        output.as_json([_facts(one, store) for one in found])
        return
    lines = [line for one in found for line in _lines(one, store)]
    output.lines(lines or ["Belum ada akun. Buat yang pertama dengan `akun create-admin NAMA --full-name TEKS`."])


@app.command("grant", cls=Command)
def grant(
    name: NameArgument,
    role: Annotated[str, typer.Argument(metavar="PERAN", help="pimpinan, analis, operator, atau admin.")],
    *,
    area: AreaOption = None,
    until: UntilOption = None,
    reason: ReasonOption = "",
    export: Annotated[
        list[str] | None,
        typer.Option(
            "--export", metavar="JENIS", help="Hanya: data, gambar, salin, atau tidak; bawaan: menurut peran."
        ),
    ] = None,
) -> None:
    """Memberi satu hak lagi kepada akun."""
    from stunting.accounts import managing

    changed = managing.give(_store(), name, _grant(role, area, until, reason, export))
    output.lines([f"Hak diberikan kepada {changed.name}.", *_lines(changed, _store())])


@app.command("revoke", cls=Command)
def revoke(
    name: NameArgument,
    number: Annotated[int, typer.Argument(metavar="NOMOR", min=1, help="Nomor hak pada `akun list`.")],
) -> None:
    """Mencabut satu hak, berlaku saat itu juga."""
    from stunting.accounts import managing
    from stunting.accounts.records import find

    store = _store()
    account = store.read(lambda connection: find(connection, name=managing.typed_name(name)))
    if account is None:
        raise AccountError(f"Akun '{name}' tidak ada. Lihat namanya dengan `akun list`.")
    held = account.holding(store.today())
    if number > len(held):
        raise AccountError(
            f"Akun {account.name} memiliki {len(held)} hak yang berlaku. Lihat nomornya pada `akun list`."
        )
    changed = managing.end_grant(store, name, held[number - 1].id)
    output.lines([f"Hak nomor {number} dicabut.", *_lines(changed, store)])


@app.command("reset", cls=Command)
def reset(name: NameArgument) -> None:
    """Memberi kata sandi sekali pakai; sesi yang terbuka dan kunci berakhir."""
    from stunting.accounts import managing

    _say_password(managing.typed_name(name), managing.reset(_store(), name))


@app.command("disable", cls=Command)
def disable(name: NameArgument) -> None:
    """Mematikan akun; sesinya berakhir."""
    from stunting.accounts import managing

    changed = managing.set_disabled(_store(), name, is_disabled=True)
    output.lines([f"Akun {changed.name} dimatikan. Nyalakan lagi dengan `akun enable {changed.name}`."])


@app.command("enable", cls=Command)
def enable(name: NameArgument) -> None:
    """Menyalakan lagi akun yang dimatikan."""
    from stunting.accounts import managing

    changed = managing.set_disabled(_store(), name, is_disabled=False)
    output.lines([f"Akun {changed.name} berlaku lagi."])


@app.command("end-sessions", cls=Command)
def end_sessions(name: NameArgument) -> None:
    """Mengakhiri semua sesi akun yang terbuka."""
    from stunting.accounts import managing

    ended_n = managing.end_sessions(_store(), name)
    output.lines([f"{formats.number(ended_n)} sesi diakhiri."])


def _create(name: str, full_name: str, office: str, email: str, grants: tuple[Grant, ...]) -> None:
    from stunting.accounts import managing
    from stunting.accounts.records import Kind

    kind = Kind.OIDC if email else Kind.LOCAL
    new = managing.NewAccount(name=name, full_name=full_name, office=office, kind=kind, email=email, grants=grants)
    made = managing.create(_store(), new)
    if made.password is None:
        output.lines([f"Akun instansi {made.account.name} dibuat untuk {made.account.email}."])
    else:
        output.lines([f"Akun {made.account.name} dibuat."])
        _say_password(made.account.name, made.password)


def _say_password(name: str, password: str) -> None:
    output.lines(
        [
            f"Kata sandi sekali pakai untuk {name}: {password}",
            "Berlaku 24 jam dan hanya ditampilkan sekarang. Pemiliknya mengganti kata sandi itu ketika masuk.",
        ]
    )


def _grant(role: str, area: list[str] | None, until: str | None, reason: str, export: list[str] | None) -> Grant:
    from stunting.access.policy import Role, Thing
    from stunting.access.viewer import Grant

    roles = {one.value: one for one in Role if one is not Role.PUBLIC}
    kinds = {"data": Thing.DATA_FILES, "gambar": Thing.PICTURES, "salin": Thing.CLIPBOARD}
    if role not in roles:
        raise AccountError(f"Peran '{role}' tidak dikenal. Pilih {', '.join(roles)}.")
    if not area:
        raise AccountError("Pilih wilayahnya dengan --area KODE; --area 00 untuk semua wilayah.")
    unknown = [one for one in export or () if one not in (*kinds, "tidak")]
    if unknown:
        raise AccountError(f"Jenis unduhan '{unknown[0]}' tidak dikenal. Pilih data, gambar, salin, atau tidak.")
    try:
        day = dt.date.fromisoformat(until) if until else None
    except ValueError:
        raise AccountError("Tanggal ditulis tahun-bulan-hari, misalnya 2026-12-31. Tulis ulang.") from None
    left = None if export is None else frozenset(kinds[one] for one in export if one in kinds)
    return Grant(role=roles[role], area_codes=tuple(area), until=day, reason=reason, exports=left)


def _store() -> Store:
    # SQLAlchemy takes a moment that the other commands need not wait for.
    from stunting.accounts.store import store_of

    return store_of(Layout.default())


def _lines(account: Account, store: Store) -> list[str]:
    day = store.today()
    state = "" if account.is_open_on(day) else " [mati]" if account.is_disabled else " [habis]"
    office = f", {account.office}" if account.office else ""
    head = f"{account.name}{state}: {account.full_name}{office} ({account.kind.value})"
    return [head, *(f"  {number}. {_told(one)}" for number, one in enumerate(account.holding(day), 1))]


def _told(one: GivenGrant) -> str:
    until = f", sampai {formats.date(one.grant.until)}" if one.grant.until else ""
    reason = f" ({one.grant.reason})" if one.grant.reason else ""
    left = "" if one.grant.exports is None else f", unduhan: {', '.join(sorted(one.grant.exports)) or 'tidak'}"
    return f"{one.grant.role.value} di {', '.join(one.grant.area_codes)}{until}{left}{reason}"


def _facts(account: Account, store: Store) -> dict[str, Any]:
    return {
        "name": account.name,
        "full_name": account.full_name,
        "office": account.office,
        "kind": account.kind.value,
        "email": account.email,
        "is_open": account.is_open_on(store.today()),
        "must_change": account.must_change,
        "expires_on": account.expires_on.isoformat() if account.expires_on else None,
        "grants": [
            {
                "role": one.grant.role.value,
                "areas": list(one.grant.area_codes),
                "until": one.grant.until.isoformat() if one.grant.until else None,
                "reason": one.grant.reason,
                "exports": None if one.grant.exports is None else sorted(one.grant.exports),
            }
            for one in account.holding(store.today())
        ],
    }
