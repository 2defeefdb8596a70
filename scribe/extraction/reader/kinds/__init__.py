"""One file for each family of facts: from a clause to its claims. They do not know each other."""
