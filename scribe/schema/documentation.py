"""Documentation: the facts of the encounter, what nobody spoke of, and what could not be read."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from scribe.schema.facts import Fact
from scribe.schema.record import Record
from scribe.schema.terms import FactKind


class DisagreementOn(StrEnum):
    """In what two readers differ."""

    ASSERTION = "assertion"
    VALUE = "value"
    SIDE = "side"
    NUMBER = "number"
    EXPERIENCER = "experiencer"
    TEMPORALITY = "temporality"
    ONLY_ONE = "only-one"


class Disagreement(Record):
    """Two readers saw the same words differently, or only one of them saw a fact."""

    kind: FactKind
    on: DisagreementOn
    about: str | None = None
    primary: Fact | None = None
    second: Fact | None = None


class Documentation(Record):
    """The facts in reading order, ids unique. ``not_discussed`` is computed: no reader can assert silence."""

    facts: tuple[Fact, ...] = ()
    not_discussed: tuple[FactKind, ...] = ()
    """Kinds no fact speaks of and whose reading did not fail, in contract order. A given value is replaced."""
    unread: tuple[FactKind, ...] = ()
    """Kinds whose reading failed: never to be taken for silence."""
    disagreements: tuple[Disagreement, ...] = ()
    unlocated_quotes: Annotated[int, Field(ge=0)] = 0
    """Facts dropped because their quote is not in the transcript."""
    refused_facts: Annotated[int, Field(ge=0)] = 0
    """Facts dropped although their quote is there: it does not say the claim, or says the opposite."""
    corrected_facts: Annotated[int, Field(ge=0)] = 0
    """Facts kept with another assertion than the model gave them: the one that their words say."""

    @model_validator(mode="after")
    def _ids_are_unique(self) -> "Documentation":
        ids = [fact.id for fact in self.facts]
        if len(ids) != len(set(ids)):
            raise ValueError("two facts have the same id")
        return self

    @model_validator(mode="after")
    def _silence_is_computed(self) -> "Documentation":
        seen = {fact.kind for fact in self.facts} | set(self.unread)
        self.__dict__["not_discussed"] = tuple(kind for kind in FactKind if kind not in seen)
        return self

    def with_facts(self, facts: Iterable[Fact], disagreements: Iterable[Disagreement] | None = None) -> Self:
        """The same with other facts; what is not discussed is computed anew (``model_copy`` would keep the old)."""
        values = dict(self) | {"facts": tuple(facts)}
        if disagreements is not None:
            values["disagreements"] = tuple(disagreements)
        return type(self)(**values)

    def fact(self, fact_id: str) -> Fact | None:
        """The fact of this id, or None."""
        return next((fact for fact in self.facts if fact.id == fact_id), None)
