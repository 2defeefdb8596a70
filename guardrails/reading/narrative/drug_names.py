"""Drugs of a spine visit: generic names with their family and the brands read as the same drug.

A reviewed list from general knowledge; equality of a brand and a generic holds only where a line says so.
"""

_DRUGS = """
nsaid ibuprofen: advil motrin nurofen brufen advils
nsaid naproxen: naprosyn aleve anaprox
nsaid diclofenac: voltaren cataflam
nsaid meloxicam: mobic
nsaid celecoxib: celebrex
nsaid etoricoxib: arcoxia
nsaid indomethacin: indocin
nsaid ketorolac: toradol
nsaid etodolac: lodine
nsaid nabumetone: relafen
nsaid piroxicam: feldene
nsaid ketoprofen:
nsaid oxaprozin: daypro
nsaid aspirin: asa bayer ecotrin
analgesic acetaminophen: paracetamol tylenol panadol
analgesic metamizole: dipyrone novalgin
analgesic lidocaine: lidoderm xylocaine
analgesic capsaicin:
analgesic menthol: biofreeze icyhot
relaxant cyclobenzaprine: flexeril amrix
relaxant methocarbamol: robaxin
relaxant tizanidine: zanaflex
relaxant baclofen: lioresal
relaxant carisoprodol: soma
relaxant metaxalone: skelaxin
relaxant orphenadrine: norflex
relaxant chlorzoxazone: parafon
relaxant tolperisone:
relaxant diazepam: valium
neuropathic gabapentin: neurontin
neuropathic pregabalin: lyrica
neuropathic duloxetine: cymbalta
neuropathic amitriptyline: elavil
neuropathic nortriptyline: pamelor
neuropathic venlafaxine: effexor
neuropathic carbamazepine: tegretol
neuropathic topiramate: topamax
opioid tramadol: ultram
opioid tapentadol: nucynta
opioid oxycodone: oxycontin roxicodone
opioid oxycodone/acetaminophen: percocet endocet
opioid hydrocodone/acetaminophen: vicodin norco lortab
opioid hydrocodone:
opioid hydromorphone: dilaudid
opioid morphine:
opioid codeine:
opioid fentanyl: duragesic
opioid buprenorphine: butrans suboxone
opioid methadone:
opioid meperidine: demerol pethidine
steroid prednisone: deltasone
steroid prednisolone:
steroid methylprednisolone: medrol solumedrol
steroid dexamethasone: decadron
steroid triamcinolone: kenalog
steroid hydrocortisone:
steroid cortisone:
other omeprazole: prilosec
other pantoprazole: protonix
other esomeprazole: nexium
other famotidine: pepcid
other lisinopril: zestril
other losartan: cozaar
other amlodipine: norvasc
other metoprolol: lopressor toprol
other hydrochlorothiazide: hctz
other furosemide: lasix
other atorvastatin: lipitor
other simvastatin: zocor
other rosuvastatin: crestor
other metformin: glucophage
other insulin: lantus
other levothyroxine: synthroid
other sertraline: zoloft
other escitalopram: lexapro
other citalopram: celexa
other fluoxetine: prozac
other bupropion: wellbutrin
other trazodone: desyrel
other lorazepam: ativan
other alprazolam: xanax
other clonazepam: klonopin
other zolpidem: ambien
other sumatriptan: imitrex
other warfarin: coumadin
other apixaban: eliquis
other rivaroxaban: xarelto
other clopidogrel: plavix
other methotrexate:
other adalimumab: humira
other etanercept: enbrel
other alendronate: fosamax
other teriparatide: forteo
other albuterol: ventolin
other amoxicillin:
other cephalexin: keflex
other cannabis: marijuana cbd
"""

_FAMILIES = """
nsaid: nsaid nsaids antiinflammatory antiinflammatories
opioid: opioid opioids opiate opiates narcotic narcotics
relaxant: musclerelaxant relaxant relaxants
steroid: steroid steroids corticosteroid corticosteroids
"""

ENDINGS = (
    "profen", "coxib", "fenac", "oxicam", "codone", "morphone", "gabalin", "pentin", "azepam", "azolam",
    "triptyline", "oxetine", "sartan", "statin", "olol", "prazole", "tidine", "cillin", "floxacin", "cycline",
    "solone", "metasone", "caine", "triptan", "xaban", "gliptin", "glutide", "mab", "benzaprine", "anidine",
)  # fmt: skip
"""How names of drugs end that the list does not hold."""

DRUGS: dict[str, str] = {}
FAMILY_OF: dict[str, str] = {}
for _line in _DRUGS.strip().splitlines():
    _head, _, _brands = _line.partition(":")
    _family, _, _generic = _head.partition(" ")
    FAMILY_OF[_generic] = _family
    DRUGS |= dict.fromkeys((_generic, *_brands.split()), _generic)
FAMILIES = {
    word: line.partition(":")[0]
    for line in _FAMILIES.strip().splitlines()
    for word in line.partition(": ")[2].split()
}
