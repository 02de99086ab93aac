"""Words that every part of the program shares: dates, sentences, characters, translation."""
