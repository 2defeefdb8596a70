"""Role cues: wordings that clinicians use and patients do not, and the other way round, with their weights.

A weight is a log odds ratio: positive speaks for the clinician, negative for the patient, 1 is weak, 3 is strong.
The list names ways of speaking (who asks, who instructs, who suffers), not complaints, so that it holds for any
visit. Each wording counts once per utterance.
"""

import re
from dataclasses import dataclass

STRONG = 1.5
"""From here on an utterance counts as evidence of its own that a role speaks at all."""

_LIMIT = 5.0


@dataclass(frozen=True, slots=True)
class Cue:
    """A wording and what it weighs, with an example that it must match."""

    weight: float
    pattern: re.Pattern[str]
    example: str


def _cue(weight: float, pattern: str, example: str) -> Cue:
    return Cue(weight, re.compile(pattern, re.IGNORECASE), example)


BODY = (
    r"(?:back|neck|spine|legs?|knees?|foot|feet|ankles?|hips?|arms?|hands?|shoulders?|chest|belly|stomach|head|skin|"
    r"toes?|fingers?|throat|nose|ears?|eyes?|joints?|muscles?|buttocks?|heels?|heart|lungs?)"
)
"""Parts of a body, as a pattern."""

_HOME = (
    r"(?:wife|husband|partner|mom|mother|dad|father|son|daughter|kids?|children|brother|sister|job|work|boss|"
    r"symptoms?|pain|doctor|family|house|bed|car|chair|desk|back pain)"
)

CUES = (
    # Who asks and leads.
    _cue(
        2.0,
        r"\b(?:any|do|did|does|have|has|are|is|were|was|can|could|would|will)\b[^?]*\byou(?:r|'ve)?\b[^?]*\?",
        "Have you had any numbness?",
    ),
    _cue(
        1.6, r"^(?:(?:and|so|ok|okay|alright|um|uh|no|good|great),? )*any\b[^?]*\?", "Okay, any fevers or chills?"
    ),
    _cue(
        1.6,
        r"\b(?:how|what|where|when|which|who|why)\b[^?]*\byou(?:r|'re|'ve)?\b[^?]*\?",
        "What brings you in today?",
    ),
    _cue(
        0.8,
        r"\b(?:how (?:long|often|much|many|bad|severe)|what kind of|what time|how about|what about)\b",
        "How long has this been going on?",
    ),
    _cue(
        2.5,
        r"\b(?:what brings you|what can (?:i|we) do for you|how can (?:i|we) help|what's been going on|"
        r"tell me|can you describe|could you describe|on a scale (?:of|from)|out of (?:10|ten),? (?:how|where))\b",
        "Tell me a little more about that.",
    ),
    _cue(
        2.0,
        r"\b(?:you (?:said|mentioned|told me|were saying)|i (?:see|understand|hear) (?:that )?you|"
        r"it says here|just to (?:clarify|confirm)|so you(?:'re|'ve| have| are| were)?)\b",
        "You mentioned it gets worse at night.",
    ),
    _cue(
        1.5,
        r"\b(?:like to (?:ask|examine|check|see you|order|start|send|refer|do an? )|(?:ask|asking) you|"
        r"have a (?:chat|look)|chat with you|go over|take a (?:look|listen)|a few (?:more )?questions)\b",
        "I would like to examine you now.",
    ),
    _cue(
        1.5,
        r"\b(?:sorry to hear|sounds? like (?:you|it|a|there)|that must be|let me know|nice to meet you|"
        r"thanks for coming|thank you for (?:sharing|coming|telling)|make sure (?:you|that)|that makes sense)\b",
        "Sorry to hear that.",
    ),
    # Who instructs and examines.
    _cue(
        2.5,
        r"\b(?:please|go ahead(?: and)?|now|just|and|then|can you|could you)\b[^.?]{0,20}\b"
        r"(?:stand|lie|lay|sit|bend|lean|push|pull|raise|lift|relax|turn|walk|squeeze|breathe|take a deep breath|"
        r"follow my|look|hold|point|roll|straighten|wiggle|close your|open your)\b(?=[^.?]*(?:"
        r"\b(?:up|down|back|forward|over|for me|your|here|still|as far|against|sideways|on|out|leg|breath)\b))",
        "Please stand up and bend forward.",
    ),
    _cue(
        2.0,
        r"\b(?:i'm|i am|i'll|i will) (?:just |now )?(?:going to |gonna )?"
        r"(?:examine|check|press|touch|tap|move|lift|listen|measure|look|order|prescribe|refer|send|write|start|"
        r"give you|put you|ask|read|explain|see you)\b",
        "I'm going to press along your low back.",
    ),
    _cue(
        1.8,
        r"\b(?:does (?:that|this|it) (?:hurt|feel|bother)|do you feel (?:that|this|any)|tell me (?:if|when)|"
        r"(?:when|if) i (?:press|push|touch|move|lift|do) )",
        "Does that hurt?",
    ),
    _cue(
        1.8,
        r"\b(?:flexion|extension|rotation|straight leg|reflexes|tenderness|palpation|range of motion|sensation|"
        r"strength is|negative|positive|intact|symmetric|bilateral(?:ly)?|unremarkable|within normal limits|"
        r"full strength|gait|auscultation|degrees)\b",
        "Straight leg raise is negative on both sides.",
    ),
    _cue(1.3, r"\b(?:is|are) (?:normal|full|limited|equal|clear|good|intact)\b", "Lumbar extension is full."),
    _cue(
        1.6,
        r"\byour " + BODY + r"\b|\byour (?:reflexes|strength|x-?ray|scan|mri|blood|exam|flexion|extension|"
        r"symptoms?|pain|medications?|results?|spine|weight|mood|report)\b",
        "Your reflexes are normal.",
    ),
    # Who judges and plans.
    _cue(
        2.5,
        r"\b(?:my (?:assessment|impression|diagnosis|recommendation)|(?:i think|i believe|looks like|seems) "
        r"(?:that )?you(?:'ve|'re| have| are)?|consistent with|diagnosis is|this is (?:called|most likely)|"
        r"likely (?:a|an|due|caused))\b",
        "My assessment is chronic low back pain.",
    ),
    _cue(
        2.0,
        r"\b(?:(?:here is|here's|that's) the plan|the plan (?:is|for)|follow[- ]?up|"
        r"(?:come|see (?:you|me)) (?:back )?in (?:\w+ )?(?:days?|weeks?|months?|weeks')|"
        r"(?:call|see|let) (?:me|us)\b.{0,12}\b(?:if|sooner|know)|i (?:recommend|suggest|advise|want you)|"
        r"i(?:'d| would) like you|you (?:should|can (?:take|use|try|sit|get|put|stop)|need to|"
        r"may (?:want|need|notice)|might (?:want|need)|could (?:try|take)))\b",
        "Please come back in six weeks.",
    ),
    _cue(
        1.3,
        r"\b(?:we(?:'ll| will| can| could| should|'re going to| are going to)|let's|let us)\b",
        "We'll get an x-ray first.",
    ),
    _cue(
        1.8,
        r"^(?:(?:and|so|then|but|okay|ok),? )*(?:continue|start|stop|keep|avoid|try to|take it|do it|use|apply|"
        r"call me|come back|return|please)\b",
        "Continue the naproxen as needed.",
    ),
    _cue(
        1.5,
        r"\b(?:the report (?:says|shows|reads)|(?:x-?ray|mri|scan|ct|report|blood (?:test|work)|results?|exam\w*)"
        r" (?:shows?|showed|says?|reads|revealed?|demonstrates?))\b",
        "The MRI shows a small bulge.",
    ),
    _cue(
        1.5,
        r"\b(?:acute (?:pathology|fracture|process)|disc[- ]space|narrowing|degenerative|spondyl\w+|"
        r"stenosis|herniat\w+|foraminal|alignment|vertebra\w*|no evidence of|impression)\b",
        "There is disc-space narrowing at L5-S1.",
    ),
    _cue(
        2.0,
        r"\b(?:the patient|(?:he|she|patient) (?:denies|reports|presents|complains)|year[- ]old (?:male|female|"
        r"man|woman|gentleman|lady)|physical exam|review of systems|past medical history)\b",
        "The patient denies numbness.",
    ),
    _cue(
        3.0,
        r"\b(?:i'm|i am|my name is|this is) (?:dr\.?|doctor)\b|\bi'm (?:one of )?the (?:\w+ )?(?:doctor|resident|"
        r"physician|nurse|medical student|surgeon)",
        "I'm Dr. Reed.",
    ),
    _cue(
        0.5, r"^(?:okay|ok|alright|all right|great|good|perfect|excellent|gotcha|got it|i see|awesome)\b", "Okay."
    ),
    _cue(
        0.6,
        r"^(?:(?:okay|ok|alright|all right|good|great|no|yes|yeah),? )+(?:and|so|any|have|do|did|are|is|when|how|"
        r"what|where|you|let|okay|ok|now)\b",
        "Okay, and where does it hurt?",
    ),
    _cue(
        1.0,
        r"\b(?:you're welcome|take care|anything else|any (?:other )?questions)\b",
        "You're welcome. Take care.",
    ),
    # Who suffers and tells.
    _cue(
        -1.6,
        r"\bi (?:have(?!n't seen)|had|feel|felt|get|got|can't|cannot|can only|couldn't|don't|didn't|haven't|hadn't|"
        r"work|live|take|took|tried|used|use|noticed|was|wasn't|woke|wake|sleep|went|fell|hurt|lifted|stopped|"
        r"started|smoke|drink|drive|stay|stayed|need|needed|worry|hope|thought|guess|usually|just|only|also|still|"
        r"never|always|did|do|am|used to|would say|mean|barely)\b",
        "I can only sit for twenty minutes.",
    ),
    _cue(
        -1.6,
        r"\bi(?:'ve| have)(?: \w+)? (?:been|had|tried|taken|noticed|lost|gained|never|always|gotten|done)\b",
        "I've been taking ibuprofen.",
    ),
    _cue(
        -1.4,
        r"\bi(?:'m| am) (?:not|just|on|so|a|an|healthy|worried|fine|okay|good|taking|having|feeling|pretty|really|"
        r"usually|always|still|allergic|able|concerned|scared|retired|married|using)\b",
        "I'm worried about it.",
    ),
    _cue(-1.8, r"\bmy (?:\w+ )?(?:" + BODY + "|" + _HOME + r")\b", "It hurts in my lower back."),
    _cue(
        -1.0,
        r"\b(?:for|to|bothers|hurts|helped|help|helps|wakes|woke|keeps|kept|makes|made|gives|gave|kills|killing|scares)"
        r" me\b(?! (?:know|if|when|to))",
        "Ibuprofen did not help me.",
    ),
    _cue(
        -0.8,
        r"\bit(?:'s| is| was| has|'s been)? (?:just |really |kind of |mostly |mainly |pretty |also |all )*"
        r"(?:hurts?|aches?|started|starts|comes|came|goes|went|gets?|got|feels?|felt|helped|helps|takes|worse|better|"
        r"stays|been|sore|constant|there)\b",
        "It started about four days ago.",
    ),
    _cue(
        -1.2,
        r"^(?:(?:um|uh|well|oh|so),? )*(?:no|nope|nah|yes|yeah|yep|yup|not really|not that i|maybe|probably|"
        r"mm-?hmm|uh-?huh|sometimes|a little)\b(?![^.]{0,4}\b(?:okay|ok|problem)\b)",
        "No, nothing like that.",
    ),
    _cue(
        -2.5,
        r"(?:\b(?:good morning|good afternoon|hello|hi|thanks|thank you|okay|yes|no),? (?:dr\.?|doctor)\b)"
        r"|,? (?:dr\.?|doctor)[.?]?$",
        "Good morning, doctor.",
    ),
    _cue(
        -1.5,
        r"\b(?:do i (?:need|have to)|should i|can i (?:still|take|go|keep|get)|will i|am i going|is it serious|"
        r"what (?:should|can|do) i do|what is it|did you get my|will it|could it be|"
        r"is there anything (?:i|you) can)\b",
        "Should I keep working?",
    ),
    _cue(-0.8, r"^(?:um|uh|er|erm|well|oh)\b", "Um, about two days ago."),
    _cue(-0.8, r"\b(?:that sounds good|sounds (?:good|great)|thank you for|thanks)\b", "That sounds good to me."),
)

_QUESTION = re.compile(r"\?[\"”']?$")
_HESITATION = re.compile(r"^(?:u+h+m*|u+m+|h+m+|mm+|er+m*|ah+)\W*$", re.I)
_YES_NO = re.compile(
    r"^(?:(?:um|uh|well|oh|ah),? )*(?:no|nope|nah|yes|yeah|yep|yup|not|never|mm-?hmm|uh-?huh|sure|maybe)\b", re.I
)
_FIRST_PERSON = re.compile(r"\b(?:i|my|me|i'm|i've|i'd|mine)\b", re.I)
_CLINICIAN_FIRST_PERSON = re.compile(
    r"\b(?:can|could|may|should) i (?:ask|see|take a|have a|examine|check)|\b(?:tell|show|give|help) me\b|"
    r"\bif i\b|\bi'm (?:going|gonna)\b|\bfor me\b",
    re.I,
)
_QUESTION_WEIGHT = 1.2


def weigh(text: str) -> float:
    """How much the wording alone speaks for the clinician (positive) or the patient (negative), at most 5."""
    total = sum(cue.weight for cue in CUES if cue.pattern.search(text))
    if is_question(text) and not _asks_of_self(text):
        total += _QUESTION_WEIGHT
    return max(-_LIMIT, min(_LIMIT, total))


def is_question(text: str) -> bool:
    """Whether the utterance ends as a question."""
    return bool(_QUESTION.search(text)) and not _HESITATION.match(text)


def is_yes_or_no(text: str) -> bool:
    """Whether the utterance begins as the answer to a closed question."""
    return bool(_YES_NO.match(text))


def _asks_of_self(text: str) -> bool:
    return bool(_FIRST_PERSON.search(text)) and not _CLINICIAN_FIRST_PERSON.search(text)
