"""PE: edits of a payer. They advise; they never change a code."""
