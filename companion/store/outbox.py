"""The outbox: what waits to be sent, and to whom, in a vault of its own.

Its key is wrapped with the home's key alone, so that sync works while the journal is locked.
The bytes of a contribution lie apart from how it fares, those of its files in files of their own,
and all of them go when they have been received or taken back. The same word for word never leaves
twice, and what was taken back before it left never leaves: each try is written here before it is
made.
"""

import base64
import os
import secrets
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, Literal

import msgspec
from msgspec.structs import replace

from companion.domain.files import SharedFile
from companion.domain.kept import NEVER
from companion.domain.parcels import Parcel, begun, without_bytes
from companion.problems import Problem
from companion.store.attachments import Attachments
from companion.store.files import open_private, saving
from companion.store.home import Home
from companion.store.kept import now_utc
from companion.store.locks import try_lock
from companion.store.log import Log
from companion.wire.files import Type

_PARCELS, _BODIES, _LINES = "parcels", "bodies", "connection"
_LINE = "community"
_LOCKS = {"sending": "outbox.lock", "reading": "reading.lock"}


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """The line to a community: what a Connection shows, and what sync needs.

    `address` is "" where files are carried there and back. `calendar` is the name of its
    sessions' calendar here. `public_key` (base64) signs what it publishes. `secret` are the words
    of the code that let members send, "" once it has ended, and `pass_words` the pass that they
    were changed for, or "". `seed` chooses which parts of the trails are fetched beside one's
    own. `not_before` is until when it asked to be left alone. `refused_pack` is what was said of
    the last pack that was not taken, and the digest of what came of it. `ended`: the member has
    disconnected; what came can still be read.
    """

    address: str
    name: str
    calendar: str
    since: date
    public_key: str
    secret: str
    pass_words: str = ""
    seed: str = ""
    not_before: datetime = NEVER
    refused_pack: tuple[str, str] = ("", "")
    ended: bool = False

    @property
    def key(self) -> bytes:
        """The public key, 32 bytes."""
        return base64.b64decode(self.public_key)


class OutboxTable:
    """Keeps parcels and the line (ports.Outbox). Raises like `Log`."""

    def __init__(
        self, home: Home, log: Log, files: Attachments, now: Callable[[], datetime] = now_utc
    ) -> None:
        self._home, self._log, self._files, self._now = home, log, files, now

    @property
    def begun(self) -> bool:
        """Whether anything was ever put here. Loads nothing, and needs no key."""
        return (self._home.path / "outbox.log").exists()

    # What pages ask.

    def send(
        self, contribution_id: str, body: bytes, files: Sequence[tuple[Type, bytes]] = ()
    ) -> None:
        """The member said yes: these very bytes wait from now on, for this community alone.

        `files` are the types and bytes of the files that it names, in its order.
        Raises Problem("not_connected"). ValueError: other bytes wait, or waited, under this id.
        """
        with self._log.writing():
            line = self.line()
            if line is None:
                raise Problem("not_connected")
            known = self.parcel(contribution_id)
            if known is not None and known.body not in (b"", body):
                raise ValueError("other bytes than those that wait")
            if known is not None and known.state != "elsewhere":
                self._log.make_sure()  # it may be here from a try that failed
                return
            copies = tuple(self._files.keep(data, kind) for kind, data in files)
            kept = {"body": base64.b64encode(body).decode()}
            self._log.append(_BODIES, {contribution_id: kept})
            # What came from another computer may have left there.
            tries = 1 if known else 0
            parcel = Parcel(id=contribution_id, since=self._today(), tries=tries, files=copies)
            self._put(replace(parcel, to=line.public_key, community=line.name))

    def parcel(self, contribution_id: str) -> Parcel | None:
        """How it stands. None: it was never put here."""
        if not self.begun:
            return None
        found = self._log.document(_PARCELS, contribution_id)
        if found is None:
            return None
        return _parcel(contribution_id, found, self._log.document(_BODIES, contribution_id))

    def take_back(self, contribution_id: str, key: str) -> bool:
        """It is to leave no more, or to be taken back. True: it had not left, and never will."""
        with self._log.writing():
            known = self.parcel(contribution_id)
            if known is None:  # it came from another computer
                known = Parcel(id=contribution_id, since=self._today(), state="elsewhere")
            if known.state == "taken-back":
                self._log.make_sure()
                return False
            state = "taking-back" if known.left else "never-left"
            kept_key = key if known.left else ""
            gone = without_bytes(known)
            self._put(replace(gone, state=state, key=kept_key, why="", next_try=NEVER))
            self._log.append(_BODIES, {contribution_id: None})
        self.tidy()
        return state == "never-left"

    def waiting(self) -> dict[str, int]:
        """How many wait to be sent or taken back, by the key of their community."""
        return dict(Counter(one.to for one in self.parcels() if one.waits))

    def from_elsewhere(self, contribution_ids: list[str]) -> None:
        """Shares came with an export: what became of them there is not known here.

        They are never sent from here, but their trails are read. What is known stays.
        """
        new = [one for one in contribution_ids if self.parcel(one) is None]
        if new:
            today = self._today()
            parcels = (Parcel(id=one, since=today, state="elsewhere") for one in new)
            self._log.append(_PARCELS, {parcel.id: _fields(parcel) for parcel in parcels})

    # What sync asks.

    def parcels(self, line: Line | None = None) -> list[Parcel]:
        """Every one, or those that are for one community, in no order."""
        if not self.begun:
            return []
        found = self._log.documents(_PARCELS)
        bodies = self._log.documents(_BODIES)  # after the parcels: a body is there first
        parcels = [_parcel(one, fields, bodies.get(one)) for one, fields in found.items()]
        return [one for one in parcels if line is None or one.to in ("", line.public_key)]

    def begin(self, contribution_id: str, state: str) -> Parcel | None:
        """It is about to leave: kept before it does. None: it stands in another way by now."""
        with self._log.writing():
            known = self.parcel(contribution_id)
            if known is None or known.state != state or (state == "waiting" and not known.body):
                return None
            return self._put(begun(known))

    def settle(self, contribution_id: str, change: Callable[[Parcel], Parcel]) -> Parcel | None:
        """Keep what became of it. `change` gets it as it stands now."""
        with self._log.writing():
            known = self.parcel(contribution_id)
            if known is None:
                return None
            after = self._put(change(known))
            if not after.body:
                self._log.append(_BODIES, {contribution_id: None})
                for file in known.files:
                    self._files.drop(file.id)
            return after

    def file(self, file: SharedFile) -> bytes:
        """The bytes of a file that waits. Raises Problem("attachment_missing") once it went."""
        return self._files.data(file.id)

    def tidy(self) -> None:
        """Let bytes that are of no more use leave the file."""
        if not self.begun:
            return
        with self._log.writing() as tables:
            parcels = [p for p in self.parcels() if p.state in ("waiting", "refused")]
            waiting = {parcel.id for parcel in parcels}
            stray = [one for one in tables.get(_BODIES, {}) if one not in waiting]
            self._log.append(_BODIES, dict.fromkeys(stray))
            if self._log.has_removed(_BODIES):
                self._log.compact()
            named = {file.id for parcel in parcels for file in parcel.files}
            self._files.tidy(named.__contains__)

    # The line to the community.

    def line(self) -> Line | None:
        """None while there is no connection."""
        found = self.last_line()
        return None if found is None or found.ended else found

    def last_line(self) -> Line | None:
        """The same, or the one that has ended."""
        if not self.begun:
            return None
        found = self._log.document(_LINES, _LINE)
        try:
            return None if found is None else msgspec.convert(found, Line)
        except msgspec.ValidationError:  # written by another program: connect again
            return None

    def keep_line(self, line: Line) -> None:
        """Connect, in place of the line that was there before."""
        self._log.append(_LINES, {_LINE: msgspec.to_builtins(line)})

    def change_line(self, **fields: Any) -> None:
        """Put new values into the line, if there is one."""
        with self._log.writing():
            line = self.line()
            if line is not None and (after := replace(line, **fields)) != line:
                self._log.append(_LINES, {_LINE: msgspec.to_builtins(after)})

    def drop_line(self) -> None:
        """Disconnect. The code is forgotten."""
        self.change_line(ended=True, secret="", pass_words="")

    @contextmanager
    def alone(self, does: Literal["sending", "reading"] = "sending") -> Iterator[bool]:
        """Whether no other companion does this with the community now; if so, none will until
        the end. The home's own lock stays free meanwhile: an answer may take long, and an upload
        an hour, which reading does not wait for."""
        with saving(self._home.path):
            lock = open_private(self._home.path / _LOCKS[does], os.O_RDWR | os.O_CREAT)
        try:
            yield try_lock(lock)
        finally:
            os.close(lock)

    def _put(self, parcel: Parcel) -> Parcel:
        self._log.append(_PARCELS, {parcel.id: _fields(parcel)})
        return parcel

    def _today(self) -> date:
        return self._now().astimezone().date()


def new_seed() -> str:
    """By chance, for one connection."""
    return secrets.token_hex(16)


def _parcel(contribution_id: str, fields: Any, body: Any) -> Parcel:
    """A parcel from its fields and its body, each as it is kept; the body may be gone."""
    kept = {**fields, "id": contribution_id, "body": (body or {}).get("body", "")}
    return msgspec.convert(kept, Parcel, strict=False)


def _fields(parcel: Parcel) -> dict[str, Any]:
    """The fields that are kept. The body lies apart."""
    fields: dict[str, Any] = msgspec.to_builtins(parcel)
    return {name: value for name, value in fields.items() if name not in ("id", "body")}
