"""NA: the narrative against the facts."""
