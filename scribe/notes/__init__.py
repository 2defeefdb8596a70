"""Notes: what a clinician does to a draft, as pure functions over values; how it is kept is the store's matter."""
