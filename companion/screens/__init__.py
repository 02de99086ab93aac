"""The full screen, in two ways: the ordinary look and the screen-reader way."""
