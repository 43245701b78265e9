"""Reading a drawing back: the texts of an SVG, where they lie, and how they are coloured."""

from __future__ import annotations

import itertools
import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass

from stunting.slides.drawing.inks import SMALLEST_PX, Size
from stunting.slides.drawing.svg import Box, text_box

NS = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Text:
    said: str
    title: str
    px: float
    ink: str
    halo: str
    is_bold: bool
    box: Box


def root(svg: str) -> ET.Element:
    return ET.fromstring(svg)


def texts(svg: str) -> list[Text]:
    """Every text but the watermark."""
    found = []
    for one in root(svg).iter(f"{NS}text"):
        if one.get("class") == "air":
            continue
        title = one.find(f"{NS}title")
        said = (one.text or "") + (title.tail or "" if title is not None else "")
        px, is_bold = float(one.get("font-size", "0")), one.get("font-weight") == "700"
        place = text_box(
            float(one.get("x", "")),
            float(one.get("y", "")),
            said,
            px,
            anchor=one.get("text-anchor", "start"),
            is_bold=is_bold,
        )
        whole = title.text or "" if title is not None else ""
        found.append(
            Text(
                said=said,
                title=whole,
                px=px,
                ink=one.get("fill", ""),
                halo=one.get("stroke", ""),
                is_bold=is_bold,
                box=place,
            )
        )
    return found


def words(svg: str) -> list[str]:
    return [one.said for one in texts(svg)]


def whole_words(svg: str) -> str:
    """All texts behind each other, wrapped ones as they were, shortened ones whole."""
    return " ".join(one.title or one.said for one in texts(svg))


def faults(svg: str, size: Size) -> list[str]:
    """Texts that are too small, outside, or over each other."""
    sheet = Box(-0.6, -0.6, size.width + 0.6, size.height + 0.6)
    found = texts(svg)
    small = [f"small: {one.said} {one.px}" for one in found if one.px < SMALLEST_PX]
    outside = [f"outside: {one.said} {one.box}" for one in found if not sheet.holds(one.box)]
    over = [
        f"over: {one.said} | {other.said}"
        for one, other in itertools.combinations(found, 2)
        if one.box.meets(other.box, gap=-0.6)
    ]
    return small + outside + over


def numbers(text: str) -> list[float]:
    return [float(one) for one in re.findall(r"-?\d+(?:\.\d+)?", text)]
