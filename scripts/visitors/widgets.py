"""The widgets a visitor knows: what can be chosen, typed or pressed, and what the script set by itself."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.WidgetStates_pb2 import WidgetState

SENTENCE = re.compile(r'^<p class="jelas">(.*?)</p>$', re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A widget of the page with more than one value, and the fragment it belongs to."""

    kind: str
    id: str
    values: tuple[str | float, ...]
    fragment_id: str
    label: str = ""

    def state(self, value: str | float) -> WidgetState:
        """As the browser sends it when this value is chosen."""
        state = WidgetState(id=self.id)
        if self.kind == "slider":
            state.double_array_value.data.append(float(value))
        elif self.kind == "button_group":
            state.string_array_value.data.append(str(value))
        else:
            state.string_value = str(value)
        return state


@dataclass(frozen=True, kw_only=True)
class Field:
    """A box for text."""

    id: str
    label: str
    form_id: str
    fragment_id: str


@dataclass(frozen=True, kw_only=True)
class Button:
    """Something to press."""

    id: str
    label: str
    form_id: str
    fragment_id: str


def known(element: Element, fragment_id: str) -> Choice | Field | Button | None:
    """The widget of an element; None for what a visitor cannot use."""
    kind = element.WhichOneof("type")
    if kind is None:
        return None
    if kind in ("selectbox", "radio", "button_group", "slider"):
        return _choice(element, kind, fragment_id)
    if kind in ("text_input", "text_area", "button"):
        made = Button if kind == "button" else Field
        widget = getattr(element, kind)
        if widget.disabled:
            return None
        return made(id=widget.id, label=widget.label, form_id=widget.form_id, fragment_id=fragment_id)
    return None


def held(element: Element) -> WidgetState | None:
    """The value that the script gave a widget; None where it left it alone."""
    kind = element.WhichOneof("type")
    widget = getattr(element, kind or "", None)
    if widget is None or not getattr(widget, "set_value", False):
        return None
    state = WidgetState(id=widget.id)
    if kind in ("selectbox", "radio"):
        state.string_value = widget.raw_value
    elif kind == "button_group":
        state.string_array_value.data.extend(widget.raw_values)
    elif kind == "slider":
        state.double_array_value.data.extend(widget.value)
    elif kind in ("text_input", "text_area"):
        state.string_value = widget.value
    else:
        return None
    return state


def refusal(element: Element) -> list[str]:
    """The sentence with which a page says why something is not there or was not done."""
    kind = element.WhichOneof("type")
    if kind == "alert" and element.alert.format == Alert.WARNING:
        return [element.alert.body]
    if kind == "html" and (found := SENTENCE.match(element.html.body)):
        return [html.unescape(found[1])]
    return []


def _choice(element: Element, kind: str, fragment_id: str) -> Choice | None:
    widget = getattr(element, kind)
    values: tuple[str | float, ...] = ()
    if kind in ("selectbox", "radio"):
        values = tuple(widget.options)
    elif kind == "button_group":
        values = tuple(option.content for option in widget.options)
    elif len(widget.default) == 1:
        steps = int((widget.max - widget.min) / widget.step) if widget.step else 0
        values = tuple(widget.min + widget.step * step for step in range(steps + 1))
    if len(values) < 2 or widget.disabled or widget.form_id:
        return None
    return Choice(kind=kind, id=widget.id, values=values, fragment_id=fragment_id, label=widget.label)
