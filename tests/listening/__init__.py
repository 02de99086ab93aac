"""Tests that listen: the program runs inside real screen readers, and what they say is read."""
