"""Record: the frozen, strict base of every value that passes between the steps."""

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A frozen value. Unknown fields and lax conversions are refused; errors never echo the input.

    ``strict`` still lets JSON carry dates, enums and tuples (as strings and arrays).
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        hide_input_in_errors=True,
        use_attribute_docstrings=True,
    )
