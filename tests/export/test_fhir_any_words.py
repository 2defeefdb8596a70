"""Whatever was said, the document stays valid and says it."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from scribe.export.fhir import bundle_json
from scribe.export.fhir_source import Added, Overridden, Work
from scribe.export.fhir_text import legal
from scribe.schema.evidence import Evidence
from scribe.schema.narrative import Section, Statement
from scribe.schema.result import Result
from tests.export.drafts import SIGNED_AT, SIGNING, result_of
from tests.export.fhir_rules import faults
from tests.export.test_fhir import all_words

ANY = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=30)
MARKUP = st.sampled_from(["<script>", "</div>", "]]>", "&amp;", "<!--", "\x00", "\x0b", "\ufffe", "\u2028", " "])


def spoken(text: str, name: str) -> Result:
    """A draft in whose every open place this text stands."""
    result = result_of("sciatica-left")
    quote = Evidence(segment_id="s1", quote=text, start_char=0, end_char=len(text))
    section = Section(title="Assessment", statements=(Statement(text=text, evidence=(quote,)),))
    return result.model_copy(
        update={
            "encounter": result.encounter.model_copy(update={"id": name, "encounter_type": text}),
            "note": result.note.model_copy(update={"sections": (section,)}),
            "findings": tuple(one.model_copy(update={"message": text}) for one in result.findings),
            "codes": tuple(one.model_copy(update={"evidence": (quote,)}) for one in result.codes),
        }
    )


@settings(max_examples=60, deadline=None)
@given(text=st.one_of(ANY, MARKUP, st.builds(str.__add__, MARKUP, ANY)), name=ANY)
def test_any_words_give_a_valid_document_that_says_them(text: str, name: str) -> None:
    signing = SIGNING.model_copy(update={"by": name, "statement": text})
    work = Work({1: Overridden(text, SIGNED_AT, text)}, (Added("amendment", text, SIGNED_AT),))
    document = bundle_json(spoken(text, name), signing, work=work)

    assert faults(json.loads(document)) == []
    assert legal(text).replace("\r\n", "\n").replace("\r", "\n") in all_words(document)
