"""Checking a spoken claim against the figures: what was typed, which figures it means, what may be said of it."""

from stunting.claims.checking import Answer, ClaimAnswer, ClaimVerdict, Reason, check
from stunting.claims.claim import Claim, ClaimEnd, ClaimKind, Unreadable
from stunting.claims.matching import Evidence, Figure, best_match, find_pairs
from stunting.claims.reading import parse

__all__ = [
    "Answer",
    "Claim",
    "ClaimAnswer",
    "ClaimEnd",
    "ClaimKind",
    "ClaimVerdict",
    "Evidence",
    "Figure",
    "Reason",
    "Unreadable",
    "best_match",
    "check",
    "find_pairs",
    "parse",
]
