"""The versions of the charter that are here: the one that ships, and those that came."""

# Quick commands load this: nothing of the store, and no pathlib.
# ruff: noqa: PTH118, PTH123, PTH208

import os
import re
from typing import TYPE_CHECKING

from companion.problems import Problem

if TYPE_CHECKING:
    from companion.easyread.pack import Pack

_FILE = re.compile(r"pack-charter-([a-z0-9-][a-z0-9.-]{0,39})\.signed")


def versions_in(home: str) -> list[str]:
    """The versions of the charter that came into a home, in no order."""
    try:
        return [found[1] for name in os.listdir(home) if (found := _FILE.fullmatch(name))]
    except OSError:
        return []


class Charters:
    """Reads them when they are first needed (ports.Content). `home` "": the shipped one alone."""

    def __init__(self, home: str = "", shipped: "Pack | None" = None) -> None:
        self._home, self._shipped = home, shipped
        self._read: dict[str, Pack] = {}

    def charter(self, version: str = "") -> "Pack":
        """The charter. Raises Problem("pack_broken") or ("no_such_version")."""
        newest = self._newest()
        if not version:
            return newest
        if version not in newest.older:
            raise Problem("no_such_version", version=version)
        shipped = self._that_ships()
        if version == shipped.version:
            return shipped
        if version in self._came():
            return self._that_came(version)
        from companion.easyread.reading import load_older  # noqa: PLC0415

        return load_older(shipped, version)

    def came(self) -> str:
        """The version of the charter where the community sent it; "" where it is the shipped."""
        if not self._came():
            return ""
        newest = self._newest()
        return newest.version if newest.version in self._read else ""

    def _newest(self) -> "Pack":
        from companion.easyread.versions import in_order  # noqa: PLC0415 - slow to load

        shipped, came = self._that_ships(), self._came()
        others = {shipped.version, *shipped.older, *came}
        found = shipped
        for version in sorted(came, key=in_order, reverse=True):
            if in_order(version) <= in_order(shipped.version):
                break
            try:
                found = self._that_came(version)
                break
            except Problem:  # damaged on this disk: the one before still reads
                others.remove(version)
        older = sorted(others - {found.version}, key=in_order, reverse=True)
        return found._replace(older=tuple(older))

    def _came(self) -> list[str]:
        return versions_in(self._home) if self._home else []

    def _that_ships(self) -> "Pack":
        from companion.easyread.reading import charter_pack  # noqa: PLC0415 - slow to load

        if self._shipped is None:
            self._shipped = charter_pack()
        return self._shipped

    def _that_came(self, version: str) -> "Pack":
        from companion.easyread.zipped import LARGEST, read_zipped  # noqa: PLC0415
        from companion.wire.signing import NotSigned, verify  # noqa: PLC0415

        if version not in self._read:
            try:
                with open(os.path.join(self._home, f"pack-charter-{version}.signed"), "rb") as file:
                    payload = verify(file.read(LARGEST), "pack").payload
            except (OSError, NotSigned):
                raise Problem("community_pack_broken") from None
            self._read[version] = read_zipped(payload)
        return self._read[version]
