"""The language of each window: it stands in the link, the frame of the page reads it, everything below asks for it.

A window runs in threads of its own and a fragment runs without the frame of its page, so the language is kept per
window and found by whoever speaks (`languages.current`). It changes only when the whole page runs.
"""

from __future__ import annotations

from collections import OrderedDict

from streamlit.runtime.scriptrunner import get_script_run_ctx

from stunting import languages

# Windows that read another language than Indonesian; the oldest are forgotten, their next page brings them back.
MOST_WINDOWS = 20_000
_of_window: OrderedDict[str, str] = OrderedDict()


def hold(language: str) -> None:
    """This window reads a language from now on."""
    context = get_script_run_ctx(suppress_warning=True)
    if context is None:
        return
    _of_window.pop(context.session_id, None)
    if language != languages.INDONESIAN:
        _of_window[context.session_id] = language
        while len(_of_window) > MOST_WINDOWS:
            _of_window.popitem(last=False)


def of_this_window() -> str | None:
    """The language of the window that runs in this thread, None outside of a page."""
    if not _of_window:
        return None
    context = get_script_run_ctx(suppress_warning=True)
    return None if context is None else _of_window.get(context.session_id)


def forget_windows() -> None:
    """Every window reads Indonesian until its page runs again."""
    _of_window.clear()


languages.found_by(of_this_window)
