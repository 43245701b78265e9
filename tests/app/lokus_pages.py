"""The page Lokus as a test sees it: its list read back, its files, and the figures of the release counted plainly."""

from __future__ import annotations

import gzip
import html
import re
from collections.abc import Callable
from dataclasses import dataclass

from streamlit.testing.v1 import AppTest

from tests.app.test_pages import texts

TABS = ("Daftar", "Pilih", "SK dan keputusan", "Banding", "Dampak")
AUGUST = "window_key = '2025-08'"
Ask = Callable[[str], list[tuple]]


@dataclass(frozen=True, kw_only=True)
class Line:
    """A member of the list: name and kecamatan, what is said of it, and the score as it is written."""

    name: str
    kecamatan: str
    said: str
    score: str


def plain(marks: str) -> str:
    """What a reader sees of HTML, in one line."""
    return " ".join(html.unescape(re.sub(r"<style.*?</style>|<[^>]*>", " ", marks, flags=re.DOTALL)).split())


def said(page: AppTest) -> str:
    return plain(texts(page))


def list_of(page: AppTest) -> str:
    """The list of the tab Pilih as HTML; "" where there is none."""
    sent = [one.proto for one in page.get("bidi_component") if one.proto.component_name == "stunting_packed_html"]
    return gzip.decompress(sent[0].bytes).decode() if sent else ""


def members(page: AppTest) -> list[Line]:
    """The list down to its cut."""
    inside = list_of(page).split('class="garis"')[0].split("<tbody>")[1]
    return [_line(row) for row in re.findall(r"<tr>(.*?)</tr>", inside, flags=re.DOTALL)]


def _line(row: str) -> Line:
    name, about = re.search(r'<th scope="row">(.*?)<small>(.*?)</small>', row, flags=re.DOTALL).groups()
    return Line(
        name=plain(name.split("<em")[0]),
        kecamatan=plain(about.split("<")[0]),
        said=plain(row),
        score=re.search(r"\d,\d{3}|–", plain(row)).group(),
    )


def names(page: AppTest) -> list[tuple[str, str]]:
    return [(one.name, one.kecamatan) for one in members(page)]


def link(page: AppTest) -> dict[str, str]:
    return {key: value[0] if isinstance(value, list) else value for key, value in page.query_params.items()}


def again(page: AppTest, **params: str) -> AppTest:
    """The same window with some other choices in its link; "" takes one out."""
    for key, value in params.items():
        page.query_params.pop(key, None)
        if value:
            page.query_params[key] = value
    return page.run()


def typed(page: AppTest, label: str, value: str) -> None:
    fields = [*page.text_input, *page.text_area]
    of_label = [one for one in fields if one.label == label] or [one for one in fields if one.label.startswith(label)]
    of_label[0].set_value(value)


def opened(page: AppTest, form: str) -> AppTest:
    """A folded form is a widget of its own, and filled when it is open."""
    page.session_state[form] = True
    return page.run()


def pressed(page: AppTest, label: str) -> AppTest:
    next(button for button in page.button if button.label == label).click().run()
    assert not page.exception
    return page


def dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def counted(ask: Ask, kabupaten: str) -> dict[tuple[str, str], tuple[str, int, int, int | None]]:
    """Name and kecamatan -> code, stunted, measured, listed children of August 2025, of the release itself."""
    rows = ask(
        "select d.official_name, k.official_name, d.code, sum(stunted_n)::int, sum(measured_n)::int, "
        "sum(target_n)::int from area d join area k on k.code = d.parent_code "
        f"join growth_window g on g.desa_code = d.code and {AUGUST} "
        f"where d.level = 'desa' and starts_with(d.code, '{kabupaten}') group by all"
    )
    return {(name, kecamatan): tuple(rest) for name, kecamatan, *rest in rows}
