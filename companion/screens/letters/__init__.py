"""Large letters, drawn with block characters that every terminal has."""
