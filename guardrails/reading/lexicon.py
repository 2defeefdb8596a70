"""The reviewed lexicon: words that together name a concept, hedges, connectors and words of other body parts.

A row holds when each of its words begins some word of the clause, in any order; the row with the most words wins.
``a|b`` are alternatives. Add a line here and an example in tests/guardrails/test_phrases.py.
"""

from guardrails.reading.concepts import Concept

C = Concept


def words(text: str) -> frozenset[str]:
    """A set of words written as a line."""
    return frozenset(text.split())


ROWS: tuple[tuple[str, Concept], ...] = (
    # pain
    ("pain|ache|aching|aches|hurt|sore|soreness|discomfort|killing|tenderness", C.PAIN),
    ("lumbago|lumbalgia|cervicalgia|dorsalgia|backache|coccydynia|coccygodynia", C.PAIN),
    ("low back syndrome", C.PAIN),
    ("mechanical pain|ache|lumbago|dorsalgia|backache", C.PAIN_OF_TYPE),
    ("vertebrogenic pain|lumbago|dorsalgia", C.VERTEBROGENIC),
    ("endplate|end-plate pain", C.VERTEBROGENIC),
    ("discogenic pain|lumbago|backache", C.DISCOGENIC),
    ("axial pain discogenic", C.DISCOGENIC),
    ("facet|facetogenic|zygapophyseal|facet-mediated pain|ache|lumbago|backache", C.FACET_PAIN),
    ("facetogenic", C.FACET_PAIN),
    (
        "postop|post-op|postsurg|post-surg|postproced|post-proced|incision|surgical pain|ache|soreness",
        C.POSTOP_PAIN,
    ),
    (
        "chronic postop|post-op|postsurg|post-surg|postproced|post-proced|surgical pain|ache|soreness",
        C.CHRONIC_POSTOP_PAIN,
    ),
    ("leg|thigh|calf|foot|limb|extremity pain|ache|hurt|discomfort", C.LIMB_PAIN),
    ("arm|hand|limb pain|ache|hurt|discomfort", C.LIMB_PAIN),
    ("radicular pain|symptoms|ache", C.RADICULAR_PAIN),
    ("stiff|stiffness", C.STIFFNESS),
    ("occipital neuralgia", C.OCCIPITAL_NEURALGIA),
    # nerve
    ("sciatica|sciatic", C.SCIATICA),
    ("sciatic neuralgia|neuritis|pain", C.SCIATICA),
    ("radiculopathy|radiculopathies|radiculitis", C.RADICULOPATHY),
    ("myelopathy|myelopathic", C.MYELOPATHY),
    ("neurogenic claudication", C.CLAUDICATION),
    ("claudication", C.CLAUDICATION),
    ("vascular|arterial claudication", C.ABNORMAL_FINDING),
    # disc
    ("disc degenerat|degenerative|degeneration", C.DISC_DEGENERATION),
    ("disc disease degenerat|degenerative", C.DISC_DEGENERATION),
    ("disc desiccation|dessication|dehydration", C.DISC_DEGENERATION),
    (
        "disc herniat|bulg|protru|extru|slipped|ruptured|prolaps|displace|displacement|sequester",
        C.DISC_DISPLACEMENT,
    ),
    ("disc disorder|disease|problem", C.DISC_DISORDER),
    ("disc space|height narrow|loss|collapse|reduc|decreas", C.DISC_NARROWING),
    ("disc narrow|thinning", C.DISC_NARROWING),
    ("modic", C.ENDPLATE),
    ("endplate|end-plate change|edema|signal|irregularity|sclerosis", C.ENDPLATE),
    # joints and alignment
    ("spondylosis|spondylotic|spondyloarthrosis", C.SPONDYLOSIS),
    ("facet|zygapophyseal|apophyseal arthr|osteoarthr|hypertrophy|degenerat", C.SPONDYLOSIS),
    ("arthritis|osteoarthritis|arthrosis|osteoarthrosis", C.SPONDYLOSIS),
    ("degenerative|degeneration joint|arthritis disease|changes", C.SPONDYLOSIS),
    ("facet syndrome", C.FACET_SYNDROME),
    ("facet joint syndrome", C.SPONDYLOSIS),
    ("osteophyt|spur|spurring", C.DEGENERATIVE_CHANGE),
    ("degenerat change|changes", C.DEGENERATIVE_CHANGE),
    ("stenosis|stenotic", C.STENOSIS),
    ("spondylolisthesis|anterolisthesis|retrolisthesis|listhesis", C.SPONDYLOLISTHESIS),
    ("spondylolysis|pars defect|fracture", C.SPONDYLOLYSIS),
    ("pars defect", C.SPONDYLOLYSIS),
    ("spondylolysis", C.SPONDYLOLYSIS),
    ("scoliosis|scoliotic|kyphoscoliosis", C.SCOLIOSIS),
    ("kyphosis|hyperkyphosis", C.KYPHOSIS),
    ("instability|instabilities", C.INSTABILITY),
    ("hyperostosis", C.HYPEROSTOSIS),
    ("forestier", C.HYPEROSTOSIS),
    ("scheuermann", C.SCHEUERMANN),
    ("schmorl", C.SCHMORL),
    ("torticollis", C.TORTICOLLIS),
    ("segmental|somatic dysfunction", C.SEGMENTAL_DYSFUNCTION),
    ("subluxation complex", C.SEGMENTAL_DYSFUNCTION),
    ("cervicobrachial", C.CERVICOBRACHIAL),
    ("cervicocranial", C.CERVICOCRANIAL),
    ("piriformis", C.PIRIFORMIS),
    ("spinal cord compression", C.CORD_COMPRESSION),
    ("cord compression", C.CORD_COMPRESSION),
    ("inflammatory spondylopathy|spondyloarthropathy|spondyloarthritis", C.INFLAMMATORY_SPONDYLOPATHY),
    ("axial spondyloarthritis", C.INFLAMMATORY_SPONDYLOPATHY),
    ("ankylosing spondylitis", C.ANKYLOSING_SPONDYLITIS),
    ("postlaminectomy|post-laminectomy syndrome", C.POSTLAMINECTOMY),
    ("failed back surgery|syndrome", C.POSTLAMINECTOMY),
    ("failed back surgery syndrome", C.POSTLAMINECTOMY),
    (
        "fusion|laminectomy|laminotomy|discectomy|microdiscectomy|foraminotomy|vertebroplasty|kyphoplasty",
        C.SPINE_SURGERY,
    ),
    ("spine|spinal|back|lumbar|cervical surgery|operation|decompression", C.SPINE_SURGERY),
    ("sacroiliitis", C.SACROILIITIS),
    ("sacroiliac|si joint dysfunction|disorder|derangement|disease", C.SACROILIAC_DISORDER),
    # muscle
    ("spasm|spasms", C.SPASM),
    ("myofascial pain|syndrome", C.MYOFASCIAL),
    ("myofascial pain syndrome", C.MYOFASCIAL),
    ("myalgia", C.MYOFASCIAL),
    # injury
    ("strain|strained", C.STRAIN),
    ("pulled muscle", C.STRAIN),
    ("sprain|sprained|whiplash", C.SPRAIN),
    ("strain|strained injury", C.STRAIN),
    ("sprain|sprained|whiplash injury", C.SPRAIN),
    ("contusion|bruise|bruised|bruising", C.CONTUSION),
    ("injury|injured", C.INJURY),
    ("fall|fell|accident|collision|crash|trauma|traumatic|posttraumatic|post-traumatic|mva|mvc", C.TRAUMA),
    ("fracture|fractures|fractured", C.FRACTURE),
    ("compression fracture|deformity|collapse", C.FRACTURE),
    ("collapse|collapsed|wedging vertebra|vertebral|vertebrae", C.FRACTURE),
    ("wedge deformity|fracture", C.FRACTURE),
    ("osteoporotic|fragility|insufficiency fracture", C.OSTEOPOROTIC_FRACTURE),
    ("osteoporosis fracture", C.OSTEOPOROTIC_FRACTURE),
    ("pathologic fracture", C.PATHOLOGICAL_FRACTURE),
    ("fatigue|stress fracture", C.FATIGUE_FRACTURE),
    # infection, cord, bone, tumour
    ("discitis|spondylodiscitis|diskitis", C.DISCITIS),
    ("pyogenic discitis|spondylodiscitis|diskitis", C.PYOGENIC_DISC),
    ("pyogenic disc infection", C.PYOGENIC_DISC),
    ("disc space infection|abscess", C.PYOGENIC_DISC),
    ("disc infection", C.PYOGENIC_DISC),
    ("osteomyelitis", C.OSTEOMYELITIS),
    ("cauda equina", C.CAUDA_EQUINA),
    ("osteoporosis|osteoporotic", C.OSTEOPOROSIS),
    ("cancer|carcinoma|malignancy|lymphoma|melanoma|sarcoma|leukemia|tumor|tumour", C.CANCER),
    ("metasta|mets", C.METASTASIS),
    ("myeloma", C.MYELOMA),
    ("tumor|tumour|neoplasm|malignancy|sarcoma|cancer vertebra|vertebral|spine|spinal|sacrum", C.SPINE_TUMOUR),
    ("pregnant|pregnancy|gestation|gravid|antepartum", C.PREGNANCY),
    ("postpartum|post-partum|puerperium|puerperal", C.POSTPARTUM),
    # pain syndromes and mind
    ("chronic pain syndrome", C.CHRONIC_PAIN_SYNDROME),
    ("neoplasm|cancer|tumor|malignancy|neoplastic|metastasis pain", C.NEOPLASM_PAIN),
    ("somatoform pain", C.SOMATOFORM_PAIN),
    ("somatoform pain disorder", C.SOMATOFORM_PAIN),
    ("psychogenic pain|backache|dorsalgia", C.SOMATOFORM_PAIN),
    ("pain disorder exclusively psychological", C.SOMATOFORM_PAIN),
    ("pain exclusively psychological", C.SOMATOFORM_PAIN),
    ("pain disorder psychological", C.PAIN_PSYCH_FACTORS),
    ("depression|depressive|anxiety|anxious|dysthymia", C.MOOD),
    # what films show besides
    (
        "mass|lesion|edema|erosion|collapse|kyphosis|lordosis|hemangioma|cyst|impingement|annular",
        C.ABNORMAL_FINDING,
    ),
)

_PART = (
    r"(?:left |right |bilateral )?(?:low back|mid back|upper back|back|neck|lumbar|thoracic|cervical|sacral|"
    r"leg|arm|hip|buttock|shoulder)"
)
_LEVEL = r"[ctl]\d{1,2}\s?[-–/]\s?[ctls]?\d{1,2}"
_HEAD_OF_LEVEL = (
    r"herniations?|degeneration|disease|displacements?|protrusions?|extrusions?|bulges?|stenosis|spondylosis|"
    r"arthropathy|spondylolisthesis|radiculopathy"
)
_SIDED_PARTS = r"sciatica|leg|radiculopathy|flank|low back|si joint|sacroiliac|arm|buttock"
"""Parts before which a lone L or R is a side."""
_HEAD = r"pain|strain|sprain|spondylosis|stenosis|radiculopathy"

_NOUN = (
    r"degenerative disc disease|disc (?:degeneration|disease|herniations?|bulges?|protrusions?|displacements?)|"
    r"spondylosis|stenosis"
)
"""What a list of levels may follow."""

SHORTHAND: tuple[tuple[str, str], ...] = (
    (r"\bc/w\b", "consistent with"),
    (r"\bc/f\b", "concern for"),
    (r"\bprob\b\.?", "probable"),
    (r"\bposs\b\.?", "possible"),
    (r"\bsusp\b\.?", "suspected"),
    (r"\(\s?\?\s?\)", "?"),
    (r"\bb/l\b|\bbilat\b\.?|\b[lr] ?> ?[lr]\b", "bilateral"),
    (r"\((l|lt|left)\)", "left"),
    (r"\((r|rt|right)\)", "right"),
    (
        r"\b(?:s/p|status[- ]post) (?=(?:an? |the |recent )?(?:mv[ac]|motor vehicle|car|fall|accident|collision|"
        r"crash|injury|trauma|lifting))",
        "after ",
    ),
    (r"(?<=\w) (?:s/p|status[- ]post)\b", ", status post"),
    (r"\((resolved|healed)\)", r"\1"),
    (r"\b2/2\b|\bd/t\b", "due to"),
    (r"(?<=w/ )nc\b|(?<=with )nc\b", "neurogenic claudication"),
    (r"\b(?:non-?|not )chronic\b", ""),
    (r"\blow(?:er)?[- ]?backaches?\b", "low back pain"),
    (r"\bc-?spine\b", "cervical spine"),
    (r"\bt-?spine\b", "thoracic spine"),
    (r"\bl-?spine\b", "lumbar spine"),
    (r"\bradics?\b", "radiculopathy"),
)
"""How assessments are abbreviated, written out before anything else is read."""

SYNONYMS: tuple[tuple[str, str], ...] = (
    *SHORTHAND,
    (r"\bw/o\b", "without"),
    (r"\bw/(?= |\w)", "with "),
    (r" ?& ?", " and "),
    (r"(?<= )[-–] ", ", "),
    (r"\b(pain|lbp|lumbago|cervicalgia) ?/ ?(?=[a-z])", r"\1 and "),
    (r"\bdis[ck]s?\b", "disc"),
    (r"\bintervertebral\b", ""),
    (r"\blow(er)?[- ]back\b", "low back"),
    (r"\bend[- ]plates?\b", "endplate"),
    (r"\bpost[- ]?laminectomy\b", "postlaminectomy"),
    (r"\bherniated nucleus pulposus\b|\bhnp\b", "disc herniation"),
    (r"\bclbp\b", "chronic low back pain"),
    (r"\blbp\b", "low back pain"),
    (r"\bddd\b", "degenerative disc disease"),
    (r"\bdjd\b", "degenerative joint disease"),
    (r"\bdish\b", "diffuse idiopathic skeletal hyperostosis"),
    (rf"\b(l|lt)\.? (?=(sided |lower )?({_SIDED_PARTS}))", "left "),
    (rf"\b(r|rt)\.? (?=(sided |lower )?({_SIDED_PARTS}))", "right "),
    (r"\bfbss\b", "failed back surgery syndrome"),
    (r"\bsij\b", "sacroiliac joint"),
    (r"\b(pain|symptoms?|it|sciatica|ache) (is|are|came|comes|coming) back\b", r"\1"),
    (r"\b(is|are|came|come|comes|coming|be|going|go|went|get|got) back\b", ""),
    (r"\bpost[- ]+(operative|surgical|procedural|partum|traumatic)", r"post\1"),
    (r"\b(has|have|had|was|were|is|are)? ?(been )?ruled out\b", " ruledout "),
    (r"(^|\s)\?\s?(?=[a-z])", " possible "),
    (r"\b(l[1-4])\s?[-–]\s?s1\b", r"\1-l5 and l5-s1"),
    (r"\bback (to|again|then|in the|when)\b", ""),
    (
        r"\bback of (the |my |his |her |your )?(head|throat|mouth|knee|leg|thigh|calf|hand|arm|eye|ear|tongue)s?\b",
        r"\2",
    ),
    (
        rf"\b({_LEVEL})(?: and |, | & |/)({_LEVEL}) ((?:disc|facet)? ?(?:\w+ )?(?:{_HEAD_OF_LEVEL}))\b",
        r"\1 \3 and \2 \3",
    ),
    (
        rf"\b({_PART}), ({_PART}),? (?:and|or) ({_PART})( (?:back|spine))? ({_HEAD})\b",
        r"\1\4 \5 and \2\4 \5 and \3\4 \5",
    ),
    (rf"\b({_PART})/({_PART})/({_PART})( (?:back|spine))? ({_HEAD})\b", r"\1\4 \5 and \2\4 \5 and \3\4 \5"),
    (rf"\b({_PART})(?: and |, | or |/)({_PART})( (?:back|spine))? ({_HEAD})\b", r"\1\3 \4 and \2\3 \4"),
    (
        rf"\b({_NOUN})(?: at| of)? ({_LEVEL})(?:,? and |, )({_LEVEL})(?:,? and |, )({_LEVEL})\b",
        r"\1 \2 and \1 \3 and \1 \4",
    ),
    (rf"\b({_NOUN})(?: at| of)? ({_LEVEL})(?:,? and |, )({_LEVEL})\b", r"\1 \2 and \1 \3"),
    (r"\bneurogenic pseudoclaudication\b", "neurogenic claudication"),
)
"""Rewritten before anything is read: spellings, abbreviations, and uses of "back" that are no body part."""

FIXED: tuple[tuple[str, Concept], ...] = (
    (r"pain disorders? (with|associated with) (related )?psychological factors", C.PAIN_PSYCH_FACTORS),
    (r"psychological factors (contributing to|affecting) (the )?pain", C.PAIN_PSYCH_FACTORS),
    (r"pain( disorder)?,? exclusively (related|due) to psychological factors", C.SOMATOFORM_PAIN),
    (
        r"pain,? (due to|caused by|secondary to|related to|from) (an? |the |known )?(\w+ ){0,2}"
        r"(cancer|carcinoma|metasta\w+|tumou?r|malignan\w+|myeloma|lymphoma|neoplasm)( \w+ (cancer|carcinoma))?",
        C.NEOPLASM_PAIN,
    ),
    (
        r"(neoplasm|cancer|tumou?r|malignancy|metastasis)[- ](related|associated) ([\w-]+ ){0,3}pain",
        C.NEOPLASM_PAIN,
    ),
    (r"(neoplastic|cancer|tumou?r|metastatic bone) pain", C.NEOPLASM_PAIN),
    (
        r"\b(\w+ )?(days?|weeks?|months?) (after|since|from|post|out from) (delivery|giving birth|childbirth|birth|"
        r"(a |her |the )?(c[- ]section|cesarean))( section)?|(since|after) (delivery|giving birth|childbirth)|"
        r"(delivered|gave birth|had (a|her|my|the) baby)( \w+){0,3} (days?|weeks?|months?|years?) ago",
        C.POSTPARTUM,
    ),
)
"""Phrases read before the text is cut into clauses."""

OTHER_PARTS = words(
    "abdomen abdominal ankle arm breast calf chest ear elbow eye face finger foot groin hamstring hand "
    "head headache heart hip jaw kidney knee leg liver lung nose pelvis pelvic rib shoulder sinus stomach "
    "thigh throat thumb thyroid toe tongue tooth wrist bladder carotid aortic aorta coronary mitral "
    "pulmonary bowel renal pyloric ovarian"
)
"""Body parts that are not the spine: with one of them and no spinal site, a row does not speak of the spine."""

NOT_A_COMPLAINT = words(
    "rash lump mass mole swelling swollen itch itching itchy acne cyst gland glands lesion boil wound "
    "burn bite numbness tingling lymph node nodes cancer dysplasia"
)
"""Words that make a complaint naming the back or the neck something else than pain there."""

HEDGES = (
    r"probabl[ey]|possibl[ey]|likely|suspect(ed|s)?|questionable|rule[sd]? out|r/o|working diagnosis|presumed|"
    r"presumptive|"
    r"consistent with|compatible with|concern(ing|s)? (for|about|of)|appears?( to be)?|suggest(s|ive)( of)?|"
    r"indicative of|cannot exclude|cannot be excluded|not excluded|differential|"
    r"may be|might be|could be|versus|vs\.?|maybe|perhaps|either|doubt(?:ful|s|ed)?"
)
IMPROBABLE = (
    r"unlikely|improbable|(?:less|not|hardly|isn't|aren't)(?: very| that| so)? likely|doubt(?:ful|s|ed)?|"
    r"rather than|as opposed to|instead of|not (?:at all )?(?:convinced|persuaded|sold)|"
    r"(?:argues?|speaks?|goes|evidence) against|too (?:early|soon) to|(?:small|slim|little) chance"
)
"""Hedges of what is thought not to be so. A stay codes what is probable (II.H), never these."""
NEGATIONS = r"without|ruledout|no|not|denies|denied|negative for|absent|never|free of"
OUTER_CONNECTORS = (
    r"with|without|due to|secondary to|caused by|because of|from|related to|associated with|after|following|"
    r"radiating|radiates|radiation|but"
)

NORMAL_FINDING = (
    r"no (acute|significant|evidence|fracture|abnormal|pathology|instability|change|cord|nerve|stenosis)|"
    r"\bnormal\b|unremarkable|negative|within normal limits|no abnormalit|intact|preserved|maintained|clear"
)
"""An imaging value that says nothing was found."""
