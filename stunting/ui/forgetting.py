"""What Streamlit 1.67 keeps as long as a process or a session lives, and nobody asks for again.

A lock for every question that was ever asked of a cache: 10,221 of them in a worker that had served 29 windows for 36
minutes. And what a widget was, for every widget that a window ever showed, 190 for each of these windows: a widget
without a key is another one as soon as its choices are others.
"""

from __future__ import annotations

import threading
from typing import Any
from weakref import WeakValueDictionary

from streamlit.runtime.caching.cache_utils import Cache
from streamlit.runtime.state.session_state import SessionState

_remove_stale_values = SessionState._remove_stale_widgets


def forget() -> None:
    """Locks go when nobody holds or awaits them; widgets go with their values, when a run has not drawn them."""
    Cache.compute_value_lock = _lock_in_use  # type: ignore[method-assign]
    SessionState._remove_stale_widgets = _remove_stale  # type: ignore[method-assign]


def _lock_in_use(self: Cache[Any], value_key: str) -> threading.Lock:
    """The lock that everybody shares who computes or awaits this value now."""
    with self._value_locks_lock:
        if not isinstance(self._value_locks, WeakValueDictionary):
            self._value_locks = WeakValueDictionary()  # type: ignore[assignment]
        held = self._value_locks.get(value_key)
        if held is None:
            held = self._value_locks[value_key] = threading.Lock()
        return held


def _remove_stale(self: SessionState, active_widget_ids: frozenset[str]) -> None:
    _remove_stale_values(self, active_widget_ids)
    widgets = self._new_widget_state
    # What has a value, and what is known by a name: events of a component are, and it is asked before it is drawn.
    kept = {*widgets.states, *self._old_state, *self._key_id_mapper._key_id_mapping.values()}
    widgets.widget_metadata = {one: known for one, known in widgets.widget_metadata.items() if one in kept}
