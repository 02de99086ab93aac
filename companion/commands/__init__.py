"""One thing done and printed, for people who prefer commands and for scripts."""
