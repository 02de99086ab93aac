"""Measures of speed and size, as ratios in one run. They print; they never pass or fail."""

import os

# Homes that are measured leave nothing behind. This is OFF of companion.store.key_store, which
# is not loaded here: the bare app, which ours is measured against, would load it too.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
