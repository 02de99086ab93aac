"""An attack on our own work: a member's words, looked for wherever a computer keeps things."""
