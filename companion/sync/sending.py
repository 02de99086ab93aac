"""Takes back and sends what waits: one contribution at a time, each try written down before."""

from collections.abc import Callable
from contextlib import suppress

from msgspec.structs import replace

from companion.domain.connections import Arrived
from companion.domain.parcels import Parcel, received, taken_back
from companion.problems import FILE_LOST, Problem
from companion.store.outbox import Line, OutboxTable
from companion.sync.client import Endpoint, Receipt
from companion.sync.community import StoredCommunity
from companion.sync.course import Course
from companion.sync.failures import NoAnswer, Refused
from companion.sync.getting import settle_refused
from companion.sync.uploading import Interrupted, Upload, Watch, sizes_of
from companion.wire import calls


class Sending:
    """What one round sends. `watch` makes who looks at the upload of a parcel.

    Each call raises NoAnswer, and Problem where the home cannot be read or written.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        outbox: OutboxTable,
        community: StoredCommunity,
        course: Course,
        watch: Callable[[Line, Parcel], Watch],
    ) -> None:
        self._endpoint, self._outbox, self._community = endpoint, outbox, community
        self._course, self._watch = course, watch

    def take_back(self, contribution_id: str) -> None:
        """Take back what may have left."""
        parcel = self._outbox.begin(contribution_id, "taking-back")
        if parcel is None:
            return
        try:
            was_read = self._endpoint.take_back(contribution_id, parcel.key)
        except Refused as error:
            self._refused(contribution_id, "taking-back", error.name)
            return
        self._outbox.settle(contribution_id, lambda p: taken_back(p, was_read))
        self._course.came(Arrived(taken_back=1))

    def send(self, line: Line, contribution_id: str) -> None:
        """Send what waits, and its files."""
        # The code may have ended, or sending may be paused, since the steps were planned.
        if not line.secret or self._community.paused or self._course.takes_nothing:
            return
        parcel = self._outbox.begin(contribution_id, "waiting")
        if parcel is None:  # taken back since: it never leaves
            return
        try:
            receipt = self._sent(line, parcel)
        except _CodeWrong:
            # Nothing more is sent until the member has the new code. It waits, and is not lost.
            self._outbox.change_line(secret="", pass_words="")
            self._course.tell(Problem("code_ended"))
            return
        except Refused as error:
            self._refused(contribution_id, "waiting", error.name)
            return
        except Interrupted:
            return
        except Problem as problem:
            if problem.code not in FILE_LOST:
                raise
            self._refused(contribution_id, "waiting", "file-wrong")
            return
        self._outbox.settle(contribution_id, lambda p: received(p, receipt.day, receipt.promise))
        self._course.came(Arrived(got=1))

    def _sent(self, line: Line, parcel: Parcel) -> Receipt:
        """Send it, with the pass of the code, which nobody limits, or with the code itself."""
        if line.pass_words:
            with suppress(_CodeWrong):
                return self._sent_with(line, parcel, calls.PASS_HEADER, line.pass_words)
            self._outbox.change_line(pass_words="")
        pass_words = self._pass(line)
        if pass_words:
            self._outbox.change_line(pass_words=pass_words)
            return self._sent_with(line, parcel, calls.PASS_HEADER, pass_words)
        return self._sent_with(line, parcel, calls.CODE_HEADER, line.secret)

    def _sent_with(self, line: Line, parcel: Parcel, header: str, words: str) -> Receipt:
        try:
            allowed = {header: words}
            receipt = self._endpoint.send(parcel.id, parcel.body, allowed)
            if not parcel.files:
                return receipt
            watch = self._watch(line, parcel)
            self._upload(Upload(self._endpoint, parcel, allowed, watch), receipt.held)
            receipt = self._endpoint.send(parcel.id, parcel.body, allowed)
            if receipt.held != sizes_of(parcel):
                raise NoAnswer("odd")
            return receipt
        except Refused as error:
            if error.name == "code-wrong":
                raise _CodeWrong from error
            raise

    def _upload(self, upload: Upload, held: tuple[int, ...]) -> None:
        try:
            upload.run(held)
        except (NoAnswer, Interrupted):
            if upload.moved:  # a link that carries a piece now and then is no dead one
                self._course.failures = 0
                self._outbox.settle(upload.id, lambda p: replace(p, tries=1))
            raise

    def _pass(self, line: Line) -> str:
        """The pass, where the community's own document says that it is one for all: else it
        could be a mark to know us by."""
        known = self._community.kept(line).community()
        if known is None or not known.passes:
            return ""
        try:
            found = self._endpoint.pass_for(line.secret)
        except Refused as error:
            raise _CodeWrong from error
        return found if calls.hash_of_pass(found) in known.passes else ""

    def _refused(self, contribution_id: str, state: str, why: str) -> None:
        self._course.came(settle_refused(self._outbox, contribution_id, state, why))


class _CodeWrong(Exception):
    """The code of the community is another one by now."""
