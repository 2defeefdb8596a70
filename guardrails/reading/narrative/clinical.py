"""Words of medicine that somebody must have said: findings, symptoms, conditions, studies, and what grades them.

A line names a word and, behind the colon, the words that also say it. Add a line and a sentence to
tests/guardrails/prose_right.py or prose_wrong.py.
"""

from collections.abc import Iterator

from guardrails.reading.narrative.words import key

_WORDS = """
# examination
slr: positive
reflexes: hyperreflexia hyporeflexia areflexia brisk jerk
hyperreflexia: brisk reflexes
babinski: plantar toe
clonus:
hoffman: hoffmann
hoffmann: hoffman
spurling:
faber: patrick
gaenslen:
gait: walk limp
antalgic: limp normal
heelwalk: heel walk
toewalk: toe walk
dorsiflexion: dorsiflex toe foot lift
plantarflexion: toe plantar
strength: weak strong power motor lift dorsiflexion plantarflexion grip #5
sensation: numb feel light touch pinprick dermatome
footdrop: drag drop foot
tender: palpation press push touch pain spasm
spasm: tight
rom: flexion extension rotation bend move motion movement twist
edema: swelling
swelling: edema
atrophy: wasting
fasciculation:
crepitus:
rebound:
guarding:
scoliosis: curve
kyphosis:
lordosis:
deformity:
bruising:
rash:
gibbus:
ataxia: gait balance
murmur:
wheeze:
rales:
rhonchi:
lymphadenopathy: node nodes
anterior: front
posterior: back behind
medial: inner inside
lateral: outer outside
brisk: hyperreflexia #3 #4
# symptoms and warning signs
weakness: strength drag buckle give lift
numbness: tingle feel sensation pins asleep
tingling: numb pins needles
fever: temperature
chills: shiver
sweats: sweat
incontinence: leak wet accident hold control bladder bowel
retention: urinate pee bladder empty
saddle: groin crotch perineal perineum sit between
fatigue: tired
nausea: sick
vomiting: throw
dyspnea: breath
insomnia: sleep
# conditions and their kinds
stenosis: narrow
herniation: bulge protrude protrusion slip rupture extrusion
degenerative: wear arthritis desiccation arthropathy degenerate
radiculopathy: pinch root
myelopathy: cord
sciatica: sciatic
claudication:
strain: pull
sprain:
spondylosis: arthritis arthropathy degenerate wear
spondylolisthesis: slip slippage listhesis
arthritis: arthropathy spondylosis osteoarthritis degenerate wear
fracture: break broke broken crack
compression: compress collapse wedge press pinch imping impingement
osteoporosis:
osteoporotic: osteoporosis
pathological: pathologic cancer metastasis
burst:
discitis: infection
osteomyelitis: infection
abscess:
infection: infected
trauma: fall accident crash collision lift twist hit struck injure slip mva mvc
chronic:
acute:
subacute:
recurrent: again recur back
progressive: worse worsening
# history
cancer: tumor carcinoma lymphoma melanoma leukemia myeloma
metastasis: spread metastatic
chemotherapy: chemo
diabetes: sugar
hypertension: pressure
stroke:
hiv:
tuberculosis: tb
gout:
depression: mood down
anxiety: nerves worry
suicidal: harm
pregnancy: expecting
smoking:
alcohol: drink
# what was or will be done
surgery: fusion laminectomy discectomy decompression operate procedure
fusion:
laminectomy:
discectomy: microdiscectomy
injection: epidural block steroid
ablation:
physiotherapy: therapy
acupuncture:
brace: corset
mri:
ct:
xray: film
emg: conduction
# degrees
mild: slight little minor minimal
moderate:
severe: bad worst #7 #8 #9 #10
small: tiny little
large: big
"""


def _lines() -> Iterator[tuple[str, frozenset[str]]]:
    for line in _WORDS.strip().splitlines():
        if not line.startswith("#"):
            word, _, others = line.partition(":")
            also = (other if other[0] == "#" else key(other) for other in (word, *others.split()))
            yield key(word), frozenset(also)


HELD_BY = dict(_lines())
"""Words of medicine by what they are compared by, each with the words that also say it."""
SAID_BY = {
    word: frozenset(name for name, words in HELD_BY.items() if word in words)
    for word in frozenset().union(*HELD_BY.values())
}
"""The same the other way round: each word with the words of medicine that it says."""
