"""Where a member's home is, where nobody named one."""

# Without pathlib, which takes longer to load than the rest of a quick command.
# ruff: noqa: PTH117, PTH118

import os
import sys

_NAME = "companion"


def default_folder() -> str:
    """The platform's folder for a user's own data, for example ~/.local/share/companion."""
    if sys.platform == "linux":
        # The XDG Base Directory Specification. platformdirs, which loads slowly, has the same,
        # and knows what to do where these are not as they should be.
        data, home = os.environ.get("XDG_DATA_HOME", ""), os.environ.get("HOME", "")
        if os.path.isabs(data):
            return os.path.join(data, _NAME)
        if not data and os.path.isabs(home):
            return os.path.join(home, ".local", "share", _NAME)
    import platformdirs  # noqa: PLC0415 - see above

    return platformdirs.user_data_dir(_NAME, appauthor=False)
