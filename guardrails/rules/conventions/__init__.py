"""CV: conventions of the classification."""
