"""Phrasing: the note's sentences in a model's words, each only where it says what the template says."""

from scribe.phrasing.phrase import Phrased, phrased
from scribe.phrasing.phraser import Phraser, Proposal, Proposals

__all__ = ["Phrased", "Phraser", "Proposal", "Proposals", "phrased"]
