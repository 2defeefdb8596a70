"""Exchanges: which words answer which question, and what the answer makes of what was asked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache

from scribe.extraction.reader.clauses import Clause
from scribe.extraction.reader.fragments import is_asked_on, is_fragment
from scribe.extraction.reader.vocabulary import pattern_of, table
from scribe.schema.terms import Assertion
from scribe.schema.transcript import SpeakerRole

_OPENS = r"(?:well|okay|ok|honestly|actually|i mean|so|and|you know|god|thank god|gosh|luckily|thankfully)"
_OPENING = re.compile(rf"^(?:{_OPENS},?\s)*")
_ONLY_OPENS = re.compile(rf"(?:{_OPENS},?\s?)+")
_ADVERB = re.compile(
    r"right (?:now|here|there|in|at|around|where|after|side|leg|arm|when|on|hip|knee|foot|hand)\b"
    r"|no (?:matter|doubt|more than)\b|i don't (?:want|like|understand|remember|recall|care|mean)\b"
    r"|(?:i have|i am|i did|it is|it has|i've been|it did) "
    r"(?!been\b|had\b|noticed\b|actually\b|not\b|indeed\b|yesterday\b|once\b|twice\b"
    r"|(?:about )?\w+ \w+ of (?:it|that|them)\b|on \w+day\b"
    r"|(?:last|this|the other|over the) (?:night|week|weekend|month|morning|day|\w+day)\b)\w"
)
"""Words that begin like a reply and are none."""
_NO_AT_LAST = re.compile(r"(?<=, )(?:no|nope|never|none)$")
""" "Weakness, no." """
_FINE = re.compile(
    r"(?:(?:it|they|that|everything|all|both|bladder|bowels?|legs?|arms?|feet|hands?|those|these)"
    r"(?:'s|'re| is| are)?(?: (?:all|both|been|still|just|pretty))* |(?:all|still|perfectly|completely) |"
    r"(?=normal|fine|no |like |the same))"
    r"(?:normal|fine|good|okay|ok|all right|alright|great|perfect|no (?:problems?|issues?|trouble|complaints?)|"
    r"like (?:always|ever|clockwork)|the same as (?:always|ever)|working)"
    r"(?: (?:down |up )?there| with (?:that|those|them)| for me| as (?:always|ever))?"
)
"""A whole clause that says that what was asked about is well."""
_CORRECTS = re.compile(r"^(?:it was|it's|it is|that was|they were|the \w+ (?:is|was)|i said|i meant)\b")
_ONLY_A_SIDE = re.compile(
    r"(?:and |so )?(?:(?:is|was) (?:it|that|this) )?(?:on |in )?"
    r"(?:(?:the|your) (?P<side>left|right)(?: side| leg| arm| one)?"
    r"|(?P<bare>left|right) (?:side|leg|arm|one))"
)
"""A question that names one side and nothing else."""
_NO_BEHIND = re.compile(r"(?:no|nope|nah|none|never|not really|not at all)(?:,? (?:sir|ma'am|not really|no|none))?")
"""A whole clause that turns the "yeah" before it into a no: "yeah, no"."""
_MAKES_CLEAR = re.compile(
    r"(?:(?:well|so|you know|oh|just|i mean|meaning|yes|yeah|right|sure|exactly)(?:,? |$))*"
    r"(?:(?:like|such as|as in|for example|for instance|any|an?|the|your|in|on|down|at|over|lately|recently|when|"
    r"\w+ing)\b.*)?|.*\bi mean"
)
"""A few words that say what a question was after, once it was asked back."""
_FEW, _ECHO = 8, 4
"""How many words make a question clear, and how many only repeat it."""
_REACH = 3
"""How many short clauses may follow a question before somebody answers it."""


class Reply(Enum):
    """What the first words of an answer say."""

    YES = "yes"
    AGREE = "agree"
    PARTLY = "partly"
    NO = "no"
    ALL_DENIED = "all denied"
    UNSURE = "unsure"
    FINE = "fine"
    """ "All normal down there", which says neither yes nor no to what was asked."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Answer:
    """The reply to a question: its kind, the clause and span that say it, and the clauses of the whole answer."""

    reply: Reply
    clause: Clause
    start: int
    end: int
    clauses: tuple[Clause, ...]
    several: bool = False
    """Whether it answers a list of questions at once."""


@cache
def _reply_patterns() -> tuple[tuple[Reply, re.Pattern[str]], ...]:
    order = (
        (Reply.UNSURE, "unsure"), (Reply.ALL_DENIED, "all_denied"), (Reply.NO, "no"), (Reply.AGREE, "agree"),
        (Reply.PARTLY, "partly"), (Reply.YES, "yes"),
    )  # fmt: skip
    return tuple((reply, re.compile(pattern_of("dialogue", "replies", name))) for reply, name in order)


@cache
def _topic_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    names = table("dialogue")["topics"]
    return tuple((name, re.compile(pattern_of("dialogue", "topics", name))) for name in names)


@cache
def _re(*path: str) -> re.Pattern[str]:
    return re.compile(pattern_of("dialogue", *path))


def topics_of(text: str) -> frozenset[str]:
    """What a question is after."""
    found = frozenset(name for name, pattern in _topic_patterns() if pattern.search(text))
    return found | {"side"} if only_side(text) else found


def only_side(text: str) -> str | None:
    """The side, where a question names one and nothing else: "the left?"."""
    match = _ONLY_A_SIDE.fullmatch(text)
    return (match["side"] or match["bare"]) if match else None


def exchanges_of(turns: Sequence[Sequence[Clause]]) -> dict[Clause, Answer]:
    """Question clause -> its answer, for the questions that got one. Marks what the answering clauses reply to."""
    answers: dict[Clause, Answer] = {}
    cleared: set[int] = set()
    for at, clauses in enumerate(turns):
        if not clauses or at in cleared:
            continue
        _answers_inside(clauses, answers)
        asked = _open_questions(clauses)
        clear = _made_clear(turns, at, asked) if asked else None
        if clear is not None:
            cleared.add(clear)
        replying = turns[clear + 1] if clear is not None else _next_voice(turns, at)
        if replying is None:
            continue
        _promote(clauses, replying, asked)
        _ask_without_a_mark(clauses, replying, asked)
        if asked:
            _pair(asked, replying, answers)
    return answers


def _answers_inside(clauses: Sequence[Clause], answers: dict[Clause, Answer]) -> None:
    """Question and bare reply in one stretch of unknown speakers: "Any numbness? No." """
    if not clauses or clauses[0].turn.role is not SpeakerRole.UNKNOWN:
        return
    for at in range(1, len(clauses)):
        before, clause = clauses[at - 1], clauses[at]
        if before.asked and not clause.asked and clause.sentence != before.sentence:
            answer = _answer(clauses[at : _next_question(clauses, at)])
            if answer.reply is not Reply.OTHER:
                answers[before] = answer
                _reply_to(answer.clauses, before)


def _next_question(clauses: Sequence[Clause], at: int) -> int:
    return next((later for later in range(at, len(clauses)) if clauses[later].asked), len(clauses))


def _open_questions(clauses: Sequence[Clause]) -> list[Clause]:
    """The questions at the end of a turn, with no more than a few words after them."""
    asked: list[Clause] = []
    following = 0
    for clause in reversed(clauses):
        if clause.asked or clause.tagged:
            asked.insert(0, clause)
        elif _re("replies", "backchannel").fullmatch(clause.text):
            continue
        elif asked or following == _REACH:
            break
        else:
            following += 1
    return asked


def _next_voice(turns: Sequence[Sequence[Clause]], at: int) -> Sequence[Clause] | None:
    """The clauses of the next speaker who says more than "okay", within two turns."""
    role = turns[at][0].turn.role
    for later in turns[at + 1 : at + 2]:
        if later and (later[0].turn.role is not role or role is SpeakerRole.UNKNOWN):
            return later
    return None


def _made_clear(turns: Sequence[Sequence[Clause]], at: int, asked: Sequence[Clause]) -> int | None:
    """The turn that makes a question clear after a "what do you mean?", so that the turn behind it answers."""
    role = turns[at][0].turn.role
    clear = at + 2 if at + 1 < len(turns) and _asks_back(turns[at + 1], asked) else at + 1
    if role is SpeakerRole.UNKNOWN or clear + 1 >= len(turns) or not turns[clear] or not turns[clear + 1]:
        return None
    said = turns[clear]
    if said[0].turn.role is not role or turns[clear + 1][0].turn.role is role:
        return None
    few = sum(len(clause.text.split()) for clause in said) <= _FEW
    if not few or any(clause.asked or clause.tagged for clause in said) or not _MAKES_CLEAR.fullmatch(said[0].text):
        return None
    for clause in said:
        clause.asked = True  # it states nothing
    return clear


def _asks_back(clauses: Sequence[Clause], asked: Sequence[Clause]) -> bool:
    """Whether a turn says no more than "sorry?" or "hmm", or only repeats a word of the question: "fever?"."""
    words = {word for clause in asked for word in clause.text.split() if len(word) > 3}
    return all(
        _re("replies", "asks_back").fullmatch(clause.text.replace(",", ""))
        or (clause.asked and len(clause.text.split()) <= _ECHO and bool(words & set(clause.text.split())))
        for clause in clauses
    )


def _promote(clauses: Sequence[Clause], replying: Sequence[Clause], asked: list[Clause]) -> None:
    """A clinician's last statement that is answered yes or no was put up for confirmation."""
    last = clauses[-1]
    if asked or last.turn.role not in (SpeakerRole.CLINICIAN, SpeakerRole.OTHER):
        return
    if "severity" in topics_of(last.text):
        last.asked = last.wh = True
        asked.append(last)
        return
    answer = _answer(replying)
    if answer.reply in (Reply.OTHER, Reply.FINE, Reply.UNSURE):
        return
    if re.search(r"^(?:okay |so |and |alright |great |good )*(?:no|any)\b|\byou(?:'re|'ve|r)?\b", last.text):
        last.tagged = True
        asked.append(last)


def _ask_without_a_mark(clauses: Sequence[Clause], replying: Sequence[Clause], asked: list[Clause]) -> None:
    """A speaker whom nobody knows asks in a fragment, heard without its mark: "Weakness in the legs." "No."

    A fragment has no subject of its own and no verb that states, or says "your". It is a question where the next
    words are a bare "no" to it, or where it begins like "losing weight" and they ask on ("ever had cancer?").
    """
    last = clauses[-1]
    if asked or last.turn.role is not SpeakerRole.UNKNOWN or not is_fragment(last.text):
        return
    asks_on = replying[0].asked and is_asked_on(last.text, replying[0].text)
    if asks_on or _denies_barely(replying):
        last.asked = True
        asked.append(last)


def _denies_barely(replying: Sequence[Clause]) -> bool:
    """Nothing but a no, or that all is well: a "no" before another matter may reply to anything."""
    answer = _answer(replying)
    if answer.reply not in (Reply.NO, Reply.ALL_DENIED, Reply.FINE):
        return False
    behind = answer.clauses[answer.clauses.index(answer.clause) + 1 :]
    rest = [answer.clause.text[answer.end :].lstrip(" ,"), *(clause.text for clause in behind)]
    return all(not words or _FINE.fullmatch(words) or _reply_only(words) for words in rest)


def _reply_only(words: str) -> bool:
    reply, end = _first_reply(words, 0)
    return reply is not Reply.OTHER and end == len(words)


def _pair(asked: list[Clause], replying: Sequence[Clause], answers: dict[Clause, Answer]) -> None:
    if replying[0].asked and _answer(replying).reply is Reply.OTHER:
        return
    if asked[-1].turn.role is SpeakerRole.PATIENT:
        return
    answer = _answer(replying)
    _reply_to(answer.clauses, asked[-1])
    targets = _targets(asked, answer)
    for clause in answer.clauses:
        clause.questions = tuple(targets)
    for clause in targets:
        answers[clause] = Answer(
            answer.reply, answer.clause, answer.start, answer.end, answer.clauses, several=len(targets) > 1
        )


def _targets(asked: list[Clause], answer: Answer) -> list[Clause]:
    """The questions an answer speaks to: the last one, or a whole list of "any ...?" when it denies."""
    real = [clause for clause in asked if not _re("replies", "backchannel").fullmatch(clause.text)]
    last = real[-1:]
    if answer.reply not in (Reply.NO, Reply.ALL_DENIED, Reply.FINE):
        return last
    for clause in reversed(real[:-1]):
        fragment = re.match(r"(?:and |or |okay |so )*(?:no|any|anything|how about|what about)\b", last[0].text)
        listed = answer.reply is Reply.ALL_DENIED or fragment or not _has_verb(last[0])
        if clause.wh or not listed:
            break
        last.insert(0, clause)
    return last


def _has_verb(clause: Clause) -> bool:
    return bool(re.search(r"\b(?:do|does|did|have|has|is|are|was|were|can|could)\b", clause.text))


def _reply_to(clauses: Sequence[Clause], question: Clause) -> None:
    topics = topics_of(question.text)
    for clause in clauses:
        clause.question = question
        clause.topics = topics


def reply_of(clause: Clause) -> tuple[Reply, int, int]:
    """What the first words of a clause reply, and where they stand."""
    answer = _answer((clause,))
    return answer.reply, answer.start, answer.end


def _answer(clauses: Sequence[Clause]) -> Answer:
    """The answer that a turn gives: its first words decide, up to the first question it asks back."""
    stop = next((at for at, clause in enumerate(clauses) if clause.asked and at), len(clauses))
    whole = tuple(clauses[:stop])
    at_first = next((at for at, clause in enumerate(whole) if not _ONLY_OPENS.fullmatch(clause.text)), 0)
    first = whole[at_first]
    opening = _OPENING.match(first.text)
    at = opening.end() if opening else 0
    reply, end = _first_reply(first.text, at)
    while end < len(first.text):
        more = re.compile(r",?\s(?:and\s)?").match(first.text, end)
        nxt, stop_at = _first_reply(first.text, more.end()) if more else (Reply.OTHER, 0)
        if nxt is Reply.OTHER or nxt is Reply.UNSURE:
            break
        reply, end = _joined(reply, nxt), stop_at
    if reply is Reply.OTHER and (behind := _NO_AT_LAST.search(first.text, at)):
        return Answer(Reply.NO, first, behind.start(), behind.end(), whole)
    if reply is Reply.OTHER:
        fine = _FINE.fullmatch(first.text, at) is not None
        return Answer(Reply.FINE if fine else reply, first, at, len(first.text), whole)
    if reply in (Reply.YES, Reply.AGREE) and end == len(first.text) and _no_behind(whole, at_first):
        both = "and" in first.turn.text[first.end : whole[at_first + 1].start]  # "yes and no"
        return Answer(Reply.UNSURE, first, at, end, whole) if both else _answer(whole[at_first + 1 :])
    return Answer(_qualified(reply, first.text[end:], whole[at_first + 1 :]), first, at, end, whole)


def _no_behind(whole: Sequence[Clause], at: int) -> bool:
    return at + 1 < len(whole) and _NO_BEHIND.fullmatch(whole[at + 1].text) is not None


def _first_reply(text: str, at: int) -> tuple[Reply, int]:
    best: tuple[Reply, int] = (Reply.OTHER, at)
    for reply, pattern in _reply_patterns():
        match = pattern.match(text, at)
        if match and match.end() > best[1] and not _ADVERB.match(text, match.start()):
            best = (reply, match.end())
    return best


def _joined(first: Reply, then: Reply) -> Reply:
    """ "Yeah, no" is a no; "yeah, a little" stays in part; "no, a little" is unsure."""
    if first in (Reply.NO, Reply.ALL_DENIED) and then in (Reply.PARTLY, Reply.YES, Reply.AGREE):
        return Reply.UNSURE
    if first is Reply.PARTLY and then in (Reply.YES, Reply.AGREE):
        return Reply.PARTLY
    return then if first in (Reply.YES, Reply.AGREE) else first


def _qualified(reply: Reply, rest: str, more: Sequence[Clause]) -> Reply:
    """The reply after what its own turn takes back or adds."""
    follows = _OPENING.sub("", rest.lstrip(" ,"), count=1)
    later = more[0].text if more else ""
    if reply in (Reply.YES, Reply.AGREE):
        return Reply.ALL_DENIED if re.match(r"nothing like that|none of|not really|nothing", follows) else reply
    if reply in (Reply.NO, Reply.ALL_DENIED):
        if _CORRECTS.match(follows) or (not rest.strip(" ,") and _CORRECTS.match(later)):
            return (
                Reply.OTHER
                if not re.search(r"\b(?:not|no|n't|just|only|fine|normal|okay|good)\b|n't\b", f"{follows} {later}")
                else reply
            )
        back = _re("replies", "takes_back")
        turned = re.sub(
            r"^(?:but|well|actually|except|although|just|only)[, ]*(?:i |it |there's |maybe )?", "", later
        )
        contrast = turned != later or rest.lstrip().startswith(",")
        if contrast and (back.match(turned) or back.match(follows)):
            return Reply.UNSURE
    return reply


def outcome(asked_denied: bool, answer: Answer) -> Assertion | None:
    """What an answer makes of a mention in its question; None where it decides nothing."""
    if answer.reply in (Reply.NO, Reply.ALL_DENIED):
        return Assertion.DENIED
    if answer.reply is Reply.UNSURE:
        return Assertion.UNCERTAIN
    if answer.reply is Reply.AGREE:
        return Assertion.DENIED if asked_denied else Assertion.DOCUMENTED
    if answer.reply is Reply.YES:
        return Assertion.UNCERTAIN if asked_denied else Assertion.DOCUMENTED
    if answer.reply is Reply.PARTLY:
        return Assertion.UNCERTAIN if asked_denied else Assertion.DOCUMENTED
    return None
