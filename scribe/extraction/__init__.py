"""From transcript to documentation: the LLM chain and the deterministic reader, both grounded in quotes."""
