"""The phrases read as one word. Add a line and a sentence to tests/guardrails/prose_right.py.

``a b > c`` folds the words "a b" into "c"; several words on the right replace those on the left.
"""

_PHRASES = """
low back > lumbar
lower back > lumbar
small of the back > lumbar
lower part of my back > lumbar
lower part of the back > lumbar
tail bone > tailbone
sacro iliac > sacroiliac
lumbo sacral > lumbosacral
thoraco lumbar > thoracolumbar
cervico thoracic > cervicothoracic
si joint > sacroiliac joint
si joints > sacroiliac joint
upper extremity > arm
upper extremities > arms
upper limb > arm
upper limbs > arms
lower extremity > leg
lower extremities > legs
lower limb > leg
lower limbs > legs
chest wall > chestwall
shoulder blade > shoulderblade
shoulder blades > shoulderblade
right hand side > right side
left hand side > left side
other hand > otherwise
on hand > available
straight leg raise > slr
straight leg raises > slr
straight leg raising > slr
straight leg raise test > slr
straight leg raising test > slr
straight leg test > slr
straight leg lift > slr
foot drop > footdrop
drop foot > footdrop
heel walk > heelwalk
heel walking > heelwalk
toe walk > toewalk
toe walking > toewalk
heel and toe walk > heelwalk
heel and toe walking > heelwalk
heel toe walk > heelwalk
range of motion > rom
range of movement > rom
x ray > xray
pt reports > patient reports
pt denies > patient denies
pt states > patient states
pt complains > patient complains
pt has > patient has
pt is > patient is
pt was > patient was
pt had > patient had
pt says > patient says
pt notes > patient notes
pt endorses > patient endorses
pt describes > patient describes
pt presents > patient presents
pt with > patient with
pt reported > patient reported
pt denied > patient denied
pt stated > patient stated
not fully > partly
not completely > partly
not entirely > partly
not quite > partly
not always > sometimes
x rays > xray
cat scan > ct
ct scan > ct
pins and needles > tingling
needles and pins > tingling
physical therapy > physiotherapy
physio therapy > physiotherapy
night sweat > nightsweats
night sweats > nightsweats
slipped disc > slippeddisc
slipped disk > slippeddisc
pain free > painfree
non tender > nontender
non contributory > noncontributory
anti inflammatory > antiinflammatory
anti inflammatories > antiinflammatory
muscle relaxant > musclerelaxant
muscle relaxants > musclerelaxant
muscle relaxer > musclerelaxant
muscle relaxers > musclerelaxant
no longer > nolonger
not anymore > nolonger
not any more > nolonger
not only > only
not just > only
not necessarily > maybe
not uncommon > common
not uncommonly > commonly
not unusual > usual
not infrequent > frequent
not infrequently > frequently
not insignificant > significant
no doubt > indeed
no question > indeed
no one > nobody
no more than > upto
more than > morethan
longer than > morethan
greater than > morethan
further than > morethan
not more than > upto
no less than > atleast
not less than > atleast
no later than > by
not until > until
no known > no
no sign of > no
no signs of > no
no evidence of > no
not any evidence of > no
no evidence for > no
no history of > no
negative for > negativefor
not consistent with > inconsistent
without contrast > uncontrasted
neg for > negativefor
free of > freeof
free from > freeof
absence of > freeof
lack of > freeof
loss of > lossof
rule out > ruleout
rules out > ruleout
ruling out > ruleout
r / o > ruleout
ruled out > ruledout
not ruled out > unexcluded
not be ruled out > unexcluded
not been ruled out > unexcluded
not rule out > unexcluded
not excluded > unexcluded
not be excluded > unexcluded
not been excluded > unexcluded
not exclude > unexcluded
not sure > unsure
not certain > unsure
not confirmed > unconfirmed
not definite > unsure
rather than > insteadof
instead of > insteadof
as opposed to > insteadof
other than > except
apart from > except
as well as > and
along with > with
w / o > without
s / p > statuspost
status post > statuspost
h / o > historyof
history of > historyof
hx of > historyof
used to > usedto
in the past > inthepast
to date > todate
as needed > asneeded
if needed > asneeded
in case > incase
going to > goingto
gon na > goingto
wan na > want
plan to > goingto
plans to > goingto
planning to > goingto
consistent with > consistentwith
compatible with > consistentwith
suspicious for > suspiciousfor
concern for > concernfor
concerning for > concernfor
concerned for > concernfor
suspicion of > concernfor
working diagnosis > presumed
sounds like > soundslike
looks like > soundslike
appears to be > appears
past medical history > history
high blood pressure > hypertension
copd > chronic obstructive pulmonary disease
ddd > degenerative disc disease
lbp > lumbar pain
hnp > disc herniation
c / o > complains of
past medical history of > history
family history > familyhistory
family history of > familyhistory
family hx > familyhistory
other history > otherhistory
somebody else > another person
someone else > another person
third party > another person
twenty four hours > 24 hours
out of > outof
by mouth > orally
year old > yearold
years old > yearold
year olds > yearold
years of age > yearold
all right > alright
a m > am
p m > pm
"""


def _phrases() -> dict[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]:
    """The phrases by their first word, the longest first."""
    by_first: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for line in _PHRASES.strip().splitlines():
        words, _, folded = line.partition(" > ")
        phrase = tuple(words.split())
        by_first.setdefault(phrase[0], []).append((phrase, tuple(folded.split())))
    return {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in by_first.items()}


PHRASES = _phrases()
