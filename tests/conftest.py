"""What holds for every test: nothing is written into the key store of whoever runs them."""

import os

from companion.store.key_store import OFF

os.environ["PYTHON_KEYRING_BACKEND"] = OFF
