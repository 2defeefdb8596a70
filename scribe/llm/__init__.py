"""The language model behind one protocol; vendors stay in their file."""
