"""Measures of speed and size, as ratios in one run. They print; they never pass or fail."""
