"""An evaluation run as others read it: JUnit XML for a CI, JSON for a program, Markdown for a review, and a page.

Each renderer is a pure function of the run. Where one shows samples it asks for them one by one, so that a run of
thousands takes no more memory than what is shown. ``write`` puts any of the four into files.
"""

from collections.abc import Callable

from eval.results import SampleResult

Samples = Callable[[str, str], SampleResult | None]
"""The result of a sample, by suite and name; None where it is not on disk."""
