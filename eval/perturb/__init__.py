"""Visits made worse on purpose: swapped answers, misheard words, spoken instructions; and what must hold then."""
