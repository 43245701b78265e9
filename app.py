"""Ringkasan: satu wilayah, satu angka, petanya, dan beberapa kalimat."""

from stunting.ui import routine_filters, routine_summary, shell, survey_summary

with shell.page("ringkasan") as view:
    if view.kabkota is not None and routine_filters.has_routine(view):
        routine_summary.summary(view)
    else:
        survey_summary.summary(view)
