"""What may be wrong with a reviewer's sheet. Each error names row and column, never a word of the visit."""

from eval.errors import EvaluationError


class UnreadableSheet(EvaluationError):
    """The file is no filled sheet."""

    code = "unreadable-sheet"


class OtherSheet(UnreadableSheet):
    """The sheet was made from other labels, or in the other way, than those it is held against."""

    code = "other-sheet"


class WrongCell(UnreadableSheet):
    """A cell that a reviewer fills in is empty, or holds what is no answer. ``cells``: (row, column) of each."""

    code = "wrong-sheet-cell"

    def __init__(self, problem: str, cure: str, cells: tuple[tuple[str, str], ...]) -> None:
        super().__init__(problem, cure)
        self.cells = cells


class RowsDiffer(UnreadableSheet):
    """Rows are missing, are there twice, or are none of this sheet. ``rows``: their ids."""

    code = "sheet-rows-differ"

    def __init__(self, problem: str, cure: str, rows: tuple[str, ...]) -> None:
        super().__init__(problem, cure)
        self.rows = rows
