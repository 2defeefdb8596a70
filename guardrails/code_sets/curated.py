"""Curated tables beside the Tabular List: Excludes1 notes in words, and pairs the notes should not be pressed on.

Reviewed data of CODING reference section 4; a certified coder must confirm it.
"""

from guardrails.code_sets.targets import Target

CONTUSIONS = (Target("S202", "S202"), Target("S300", "S300"))
"""Surface injuries: named by "current injury" only in the widest reading, so a conflict with them is a warning."""

_SPINE = "S12 S13 S14 S15 S16 S22 S23 S24 S29 S32 S33 S34 S39"

SPINE_INJURIES = (*(Target(code, code) for code in _SPINE.split()), *CONTUSIONS)

CURRENT_INJURY = {
    "B:M50-M54": "current injury",
    "M43.1": "acute traumatic of sites other",
    "M43.6": "current injury",
    "M48.5": "current injury",
    "B:G50-G59": "current traumatic",
    "G54": "current traumatic",
}
"""Node -> how its note on an injury of the spine begins. Codes with 7th character S are not current."""

IN_WORDS = {
    "conditions classifiable to S06.0- to S06.8-code to specified intracranial injury": "(S06.0-S06.8)",
    "conditions classified to Q67.0-Q67.4": "(Q67.0-Q67.4)",
    "concussion with other intracranial injuries classified in subcategories S06.1- to S06.6-, and S06.81- to "
    "S06.89-, code to specified intracranial injury": "(S06.1-S06.6, S06.81-S06.89)",
    "congenital (sternomastoid) torticollis Q68.0": "(Q68.0)",
    "congenital malformation syndromes classified to Q87.-": "(Q87.-)",
    "diabetic acidosis - see categories E08-E10, E11, E13 with ketoacidosis": "(E08-E13 with .1)",
    "excessive crying of infant (baby) R68.11": "(R68.11)",
    "hearing loss as classified in H90.-": "(H90.-)",
    "hyperammonemia-hyperornithinemia-homocitrullinemia syndrome E72.4": "(E72.4)",
    "injury to visual cortex S04.04-": "(S04.04-)",
    "intestinal obstruction classifiable to K56.-": "(K56.-)",
    "leukemia in remission C91.0-C95.9 with 5th character 1": "(C91.0-C95.9 with 5th character 1)",
    "neonatal intestinal obstructions classifiable to P76.-": "(P76.-)",
    "personal history of retained foreign body fully removed Z87.821": "(Z87.821)",
    "tendinitis as classified in M75-M77": "(M75-M77)",
    "torticollis NOS M43.6": "(M43.6)",
    "activities involving cardiorespiratory exercise specified in categories Y93.0-Y93.7": "(Y93.0-Y93.7)",
    "activities involving muscle strengthening specified in categories Y93.0-Y93.A": "(Y93.0-Y93.A)",
    "sports and athletics activities specified in categories Y93.0-Y93.6": "(Y93.0-Y93.6)",
}
"""Notes that name their codes in the running text -> the same in the notation of all others."""

CONTRADICTED: tuple[tuple[Target, Target, str], ...] = (
    (
        Target("M5413", "M5413"),
        Target("M501", "M501"),
        "M54.1 excludes M50.1 (Excludes1) while M50.1 lists M54.13 under Excludes2.",
    ),
)
"""Pairs on which the Tabular List contradicts itself: at most a warning."""
