"""How a voice says what is written: dates, times, numbers, signs, names and initials."""
