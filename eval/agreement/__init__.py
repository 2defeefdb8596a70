"""Agreement: what two human reviewers say of our labels, and how far they agree with each other
(docs/fixtures.md)."""
