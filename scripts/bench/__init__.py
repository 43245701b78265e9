"""Measures the dashboard against its budgets: `python -m scripts.bench` writes docs/performance.md."""
