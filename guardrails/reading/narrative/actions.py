"""Actions: the words by which a plan starts, continues, stops, raises or lowers something."""

from guardrails.reading.lexicon import words as listed

ACTIONS = {
    "start": listed("start starts starting started begin begins beginning initiate initiated trial"),
    "continue": listed("continue continues continued continuing keep keeps resume resumed maintain"),
    "stop": listed("stop stops stopping stopped discontinue discontinued discontinues hold held cease quit"),
    "raise": listed("increase increased increasing raise raised uptitrate up"),
    "lower": listed("decrease decreased reduce reduced lower lowered taper wean down"),
}
SWITCHES = listed("switch switched change changed instead replace replaced")
"""Words of two actions at once: one thing stops and another starts."""
ACTION_WORDS = frozenset({"go", "gone"}).union(*ACTIONS.values()) - {"up", "down", "lower"}
"""They do not tell what is spoken of."""


def actions_in(words: frozenset[str]) -> tuple[str, ...]:
    """The actions that words name."""
    return tuple(action for action, verbs in ACTIONS.items() if verbs & words)
