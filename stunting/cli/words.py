"""Typer's own words in Indonesian: titles of the help, the help option, and wrong usage."""

from __future__ import annotations

import re
from typing import Any

import typer
from typer import core

from stunting.errors import nearest

HELP_OPTION = "Tampilkan bantuan ini, lalu selesai."


class Command(core.TyperCommand):
    """A command whose help is Indonesian."""

    def get_help_option(self, ctx: Any) -> Any:
        return _translated(super().get_help_option(ctx))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        speak_indonesian()
        super().format_help(ctx, formatter)

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        _write_usage(self, ctx, formatter)


class Group(core.TyperGroup):
    """A group of commands whose help is Indonesian."""

    def get_help_option(self, ctx: Any) -> Any:
        return _translated(super().get_help_option(ctx))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        speak_indonesian()
        super().format_help(ctx, formatter)

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        _write_usage(self, ctx, formatter)


def speak_indonesian() -> None:
    """Set the titles that Typer keeps as constants; they load slowly, so only a help waits for them."""
    from typer import rich_utils

    rich_utils.ARGUMENTS_PANEL_TITLE = "Argumen"
    rich_utils.OPTIONS_PANEL_TITLE = "Opsi"
    rich_utils.COMMANDS_PANEL_TITLE = "Perintah"
    rich_utils.ERRORS_PANEL_TITLE = "Kesalahan"
    rich_utils.REQUIRED_LONG_STRING = "[wajib]"
    rich_utils.DEFAULT_STRING = "[bawaan: {}]"


def explain(error: typer.TyperException) -> str:
    """One Indonesian sentence about a command that was written wrongly, or the help of a group without command."""
    if type(error).__name__ == "NoArgsIsHelpError":
        return error.format_message()
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "python -m stunting"
    return f"{_complaint(error, context)} Lihat `{path} --help`."


def _complaint(error: typer.TyperException, context: Any) -> str:
    kind, message = type(error).__name__, error.format_message()
    if kind == "NoSuchOption":
        wrong = getattr(error, "option_name", "")
        options = [name for one in context.command.get_params(context) for name in one.opts] if context else []
        return f"Opsi '{wrong}' tidak dikenal.{_offer(wrong, options)}"
    if unknown := re.match(r"No such command '(.+?)'", message):
        commands = context.command.list_commands(context) if context else []
        return f"Perintah '{unknown[1]}' tidak dikenal.{_offer(unknown[1], commands)}"
    if kind == "MissingParameter":
        return f"{_parameter_name(error)} belum ditulis."
    if kind == "BadParameter":
        return f"Nilai untuk {_parameter_name(error)} tidak sah."
    return "Ada argumen berlebih." if "extra argument" in message else "Perintah ditulis keliru."


def _parameter_name(error: typer.TyperException) -> str:
    parameter = getattr(error, "param", None)
    if parameter is None:
        return "Nilai"
    is_option = parameter.opts[0].startswith("-")
    return parameter.opts[0] if is_option else parameter.metavar or parameter.opts[0]


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
