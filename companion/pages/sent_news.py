"""What home tells of things that were shared: a day to ask again, and what became of them.

It says nothing while the journal is locked, or while a supporter is with the member: each of
the lines would tell that something was shared.
"""

from msgspec import Struct

from companion.actions import offer
from companion.domain.shares import Share
from companion.domain.supporter import supporter
from companion.page.blocks import Block, Fact, Line
from companion.page.share_words import Standing
from companion.pages.sharing import standing_of, today_of
from companion.plainwords.messages import _
from companion.ports import Ports


class Told(Struct, frozen=True):
    """The share that waits to be asked for, and the one with something new; None: neither."""

    asked: Share | None = None
    new: Standing | None = None

    @property
    def blocks(self) -> list[Block]:
        """Quiet lines. Nothing of the member's own words is in them."""
        said: list[Block] = []
        if self.new is not None:
            said.append(_what_changed(self.new))
        if self.asked is not None:
            said.append(Line(_("You asked us to ask you: do you want to send it?")))
        return said

    @property
    def rows(self) -> list[Block]:
        """The way to each of them."""
        said: list[Block] = []
        if self.new is not None:
            said.append(offer("open_share", self.new.share.id, _("See what became of it")))
        if self.asked is not None:
            said.append(offer("open_asked", self.asked.id))
        return said


def _what_changed(standing: Standing) -> Block:
    marks = standing.trail.marks if standing.trail else ()
    changed = next((m.words for m in reversed(marks) if m.status == "changed" and m.words), "")
    if changed:
        return Fact(_("Something changed"), changed)
    return Line(_("There is something new about what you sent."))


def told_of_sent(ports: Ports) -> Told:
    """Look for both. Raises Problem as the shares do."""
    if not ports.lock.open or supporter(ports.settings) != "nobody":
        return Told()
    shares = ports.shares.all()
    today = today_of(ports)
    asked = [s for s in shares if s.ask_on and s.ask_on <= today and not s.sending]
    standings = (standing_of(ports, s) for s in shares if s.sending and not s.taken_back)
    return Told(asked[-1] if asked else None, next((one for one in standings if one.news), None))
