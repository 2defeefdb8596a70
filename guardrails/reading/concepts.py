"""What a stated phrase can mean for coding: concepts of the spine, and groups of them."""

from enum import StrEnum


class Concept(StrEnum):
    """A condition or symptom the decision table knows."""

    PAIN = "pain of the spine"
    LIMB_PAIN = "limb pain"
    RADICULAR_PAIN = "radicular pain"
    STIFFNESS = "stiffness"
    PAIN_OF_TYPE = "pain of a stated type"
    VERTEBROGENIC = "vertebrogenic pain"
    DISCOGENIC = "discogenic pain"
    FACET_PAIN = "pain of a facet joint"
    POSTOP_PAIN = "postoperative pain"
    CHRONIC_POSTOP_PAIN = "chronic postoperative pain"
    OCCIPITAL_NEURALGIA = "occipital neuralgia"
    SCIATICA = "sciatica"
    RADICULOPATHY = "radiculopathy"
    MYELOPATHY = "myelopathy"
    CLAUDICATION = "neurogenic claudication"
    DISC_DISORDER = "disc disorder"
    DISC_DISPLACEMENT = "disc displacement"
    DISC_DEGENERATION = "disc degeneration"
    DISC_NARROWING = "disc space narrowing"
    ENDPLATE = "endplate change"
    SPONDYLOSIS = "spondylosis"
    FACET_SYNDROME = "facet syndrome"
    STENOSIS = "spinal stenosis"
    SPONDYLOLISTHESIS = "spondylolisthesis"
    SPONDYLOLYSIS = "spondylolysis"
    SPINE_SURGERY = "operation on the spine"
    POSTLAMINECTOMY = "postlaminectomy syndrome"
    SACROILIITIS = "sacroiliitis"
    SACROILIAC_DISORDER = "sacroiliac joint disorder"
    SPASM = "muscle spasm of the back"
    MYOFASCIAL = "myofascial pain"
    STRAIN = "strain"
    SPRAIN = "sprain"
    CONTUSION = "contusion"
    INJURY = "injury of the back"
    TRAUMA = "trauma"
    FRACTURE = "vertebral fracture"
    OSTEOPOROTIC_FRACTURE = "osteoporotic vertebral fracture"
    PATHOLOGICAL_FRACTURE = "pathological vertebral fracture"
    FATIGUE_FRACTURE = "fatigue fracture of a vertebra"
    DISCITIS = "discitis"
    PYOGENIC_DISC = "pyogenic infection of a disc"
    OSTEOMYELITIS = "vertebral osteomyelitis"
    CAUDA_EQUINA = "cauda equina syndrome"
    ANKYLOSING_SPONDYLITIS = "ankylosing spondylitis"
    SCOLIOSIS = "scoliosis"
    KYPHOSIS = "kyphosis"
    INSTABILITY = "spinal instability"
    HYPEROSTOSIS = "ankylosing hyperostosis"
    SCHEUERMANN = "juvenile osteochondrosis of the spine"
    SCHMORL = "Schmorl's nodes"
    TORTICOLLIS = "torticollis"
    SEGMENTAL_DYSFUNCTION = "segmental dysfunction"
    CERVICOBRACHIAL = "cervicobrachial syndrome"
    CERVICOCRANIAL = "cervicocranial syndrome"
    PIRIFORMIS = "piriformis syndrome"
    INFLAMMATORY_SPONDYLOPATHY = "inflammatory spondylopathy"
    CORD_COMPRESSION = "compression of the cord"
    CANCER = "cancer"
    METASTASIS = "metastasis"
    MYELOMA = "multiple myeloma"
    SPINE_TUMOUR = "tumour of the spine"
    OSTEOPOROSIS = "osteoporosis"
    PREGNANCY = "pregnancy"
    POSTPARTUM = "puerperium"
    CHRONIC_PAIN_SYNDROME = "chronic pain syndrome"
    NEOPLASM_PAIN = "neoplasm-related pain"
    SOMATOFORM_PAIN = "pain exclusively related to psychological factors"
    PAIN_PSYCH_FACTORS = "pain disorder with related psychological factors"
    MOOD = "mood disorder"
    DEGENERATIVE_CHANGE = "degenerative change"
    ABNORMAL_FINDING = "other abnormal finding"


C = Concept

PAINS = frozenset({C.PAIN, C.PAIN_OF_TYPE, C.VERTEBROGENIC, C.DISCOGENIC, C.FACET_PAIN, C.CHRONIC_POSTOP_PAIN})
"""Concepts that say the back itself hurts."""

DISC = frozenset({C.DISC_DISORDER, C.DISC_DISPLACEMENT, C.DISC_DEGENERATION})
INJURIES = frozenset({C.STRAIN, C.SPRAIN, C.CONTUSION, C.INJURY})
OTHER_CONDITIONS = frozenset(
    {C.SCOLIOSIS, C.KYPHOSIS, C.INSTABILITY, C.HYPEROSTOSIS, C.SCHEUERMANN, C.SCHMORL, C.TORTICOLLIS}
    | {C.SEGMENTAL_DYSFUNCTION, C.CERVICOBRACHIAL, C.CERVICOCRANIAL, C.PIRIFORMIS, C.INFLAMMATORY_SPONDYLOPATHY}
    | {C.CORD_COMPRESSION}
)
"""Conditions of the spine scope that the decision table does not treat one by one."""
LEG = frozenset({C.SCIATICA, C.RADICULOPATHY, C.LIMB_PAIN, C.RADICULAR_PAIN})

CAUSES = (
    DISC
    | OTHER_CONDITIONS
    | frozenset(
        {
            C.SPONDYLOSIS,
            C.FACET_SYNDROME,
            C.STENOSIS,
            C.SPONDYLOLISTHESIS,
            C.SPONDYLOLYSIS,
            C.POSTLAMINECTOMY,
            C.SACROILIITIS,
            C.SPASM,
            C.MYOFASCIAL,
            C.FRACTURE,
            C.OSTEOPOROTIC_FRACTURE,
            C.PATHOLOGICAL_FRACTURE,
            C.FATIGUE_FRACTURE,
            C.DISCITIS,
            C.PYOGENIC_DISC,
            C.OSTEOMYELITIS,
            C.CAUDA_EQUINA,
            C.ANKYLOSING_SPONDYLITIS,
        }
    )
)
"""Definitive diagnoses of the spine: a cause that is managed is coded instead of the pain."""

SPINE = (
    PAINS
    | CAUSES
    | INJURIES
    | frozenset(
        {
            C.SCIATICA,
            C.RADICULOPATHY,
            C.STIFFNESS,
            C.OCCIPITAL_NEURALGIA,
            C.METASTASIS,
            C.SPINE_TUMOUR,
            C.POSTOP_PAIN,
            C.SPINE_SURGERY,
            C.MYELOPATHY,
            C.CLAUDICATION,
            C.SACROILIAC_DISORDER,
            C.CHRONIC_PAIN_SYNDROME,
            C.NEOPLASM_PAIN,
            C.SOMATOFORM_PAIN,
            C.PAIN_PSYCH_FACTORS,
        }
    )
)
"""Concepts that make a visit one of the spine when they have a spinal site, or imply one."""

IMPLY_SITE = (
    frozenset({C.SCIATICA, C.CAUDA_EQUINA, C.ANKYLOSING_SPONDYLITIS, C.SACROILIITIS, C.POSTLAMINECTOMY}) | DISC
)
IMPLY_SITE |= frozenset({C.SPONDYLOLISTHESIS, C.SPONDYLOLYSIS, C.SPONDYLOSIS, C.SACROILIAC_DISORDER, C.SCOLIOSIS})
IMPLY_SITE |= frozenset({C.OCCIPITAL_NEURALGIA, C.DISCITIS, C.VERTEBROGENIC, C.DISC_NARROWING, C.ENDPLATE})
IMPLY_SITE |= frozenset({C.FACET_PAIN, C.FACET_SYNDROME, C.PYOGENIC_DISC}) | OTHER_CONDITIONS | {C.RADICULOPATHY}
"""Concepts that are of the spine even where no site is named."""

PAIN_BEARING = PAINS | frozenset({C.SCIATICA, C.MYOFASCIAL, C.CHRONIC_PAIN_SYNDROME, C.SACROILIAC_DISORDER})
"""Concepts of which "chronic" is said of a pain."""
