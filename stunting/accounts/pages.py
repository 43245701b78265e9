"""The pages for logging in and out, as HTML without a script; every word that somebody typed is escaped."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass, field

from stunting import languages
from stunting.languages import N_, _

BOARD = N_("Angka publik terbuka untuk siapa pun. Akun membuka data wilayah Anda, sejauh tugas Anda memerlukannya.")
BASE_LINE = N_("Kata sandi dan data tetap di server ini. Apa yang dibuka dan diunduh dengan sebuah akun dicatat.")


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What every page has.

    base:   "" or "/dasbor"
    style:  the address of the style sheet
    query:  "" or "?bahasa=en": what the links to other pages carry
    spoken: language -> this page in it
    """

    base: str
    style: str
    query: str = ""
    spoken: Mapping[str, str] = field(default_factory=dict)

    def link(self, page: str) -> str:
        """The address of a page in the language of this one: "/masuk", "/"."""
        return _safe(f"{self.base}{page}{self.query}")


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
    parts = [f"<h1>{_('Masuk')}</h1>", _problem(problem)]
    if office is not None:
        words = _("Masuk dengan {label}", label=_safe(office.label))
        parts.append(f'<a class="tombol kedua" href="{_safe(office.link)}">{words}</a>')
    if office is not None and is_local:
        parts.append(f'<div class="atau">{_("atau dengan akun setempat")}</div>')
    if is_local:
        here = ' autofocus=""' if not name else ""
        parts.append(
            f'<form method="post" action="{frame.link("/masuk")}">{_hidden(token, target)}'
            f'<label>{_("Nama akun")}<input name="nama" value="{_safe(name)}" autocomplete="username" '
            f'autocapitalize="none" spellcheck="false" maxlength="100" required=""{here}></label>'
            f'<label>{_("Kata sandi")}<input name="sandi" type="password" autocomplete="current-password" '
            f'maxlength="300" required=""{"" if here else " autofocus"}></label>'
            f"<button>{_('Masuk')}</button></form>"
        )
    forgotten = f"<span>{_('Lupa kata sandi? Minta admin meresetnya.')}</span>" if is_local else ""
    parts.append(
        f'<p class="bawah">{forgotten}<span>{_("Belum punya akun?")} {_safe(ask_whom)}</span>'
        f'<a href="{frame.link("/")}">{_("Kembali ke angka publik")}</a></p>'
    )
    return _page(frame, _("Masuk"), parts)


def logged_in(frame: Frame, *, who: str, target: str, is_local: bool) -> str:
    """For whoever is in already."""
    change = f'<a href="{frame.link("/sandi")}">{_("Ganti kata sandi")}</a>' if is_local else ""
    parts = [
        f"<h1>{_('Anda sudah masuk')}</h1>",
        f"<p>{_('Akun yang dipakai di peramban ini: <b>{account}</b>.', account=_safe(who))}</p>",
        f'<a class="tombol" href="{_safe(target)}">{_("Lanjut ke dasbor")}</a>',
        f'<p class="bawah">{change}<a href="{frame.link("/keluar")}">{_("Keluar, atau pakai akun lain")}</a></p>',
    ]
    return _page(frame, _("Sudah masuk"), parts)


def logout(frame: Frame, *, who: str, token: str) -> str:
    """Asks once, for a link alone must log nobody out."""
    said = _(
        "Akun <b>{account}</b> keluar dari peramban ini; halaman yang masih terbuka lalu hanya menampilkan angka "
        "publik.",
        account=_safe(who),
    )
    parts = [
        f"<h1>{_('Keluar')}</h1>",
        f"<p>{said}</p>",
        f'<form method="post" action="{frame.link("/keluar")}">{_hidden(token, "")}'
        f"<button>{_('Keluar')}</button></form>",
        f'<p class="bawah"><a href="{frame.link("/")}">{_("Batal, kembali ke dasbor")}</a></p>',
    ]
    return _page(frame, _("Keluar"), parts)


def logged_out(frame: Frame) -> str:
    parts = [
        f"<h1>{_('Anda sudah keluar')}</h1>",
        f"<p>{_('Tutup juga berkas unduhan yang tidak lagi diperlukan di komputer bersama.')}</p>",
        f'<a class="tombol" href="{frame.link("/")}">{_("Lihat angka publik")}</a>',
        f'<p class="bawah"><a href="{frame.link("/masuk")}">{_("Masuk lagi")}</a></p>',
    ]
    return _page(frame, _("Sudah keluar"), parts)


def password(frame: Frame, *, who: str, target: str, token: str, must_change: bool, problem: str = "") -> str:
    """Another password."""
    once = _("Kata sandi dari admin hanya untuk sekali. Buat kata sandi Anda sendiri untuk melanjutkan.")
    advice = _(
        "12 huruf atau lebih. Beberapa kata yang tidak berkaitan mudah diingat dan sulit ditebak; angka dan tanda "
        "tidak wajib."
    )
    ended = _("Sesi lain akun <b>{account}</b> berakhir sesudah ini.", account=_safe(who))
    parts = [
        f"<h1>{_('Ganti kata sandi')}</h1>",
        f'<p class="pesan tenang">{once}</p>' if must_change and not problem else "",
        _problem(problem),
        f'<form method="post" action="{frame.link("/sandi")}">{_hidden(token, target)}'
        f'<input type="hidden" name="nama" value="{_safe(who)}" autocomplete="username">'
        f'<label>{_("Kata sandi sekarang")}<input name="lama" type="password" autocomplete="current-password" '
        'maxlength="300" required="" autofocus=""></label>'
        f'<label>{_("Kata sandi baru")}<input name="baru" type="password" autocomplete="new-password" minlength="12" '
        f'maxlength="200" required=""><small>{advice}</small></label>'
        f'<label>{_("Kata sandi baru sekali lagi")}<input name="ulang" type="password" autocomplete="new-password" '
        'minlength="12" maxlength="200" required=""></label>'
        f"<button>{_('Simpan kata sandi')}</button></form>",
        f'<p class="bawah"><span>{ended}</span></p>',
    ]
    return _page(frame, _("Ganti kata sandi"), parts)


def sentence(frame: Frame, *, title: str, said: str, link: str, label: str) -> str:
    """One sentence and the way on."""
    parts = [f"<h1>{_safe(title)}</h1>", _problem(said), f'<a class="tombol" href="{_safe(link)}">{_safe(label)}</a>']
    return _page(frame, title, parts)


def _page(frame: Frame, title: str, parts: list[str]) -> str:
    return (
        f'<!doctype html><html lang="{languages.current()}"><head><meta charset="utf-8">'
        f"<title>{_safe(title)} · {_('Dasbor Stunting')}</title>"
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f'<link rel="stylesheet" href="{_safe(frame.style)}"><link rel="icon" href="data:,"></head><body><main>'
        f'<section class="papan"><a class="merek" href="{frame.link("/")}">{_("Dasbor <b>Stunting</b>")}</a>'
        f'<p>{_(BOARD)}</p><p class="dasar">{_(BASE_LINE)}</p></section>'
        f'<section class="isi">{_switch(frame)}{"".join(parts)}</section></main></body></html>'
    )


def _switch(frame: Frame) -> str:
    """This page in the other languages; nothing where it is said in one alone."""
    if not frame.spoken:
        return ""
    links = (
        f"<b>{code.upper()}</b>"
        if code == languages.current()
        else f'<a href="{_safe(link)}" lang="{code}" hreflang="{code}" title="{languages.OFFERED[code]}">'
        f"{code.upper()}</a>"
        for code, link in frame.spoken.items()
    )
    return f'<p class="bahasa">{" | ".join(links)}</p>'


def _problem(problem: str) -> str:
    return f'<p class="pesan" role="alert">{_safe(problem)}</p>' if problem else ""


def _hidden(token: str, target: str) -> str:
    return (
        f'<input type="hidden" name="formulir" value="{_safe(token)}">'
        f'<input type="hidden" name="ke" value="{_safe(target)}">'
    )


def _safe(text: str) -> str:
    return html.escape(text, quote=True)
