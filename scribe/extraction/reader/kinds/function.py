"""functional_limitation: what the patient cannot do, does no longer, or can bear only so long."""

import re
from collections.abc import Iterator
from functools import cache

from scribe.extraction.reader.claim import Claim
from scribe.extraction.reader.clauses import Clause
from scribe.extraction.reader.exchanges import Reply, reply_of
from scribe.extraction.reader.kinds.common import (
    by_clinician,
    denied_inside,
    heard,
    idle,
    replied,
    status_of,
    tidy,
)
from scribe.extraction.reader.lexicon import lexicon, pattern
from scribe.extraction.reader.quantities import NUMBER
from scribe.extraction.reader.scenes import EXAM, IMAGING, PLAN
from scribe.extraction.reader.vocabulary import pattern_of
from scribe.schema.terms import Assertion, Experiencer, FactKind

_NOT_FUNCTION = re.compile(
    r"\b(?:(?:anything|things) (?:about|for|with|to help)|"
    r"breathe|breath|remember|recall|think of|tell|see|afford|believe|wait|complain|explain|pinpoint|"
    r"find (?!a comf)|"
    r"off work (?:on|at|early|anyway)|work(?:ed)? out|work (?:the|that|this)|turn (?:it|that|off|on|down)|"
    r"run (?:to|into|the)|open the (?:portal|app|link)|"
    r"stand (?:my (?!own)|the (?!whole|walk)|him|her|them|it\b|that|this|people|how|when|being))"
)
"""Words that look like an activity that is limited: "can't stand my supervisor", "couldn't work out"."""
_ADVICE = re.compile(
    r"^(?:and |so |but |just |then |also |again )*(?:don't|do not|avoid|try|make sure|no |limit|keep|let's|"
    r"please|stay|"
    r"be careful|watch)\b|\b(?:i want you|i'd like you|you (?:want|should|shouldn't|need|can|could|may|might|must)|"
    r"i'd|we'll|we can|i would)\b"
)
"""What a clinician tells the patient to do or to leave is no limit that the patient has."""
_SMALL_WORDS = (
    r"(?:(?:really|even|ever|with|in|my|the|to|for|of|more than|much|very|properly|(?:sit|stand|walk|"
    r"walking) or)\s)*"
)
_REST = r"(?:,? (?!but\b|and (?:i|it|the|my)\b|because\b|so\b|then\b|right\b|okay\b)[\w'-]+){0,10}"
_HELPERS = (
    r"(?:wife|husband|partner|daughter|son|mom|mum|mother|dad|father|sister|brother|girlfriend|boyfriend|"
    r"kids?|aide|"
    r"carer|neighbor|somebody|someone|they|he|she)"
)


def _words(name: str) -> str:
    return pattern_of("function", name)


@cache
def _limit() -> re.Pattern[str]:
    """What cannot be done, with the few words that follow: how long, how far, without what."""
    timed = (
        rf"(?:only )?(?:sit|stand|walk|drive)s? (?:for )?(?:only |about |maybe |around )*(?:{NUMBER})(?: to "
        rf"{NUMBER})? "
        rf"(?:minutes?|blocks?|hours?)|after (?:about |maybe )?(?:{NUMBER}) minutes (?:of )?(?:sitting|"
        rf"standing|walking)|(?:{NUMBER}) (?:minutes?|hours?) (?:on|of being on) (?:my|his|her) feet"
    )
    return re.compile(
        rf"(?:{_words('limit')}\s{_SMALL_WORDS}{_words('activity')}|{_words('itself')}|\b(?:{timed})){_REST}"
    )


@cache
def _given_up() -> re.Pattern[str]:
    """ "I don't walk the dog any more." """
    never = r"(?:don't|doesn't|do not|does not|no longer|didn't) (?:even |really |go )?"
    no_more = r"(?:any ?more|no more|these days|like (?:i|he|she) used to)"
    return re.compile(rf"\b{never}{_words('activity')}(?: (?!there\b|and\b|but\b)[\w']+){{0,5}}? {no_more}\b")


@cache
def _hard() -> re.Pattern[str]:
    """ "Getting out of the car is murder", "sitting hurts", "my sleep is poor"."""
    is_it = r"(?:is|are|was|were|has been|have been|gets|feels|became|can be)"
    adverb = (
        r"(?: (?:really|very|so|pretty|too|just|getting|like|an?|the|quite|absolutely|such|pure|still|now|not))*"
    )
    hurts = (
        r"(?:hurts?|kills? me|is killing me|bothers? (?:me|it|my)|gets me|does me in|takes (?:me )?(?:forever|"
        r"ages))"
    )
    return re.compile(
        rf"{_words('doing')}(?:'s(?: been)? (?:[\w']+ )?{_words('hard')})"
        rf"|{_words('doing')}(?: (?!and\b|but\b|or\b|when\b|if\b)[\w']+){{0,5}}? "
        rf"(?:{is_it}{adverb} {_words('hard')}|(?:really |still |just |doesn't |don't )?{hurts}\b)"
    )


@cache
def _so_long() -> re.Pattern[str]:
    """A position or a walk that goes on: "sit at my desk for too long"."""
    measured = rf"(?:more|longer) than (?:about |maybe )?{NUMBER} (?:minutes?|hours?|blocks?)"
    return re.compile(
        rf"{_words('hold')}(?: (?!and\b|but\b)[\w']+){{0,4}}? (?:{_words('so_long')}|{measured})"
        rf"|\b(?:prolonged|extended|long) (?:sitting|standing|walking|driving|drives|car rides)\b"
    )


@cache
def _helped() -> re.Pattern[str]:
    """What somebody else has to do or help with."""
    help_me = rf"{_HELPERS} (?:(?:now|always|has to|have to|had to) )?helps? (?:me|him|her)"
    need = rf"(?:need|needs|needed|have|had) (?:(?:my|his|her|an?) )?{_HELPERS} to (?:help (?:me|him|her) )?"
    has_to = (
        rf"{_HELPERS} (?:now |always |usually )?(?:has|have|had) to {_SMALL_WORDS}{_words('activity')} (?:my|"
        rf"me|for me)\b"
    )
    return re.compile(
        rf"\b(?:(?:{help_me} (?:to |with |get )?|{need}){_SMALL_WORDS}{_words('activity')}|{has_to}){_REST}"
    )


@cache
def _easy() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:no (?:trouble|difficulty|problems?|issues?)|without (?:trouble|difficulty)) (?:with )?"
        rf"{_words('activity')}"
    )


def read(clause: Clause) -> Iterator[Claim]:
    """The functional limits of a clause."""
    if idle(clause) or clause.section in (IMAGING, PLAN, EXAM):
        return
    if by_clinician(clause) and not clause.asked and not clause.tagged and _ADVICE.search(clause.text):
        return
    easy = _easy().search(clause.text)
    if easy:
        words = tidy(re.sub(r"^(?:no|without) ", "", easy.group()))
        yield _limitation(clause, words, easy, assertion=Assertion.DENIED)
        return
    taken: list[tuple[int, int]] = []
    for match in (*_stated(clause), *_borne(clause)):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            taken.append(match.span())
            denied = {"assertion": Assertion.DENIED} if match.re is _hard() and _denied(clause, match) else {}
            yield _limitation(clause, tidy(match.group()), match, **denied)
    if not taken:
        yield from _answer(clause)


def _denied(clause: Clause, match: re.Match[str]) -> bool:
    return denied_inside(clause.text, match.start(), match.end())


def _limitation(clause: Clause, words: str, match: re.Match[str], **more: Assertion) -> Claim:
    """The limit is the patient's where a relative is only named as helping."""
    status = status_of(clause, match.start(), match.end())
    owner = {"experiencer": Experiencer.PATIENT} if _helped().search(clause.text) else {}
    fields = {"assertion": status.assertion} | more
    return heard(FactKind.FUNCTIONAL_LIMITATION, words, clause, match.start(), match.end(), **fields, **owner)


def _stated(clause: Clause) -> Iterator[re.Match[str]]:
    for form in (_limit(), _helped(), _given_up(), _hard()):
        for match in form.finditer(clause.text):
            found = (
                form is _hard()
                and by_clinician(clause)
                and lexicon("examination", "motion", "movement").find(clause.text)
            )
            if not found and not _NOT_FUNCTION.search(match.group()[:40]):
                yield match


def _borne(clause: Clause) -> Iterator[re.Match[str]]:
    """What hurts when it goes on for long, where these words or the question say that it hurts."""
    hurts = pattern("function", "hurts")
    asked = clause.question.text if clause.question is not None else ""
    if not hurts.search(clause.text) and not hurts.search(asked):
        return
    if not re.search(r"\b(?:no|not|without|never|can|could|better)\b|n't\b", clause.text):
        yield from _so_long().finditer(clause.text)


_HOW_MUCH = re.compile(r"\bhow (?:long|far|much) (?:can|could|do) (?:you|he|she) (?:still )?(?P<what>\w+)")
_ABLE = re.compile(
    r"\b(?:can you|can he|can she|(?:are|is|were) (?:you|he|she) (?:still )?able to|are you|do you|is (?:he|"
    r"she)) (?:still )?"
    r"(?P<what>(?:walk|sit|stand|sleep|work|drive|dress|do (?:your|the|any)|climb|cook|get (?:dressed|around|"
    r"up))\w*"
    r"(?: [\w']+){0,4})$"
)
_NO_LIMIT_ASKED = re.compile(
    r"\b(?:for me|toes|heels|over here|to the|towards|for (?:work|a living)|as an?|now|outside|there|here)\b"
)
_WHAT_STOPS = re.compile(
    r"\b(?:stop|stops|keep|keeps|prevent|prevents|limit|limits|affect|affects|hardest|can't you|trouble|difficult|"
    r"struggle|hard)\b"
)


def _answer(clause: Clause) -> Iterator[Claim]:
    """What an answer leaves of the ability that was asked for."""
    question = clause.question
    if question is None or clause.asked or question.section == EXAM or not question.asked:
        return
    found = _measure_of(question, clause) or _inability(question, clause) or _named_activity(question, clause)
    if found is not None:
        value, start, end = found
        yield replied(FactKind.FUNCTIONAL_LIMITATION, value, clause, start, end)


_Answered = tuple[str, int, int] | None


def _measure_of(question: Clause, clause: Clause) -> _Answered:
    """ "How long can you sit?" "Twenty minutes." """
    asked = _HOW_MUCH.search(question.text)
    measured = _measure().search(clause.text) if asked else None
    if asked is None or measured is None or not pattern("function", "activity").match(asked.group("what")):
        return None
    return f"{asked.group('what')} {tidy(measured.group())}", measured.start(), measured.end()


@cache
def _measure() -> re.Pattern[str]:
    about = r"(?:(?:about|maybe|only|just|around|like|not more than|less than) )*"
    number = rf"(?:{NUMBER}|a few|a couple(?: of)?|half an?)(?: (?:or|to) {NUMBER})?"
    return re.compile(rf"\b{about}{number} (?:minutes?|mins?|hours?|blocks?|yards?|feet|miles?|pounds?|steps?)\b")


def _inability(question: Clause, clause: Clause) -> _Answered:
    """ "Can you still do your job?" "Barely." """
    asked = _ABLE.search(question.text)
    if asked is None or clause.start or _NO_LIMIT_ASKED.search(asked.group("what")):
        return None
    reply, start, end = reply_of(clause)
    barely = re.match(r"(?:barely|hardly|only just|with difficulty)\b", clause.text)
    if barely:
        start, end = barely.span()
    return (f"not {_able(asked)}", start, end) if barely or reply is Reply.NO else None


def _able(asked: re.Match[str]) -> str:
    what = asked.group("what")
    return what if "ing" in what.split(" ")[0] else f"able to {what}"


_A_FEW_WORDS = re.compile(r"(?: [\w'-]+){0,6}")


def _named_activity(question: Clause, clause: Clause) -> _Answered:
    """ "Does it stop you doing anything?" "Gardening, mainly." """
    if "function" not in clause.topics or clause.start or not _WHAT_STOPS.search(question.text):
        return None
    reply, _, _ = reply_of(clause)
    named = pattern("function", "doing").search(clause.text)
    if named is None or reply in (Reply.NO, Reply.ALL_DENIED, Reply.UNSURE):
        return None
    more = _A_FEW_WORDS.match(clause.text, named.end())
    end = more.end() if more else named.end()
    fine = re.search(r"\b(?:fine|okay|ok|good|better|not|no)\b|n't\b", clause.text)
    return None if fine else (tidy(clause.text[named.start() : end]), named.start(), end)
