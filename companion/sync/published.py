"""What the community published, as it is kept here: checked when it comes, and when it is read."""

from collections.abc import Iterable
from hashlib import sha256
from random import Random

from companion.easyread.versions import in_order, is_version
from companion.problems import Problem
from companion.store.community_files import CommunityFiles
from companion.sync.cleaning import clean_community
from companion.wire import tokens
from companion.wire.community import SIGNED_AS as COMMUNITY
from companion.wire.community import Community, PackInfo
from companion.wire.community import from_bytes as community_of
from companion.wire.signing import NotSigned, verify
from companion.wire.trails import SIGNED_AS as TRAILS
from companion.wire.trails import Trail, Trails
from companion.wire.trails import from_bytes as trails_of

_LEAST_PARTS = 8
PACK, CHARTER = "pack", "charter"
_DECOYS = 4  # parts fetched for each part that is looked for
_LONGEST = 8  # digits by which parts are named at most (companion.sync.cleaning)


class Published:
    """The signed files of one community, whose public key is known."""

    def __init__(self, files: CommunityFiles, public_key: bytes) -> None:
        self._files, self._key = files, public_key

    def file(self, name: str) -> bytes:
        """A file that still fits the key, or b""."""
        data = self._files.read(name)
        kind = name.partition("-")[0]
        try:
            verify(data, kind, self._key)
        except NotSigned:
            return b""
        return data

    def digest(self, name: str) -> str:
        """The digest of such a file, or "": an endpoint names its files by it."""
        data = self.file(name)
        return digest_of(data) if data else ""

    def community(self) -> Community | None:
        """What is kept of the community, cleaned, or None."""
        data = self._files.read(COMMUNITY)
        try:
            return read_community(data, self._key) if data else None
        except Problem:
            return None

    def take_community(self, data: bytes) -> tuple[Community | None, Community]:
        """Keep a file that came. What was known before, and what is known now, cleaned.

        Raises Problem("community_other_key"), ("community_older") or ("community_newer").
        """
        new, before = read_community(data, self._key), self.community()
        if before is not None and new.version < before.version:
            raise Problem("community_older")
        self._files.write(COMMUNITY, data)
        return before, new

    def parts(self, digits: int, contributions: Iterable[str], seed: str) -> list[str]:
        """The names of the trails' files that may hold these contributions, sorted.

        In parts (`digits` above 0) there are others among them, always the same ones for a
        `seed`: fetched again and again, they still do not tell which parts are looked for. Each
        contribution more brings as many others with it. They are names of trails that do not
        exist: so they are the same also when parts are named by more digits.
        """
        if not digits:
            return [TRAILS]
        found = {tokens.trail_of(one)[:digits] for one in contributions}
        chance = Random(seed)  # noqa: S311 - the seed is a secret of this home
        wanted = min(_LEAST_PARTS + (len(found) - 1) * (_DECOYS + 1), 16**digits)
        while len(found) < wanted:
            found.add(f"{chance.randrange(16**_LONGEST):0{_LONGEST}x}"[:digits])
        return sorted(f"{TRAILS}-{prefix}" for prefix in found)

    def take_trails(self, name: str, data: bytes) -> tuple[Trails | None, Trails]:
        """Keep a part of the trails that came. Raises like `take_community`."""
        new, before = self._read_trails(name, data), self.trails(name)
        if before is not None and new.version < before.version:
            raise Problem("community_older")
        self._files.write(name, data)
        return before, new

    def trails(self, name: str) -> Trails | None:
        """What is kept of a part of the trails, not cleaned."""
        data = self._files.read(name)
        try:
            return self._read_trails(name, data) if data else None
        except Problem:
            return None

    def trail(self, contribution_id: str) -> Trail | None:
        """A contribution's trail, not cleaned."""
        known = self.community()
        digits = known.trail_digits if known else 0
        wanted = tokens.trail_of(contribution_id)
        name = f"{TRAILS}-{wanted[:digits]}" if digits else TRAILS
        found = self.trails(name)
        return found.trails.get(wanted) if found else None

    def newer_charter(self, known: Community) -> PackInfo | None:
        """The charter to get: the newest, where it is newer than all that are here."""
        from companion.easyread.reading import charter_pack  # noqa: PLC0415 - slow to load

        newest = _newest_charter(known)
        here = (charter_pack().version, *self._files.charters())
        if newest is None or in_order(newest.version) <= max(map(in_order, here)):
            return None
        return newest

    def drop_withdrawn(self, known: Community) -> None:
        """Let go of a charter that the community took back: it is newer than all they offer."""
        newest = _newest_charter(known)
        for version in self._files.charters():
            if newest is None or in_order(version) > in_order(newest.version):
                self._files.drop_charter(version)

    def take_charter(self, wanted: PackInfo, data: bytes) -> None:
        """Keep a charter that came. Raises Problem("community_pack_broken") and like
        `take_community`."""
        from companion.easyread.zipped import read_zipped  # noqa: PLC0415 - 2 MB of memory

        payload = payload_of(data, PACK, self._key)
        try:
            if (len(data), digest_of(data)) != (wanted.size, wanted.digest):
                raise Problem("community_pack_broken")
            pack = read_zipped(payload)
        except Problem:
            raise Problem("community_pack_broken") from None
        if (pack.name, pack.version) != (wanted.name, wanted.version):
            raise Problem("community_pack_broken")
        self._files.write(f"{PACK}-{CHARTER}-{pack.version}", data)

    def _read_trails(self, name: str, data: bytes) -> Trails:
        payload = payload_of(data, TRAILS, self._key)
        try:
            found = trails_of(payload)
        except (ValueError, RecursionError):
            raise Problem("community_newer") from None
        if found.prefix != name.removeprefix(TRAILS).removeprefix("-"):
            raise Problem("community_other_key")
        return found


def _newest_charter(known: Community) -> PackInfo | None:
    offered = [one for one in known.packs if one.name == CHARTER and is_version(one.version)]
    return max(offered, key=lambda one: in_order(one.version), default=None)


def digest_of(data: bytes) -> str:
    """The SHA-256 of a file that came, in hex."""
    return sha256(data).hexdigest()


def read_community(data: bytes, public_key: bytes | None) -> Community:
    """What a signed file says, cleaned. `public_key` None: whoever signed it.

    Raises Problem("community_other_key") or ("community_newer").
    """
    payload = payload_of(data, COMMUNITY, public_key)
    try:
        return clean_community(community_of(payload))
    except (ValueError, RecursionError):  # signed, and still not understood: made for later ones
        raise Problem("community_newer") from None


def payload_of(data: bytes, kind: str, public_key: bytes | None) -> bytes:
    """What a signed file of a kind says. Raises Problem("community_other_key") or
    ("community_newer")."""
    try:
        return verify(data, kind, public_key).payload
    except NotSigned as error:
        raise Problem("community_newer" if error.newer else "community_other_key") from None
