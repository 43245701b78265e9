"""Z-scores, classes and prevalence by the WHO Child Growth Standards 2006 and Permenkes 2/2020.

    zscores(frame)           a pandas frame with haz, waz, whz and their flags added
    compute(...)             the same for arrays, with the reasons why a z-score is missing
    classes.growth_index     Permenkes 2/2020 classes of z-scores
    prevalence               percentages with intervals, for full counts and sample surveys
    proposals.propose        what an implausible measurement probably meant

The rules, their sources and the deliberate differences from WHO's package are in docs/zscore.md.
"""

from stunting.anthro.block import Scores
from stunting.anthro.frames import zscores
from stunting.anthro.reasons import Reason
from stunting.anthro.rules import BOY, DAYS_PER_MONTH, GIRL, LYING, STANDING, UNKNOWN
from stunting.anthro.scores import compute

__all__ = [
    "BOY",
    "DAYS_PER_MONTH",
    "GIRL",
    "LYING",
    "STANDING",
    "UNKNOWN",
    "Reason",
    "Scores",
    "compute",
    "zscores",
]
