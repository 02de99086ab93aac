"""The community's sessions, in a plain file that a supporter can read and mend."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from companion.domain.arrivals import own_name, read_by_member, take_in
from companion.domain.session_rows import row_of
from companion.domain.sessions import Arrival, PlannedSession
from companion.domain.timeline import in_order
from companion.problems import Problem
from companion.store.files import saving
from companion.store.home import Home
from companion.store.plain_file import PlainFile
from companion.store.session_reading import FORMAT, Kept, parse

if TYPE_CHECKING:
    from companion.domain.merging import Counts


class SessionFile:
    """Keeps sessions (ports.Sessions) in sessions.json. Reading needs no home."""

    def __init__(self, home: Home, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._home = home
        self._now = now
        self._file = PlainFile(home, "sessions", self._parse, lambda: Kept({}, []))

    def all(self) -> list[PlannedSession]:
        """Every session that is kept, past ones too, the earliest first.

        Raises Problem("sessions_damaged"), but only once: the file is moved to damaged/,
        and from then on there are no sessions.
        """
        return in_order(self._file.read().sessions)

    def get(self, session_id: str) -> PlannedSession:
        """One session. Raises Problem("no_such_session") and like `all`."""
        for session in self._file.read().sessions:
            if session.id == session_id:
                return session
        raise Problem("no_such_session", id=session_id)

    def mark_read(self, session_id: str) -> None:
        """Forget what had changed: the member has read it. Raises like `get` and `take`."""
        if self._file.sure and not self.get(session_id).changed:
            return
        with self._home.writing(), saving(self._home.path):
            file = self._file.read()
            self._write(
                file.calendars,
                (
                    read_by_member(session) if session.id == session_id else session
                    for session in file.sessions
                ),
            )

    def take(
        self,
        calendar: str,
        sessions: Iterable[PlannedSession],
        *,
        unread: Collection[str] = (),
        address: str = "",
        one_source: bool = False,
    ) -> Arrival:
        """Take in what a calendar says now. What was known and differs says how it changed.

        `calendar` is the calendar's name, safe to show; a second file of the same name that
        shares no event with the first gets a name of its own. `address` is where it can be got
        again, "" for a file: it may be a secret, so nobody is shown it. `unread` are uids
        of the calendar that could not be read, so they are not gone. `one_source`: what has
        this name always comes from the same place, as from an address.
        Raises like `all` and `Home.writing`, and Problem("not_saved").
        """
        with self._home.writing(), saving(self._home.path):
            file = self._file.read()
            sessions = list(sessions)
            if not address and not one_source:
                calendar = own_name(file.sessions, calendar, sessions)
            after, arrival = take_in(file.sessions, calendar, sessions, self._now(), unread)
            self._write({**file.calendars, calendar: address}, after)
        return arrival

    def add(
        self, coming: Iterable[PlannedSession], calendars: Mapping[str, str]
    ) -> "tuple[Counts, dict[str, str]]":
        """Bring in sessions and calendars of an export. Nothing that is here is changed.

        Returns how the sessions count, and under which id each of theirs is here. Raises
        like `take`.
        """
        with self._home.writing(), saving(self._home.path):
            from companion.domain.merging import merged_sessions  # noqa: PLC0415 - it loads much

            file = self._file.read()
            new, counts, ids = merged_sessions(file.sessions, coming)
            if new or not calendars.keys() <= file.calendars.keys():
                after = in_order([*file.sessions, *new])
                self._write({**calendars, **file.calendars}, after)
        return counts, ids

    def calendars(self) -> list[str]:
        """The names of the calendars that sessions came from."""
        return sorted(self._file.read().calendars)

    def address(self, calendar: str) -> str:
        """Where a calendar can be got again, or "" for a file. It may be a secret."""
        return self._file.read().calendars.get(calendar, "")

    def forget(self, calendar: str) -> None:
        """Let go of a calendar and all its sessions. Unknown names are fine.

        Raises like `take`.
        """
        file = self._file.read()
        known = {*file.calendars, *(session.calendar for session in file.sessions)}
        if self._file.sure and calendar not in known:
            return
        with self._home.writing(), saving(self._home.path):
            file = self._file.read()
            rest = {name: place for name, place in file.calendars.items() if name != calendar}
            self._write(rest, (s for s in file.sessions if s.calendar != calendar))

    def _write(self, calendars: dict[str, str], sessions: Iterable[PlannedSession]) -> None:
        rows = [row_of(session) for session in sessions]
        file = {"version": FORMAT, "calendars": calendars, "sessions": rows}
        self._file.write(json.dumps(file, indent=1).encode() + b"\n")

    def _parse(self, data: bytes) -> Kept:
        return parse(data, str(self._home.path))
