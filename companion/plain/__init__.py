"""Plain mode: the same pages, line by line, for screen readers, braille and small terminals."""
