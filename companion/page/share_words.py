"""A share in words: what it is, and what became of it. Pages, commands and paper say the same.

A line is a pair: a fact's name and its words; a name of "" is a sentence.
"""

from datetime import date

from msgspec import Struct

from companion.domain.connections import Connection
from companion.domain.parcels import Parcel
from companion.domain.shares import Share
from companion.page.community_words import asked_to_wait
from companion.page.file_words import NAMES
from companion.page.session_words import Said
from companion.plainwords.dates import day
from companion.plainwords.messages import N_, _
from companion.plainwords.refusals import refused_words
from companion.plainwords.sentences import first_words
from companion.problems import Problem
from companion.wire.contributions import Audience, Kind, MadeBy, SpeakingAs
from companion.wire.trails import Mark, Reply, Trail

# The ways to share, in the order in which they are offered.
WAYS: dict[Kind, str] = {
    "symbols": N_("Pictures"),
    **NAMES,
    "listening": N_("I am here to listen"),
    "said": N_("I said it in the session"),
    "words": N_("Words"),
}
AUDIENCES: dict[Audience, str] = {
    "organisers": N_("The people who lead"),
    "members": N_("The people who lead and all members"),
    "services": N_("The people who lead, all members and services"),
}
MAKERS: dict[MadeBy, str] = {
    "me": N_("I chose it"),
    "me-with-supporter": N_("My supporter helped"),
    "supporter": N_("It is my supporter's view"),
}
SPEAKERS: dict[SpeakingAs, str] = {
    "autistic": N_("An autistic person"),
    "learning-disability": N_("A person with a learning disability"),
    "adhd": N_("A person with ADHD"),
    "family": N_("Family"),
    "carer": N_("A carer"),
    "staff": N_("Staff"),
    "other": N_("Someone else"),
}
_MARKS = {
    "got": N_("They have it."),
    "read": N_("They read it."),
    "talked": N_("They talked about it."),
    "changed": N_("Something changed."),
    "not-changed": N_("Nothing changed."),
}


class Standing(Struct, frozen=True):
    """All that is known of one share. `connection` is the one that there is now."""

    share: Share
    parcel: Parcel | None
    trail: Trail | None
    today: date
    connection: Connection | None = None

    @property
    def theirs(self) -> str:
        """What the community calls itself that has it, or that it waits for."""
        named = self.parcel.community if self.parcel else ""
        return named or _("the community")

    @property
    def cut_off(self) -> bool:
        """Whether nothing goes to, or comes from, the community that has it or will have it."""
        if self.connection is None:
            return True
        to = self.parcel.to if self.parcel else ""
        return to not in ("", self.connection.key)

    @property
    def not_taken(self) -> bool:
        """Whether it is with nobody, so that the same words may be shared anew."""
        state = self.parcel.state if self.parcel else ""
        return state in ("refused", "never-left") or (state == "waiting" and self.cut_off)

    @property
    def news(self) -> int:
        """How many things have happened that the member has not seen."""
        if self.trail is None or self.share.taken_back:
            return 0
        return max(0, happened(self.trail) - self.share.seen)

    @property
    def promise(self) -> date | None:
        """The day up to which they said that they would answer."""
        if self.trail and (promised := day_in(self.trail.promise)):
            return promised
        return self.parcel.promise if self.parcel else None

    @property
    def answered(self) -> bool:
        """Whether there is an answer or an outcome, or they take care of it in another way."""
        trail = self.trail
        if trail is None:
            return False
        return (
            bool(trail.replies)
            or trail.closed
            or any(m.status.endswith("changed") for m in trail.marks)
        )

    @property
    def late(self) -> bool:
        """Whether the day that they promised has passed without an answer."""
        promise = self.promise
        return bool(promise and promise < self.today and not self.answered)


def happened(trail: Trail) -> int:
    """How many things a trail tells beside that it arrived."""
    return len([mark for mark in trail.marks if mark.status != "got"]) + len(trail.replies)


def day_in(text: str) -> date | None:
    """A day as it stands on the wire; None where there is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def way_words(kind: Kind) -> str:
    """What way of sharing it is."""
    return _(WAYS[kind]) if kind in WAYS else kind


def speaking_words(speaking_as: tuple[SpeakingAs, ...]) -> str:
    """As who the member speaks, as a list; "" where they do not say."""
    return ", ".join(_(SPEAKERS[one]) for one in SPEAKERS if one in speaking_as)


def facts(share: Share, about: str) -> Said:
    """What goes along with the words. `about` says what it is about."""
    said: Said = [(_("About"), about)] if about else []
    said.append((_("Who can see it"), _(AUDIENCES[share.audience])))
    said.append((_("Who made this"), _(MAKERS[share.made_by])))
    if share.speaking_as:
        said.append((_("I speak as"), speaking_words(share.speaking_as)))
    said.append((_("Your name"), share.name or _("not sent")))
    return said


def summary(share: Share, symbols: str) -> str:
    """The start of a share in a few words; `symbols` are the words of its pictures."""
    return first_words(share.words) or first_words(symbols) or way_words(share.kind)


def state_words(standing: Standing) -> str:
    """How it stands now, in a few words."""
    share, parcel = standing.share, standing.parcel
    if share.taken_back:
        return _("taken back")
    if share.sending is None:
        return _("only here")
    if parcel is None or parcel.state == "elsewhere":
        return _("sent from another computer")
    if parcel.state == "refused":
        return _("not taken")
    if parcel.state != "got":
        return _("waiting for another community") if _elsewhere(standing) else _("waiting")
    marks = standing.trail.marks if standing.trail else ()
    if standing.late:
        return _("they are late")
    return _(_MARKS[marks[-1].status if marks else "got"]).rstrip(".")


def story(standing: Standing, session_words: dict[str, str]) -> Said:
    """What became of it: each thing with its day, then what comes next.

    `session_words` has the words of sessions by their ids.
    """
    share = standing.share
    if share.taken_back:
        return _taken_back(standing)
    if share.sending is None:
        return _kept(share)
    return [*_way_there(standing), *_happened(standing, session_words), *_promised(standing)]


def _kept(share: Share) -> Said:
    said = [("", _("Saved on this computer. You did not send it."))]
    if share.ask_on:
        said.append(("", _("We ask you on {day}.").format(day=day(share.ask_on))))
    return said


def _way_there(standing: Standing) -> Said:
    parcel = standing.parcel
    if parcel is None or parcel.state == "elsewhere":
        return [("", _("You sent this from another computer."))]
    if parcel.state == "refused":
        why, then = refused_words(parcel.why)
        told = _("They did not take it. We keep it here.")
        return [("", told), ("", why), ("", then)]
    if parcel.state == "got":
        return []
    return [("", words) for words in (_("Saved here."), *_what_it_waits_for(standing))]


def _what_it_waits_for(standing: Standing) -> list[str]:
    connection = standing.connection
    if standing.cut_off:
        return _connect_again(standing, _("It waits for {name}. It goes to no one else."))
    if connection and connection.paused:
        return [_("You paused sending.")]
    if connection and connection.code_ended:
        return list(refused_words("code-wrong"))
    if connection and connection.wait_until:
        return [asked_to_wait(connection.wait_until)]
    if connection and not connection.address:
        return [Problem("no_address").say, Problem("no_address").next]
    return [_("It will go when there is a connection.")]


def _connect_again(standing: Standing, said: str) -> list[str]:
    """What holds for a share whose community is not connected, and the way back to it."""
    told = [said.format(name=standing.theirs)]
    if _elsewhere(standing):
        told.append(_("Now you are connected to another community."))
    return [*told, _("To change this, connect to {name} again.").format(name=standing.theirs)]


def _elsewhere(standing: Standing) -> bool:
    return standing.cut_off and standing.connection is not None


def _happened(standing: Standing, session_words: dict[str, str]) -> Said:
    trail, parcel = standing.trail, standing.parcel
    marks, replies = (trail.marks, trail.replies) if trail else ((), ())
    said: Said = []
    if parcel and parcel.got and not any(mark.status == "got" for mark in marks):
        said.append((day(parcel.got), _(_MARKS["got"])))
    told = [(mark.day, mark_words(mark, session_words)) for mark in marks]
    told += [(reply.day, reply_words(reply)) for reply in replies]
    for _day, words in sorted(told, key=lambda one: (not day_in(one[0]), one[0])):
        said += words
    if trail and trail.closed:
        said.append(("", _("The people who lead take care of it in another way.")))
    if parcel and parcel.got and standing.cut_off:
        cut_off = _connect_again(standing, _("{name} has it. Their news does not come here now."))
        said += [("", told_now) for told_now in cut_off]
    return said


def mark_words(mark: Mark, session_words: dict[str, str]) -> Said:
    """One thing that happened, with its day and what they say of it."""
    when = day_in(mark.day)
    words = _(_MARKS[mark.status])
    said: Said = [(day(when), words) if when else ("", words)]
    if session := session_words.get(mark.session):
        said.append((_("Session"), session))
    if mark.words:
        said.append((_("Why") if mark.status == "not-changed" else _("They say"), mark.words))
    return said


def reply_words(reply: Reply) -> Said:
    """An answer, with its day. One that cannot be opened says so."""
    when = day_in(reply.day)
    told = _("They answered.")
    said: Said = [(day(when), told) if when else ("", told)]
    words = reply.words or _("We cannot open this answer on this computer.")
    return [*said, (_("They say"), words)]


def _promised(standing: Standing) -> Said:
    promise, parcel = standing.promise, standing.parcel
    if promise is None or standing.answered or parcel is None or parcel.state != "got":
        return []
    if standing.late:
        return [
            ("", _("No news yet. They are late.")),
            ("", _("They said that they would answer by {day}.").format(day=day(promise))),
        ]
    return [("", _("They will answer by {day}.").format(day=day(promise)))]


def _until_they_hear(connection: Connection | None) -> list[str]:
    if connection and not connection.address:
        return [_("They lose it when you bring them a file."), Problem("no_address").next]
    return [_("They lose it when there is a connection.")]


def _taken_back(standing: Standing) -> Said:
    share, parcel = standing.share, standing.parcel
    back = share.taken_back or standing.today
    said: Said = [(day(back), _("You took it back."))]
    if parcel is not None and parcel.state == "never-left":
        return [*said, ("", _("It did not leave this computer. It never will."))]
    if parcel is not None and parcel.state == "refused":
        why, then = refused_words(parcel.why)
        return [*said, ("", _("They still have it.")), ("", why), ("", then)]
    if parcel is not None and parcel.state == "taking-back" and standing.cut_off:
        told = _connect_again(standing, _("{name} may still have it."))
        return [*said, *(("", words) for words in told)]
    if parcel is None or parcel.state != "taken-back":
        return [*said, *(("", words) for words in _until_they_hear(standing.connection))]
    said.append(("", _("They do not have it any more.")))
    if parcel.was_read is None:
        return [*said, ("", _("We do not know if someone read it."))]
    if parcel.was_read:
        return [*said, ("", _("Someone had read it. They may remember it."))]
    return [*said, ("", _("Nobody had read it."))]
