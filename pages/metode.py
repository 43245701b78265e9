"""Metode: apa arti angka-angka ini, dari mana asalnya, dan apa yang tidak dapat dikatakannya."""

import streamlit as st

from stunting.languages import _
from stunting.ui import method, method_actions, method_lokus, method_routine, shell

with shell.page("metode") as view:
    st.header(_("Metode, sumber, dan batasan"))
    text = st.container(key="metode")
    with text:
        method.indicators()
        method.surveys(view)
        method_routine.routine(view)
        method_lokus.lokus()
        method_actions.actions()
        method.classes()
        method.states()
        method.change_and_pace()
        method.boundaries(view)
        method.left_out()
        method.files(view)
