"""A drawing as a picture, for files: the same SVG, set by typst with the typeface of the pages."""

from __future__ import annotations

import json
import re

import typst

from stunting.exports import typesetting

VIEW_BOX = re.compile(r'viewBox="0 0 (\d+(?:\.\d+)?) (\d+(?:\.\d+)?)"')
# typst knows families by the names in their files.
FAMILY = re.compile(r'font-family="[^"]*"')
TEMPLATE = b"""
#let sheet = json(bytes(sys.inputs.sheet))
#set page(width: sheet.width * 1pt, height: sheet.height * 1pt, margin: 0pt, fill: none)
#image(bytes(sheet.svg), format: "svg", width: 100%, height: 100%)
"""


def to_png(svg: str, *, width_px: int) -> bytes:
    """The drawing as a PNG of a width; its ground is transparent.

    svg: drawn with fixed colours (`LIGHT`, `DARK`): a picture has no page whose variables could be used
    """
    found = VIEW_BOX.search(svg)
    assert found and "var(--" not in svg, "a drawing in fixed colours"
    width, height = map(float, found.groups())
    content = {"svg": FAMILY.sub('font-family="Source Sans Pro"', svg), "width": width, "height": height}
    picture = typst.compile(
        TEMPLATE,
        format="png",
        ppi=72 * width_px / width,
        font_paths=typesetting.typefaces(),
        sys_inputs={"sheet": json.dumps(content, ensure_ascii=False)},
    )
    assert isinstance(picture, bytes), "one page"
    return picture
