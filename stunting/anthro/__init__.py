"""Z-scores, classes and prevalence by the WHO Child Growth Standards 2006 and Permenkes 2/2020.

    zscores(frame)      a pandas frame with haz, waz, whz and their flags added
    compute(...)        the same for arrays, with the reasons why a z-score is missing
    classify(...)       Permenkes 2/2020 classes of z-scores
    prevalence          percentages with intervals, also for sample surveys

The rules, their sources and the deliberate differences from WHO's package are in docs/zscore.md.
"""

from stunting.anthro.frames import zscores
from stunting.anthro.reasons import Reason
from stunting.anthro.scores import Scores, compute

__all__ = ["Reason", "Scores", "compute", "zscores"]
