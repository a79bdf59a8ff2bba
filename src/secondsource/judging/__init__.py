"""Judging: from one claim's dossier to its origins, its state, its conflicts and its figures.

Pure functions over plain values: the same dossier gives the same judgement, whatever the order of its voices.
"""

from secondsource.judging.conflicts import conflicts_of
from secondsource.judging.dossier import Dossier, Voice
from secondsource.judging.estimates import Estimate, estimate_of
from secondsource.judging.figures import Given
from secondsource.judging.state import Judgement, judged

__all__ = ["Dossier", "Estimate", "Given", "Judgement", "Voice", "conflicts_of", "estimate_of", "judged"]
