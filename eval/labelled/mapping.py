"""The reviewed table between the labels' words and ours. An empty set: the label says that nothing is documented.

A label that names several values agrees with each of them: "started right, now left" with left and with right.
"""

Value = str
"""What a fact is compared by: a word, or a place and a side of a radiation."""


def _any(*values: Value) -> frozenset[Value]:
    return frozenset(values)


REGIONS = {
    "lumbar": _any("lumbar", "lumbosacral"),
    "cervical": _any("cervical"),
    "thoracic": _any("thoracic"),
    "sacrococcygeal": _any("sacral", "coccygeal", "lumbosacral"),
    "unspecified": _any("unspecified"),
}

LATERALITY = {
    "left": _any("left"),
    "right": _any("right"),
    "unspecified": _any(),
    "right (note only)": _any(),
    "conflicting: left leg pain; right-sided exam and MRI": _any("left", "right"),
    "started right, now left; CVA tenderness right": _any("left", "right"),
    "right leg; side of back not stated": _any("right"),
    "bilateral, right more than left": _any("bilateral", "right"),
}

RADIATION = {
    "none": _any("none"),
    "none now (right toes tingled for an hour at onset)": _any("none"),
    "none (numb legs, side not stated)": _any("none"),
    "not addressed": _any(),
    "left leg": _any("leg left"),
    "right leg": _any("leg right"),
    "right leg (paraesthesia of right foot only)": _any("leg right"),
    "left arm": _any("arm left"),
    "left arm and right leg (numbness, not pain)": _any("arm left", "leg right"),
    "right arm/hand; also numbness in both legs": _any("arm right", "leg bilateral"),
    "both arms, right more": _any("arm bilateral", "arm right"),
    "ribs (chest wall)": _any("chest wall", "other"),
}

CHRONICITY = {"chronic": _any("chronic"), "acute": _any("acute"), "unspecified": _any()}

INJURY = {
    "yes": _any("current"),
    "no": _any("none", "denied"),
    "no (remote)": _any("old"),
    "unclear": _any("unclear", "current"),
    "not addressed": _any(),
}

_MODALITIES = ("mri", "ct", "x-ray", "emg", "ultrasound", "myelogram")


def modality(words: str) -> frozenset[Value] | None:
    """The study a label names; None where it names none that we know."""
    named = [study for study in _MODALITIES if study in words.lower()]
    return frozenset(named) or None
