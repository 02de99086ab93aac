"""Packs, such as a new version of the charter: checked, published once they are easy to read, and
taken back."""

import base64
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, select

from companion.easyread.checking_packs import Checked, check_pack
from companion.easyread.files import File
from companion.easyread.pack import Pack
from companion.easyread.reading import load_pack
from companion.easyread.versions import in_order, is_version
from companion.easyread.zipped import LARGEST, ZIP, files_in, files_of, read_zipped, zipped
from companion.endpoint.database import fact, keep_fact
from companion.endpoint.days import Clock, day_of
from companion.endpoint.publishing import publish, publish_pack
from companion.endpoint.tables import published
from companion.plainwords.characters import shown_line
from companion.plainwords.messages import _
from companion.problems import Problem
from companion.wire.signing import NotSigned, verify

_SIGNED = b"companion-signed "
_LONGEST_NAME = 33  # of name and version: what the table of published files takes
_PACKS = "packs/"
_WITHDRAWN = "withdrawn_packs"


class Proposed(NamedTuple):
    """A pack before it is published: its zip, and what is hard to read in it, file by file.

    `signed_by` is the public key of whoever signed the file that it came in, b"" without one.
    """

    pack: Pack
    data: bytes
    checked: list[Checked]
    signed_by: bytes = b""

    @property
    def hard(self) -> bool:
        """Whether something must change first."""
        return any(found.level == "fail" for one in self.checked for found in one.findings)


class Version(NamedTuple):
    """A version that is published, since a day (ISO 8601). `newest`: members read this one."""

    name: str
    version: str
    day: str
    newest: bool
    changes: tuple[str, ...]


def propose(folder: str) -> Proposed:
    """The pack in a folder, in a zip of one, or in a file that was signed as one.

    Raises Problem("pack_broken") or ("endpoint_pack_signature").
    """
    path = Path(folder)
    if path.is_file():
        try:
            with path.open("rb") as file:
                return propose_files([(path.name, file.read(2 * LARGEST))])
        except OSError:
            File(shown_line(folder), "").refuse(1, _("We cannot read this file."))
    checked = check_pack(folder)
    pack = load_pack(folder)
    return Proposed(pack, zipped(pack), checked)


def propose_files(found: list[tuple[str, bytes]]) -> Proposed:
    """As `propose`, from files by their paths: all those of a folder, or the one zip or signed
    file. Raises Problem("pack_broken") or ("endpoint_pack_signature")."""
    data, signed_by = found[0][1] if len(found) == 1 else b"", b""
    if data.startswith(_SIGNED):
        signed_by, data = _unsigned(data)
    files = files_in(data) if signed_by or data.startswith(ZIP) else files_of(found)
    with TemporaryDirectory(prefix="companion-pack-") as folder:
        for name, data in files.items():
            Path(folder, name).write_bytes(data)
        try:
            proposed = propose(folder)
        except Problem as problem:
            if problem.code != "pack_broken":
                raise
            name = Path(str(problem.facts["path"])).name  # nobody knows our folder
            raise Problem("pack_broken", **{**problem.facts, "path": name}) from None
    return proposed._replace(pack=proposed.pack._replace(folder=""), signed_by=signed_by)


def put_pack(connection: Connection, says: Mapping[str, Any], clock: Clock) -> None:
    """Publish a pack as `says_of` tells it: nobody else can write meanwhile, so it is not
    looked at again.

    Raises Problem("endpoint_pack_hard"), ("endpoint_pack_name") or ("endpoint_pack_is_there").
    """
    if says["hard"]:
        raise Problem("endpoint_pack_hard", folder="FOLDER")
    name, data = f"{says['name']}/{says['version']}", base64.b64decode(says["zip"])
    fits = is_version(says["version"]) and len(name) <= _LONGEST_NAME
    if not fits or len(data) > LARGEST:
        raise Problem("endpoint_pack_name")
    content = _withdrawn(connection).get(name)
    same = content in (None, sha256(data).hexdigest())
    if not same or not publish_pack(connection, name, data, clock()):
        raise Problem("endpoint_pack_is_there", version=says["version"])


def withdraw_pack(connection: Connection, name: str, version: str, clock: Clock) -> None:
    """Take back the newest version of a pack: members read the one before with their next sync.

    Nothing else can have its version: some have read it. Raises Problem("endpoint_no_pack").
    """
    found = [one for one in versions(connection) if (one.name, one.newest) == (name, True)]
    if not found or found[0].version != version:
        raise Problem("endpoint_no_pack", name=shown_line(f"{name}/{version}"))
    where = published.c.name == f"{_PACKS}{name}/{version}"
    content = str(connection.scalar(select(published.c.content).where(where)))
    kept = {**_withdrawn(connection), f"{name}/{version}": content}
    keep_fact(connection, _WITHDRAWN, "\n".join(f"{key} {kept[key]}" for key in sorted(kept)))
    connection.execute(delete(published).where(where))
    publish(connection, clock())


def versions(connection: Connection) -> list[Version]:
    """All that are published, by name, the newest first, with what each says that it changed."""
    columns = published.c.name, published.c.version, published.c.data
    rows = connection.execute(select(*columns).where(published.c.name.startswith(_PACKS))).all()
    rows = sorted(rows, key=lambda row: in_order(row.name.split("/")[2]), reverse=True)
    found: list[Version] = []
    for row in sorted(rows, key=lambda row: row.name.split("/")[1]):
        _packs, name, version = row.name.split("/")
        newest = not any(one.name == name for one in found)
        day = day_of(datetime.fromtimestamp(row.version * 60, UTC)).isoformat()
        found.append(Version(name, version, day, newest, _changes(bytes(row.data))))
    return found


def says_of(proposed: Proposed) -> dict[str, Any]:
    """What a draft keeps of a pack."""
    pack = proposed.pack
    packed = base64.b64encode(proposed.data).decode()
    return {
        "title": pack.title,
        "name": pack.name,
        "version": pack.version,
        "signed_by": proposed.signed_by.hex(),
        "hard": proposed.hard,
        "zip": packed,
    }


def proposed_of(says: Mapping[str, Any]) -> Proposed:
    """The pack of a draft. Raises Problem("pack_broken")."""
    found = propose_files([("zip", base64.b64decode(says["zip"]))])
    return found._replace(signed_by=bytes.fromhex(says["signed_by"]))


def _withdrawn(connection: Connection) -> dict[str, str]:
    """What was taken back, with the digest of what it said."""
    lines = fact(connection, _WITHDRAWN).split("\n")
    return {name: digest for name, _blank, digest in (one.partition(" ") for one in lines if one)}


def _changes(signed: bytes) -> tuple[str, ...]:
    try:
        changes = read_zipped(signed.partition(b"\n")[2]).changes
    except Problem:
        return ()
    return changes[0].lines if changes else ()


def _unsigned(data: bytes) -> tuple[bytes, bytes]:
    """Who signed a file, and the zip in it. Whoever publishes it signs it anew."""
    try:
        found = verify(data, "pack")
    except NotSigned:
        raise Problem("endpoint_pack_signature") from None
    return found.public_key, found.payload
