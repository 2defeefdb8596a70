"""Times: the words by which a sentence says that something is over, to come, or only possible."""

from guardrails.reading.lexicon import words as listed

PAST_CLAIMS = listed("past: previously formerly inthepast usedto resolved nolonger discontinued quit")
"""Words that say it is over. ``past:`` is "past" as a mark, not in "past the knee" or "the past two weeks"."""
PAST_SIGNS = PAST_CLAIMS | listed(
    "old ago historyof statuspost todate prior former remote tried took taken used had was were underwent "
    "before last stopped stop failed completed did previous provided gave made worked eased relieved offered "
    "responded trialed attempted treated managed resection since already earlier finished helped "
    "childhood child received went hx postoperative"
)
"""Words that let a past thing stand as past. "History of" alone does not say that it is over."""

GOES_ON = listed("continue continued keep resume stay increase refill")
"""Words of a plan for what goes on already: that may also be written as going on, not as finished."""
PLANNED = listed("planned scheduled ordered")
"""Words that make a current thing one to come."""
PLAN_CLAIMS = listed("planned scheduled ordered will tomorrow upcoming goingto")
PLAN_SIGNS = PLAN_CLAIMS | listed(
    "plan plans order orders start starting begin refer referral referred recommend recommended recommends "
    "prescribe prescribed schedule continue advise advised try consider return follow followup increase next "
    "would should discuss discussed pending await wait get obtain repeat add switch keep call send trial new"
)
FINISHED = listed(
    "completed performed done underwent received obtained administered took taken tried finished shows showed "
    "showing reviewed revealed reveals demonstrated demonstrates helped gave given"
)
DONE_CLAIMS = FINISHED | listed("taking takes had")
"""Words that say it has happened or is going on."""
CONDITIONS = listed(
    "if should unless incase would may could might consider when whenever asneeded return until till once "
    "possible possibly pending"
)
URGENT = listed("ed er emergency urgent seek")
"""Where to go "for weakness" is said of a weakness that may come."""


def plan_title(title: str) -> bool:
    """A section of what is to be done."""
    return any(word in title.lower() for word in ("plan", "recommend", "order", "follow", "instruction", "dispo"))


def past_title(title: str) -> bool:
    """A section of the past alone: "Past medical history", not one that also holds family and social history."""
    plain = title.lower()
    past = "past" in plain or "surgical history" in plain or "previous" in plain or "prior" in plain
    return past and "family" not in plain and "social" not in plain
