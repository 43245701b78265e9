"""Stunting figures of Indonesia for a rembuk: data, rules, charts and pages."""

__version__ = "0.1.0"
