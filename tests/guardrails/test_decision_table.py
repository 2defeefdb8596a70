"""The decision table row by row: facts, and the codes in order. Written from the table, not from the rules."""

import csv
from datetime import date
from pathlib import Path

import pytest

import guardrails
from guardrails import code
from guardrails.examples import Said, complaint, diagnosis, documentation, encounter, said
from guardrails.registry import CODING_RULES, RULES
from scribe.schema.encounter import Setting

TABLE = Path(guardrails.__file__).parent / "decision_table.csv"
DAY = date(2026, 11, 20)


def history(value: str, **rest: object) -> Said:
    return said("history", value, **rest)


def reason(value: str) -> Said:
    return said("encounter_reason", value)


LBP = complaint("low back pain")
CASES: tuple[tuple[str, tuple[Said, ...], str], ...] = (
    ("D01", (diagnosis("back pain"),), "M54.9"),
    ("D01", (complaint("my back hurts"),), "M54.9"),
    ("D02", (diagnosis("cervicalgia"),), "M54.2"),
    ("D02", (complaint("neck pain"),), "M54.2"),
    ("D03", (diagnosis("thoracic spine pain"),), "M54.6"),
    ("D03", (diagnosis("mid back pain"),), "M54.9"),
    ("D04", (diagnosis("lumbago"),), "M54.50"),
    ("D04", (diagnosis("loin pain"),), "M54.50"),
    ("D04", (diagnosis("low back syndrome"),), "M54.50"),
    ("D05", (diagnosis("vertebrogenic low back pain"),), "M54.51"),
    ("D05", (diagnosis("lumbar vertebral endplate pain"),), "M54.51"),
    ("D06", (diagnosis("vertebrogenic pain syndrome"),), "M54.89"),
    ("D07", (diagnosis("mechanical low back pain"),), "M54.59"),
    ("D08", (diagnosis("mechanical back pain"),), "M54.89"),
    ("D09", (diagnosis("occipital neuralgia"), complaint("neck pain")), "M54.81"),
    ("D10", (diagnosis("right sciatica"),), "M54.31"),
    ("D10", (diagnosis("left sciatica"),), "M54.32"),
    ("D10", (diagnosis("bilateral sciatica"),), "M54.31 M54.32"),
    ("D10", (diagnosis("sciatica"),), "M54.30"),
    ("D11", (diagnosis("low back pain with right sciatica"),), "M54.41"),
    ("D11", (diagnosis("low back pain with bilateral sciatica"),), "M54.41 M54.42"),
    ("D11", (LBP, diagnosis("left sciatica")), "M54.42"),
    ("D12", (diagnosis("low back pain and right leg pain"),), "M54.50 M79.604"),
    ("D12", (LBP, said("radiation", "leg", by="patient")), "M54.50"),
    ("D13", (diagnosis("cervical radiculopathy"),), "M54.12"),
    ("D13", (diagnosis("radiculopathy at C7-T1"),), "M54.13"),
    ("D13", (diagnosis("thoracic radiculopathy"),), "M54.14"),
    ("D13", (diagnosis("thoracolumbar radiculopathy"),), "M54.15"),
    ("D13", (diagnosis("lumbar radiculitis"),), "M54.16"),
    ("D13", (diagnosis("lumbosacral radiculopathy"),), "M54.17"),
    ("D13", (diagnosis("sacral radiculopathy"),), "M54.18"),
    ("D14", (diagnosis("L4-5 disc herniation with radiculopathy"),), "M51.16"),
    ("D14", (diagnosis("sciatica due to L5-S1 disc herniation"),), "M51.17"),
    ("D14", (diagnosis("thoracic disc herniation with radiculopathy"),), "M51.14"),
    ("D14", (diagnosis("C6-7 disc protrusion with radiculopathy"),), "M50.123"),
    ("D14", (diagnosis("cervical disc disorder with radiculopathy"),), "M50.10"),
    ("D15", (diagnosis("C5-6 disc herniation with myelopathy"),), "M50.022"),
    ("D15", (diagnosis("lumbar disc disorder with myelopathy"),), "M51.06"),
    ("D16", (diagnosis("L3-4 disc herniation"), LBP), "M51.26"),
    ("D16", (diagnosis("L5-S1 disc displacement"),), "M51.27"),
    ("D16", (diagnosis("thoracolumbar disc herniation"),), "M51.25"),
    ("D16", (diagnosis("C4-5 disc herniation"),), "M50.221"),
    ("D16", (diagnosis("L4-5 and L5-S1 disc herniation"),), "M51.26 M51.27"),
    ("D17", (diagnosis("lumbar disc degeneration with discogenic back pain"),), "M51.360"),
    ("D17", (diagnosis("lumbosacral disc degeneration with discogenic back pain"),), "M51.370"),
    ("D18", (diagnosis("lumbar disc degeneration"), said("radiation", "leg")), "M51.361"),
    ("D18", (diagnosis("L5-S1 disc degeneration"), said("radiation", "leg")), "M51.371"),
    ("D19", (diagnosis("lumbar disc degeneration with back pain and leg pain"),), "M51.362"),
    ("D20", (diagnosis("lumbar degenerative disc disease"),), "M51.369"),
    ("D20", (diagnosis("lumbosacral degenerative disc disease"),), "M51.379"),
    ("D21", (diagnosis("thoracic disc degeneration"),), "M51.34"),
    ("D21", (diagnosis("thoracolumbar disc degeneration"),), "M51.35"),
    ("D21", (diagnosis("C5-6 degenerative disc disease"),), "M50.322"),
    ("D22", (diagnosis("lumbar spondylosis"), LBP), "M47.816"),
    ("D22", (diagnosis("cervical spondylosis with myelopathy"),), "M47.12"),
    ("D22", (diagnosis("lumbar spondylosis with radiculopathy"),), "M47.26"),
    ("D22", (diagnosis("L4-5 facet arthropathy"),), "M47.816"),
    ("D23", (diagnosis("lumbar spinal stenosis"),), "M48.061"),
    ("D23", (diagnosis("lumbar stenosis with neurogenic claudication"),), "M48.062"),
    ("D23", (diagnosis("cervical spinal stenosis"),), "M48.02"),
    ("D23", (diagnosis("lumbosacral stenosis"),), "M48.07"),
    ("D24", (diagnosis("L4-5 degenerative spondylolisthesis"),), "M43.16"),
    ("D24", (diagnosis("L5-S1 spondylolisthesis"),), "M43.17"),
    ("D24", (diagnosis("lumbar spondylolysis"),), "M43.06"),
    ("D24", (diagnosis("lumbar spondylolysis with spondylolisthesis"),), "M43.16"),
    ("D25", (diagnosis("failed back surgery syndrome"),), "M96.1"),
    ("D25", (diagnosis("postlaminectomy syndrome"), reason("pain control")), "G89.28 M96.1"),
    ("D26", (diagnosis("coccydynia"),), "M53.3"),
    ("D26", (diagnosis("sacroiliac joint pain"),), "M53.3"),
    ("D26", (diagnosis("sacroiliitis"),), "M46.1"),
    ("D27", (diagnosis("muscle spasm of the back"),), "M62.830"),
    ("D27", (diagnosis("myofascial low back pain"),), "M79.18"),
    ("D28", (diagnosis("right flank pain"),), "R10.A1"),
    ("D28", (diagnosis("left flank pain"),), "R10.A2"),
    ("D28", (diagnosis("bilateral flank pain"),), "R10.A3"),
    ("D28", (diagnosis("flank pain"),), "R10.A0"),
    ("D29", (diagnosis("chronic low back pain"),), "M54.50 G89.29"),
    ("D29", (diagnosis("chronic back pain"),), "M54.9 G89.29"),
    ("D29", (diagnosis("chronic neck pain due to a car accident"),), "M54.2 G89.21"),
    ("D30", (diagnosis("chronic low back pain"), reason("pain management")), "G89.29 M54.50"),
    ("D30", (diagnosis("lumbar stenosis with chronic low back pain"), reason("pain control")), "G89.29 M48.061"),
    ("D31", (diagnosis("chronic low back pain due to lumbar spondylolisthesis"),), "M43.16"),
    ("D32", (diagnosis("acute low back pain"),), "M54.50"),
    ("D33", (diagnosis("acute low back pain due to a fall"),), "M54.50 G89.11"),
    ("D33", (diagnosis("acute low back pain due to a fall"), reason("pain control")), "G89.11 M54.50"),
    ("D34", (LBP, diagnosis("chronic pain syndrome")), "M54.50 G89.4"),
    ("D34", (LBP, diagnosis("chronic pain syndrome"), reason("pain management")), "G89.4 M54.50"),
    ("D35", (complaint("back pain"), diagnosis("somatoform pain disorder")), "F45.41"),
    (
        "D36",
        (diagnosis("chronic low back pain"), diagnosis("pain disorder with related psychological factors")),
        "M54.50 G89.29 F45.42",
    ),
    ("D37", (diagnosis("low back pain"), diagnosis("depression")), "M54.50"),
    ("D37", (diagnosis("low back pain"), said("psychogenic", "unspecified", assertion="denied")), "M54.50"),
    ("D38", (diagnosis("acute lumbar strain"),), "S39.012A"),
    ("D38", (diagnosis("back strain"),), "S39.012A"),
    ("D38", (diagnosis("thoracic strain"),), "S29.012A"),
    ("D38", (diagnosis("neck strain"),), "S16.1XXA"),
    ("D39", (diagnosis("lumbar sprain"),), "S33.5XXA"),
    ("D39", (diagnosis("lumbosacral sprain"),), "S33.9XXA"),
    ("D39", (diagnosis("sacroiliac joint sprain"),), "S33.6XXA"),
    ("D39", (diagnosis("thoracic sprain"),), "S23.3XXA"),
    ("D39", (diagnosis("whiplash"),), "S13.4XXA"),
    ("D40", (diagnosis("back injury"),), "S39.92XA"),
    ("D41", (diagnosis("lumbar strain"), reason("physical therapy")), "S39.012D"),
    ("D41", (diagnosis("healing lumbar sprain"),), "S33.5XXD"),
    ("D42", (diagnosis("L1 fracture due to a fall"),), "S32.019A"),
    ("D42", (diagnosis("open fracture of T8 due to a car accident"),), "S22.069B"),
    ("D42", (diagnosis("L1 compression fracture due to a fall with delayed healing"),), "S32.010G"),
    ("D42", (diagnosis("L1 compression fracture due to a fall with nonunion"),), "S32.010K"),
    ("D42", (diagnosis("neck fracture due to a fall with nonunion"),), "S12.9XXD"),
    ("D43", (diagnosis("low back pain due to an old lumbar strain"),), "M54.50 S39.012S"),
    ("D43", (diagnosis("chronic low back pain due to an old lumbar sprain"),), "M54.50 G89.21 S33.5XXS"),
    ("D44", (diagnosis("lumbar strain"), said("mechanism", "lifting", injury="unclear")), "M54.50"),
    ("D45", (diagnosis("osteoporotic compression fracture of L1"),), "M80.08XA"),
    ("D45", (diagnosis("L1 fracture after a minor fall"), diagnosis("osteoporosis")), "M80.08XA"),
    ("D45", (diagnosis("L1 fracture"), diagnosis("drug-induced osteoporosis")), "M80.88XA"),
    ("D46", (diagnosis("compression fracture of L1"),), "M48.56XA"),
    ("D46", (diagnosis("collapsed thoracic vertebra"),), "M48.54XA"),
    ("D47", (diagnosis("pathological fracture of L1 due to spinal metastasis"),), "M84.58XA C79.51"),
    ("D48", (diagnosis("spinal metastasis with neoplasm-related pain"),), "C79.51 G89.3"),
    ("D48", (diagnosis("spinal metastasis with neoplasm-related pain"), reason("pain control")), "G89.3 C79.51"),
    ("D49", (diagnosis("low back pain"), history("history of breast cancer")), "M54.50 Z85.3"),
    (
        "D49",
        (
            diagnosis("low back pain"),
            history("prostate cancer", temporality="past"),
            diagnosis("spinal metastasis", assertion="uncertain", certainty_words="suspected"),
        ),
        "M54.50 Z85.46",
    ),
    ("D50", (diagnosis("lumbar discitis"), LBP), "M46.46"),
    ("D50", (diagnosis("vertebral osteomyelitis of T10"),), "M46.24"),
    ("D50", (diagnosis("pyogenic discitis L4-5 due to MSSA"),), "M46.36 B95.61"),
    ("D51", (diagnosis("cauda equina syndrome"), LBP), "G83.4"),
    ("D51", (diagnosis("low back pain, concern for cauda equina syndrome"),), "M54.50"),
    ("D52", (diagnosis("low back pain of pregnancy at 24 weeks"),), "O99.891 M54.50 Z3A.24"),
    ("D52", (diagnosis("low back pain"), history("pregnancy, incidental to the pain")), "M54.50 Z33.1"),
    ("D53", (diagnosis("low back pain"), history("2 weeks postpartum")), "O99.893 M54.50"),
    ("D53", (diagnosis("low back pain"), history("5 months postpartum")), "M54.50"),
    ("D54", (diagnosis("expected postoperative pain after lumbar fusion"),), ""),
    ("D55", (diagnosis("acute postoperative pain after lumbar fusion, beyond routine"),), "G89.18"),
    ("D55", (diagnosis("chronic postoperative low back pain"),), "M54.50 G89.28"),
    ("D56", (reason("preoperative evaluation"), diagnosis("lumbar stenosis")), "Z01.818 M48.061"),
    ("D57", (diagnosis("low back pain, probable lumbar stenosis"),), "M54.50"),
    ("D57", (LBP, diagnosis("lumbar stenosis versus disc herniation")), "M54.50"),
    ("D58", (diagnosis("cervicalgia"), diagnosis("low back pain")), "M54.2 M54.50"),
    ("D58", (diagnosis("neck, thoracic and low back pain"),), "M54.2 M54.6 M54.50"),
    ("D59", (diagnosis("pain of the whole spine"),), "M54.9"),
)


def _codes(facts: tuple[Said, ...], day: date = DAY, setting: Setting = Setting.OUTPATIENT) -> str:
    return " ".join(a.code for a in code(encounter(day, setting), documentation(facts)).assignments)


@pytest.mark.parametrize(
    ("facts", "codes"), [pytest.param(f, c, id=f"{row}: {f[-1].value}") for row, f, c in CASES]
)
def test_a_row_of_the_table_gives_its_codes_in_order(facts: tuple[Said, ...], codes: str) -> None:
    assert _codes(facts) == codes


def _rows() -> list[str]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return [row["id"] for row in csv.DictReader(lines)]


def test_every_row_has_a_case_here() -> None:
    assert [row for row in _rows() if row not in {case[0] for case in CASES}] == []


def test_every_row_is_served_by_a_rule_and_every_named_row_exists() -> None:
    served = {row for rule in (*CODING_RULES, *RULES) for row in rule.rows}

    assert served == set(_rows())


def test_the_committed_table_is_that_of_the_coding_reference(shared_data: Path) -> None:
    reference = shared_data.parent / "domain" / "data" / "decision_table.csv"

    assert TABLE.read_bytes() == reference.read_bytes()


@pytest.mark.parametrize(
    ("phrase", "before", "last_day", "after"),
    [
        ("low back pain", "M54.5", date(2021, 9, 30), "M54.50"),
        ("lumbar disc degeneration", "M51.36", date(2024, 9, 30), "M51.369"),
        ("lumbosacral disc degeneration", "M51.37", date(2024, 9, 30), "M51.379"),
        ("lumbar stenosis", "M48.06", date(2017, 9, 30), "M48.061"),
        ("myofascial low back pain", "M79.1", date(2018, 9, 30), "M79.18"),
        ("C5-6 disc herniation", "M50.22", date(2016, 9, 30), "M50.222"),
        ("right flank pain", "R10.9", date(2025, 9, 30), "R10.A1"),
    ],
)
def test_a_split_code_changes_on_its_day(phrase: str, before: str, last_day: date, after: str) -> None:
    next_day = date.fromordinal(last_day.toordinal() + 1)

    assert (_codes((diagnosis(phrase),), last_day), _codes((diagnosis(phrase),), next_day)) == (before, after)


@pytest.mark.parametrize("setting", [Setting.OUTPATIENT, Setting.EMERGENCY])
def test_an_uncertain_diagnosis_is_no_code_outside_an_inpatient_stay(setting: Setting) -> None:
    assert _codes((LBP, diagnosis("probable lumbar stenosis")), setting=setting) == "M54.50"


def test_an_uncertain_diagnosis_is_coded_as_established_at_discharge() -> None:
    assert _codes((LBP, diagnosis("probable lumbar stenosis")), setting=Setting.INPATIENT) == "M48.061"
