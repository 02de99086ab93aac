"""Tests of files that a member chooses to share, and of what is recorded."""
