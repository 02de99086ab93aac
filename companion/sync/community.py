"""The community that this companion is connected to (ports.Community), as it is known here."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import TYPE_CHECKING

from companion.domain.connections import Arrived, Connection, Offer
from companion.domain.shares import Share
from companion.ports import Settings
from companion.store.community_files import CommunityFiles
from companion.store.opening import Store
from companion.store.outbox import Line, new_seed
from companion.sync.plan import still_held
from companion.wire.tokens import trail_of

if TYPE_CHECKING:  # slow to load, and not needed where there is no community
    from companion.sync.published import Published
    from companion.wire.community import Community
    from companion.wire.trails import Trail, Trails

SENDING = "sending"  # the setting


class StoredCommunity:
    """Keeps the line to a community, and what it published. No call waits for the network."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store, self._now = store, now

    @property
    def _settings(self) -> Settings:
        return self._store.settings

    @property
    def _files(self) -> CommunityFiles:
        return self._store.community_files

    def connection(self) -> Connection | None:
        """None while there is none."""
        line = self._store.outbox.line()
        if line is None:
            return None
        return Connection(
            line.address,
            line.name,
            line.since,
            self.paused,
            not line.secret,
            line.public_key,
            still_held(line.not_before, self._now()),
        )

    @property
    def paused(self) -> bool:
        """Whether the member wants nothing to be sent now."""
        return self._settings.get(SENDING) == "paused"

    def connect(self, offer: Offer) -> None:
        """The member said yes. A connection that was there before ends."""
        before = self._store.outbox.last_line()
        same = before is not None and before.public_key == offer.key
        if not same:
            self._files.drop()
        name = offer.community.name
        line = Line(
            address=offer.address,
            name=name,
            calendar=before.calendar if before and same else self._calendar(name, offer.public_key),
            since=self._now().astimezone().date(),
            public_key=offer.key,
            secret=offer.secret,
            seed=before.seed if before and same else new_seed(),
        )
        self._store.outbox.keep_line(line)
        self.take(line, offer.file)

    def disconnect(self) -> None:
        """Ask and send no more. What waits to be sent stays, what came stays."""
        self._store.outbox.drop_line()

    def pause(self) -> None:
        """Send nothing until `resume`. Taking back and reading go on."""
        self._settings.put(SENDING, "paused")

    def resume(self) -> None:
        """Send again."""
        self._settings.put(SENDING, "on")

    def published(self) -> "Community | None":
        """What it published last, cleaned; None where nothing came yet."""
        line = self._store.outbox.last_line()
        return self.kept(line).community() if line else None

    def trail(self, share: Share) -> "Trail | None":
        """What happened with a share, cleaned; None where nothing is known."""
        line = self._store.outbox.last_line()
        if line is None or share.sending is None:
            return None
        from companion.sync.cleaning import clean_trail  # noqa: PLC0415

        found = self.kept(line).trail(share.sending.id)
        return clean_trail(found, share.sending.reply_key) if found else None

    # What sync asks.

    def kept(self, line: Line) -> "Published":
        """What is kept of a community's files."""
        from companion.sync.published import Published  # noqa: PLC0415 - slow to load

        return Published(self._files, line.key)

    def take(self, line: Line, data: bytes) -> "tuple[Community, Arrived]":
        """Keep what the community published, and its sessions. Raises Problem."""
        from companion.sync.calendar import sessions_of  # noqa: PLC0415 - loads zones of time

        before, new = self.kept(line).take_community(data)
        sessions, unread = sessions_of(new, self._now())
        arrival = self._store.sessions.take(line.calendar, sessions, unread=unread, one_source=True)
        known = {one.id for one in before.news} if before else set()
        return new, Arrived(
            sessions=arrival.new,
            changed=arrival.changed,
            cancelled=arrival.gone,
            news=sum(one.id not in known for one in new.news),
        )

    def _calendar(self, name: str, public_key: bytes) -> str:
        """The name of its calendar: the one from before, where it was connected before."""
        from companion.sync.calendar import calendar_name  # noqa: PLC0415

        made = calendar_name(name, public_key)
        code = made.rpartition(" ")[2]
        known = (one for one in self._store.sessions.calendars() if one.endswith(f" {code}"))
        return next(known, made)


def any_changed(before: "Trails | None", after: "Trails", contributions: Collection[str]) -> bool:
    """Whether something happened with one of these contributions."""
    known = before.trails if before else {}
    names = map(trail_of, contributions)
    return any(after.trails.get(name) != known.get(name) for name in names if name in after.trails)
