"""Phraser: asks a model to write each section of a narrative again. It proposes; ``accept`` decides."""

import json
from dataclasses import dataclass
from functools import partial

from pydantic import BaseModel, ConfigDict, Field

from prompts import Prompt
from scribe.llm import Ask, ChatModel, RenderedPrompt, Reply, accounted, outcome_of, read_reply
from scribe.schema.errors import ModelError
from scribe.schema.narrative import Narrative, Section
from scribe.schema.result import Component, ModelComponent

_FEWEST = 2
"""Statements of a section that is worth a call: one alone has nothing to be joined with."""


class ReplySentence(BaseModel):
    """One sentence as the model wrote it, and the numbers it says it stands for."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)

    of: tuple[str, ...] = Field(alias="from")
    text: str


class ReplySection(BaseModel):
    """A whole reply."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)

    sentences: tuple[ReplySentence, ...]


REPLY_SCHEMA: dict[str, object] = {
    "type": "object",
    "properties": {
        "sentences": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"from": {"type": "array", "items": {"type": "string"}}, "text": {"type": "string"}},
                "required": ["from", "text"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["sentences"],
    "additionalProperties": False,
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A sentence proposed for statements of a section: their numbers from 1, as the model wrote them."""

    section: str
    numbers: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Proposals:
    """All that was proposed, what failed, and what it cost."""

    sentences: tuple[Proposal, ...]
    failures: tuple[ModelError, ...]
    model: ModelComponent


@dataclass(frozen=True, slots=True)
class Phraser:
    """A prompt to a model, one call a section."""

    model: ChatModel
    prompt: Prompt

    @property
    def component(self) -> Component:
        """The prompt, for the provenance."""
        return Component(name=self.prompt.name, version=self.prompt.version, sha256=self.prompt.sha256)

    def propose(self, narrative: Narrative, spent_s: float = 0.0) -> Proposals:
        """The model's sentences. A section whose call failed has none; nothing of the model's is raised.

        spent_s: seconds of the visit's deadline that its reading took.
        """
        sections = [section for section in narrative.sections if len(section.statements) >= _FEWEST]
        answers = self.model.complete([self._ask(section) for section in sections], spent_s)
        read = [
            outcome_of(answer, partial(_proposals, section))
            for answer, section in zip(answers, sections, strict=True)
        ]
        return Proposals(
            sentences=tuple(one for of_it in read if not isinstance(of_it, ModelError) for one in of_it),
            failures=tuple(of_it for of_it in read if isinstance(of_it, ModelError)),
            model=accounted(self.model.component, answers, read),
        )

    def _ask(self, section: Section) -> Ask:
        return Ask(
            name=self.prompt.name,
            prompt=RenderedPrompt(
                system=self.prompt.fill("system"),
                user=self.prompt.fill("section", title=section.title, sentences=_numbered(section)),
                form=self.prompt.fill("form", schema=json.dumps(REPLY_SCHEMA)),
            ),
            schema=REPLY_SCHEMA,
        )


def _numbered(section: Section) -> str:
    lines = enumerate((statement.text for statement in section.statements), start=1)
    return "\n".join(f"[{number}] {text}" for number, text in lines)


def _proposals(section: Section, reply: Reply) -> tuple[Proposal, ...]:
    sentences = read_reply(reply, ReplySection).sentences
    return tuple(Proposal(section.title, sentence.of, sentence.text) for sentence in sentences)
