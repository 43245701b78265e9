"""Routine counts (e-PPGBM) as a reader meets them: periods, selections, rates with coverage, what may be shown.

Nothing here is ever mixed with survey estimates; `stunting.two_numbers` is the one place that looks at both.
"""
