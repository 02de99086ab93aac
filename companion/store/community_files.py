"""What the community published, as the signed files that came: they are public, and checked
again each time they are read."""

import re
from pathlib import Path

from companion.store.charters import versions_in
from companion.store.files import saving, write_whole
from companion.store.home import Home

NAME = re.compile(r"community|trails(-[0-9a-f]{1,8})?|pack-charter-[a-z0-9-][a-z0-9.-]{0,39}")
_ENDING = ".signed"


class CommunityFiles:
    """Keeps signed files by name: "community", "trails", "trails-0a", "pack-charter-2"."""

    def __init__(self, home: Home) -> None:
        self._home = home

    def read(self, name: str) -> bytes:
        """The file; b"" where there is none, or it cannot be read: it comes again."""
        try:
            return self._path(name).read_bytes()
        except OSError:
            return b""

    def write(self, name: str, data: bytes) -> None:
        """Put the file in place of the one before. Raises like `Home.writing`."""
        with self._home.writing(), saving(self._home.path):
            write_whole(self._path(name), data)

    def charters(self) -> list[str]:
        """The versions of the charter that came, in no order."""
        return versions_in(str(self._home.path))

    def drop_charter(self, version: str) -> None:
        """Remove a version of the charter, where it is here."""
        with self._home.writing(), saving(self._home.path):
            self._path(f"pack-charter-{version}").unlink(missing_ok=True)

    def drop(self) -> None:
        """Remove them all."""
        with self._home.writing(), saving(self._home.path):
            for path in self._home.path.glob(f"*{_ENDING}"):
                if NAME.fullmatch(path.name.removesuffix(_ENDING)):
                    path.unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        if not NAME.fullmatch(name):
            raise ValueError(name)
        return self._home.path / f"{name}{_ENDING}"
