"""What a page says to a reader, and which of its words are Indonesian though the reader's language is another."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from scripts.messages import catalogue_files, finding
from stunting.charts.choropleth import unpacked

# Names and local terms, which stay as they are in every language (docs/language.md).
LOCAL = frozenset(
    re.findall(
        r"\w+",
        """indonesia provinsi kabupaten kota kecamatan desa kelurahan puskesmas posyandu lokus rembuk bulan timbang kab
        kec kel ppgbm ssgi ssgbi ski riskesdas rpjmn rpjpn krs minilok camat kepmendagri permenkes perpres raya timur
        barat utara selatan tengah baru""",
    )
)
# Fields that no reader sees.
UNSEEN = re.compile(
    r"\b(id|key|url|icon|mime|code|codes|color|colour|style|class|symbol|mode|type|form|element|hash|page|uid|family|query|params|yref|xref|fragment)\b"
)


def texts(page: AppTest) -> Iterator[str]:
    """Every text of a page, also those in charts and in what a map or a table of its own is sent."""
    for element in page._tree:
        proto = getattr(element, "proto", None)
        if isinstance(proto, Message):
            yield from _fields(proto)


def _fields(message: Message) -> Iterator[str]:
    for field, value in message.ListFields():
        if UNSEEN.search(field.name.replace("_", " ")):
            continue
        values = value if field.is_repeated else [value]
        for one in values:
            if isinstance(one, Message):
                yield from _fields(one)
            elif isinstance(one, str):
                yield from _said(one)


def _said(text: str) -> Iterator[str]:
    if text.startswith(("{", "[")):
        try:
            yield from _leaves(json.loads(text))
            return
        except ValueError:
            pass
    yield re.sub(r"<style>.*?</style>|<[^<>]*>|&[a-z]+;", " ", text, flags=re.S)


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("columns"), str):
            value = {**value, "columns": unpacked(value)}
        # The name of a mark is read in a legend alone.
        hidden = {"name"} if "showlegend" not in value else set()
        for key, inner in value.items():
            if key not in hidden and not UNSEEN.search(str(key)):
                yield from _leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner)
    elif isinstance(value, str):
        yield value


@cache
def indonesian_words() -> frozenset[str]:
    """Words of the catalogues' Indonesian texts that no English text has, without local terms."""
    return catalogue_files.indonesian_words() - LOCAL


def left_over(said: str, names: frozenset[str]) -> set[str]:
    """The Indonesian words of a text that are no names of areas."""
    return (finding.words(said) & indonesian_words()) - names
