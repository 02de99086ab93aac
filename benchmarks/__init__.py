"""Measures of speed and size, as ratios in one run. They print; they never pass or fail."""

import os

from companion.store.key_store import OFF

os.environ["PYTHON_KEYRING_BACKEND"] = OFF  # homes that are measured leave nothing behind
