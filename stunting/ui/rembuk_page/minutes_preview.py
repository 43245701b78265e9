"""What a berita acara says, as it is read on a page: every text in the order of the paper."""

from __future__ import annotations

import html

from stunting.languages import _
from stunting.minutes.content import BLANK, Content, Heading, Line, Table, number_item, signature_items

SHORT_BLANK = "…" * 12


def as_html(content: Content) -> str:
    """The texts of the document; lines to fill in by hand stay dotted."""
    said = [f'<div class="ba-kop">{"<br>".join(map(html.escape, content.letterhead))}</div>']
    if content.sample:
        said.append(f'<p class="ba-contoh">{html.escape(content.sample)}</p>')
    said.append(f'<p class="ba-judul">{html.escape(content.title)}</p>')
    said.append(f'<p class="ba-nomor">{_text(number_item(content).text)}</p>')
    said += [_block(one) for one in content.blocks]
    signing = "".join(
        "<div>" + "<br>".join(_text(item.text) for item in signature_items(number, one)) + "</div>"
        for number, one in enumerate(content.signers, start=1)
    )
    said.append(f'<div class="ba-tanda">{signing}</div>')
    return f'<div class="ba-kertas" tabindex="0" aria-label="{_("Isi berita acara")}">{"".join(said)}</div>'


def _block(block: Heading | Line | Table) -> str:
    if isinstance(block, Heading):
        return f"<h4>{html.escape(block.text)}</h4>"
    if isinstance(block, Line):
        label = f"<b>{html.escape(block.label)}</b> " if block.label else ""
        return f"<p>{label}{html.escape(block.text)}</p>"
    head = "".join(f'<th scope="col">{html.escape(one)}</th>' for one in block.head)
    rows = "".join(
        "<tr>" + "".join(_cell(cell, is_right=at in block.right) for at, cell in enumerate(row)) + "</tr>"
        for row in block.rows
    )
    return f'<div class="ba-lebar"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def _cell(said: str, *, is_right: bool) -> str:
    return f'<td class="kanan">{html.escape(said)}</td>' if is_right else f"<td>{html.escape(said)}</td>"


def _text(said: str) -> str:
    return html.escape(said.replace(BLANK, SHORT_BLANK))
