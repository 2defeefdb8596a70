"""Right words: no word of medicine, no name and no word of a list is changed into a term it is not."""

import gzip
from pathlib import Path

import pytest

from audio import wordlists
from audio.confusables import are_confusable
from audio.vocabulary import corrected
from tests.audio.talk import words

LISTS = Path(wordlists.__file__).parent
OFFICIAL = gzip.decompress((LISTS / "icd10cm.txt.gz").read_bytes()).decode().split()
CLINICAL_TEXT = """
hyporeflexia hyporeflexic areflexia hyperflexion hyperextension hypertonia hypotonia hyperalgesia hypoalgesia
hyperesthesia hypermobility hypomobility hyperkyphosis hypolordosis myopathy myopathic myelitis myalgia
myelogram myelomalacia myeloma myotomy myoclonus myotonia myotome nephropathy nephritis neuroma neurology
nephrology arteriopathy arteritis arthralgia arthrogram arthroscopy osteopetrosis osteosclerosis osteonecrosis
osteomalacia osteopathy osteotomy trochanter trochanters articular intraarticular intramuscular intermuscular
muscular neurovascular intravertebral prevertebral interspinal supraspinous infraspinous supraspinatus
infraspinatus intradiscal intradural extradural subdural intrathecal intraforaminal extraforaminal ischial iliac
ilium ileum ileus psoas gluteal gluteus rhomboid scalene serratus soleus peroneal sural femoral pudendal
obturator sciatic brachial bronchial thoracic odontoid zygapophyseal apophysis epiphysis diaphysis vertebral
laminoplasty foraminoplasty facetectomy hemilaminectomy discectomies rhizotomy rhizolysis neurotomy neurolysis
spondyloptosis spondylodiscitis spondylodesis spondylodynia spondylitic spondylolytic radiculomyelopathy
plexopathy vasculopathy encephalopathy encephalomyelitis poliomyelitis arachnoiditis meningitis tendinitis
tendinosis tendinopathy bursitis fasciitis enthesitis capsulitis synovitis chondritis costochondritis
polymyalgia dermatomyositis polymyositis dermatitis dermatosis discography coccydynia metatarsalgia causalgia
thoracalgia sacrodynia ischialgia paraparesis tetraparesis hemiparesis monoparesis paraplegia quadriplegia
hemiplegia spasticity rigidity ataxia dystonia dysphagia dysphasia aphasia dyspnea apnea syncope vertigo
nystagmus proprioception stereognosis plantarflexion eversion inversion pronation supination adduction abduction
adductor abductor flexor extensor rotator sclerosis necrosis fibrosis ischemia ischemic stenotic sclerotic
dysplasia hypoplasia hyperplasia intravenous subcutaneous transdermal acupuncture chiropractic physiatry
orthotic orthosis opioid opiate corticosteroid bupivacaine ropivacaine perispinal perivertebral scapular scapula
clavicle sternum humerus femoral patellar meniscus tibial fibular calcaneus
"""
CLINICAL = CLINICAL_TEXT.split()
NAMES_TEXT = """
Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Wilson
Anderson Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis Robinson
Walker Young Allen King Wright Scott Torres Nguyen Hill Flores Green Adams Nelson Baker Hall Rivera Campbell
Mitchell Carter Roberts Gomez Phillips Evans Turner Diaz Parker Cruz Edwards Collins Reyes Stewart Morris
Morales Murphy Cook Rogers Gutierrez Ortiz Morgan Cooper Peterson Bailey Reed Kelly Howard Ramos Kim Cox Ward
Richardson Watson Brooks Chavez Wood James Bennett Gray Mendoza Ruiz Hughes Price Alvarez Castillo Sanders Patel
Myers Long Ross Foster Jimenez Powell Jenkins Perry Russell Sullivan Bell Coleman Butler Henderson Barnes
Gonzales Fisher Vasquez Simmons Romero Jordan Patterson Alexander Hamilton Graham Reynolds Griffin Wallace
Moreno West Cole Hayes Bryant Herrera Gibson Ellis Tran Medina Aguilar Stevens Murray Ford Castro Marshall Owens
Harrison Fernandez McDonald Woods Washington Kennedy Wells Vargas Henry Chen Freeman Webb Tucker Guzman Burns
Crawford Olson Simpson Porter Hunter Gordon Mendez Silva Shaw Snyder Mason Dixon Munoz Hunt Hicks Holmes Palmer
Wagner Black Robertson Boyd Rose Stone Salazar Fox Warren Mills Meyer Rice Schmidt Garza Daniels Ferguson
Nichols Stephens Soto Weaver Ryan Gardner Payne Grant Dunn Kelley Spencer Hawkins Arnold Pierce Hansen Peters
Santos Hart Bradley Knight Elliott Cunningham Duncan Armstrong Hudson Carroll Lane Riley Andrews Alvarado Ray
Delgado Berry Perkins Hoffman Johnston Matthews Pena Richards Contreras Willis Carpenter Lawrence Sandoval
Guerrero George Chapman Rios Estrada Ortega Watkins Greene Nunez Wheeler Valdez Harper Burke Larson Santiago
Maldonado Morrison Franklin Carlson Austin Dominguez Carr Lawson Jacobs Obrien Lynch Singh Vega Bishop
Montgomery Oliver Jensen Harvey Williamson Gilbert Dean Sims Espinoza Howell Li Wong Reid Hanson Le McCoy
Garrett Burton Fuller Wang Weber Welch Rojas Morvan Marfan Medrano Morfin Marvin Morphew Kowalski Gabardi
Gabarra Maestas Theis Stenson Tramel Robson Robison Robbins Lidstone Oxley Bakalov Bachman Bakley Lourdes
Celeste Selena Lyra Lyric Flexer Vicente Vickers Sciarra Corderos Cordova Scolari Lorde Kiefer Kifer Sacramone
Stanis Stennis Neuman Myron Melissa Gabriella Gabriela Penton Benton Naprosky Pregel Prager Duluth Deloach
Dexter Predmore Hydock Ketter Topper Ibarra Ibrahim Venlo Tapia Mary Patricia Jennifer Linda Elizabeth Barbara
Susan Jessica Karen Sarah Lisa Nancy Sandra Betty Ashley Emily Kimberly Margaret Donna Michelle Carol Amanda
Dorothy Deborah Stephanie Rebecca Sharon Laura Cynthia Amy Kathleen Angela Shirley Brenda Emma Anna Pamela
Nicole Samantha Katherine Christine Helen Debra Rachel Carolyn Janet Maria Catherine
"""
NAMES = NAMES_TEXT.split()


def changed(said: list[str], frame: str = "{}") -> list[str]:
    """The words that do not stay as they are, sure or doubted."""
    return [
        word
        for word in said
        for probability in (0.2, 0.95)
        if corrected(heard := words(frame.format(word), probability=probability)) != heard
    ]


def test_no_word_of_the_official_wording_is_changed() -> None:
    assert len(OFFICIAL) > 6000
    assert changed(OFFICIAL) == []


def test_no_word_clinicians_write_is_changed() -> None:
    assert len(set(CLINICAL)) >= 150
    assert changed(CLINICAL, "There is {} today.") == []
    assert changed([*CLINICAL, *sorted(wordlists.medical() - set(OFFICIAL))]) == []


def test_no_name_is_changed() -> None:
    assert len(set(NAMES)) >= 300
    assert changed(NAMES, "{} called again.") == []
    assert changed(NAMES, "My name is {} and my back hurts.") == []
    assert changed([name.lower() for name in NAMES], "My name is {} again") == []


def test_no_name_of_the_census_is_changed_even_where_a_sentence_begins() -> None:
    assert len(wordlists.names()) > 10_000
    assert changed([name.capitalize() for name in sorted(wordlists.names())[::12]]) == []


@pytest.mark.parametrize(
    "said",
    [
        "There is hyporeflexia at the ankle.",
        "There is hypo reflexia at the ankle.",
        "There is hypo-reflexia at the ankle.",
        "There is hyporreflexia at the ankle.",
        "He has a steroid myopathy.",
        "He has transverse myelitis.",
        "It is a hyperflexion injury.",
        "a diabetic nephropathy",
        "The articular facet is tender.",
        "An intramuscular injection",
        "There is spondolysis at L5.",
        "My name is Morvan",
    ],
)
@pytest.mark.parametrize("probability", [0.2, 0.95])
def test_a_finding_never_becomes_another(said: str, probability: float) -> None:
    heard = words(said, probability=probability)

    assert corrected(heard) == heard


@pytest.mark.parametrize(
    ("heard", "term"),
    [
        ("hiporreflexya", "hyperreflexia"),
        ("hyperesthezia", "hypoesthesia"),
        ("myopethy", "myelopathy"),
        ("myelositis", "myositis"),
        ("nefropathy", "neuropathy"),
        ("arteriopethy", "arthropathy"),
        ("intravertebrel", "intervertebral"),
        ("laminotomi", "laminectomy"),
        ("spondolysis", "spondylosis"),
        ("neuralgya", "neuritis"),
        ("articuler", "radicular"),
    ],
)
def test_parts_that_mean_another_thing_are_confusable(heard: str, term: str) -> None:
    assert are_confusable(heard, term)


@pytest.mark.parametrize(
    ("heard", "term"),
    [("chifosis", "kyphosis"), ("sacrilyitis", "sacroiliitis"), ("polynoropathy", "polyneuropathy")],
)
def test_a_misspelling_is_not_confusable(heard: str, term: str) -> None:
    assert not are_confusable(heard, term)


@pytest.mark.parametrize(
    ("heard", "written"),
    [
        ("I saw Gabapenten again", "I saw Gabapenten again"),
        ("I saw gabapenten again", "I saw gabapentin again"),
        ("take Gabapenten 300 mg daily", "take gabapentin 300 mg daily"),
        ("take Gabapenten three hundred milligrams daily", "take gabapentin three hundred milligrams daily"),
        ("Mr. Gabapenten 300 mg", "Mr. Gabapenten 300 mg"),
        ("Lyrica and Simbalt did", "Lyrica and Cymbalta did"),
    ],
)
def test_a_capital_within_a_sentence_is_a_name_unless_a_brand_or_a_dose_follows(heard: str, written: str) -> None:
    assert "".join(word.text for word in corrected(words(heard))).strip() == written


def test_words_that_make_another_drug_with_the_word_before_hold_no_term() -> None:
    heard = words("I take met for men daily", probability=0.3)

    assert corrected(heard) == heard


def test_of_several_ordinary_words_each_must_be_doubted() -> None:
    heard = (*words("the", probability=0.9), *words("medics", 0.3, 0.3), *words("alone", 0.6, 0.9))

    assert corrected(heard) == heard
