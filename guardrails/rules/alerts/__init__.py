"""CA: clinical alerts. Screening prompts, never a diagnosis."""
