"""Turns written words into words that a voice can say, a sentence at a time."""
