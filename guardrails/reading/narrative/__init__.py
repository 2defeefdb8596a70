"""A sentence of the note, read by its words, and the evidence it rests on, read in the same way."""
