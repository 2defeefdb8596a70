"""The word lists behind polarity and certainty: what negates, what ends a negation, what hedges, and opposites."""

from guardrails.reading.lexicon import words as listed

DENY = listed("denies denied deny denying")
"""Verbs whose negation reaches over a whole list."""
NO = listed("no without absent never neither nor none nothing nobody negativefor freeof unaware")
NOT = listed("not unable")
NEGATIONS = DENY | NO | NOT | {"nolonger"}

ANSWERS = listed("no none denied negative absent not never nope nah")
CONFIRMED = listed("yes present positive confirmed")
"""What stands alone behind "numbness:"."""
BEHIND = listed("absent denied ruledout excluded lacking nil")
"""Words that deny what stands before them."""
EXISTENCE = listed(
    "seen present noted identified found appreciated observed evident reported elicited detected endorsed "
    "described demonstrated visualized visible there apparent bothering bother bothered hurting hurt aching "
    "affected involved"
)
"""Behind "not", words that deny what stands before them: "a fracture is not seen"."""
FILLERS = listed("be been being really currently any a clearly")
"""What may stand between "not" and such a word."""

LIMITS = listed("morethan beyond")
"""Behind a negation they set a limit: "cannot sit for more than 20 minutes" says that 20 minutes can be."""

CONDITIONS = listed("if unless whether")
"""Words behind which nothing is stated or denied."""

LINKS = listed(", and or nor then plus ( )")
LIST_ENDS = listed("or nor")
SCOPE_ENDS = listed("but however although though except yet whereas while which who because since until after")
"""Words behind which a negation no longer holds."""
STATES = listed(
    "reports report states has have endorses complains notes presents shows remains is are was were describes "
    "does feels can will"
)
"""Verbs that begin a new statement where they stand first behind a comma or an "and"."""

HEDGES = listed(
    "possible possibly probable probably suspect suspects suspected suspicion suspiciousfor concernfor ruleout "
    "questionable uncertain unclear unsure unconfirmed unexcluded presumed presumptive consistentwith likely "
    "maybe perhaps might versus vs equivocal differential soundslike suggestive suggests unlikely"
)
"""Words that leave open whether it is so."""
SOFT_HEDGES = HEDGES | listed(
    "think thinks believe believes feel feels may could seems seem appears would hope hopes guess wonder consider "
    "potential potentially apparently"
)

OPPOSITES = {
    "negative": ("positiv", -1),
    "abnormal": ("normal", -1),
    "unremarkable": ("normal", 1),
    "intact": ("normal", 1),
    "preserved": ("normal", 1),
    "full": ("normal", 1),
    "impaired": ("normal", -1),
    "decreased": ("normal", -1),
    "diminished": ("normal", -1),
    "reduced": ("normal", -1),
    "limited": ("normal", -1),
    "restricted": ("normal", -1),
    "weakened": ("weak", 1),
    "nontender": ("tender", -1),
    "uncontrasted": ("contrast", -1),
    "nonradiating": ("radiat", -1),
    "nonsmoker": ("smok", -1),
    "asymmetric": ("symmetr", -1),
    "asymmetrical": ("symmetr", -1),
    "unstable": ("stabl", -1),
    "stable": ("stabl", 1),
    "afebrile": ("fever", -1),
    "continent": ("incontinent", -1),
    "painfree": ("painful", -1),
    "painless": ("painful", -1),
    "ineffective": ("help", -1),
    "unhelpful": ("help", -1),
    "worse": ("worse", 1),
    "better": ("worse", -1),
    "worsening": ("worse", 1),
    "worsened": ("worse", 1),
    "improving": ("worse", -1),
    "improved": ("worse", -1),
    "atraumatic": ("injury", -1),
}
"""Words compared as another word and its sign."""

VALUES = listed("positiv normal symmetr stabl help worse painful")
"""Words that are what a finding says, whatever it is a finding of."""

STOP = listed(
    "a an the of in on at to with for by from into onto over under up down out off through across per as than "
    "that this these those it its he she they his her their him them i you me my your we us our is are was were "
    "be been being am has have had having do does did done will would shall can could may might must there here "
    "then so very really quite just kind sort like some any all each every other another more most much many lot "
    "bit little also too again still now who whom whose which what when where while let s t re ve ll d m uh um "
    "okay ok well yeah patient clinician doctor provider physician person reports report reported states state "
    "stated says said denies speaker identified only both either own view mentioned upto atleast by about around "
    "approximately and or nor but not no old"
)
"""Words without content of their own."""

LABELS = listed(
    "site side radiat chronicity cours onset duration severity pain function movement treatment warn sign"
)
"""What a kind of claim is called before a colon."""

WEAK = frozenset({"pain", "symptom", "side", "site", "region", "area", "problem", "issue", "history"})
"""Compared only where a clause holds nothing stronger."""
