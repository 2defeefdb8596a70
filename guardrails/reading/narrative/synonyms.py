"""The words that say the same. Add a line and a sentence to tests/guardrails/prose_right.py."""

_SAME = """
cervical: neck cervicalgia nape
lumbar: lumbago lumbalgia loin
thoracic: dorsal thorax
coccyx: coccygeal tailbone coccydynia coccygodynia
lumbosacral: lumbosacrum
sacral: sacrum
pain: ache aching hurt hurting sore soreness discomfort hurts
radiat: radiation radiate radiates radiating radiated shoot shooting shoots shot travel travels traveling travelling
radiat: spread spreads spreading radicular
slr: lasegue
leg: limb
numb: numbness
tingl: tingling tingle tingled tingly paresthesia paraesthesia
weak: weakness weakened weaker
dizzy: dizziness
loss: lossof lose loses losing lost
fever: febrile fevers feverish
chill: chills
injury: trauma injured injure injuring traumatic
fall: fell falls falling fallen
physiotherapy: pt physio physiotherapist
xray: radiograph radiography
disc: disk discs disks
help: helped helps helping relief relieve relieved relieves relieving effective benefit beneficial helpful
help: improvement
help: work worked works
smok: smoking smoker smokes smoke smoked cigarette cigarettes tobacco
bladder: urinary urine urinate urination
bowel: fecal stool
incontinent: incontinence
retention: retain
psycholog: psychological psychologically psychogenic psychosomatic
herniat: herniation herniated
degenerat: degeneration degenerative degenerated
tender: tenderness
spasm: spasms spasming
fractur: fracture fractures fractured
surg: surgery surgical operation
inject: injection injections injected shot
exercis: exercise exercises exercising
mot: motor
sens: sensation sensory
reflex: reflexes dtr dtrs jerk jerks
knee: patellar
ankle: achilles
sever: severe killing excruciating unbearable terrible
symmetr: symmetric symmetrical symmetrically equal
alcohol: beer wine
pregnan: pregnant pregnancy pregnancies
cancer: malignancy malignancies malignant
diabet: diabetes diabetic
depress: depression depressed depressive
anxi: anxiety anxious
"""

SAME = {
    word: line.partition(": ")[0]
    for line in _SAME.strip().splitlines()
    for word in (line.partition(": ")[0], *line.partition(": ")[2].split())
}
