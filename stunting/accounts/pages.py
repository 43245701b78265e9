"""The pages for logging in and out, as HTML without a script; every word that somebody typed is escaped."""

from __future__ import annotations

import html
from dataclasses import dataclass

BOARD = "Angka publik terbuka untuk siapa pun. Akun membuka data wilayah Anda, sejauh tugas Anda memerlukannya."
BASE_LINE = "Kata sandi dan data tetap di server ini. Apa yang dibuka dan diunduh dengan sebuah akun dicatat."


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What every page has. base: "" or "/dasbor"; style: the address of the style sheet."""

    base: str
    style: str


@dataclass(frozen=True, kw_only=True)
class Office:
    """The button for the accounts of the office. link: where it leads."""

    label: str
    link: str


def login(
    frame: Frame,
    *,
    target: str,
    token: str,
    name: str = "",
    problem: str = "",
    is_local: bool = True,
    office: Office | None = None,
    ask_whom: str,
) -> str:
    """Name and password, or the way to the office's own login."""
    parts = ["<h1>Masuk</h1>", _problem(problem)]
    if office is not None:
        parts.append(f'<a class="tombol kedua" href="{_(office.link)}">Masuk dengan {_(office.label)}</a>')
    if office is not None and is_local:
        parts.append('<div class="atau">atau dengan akun setempat</div>')
    if is_local:
        here = ' autofocus=""' if not name else ""
        parts.append(
            f'<form method="post" action="{_(frame.base)}/masuk">{_hidden(token, target)}'
            f'<label>Nama akun<input name="nama" value="{_(name)}" autocomplete="username" autocapitalize="none" '
            f'spellcheck="false" maxlength="100" required=""{here}></label>'
            '<label>Kata sandi<input name="sandi" type="password" autocomplete="current-password" maxlength="300" '
            f'required=""{"" if here else " autofocus"}></label>'
            "<button>Masuk</button></form>"
        )
    forgotten = "<span>Lupa kata sandi? Minta admin meresetnya.</span>" if is_local else ""
    parts.append(
        f'<p class="bawah">{forgotten}<span>Belum punya akun? {_(ask_whom)}</span>'
        f'<a href="{_(frame.base)}/">Kembali ke angka publik</a></p>'
    )
    return _page(frame, "Masuk", parts)


def logged_in(frame: Frame, *, who: str, target: str, is_local: bool) -> str:
    """For whoever is in already."""
    change = f'<a href="{_(frame.base)}/sandi">Ganti kata sandi</a>' if is_local else ""
    parts = [
        "<h1>Anda sudah masuk</h1>",
        f"<p>Akun yang dipakai di peramban ini: <b>{_(who)}</b>.</p>",
        f'<a class="tombol" href="{_(target)}">Lanjut ke dasbor</a>',
        f'<p class="bawah">{change}<a href="{_(frame.base)}/keluar">Keluar, atau pakai akun lain</a></p>',
    ]
    return _page(frame, "Sudah masuk", parts)


def logout(frame: Frame, *, who: str, token: str) -> str:
    """Asks once, for a link alone must log nobody out."""
    parts = [
        "<h1>Keluar</h1>",
        f"<p>Akun <b>{_(who)}</b> keluar dari peramban ini; "
        "halaman yang masih terbuka lalu hanya menampilkan angka publik.</p>",
        f'<form method="post" action="{_(frame.base)}/keluar">{_hidden(token, "")}<button>Keluar</button></form>',
        f'<p class="bawah"><a href="{_(frame.base)}/">Batal, kembali ke dasbor</a></p>',
    ]
    return _page(frame, "Keluar", parts)


def logged_out(frame: Frame) -> str:
    parts = [
        "<h1>Anda sudah keluar</h1>",
        "<p>Tutup juga berkas unduhan yang tidak lagi diperlukan di komputer bersama.</p>",
        f'<a class="tombol" href="{_(frame.base)}/">Lihat angka publik</a>',
        f'<p class="bawah"><a href="{_(frame.base)}/masuk">Masuk lagi</a></p>',
    ]
    return _page(frame, "Sudah keluar", parts)


def password(frame: Frame, *, who: str, target: str, token: str, must_change: bool, problem: str = "") -> str:
    """Another password."""
    why = (
        '<p class="pesan tenang">Kata sandi dari admin hanya untuk sekali. '
        "Buat kata sandi Anda sendiri untuk melanjutkan.</p>"
        if must_change and not problem
        else ""
    )
    parts = [
        "<h1>Ganti kata sandi</h1>",
        why,
        _problem(problem),
        f'<form method="post" action="{_(frame.base)}/sandi">{_hidden(token, target)}'
        f'<input type="hidden" name="nama" value="{_(who)}" autocomplete="username">'
        '<label>Kata sandi sekarang<input name="lama" type="password" autocomplete="current-password" maxlength="300" '
        'required="" autofocus=""></label>'
        '<label>Kata sandi baru<input name="baru" type="password" autocomplete="new-password" minlength="12" '
        'maxlength="200" required="">'
        "<small>12 huruf atau lebih. Beberapa kata yang tidak berkaitan mudah diingat dan sulit ditebak; angka dan "
        "tanda tidak wajib.</small></label>"
        '<label>Kata sandi baru sekali lagi<input name="ulang" type="password" autocomplete="new-password" '
        'minlength="12" maxlength="200" required=""></label>'
        "<button>Simpan kata sandi</button></form>",
        f'<p class="bawah"><span>Sesi lain akun <b>{_(who)}</b> berakhir sesudah ini.</span></p>',
    ]
    return _page(frame, "Ganti kata sandi", parts)


def sentence(frame: Frame, *, title: str, said: str, link: str, label: str) -> str:
    """One sentence and the way on."""
    parts = [f"<h1>{_(title)}</h1>", _problem(said), f'<a class="tombol" href="{_(link)}">{_(label)}</a>']
    return _page(frame, title, parts)


def _page(frame: Frame, title: str, parts: list[str]) -> str:
    return (
        '<!doctype html><html lang="id"><head><meta charset="utf-8">'
        f"<title>{_(title)} · Dasbor Stunting</title>"
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f'<link rel="stylesheet" href="{_(frame.style)}"><link rel="icon" href="data:,"></head><body><main>'
        f'<section class="papan"><a class="merek" href="{_(frame.base)}/">Dasbor <b>Stunting</b></a><p>{BOARD}</p>'
        f'<p class="dasar">{BASE_LINE}</p></section>'
        f'<section class="isi">{"".join(parts)}</section></main></body></html>'
    )


def _problem(problem: str) -> str:
    return f'<p class="pesan" role="alert">{_(problem)}</p>' if problem else ""


def _hidden(token: str, target: str) -> str:
    return (
        f'<input type="hidden" name="formulir" value="{_(token)}"><input type="hidden" name="ke" value="{_(target)}">'
    )


def _(text: str) -> str:
    return html.escape(text, quote=True)
