"""What the pages of Share have in common: a share by its id, what it is about, how it stands."""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from companion.domain.agenda import meeting_for_ideas, too_late_for
from companion.domain.ids import new_id
from companion.domain.notes import HELPS
from companion.domain.sessions import PlannedSession
from companion.domain.shares import Share
from companion.easyread.pictures import symbol_picture
from companion.page.blocks import Block, Fact, Line, Picture, Quote
from companion.page.file_words import what_it_is
from companion.page.session_words import Said, headline
from companion.page.share_words import Standing, day_in
from companion.page.symbol_words import symbol_word, symbol_words
from companion.page.wishes import GoHome, Save, Tell, Wish
from companion.plainwords.dates import day
from companion.plainwords.messages import _
from companion.ports import Ports
from companion.wire.contributions import About

OUR_CONSENT = "companion-1"  # the version of the words that we say where the community has none


def today_of(ports: Ports) -> date:
    """The day that it is here."""
    return ports.clock.now().astimezone().date()


def new_share(kind: str, thing: str) -> Share:
    """A share that is not kept yet, about something."""
    return Share(id=new_id(), about=About(kind or "general", thing))  # type: ignore[arg-type]


def shared_again(share: Share) -> Share:
    """The same, files too, as a share that is not kept yet. A name goes with one share only."""
    return replace(
        new_share(share.about.kind, share.about.id),
        kind=share.kind,
        words=share.words,
        symbols=share.symbols,
        files=share.files,
        made_by=share.made_by,
        speaking_as=share.speaking_as,
        audience=share.audience,
        entry=share.entry,
    )


class Topic(Struct, frozen=True):
    """What a share is about, in words; `told` are sentences to know before a yes."""

    words: str
    told: tuple[str, ...] = ()


def topic_of(ports: Ports, about: About) -> Topic:
    """What something is about, as the member knows it."""
    match about.kind:
        case "session":
            found = _session(ports, about.id)
            return Topic(_("a session: {day}").format(day=headline(found) if found else about.id))
        case "charter":
            return Topic(_("the charter, line {line}").format(line=about.id))
        case "agenda":
            return _agenda(ports, about.id)
        case "access":
            of_card = about.id == HELPS
            return Topic(_("what helps me") if of_card else _("this is hard for me"))
        case "answer":
            return Topic(_("their answer to you"))
        case _:
            return Topic("")


def _session(ports: Ports, known_as: str) -> PlannedSession | None:
    sessions = ports.sessions.all()
    return next((s for s in sessions if known_as in _names(s)), None)


def _names(session: PlannedSession) -> tuple[str, ...]:
    """What a share may call a session: see known_name."""
    return session.uid, session.id, session.starts.isoformat()[:10]


def _agenda(ports: Ports, meeting: str) -> Topic:
    found = _session(ports, meeting) if meeting else None
    words = _("an idea for a shaping meeting")
    if found is None:
        return Topic(words, (_("The next shaping meeting reads it. We do not know the day yet."),))
    told = [_("The shaping meeting reads it: {day}.").format(day=headline(found))]
    if late := too_late_for(ports.sessions.all(), found, ports.clock.now()):
        told.insert(0, _("It is too late for {day}. That is fine.").format(day=headline(late)))
    return Topic(words, tuple(told))


def about_agenda(ports: Ports) -> About:
    """About the agenda of the meeting that still reads it."""
    published = ports.community.published()
    days = {s.id: day_in(s.ideas_until) for s in published.sessions} if published else {}
    until = {name: last for name, last in days.items() if last}
    found = meeting_for_ideas(ports.sessions.all(), until, ports.clock.now())
    return About("agenda", known_name(ports, found) if found else "")


def known_name(ports: Ports, session: PlannedSession) -> str:
    """How the community knows a session: by its own id, else by its day."""
    published = ports.community.published()
    known = {one.id for one in published.sessions} if published else set()
    return session.uid if session.uid in known else session.starts.isoformat()[:10]


def standing_of(ports: Ports, share: Share) -> Standing:
    """All that is known of a share now."""
    parcel = ports.outbox.parcel(share.sending.id) if share.sending else None
    trail = ports.community.trail(share) if share.sending and not share.taken_back else None
    return Standing(share, parcel, trail, today_of(ports), ports.community.connection())


def said_blocks(said: Said) -> list[Block]:
    """Facts and sentences as blocks. What the community says are its own words."""
    return [Fact(name, words) if name else Line(words) for name, words in said]


def given_blocks(share: Share, *, pictures: bool = False) -> list[Block]:
    """What is given: the words as they are, a line each, and the words of the pictures.

    With `pictures`, each picture stands before its word.
    """
    blocks: list[Block] = [Quote(line) for line in share.words.split("\n") if line.strip()]
    if pictures:
        for symbol in share.symbols:
            blocks += [Picture(symbol_picture(symbol), ""), Quote(symbol_word(symbol))]
    elif share.symbols:
        blocks.append(Quote(symbol_words(share.symbols)))
    blocks += [Line(what_it_is(share, file)) for file in share.files]
    if not blocks and share.kind == "listening":
        blocks.append(Quote(_("I am here to listen.")))
    if not blocks and share.kind == "said":
        blocks.append(Quote(_("I said it in the session.")))
    return blocks


def keep_for_me(share: Share) -> tuple[Wish, ...]:
    """Keep it here, ask nothing, and go home."""
    told = Tell(_("Saved on this computer. It is in Things I sent."))
    return Save("", replace(share, ask_on=None, sending=None)), GoHome(), told


def before_yes(ports: Ports, share: Share) -> tuple[str, ...]:
    """What everyone is told before a yes. The community's own words come in where it has any."""
    published = ports.community.published()
    first = published.who_reads if published else ""
    often = published.how_often if published else ""
    theirs = published.consent.lines if published else ()
    unnamed = _("They do not know who you are.")
    named = _("They see the name that you typed.")
    said = (
        first or _("The people who lead read it first."),
        *([often] if often else []),
        _("They may not read it today."),
        _("They may tell others if someone is in danger."),
        *(line for line in theirs if line != unnamed),
        named if share.name else unnamed,
    )
    return tuple(dict.fromkeys(said))  # a community may say the same in the same words


def consent_of(ports: Ports) -> str:
    """The version of the words that a yes agrees to."""
    published = ports.community.published()
    return published.consent.version if published and published.consent.lines else OUR_CONSENT


def days_of(sessions: Iterable[PlannedSession]) -> dict[str, str]:
    """The words of sessions by the names under which the community knows them."""
    return {name: headline(s) for s in sessions for name in (s.id, s.uid) if name}


def tomorrow_words(tomorrow: date) -> str:
    """A row that asks to be asked again."""
    return _("Ask me tomorrow, {day}").format(day=day(tomorrow))
