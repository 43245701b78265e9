"""Typer's own words in Indonesian: titles of the help, the help option, and wrong usage."""

from __future__ import annotations

import re
from typing import Any

import typer
from typer import core, rich_utils

from stunting.errors import nearest

HELP_OPTION = "Tampilkan bantuan ini, lalu selesai."


class Command(core.TyperCommand):
    """A command whose help is Indonesian."""

    def get_help_option(self, ctx: Any) -> Any:
        return _translated(super().get_help_option(ctx))

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        _write_usage(self, ctx, formatter)


class Group(core.TyperGroup):
    """A group of commands whose help is Indonesian."""

    def get_help_option(self, ctx: Any) -> Any:
        return _translated(super().get_help_option(ctx))

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        _write_usage(self, ctx, formatter)


def speak_indonesian() -> None:
    """Set the titles that Typer keeps as constants."""
    rich_utils.ARGUMENTS_PANEL_TITLE = "Argumen"
    rich_utils.OPTIONS_PANEL_TITLE = "Opsi"
    rich_utils.COMMANDS_PANEL_TITLE = "Perintah"
    rich_utils.ERRORS_PANEL_TITLE = "Kesalahan"
    rich_utils.REQUIRED_LONG_STRING = "[wajib]"
    rich_utils.DEFAULT_STRING = "[bawaan: {}]"


def explain(error: typer.TyperException) -> str:
    """One Indonesian sentence about a command that was written wrongly, or the help of a group without command."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "python -m stunting"
    advice = f"Lihat `{path} --help`."
    kind = type(error).__name__
    message = error.format_message()
    if kind == "NoArgsIsHelpError":
        return message
    if kind == "NoSuchOption":
        wrong = getattr(error, "option_name", "")
        options = [name for one in context.command.get_params(context) for name in one.opts] if context else []
        return f"Opsi '{wrong}' tidak dikenal.{_offer(wrong, options)} {advice}"
    if unknown := re.match(r"No such command '(.+?)'", message):
        commands = context.command.list_commands(context) if context else []
        return f"Perintah '{unknown[1]}' tidak dikenal.{_offer(unknown[1], commands)} {advice}"
    parameter = getattr(error, "param", None)
    name = "Nilai" if parameter is None else parameter.metavar or parameter.opts[0]
    if parameter is not None and parameter.opts[0].startswith("-"):
        name = parameter.opts[0]
    if kind == "MissingParameter":
        return f"{name} belum ditulis. {advice}"
    if kind == "BadParameter":
        return f"Nilai untuk {name} tidak sah. {advice}"
    if "unexpected extra argument" in message:
        return f"Ada argumen berlebih. {advice}"
    return f"Perintah ditulis keliru. {advice}"


def _offer(wrong: str, valid: list[str]) -> str:
    close = nearest(wrong, valid)
    return f" Maksud Anda {' atau '.join(close)}?" if close else ""


def _translated(option: Any) -> Any:
    if option is not None:
        option.help = HELP_OPTION
    return option


def _write_usage(command: Any, ctx: Any, formatter: Any) -> None:
    words = {"[OPTIONS]": "[OPSI]", "COMMAND [ARGS]...": "PERINTAH ..."}
    pieces = [words.get(piece, piece) for piece in command.collect_usage_pieces(ctx)]
    formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="Pemakaian: ")
