"""`companion connect` and its like: the line to a community, from the command line."""

from argparse import Namespace
from collections.abc import Iterator
from threading import Event
from time import monotonic

from companion.commands.answer import say, say_json
from companion.commands.confirming import agreed, ask, inform
from companion.compose import community_of, look_at, make_round, open_home
from companion.domain.connections import Connection
from companion.page.arrivals import arrived_in_words
from companion.plain.lines import EndOfInput
from companion.plainwords.messages import _, n_
from companion.problems import Problem
from companion.store.opening import Store
from companion.sync.client import host_of
from companion.sync.round import Outcome
from companion.wire.community import Community

_PATIENCE = 30.0  # seconds that we wait for another companion to be done
_NOT_REACHED = 3  # the exit code: nothing is wrong, and it goes on another time


def connect(options: Namespace) -> int:
    """Show what the community is, ask, and connect."""
    store = open_home(options)
    code = " ".join(options.code) or _asked_for_code(options)
    offer = look_at(options.address, code)
    inform(list(about(offer.community)), options)
    if not options.yes and not agreed(_("To connect, type yes:"), "yes", options):
        raise Problem("not_joined")
    community_of(store).connect(offer)
    told = _("You are connected to {name}.").format(name=offer.community.name)
    _answer({"connected": offer.address, "name": offer.community.name}, [told], options)
    return 0


def _asked_for_code(options: Namespace) -> str:
    try:
        return ask(_("Type the 4 words of your code:"), options)
    except EndOfInput:
        raise Problem("code_not_whole") from None


def about(community: Community) -> Iterator[str]:
    """What a person should know of a community before they say yes."""
    yield _("This is {name}.").format(name=community.name)
    for words in (community.about, community.who_reads, community.how_often, community.kept_for):
        yield from words.split("\n") if words else ()
    if not community.who_reads:
        yield _("They did not say who reads what you send.")
    if not community.kept_for:
        yield _("They did not say how long they keep it.")
    if community.answer_days:
        told = n_(
            "They answer within {n} day.", "They answer within {n} days.", community.answer_days
        )
        yield told.format(n=community.answer_days)
    if community.contact:
        yield from community.contact.split("\n")
    yield _("Companion asks them for news when it opens.")
    yield _("It sends only what you said yes to, 1 thing at a time.")
    yield _("Your name and your other words stay here.")


def disconnect(options: Namespace) -> int:
    """End the line, and say what stays."""
    store = open_home(options)
    line = _connected(store)
    waiting = _waiting(store)
    community_of(store).disconnect()
    lines = [
        _("You are not connected to {name} any more.").format(name=line.name),
        _("Their sessions and news stay here."),
        _("What you sent stays with them. To take it back, connect again."),
    ]
    if waiting:
        told = n_("{n} thing waits here.", "{n} things wait here.", waiting).format(n=waiting)
        lines.append(f"{told} " + _("It does not leave, unless you connect to them again."))
    _answer({"disconnected": line.address, "waiting": waiting}, lines, options)
    return 0


def sync(options: Namespace) -> int:
    """Send what waits and get what is new. 3: nobody answered, and it goes on another time."""
    store = open_home(options)
    line = _connected(store)
    outcome = round_now(store)
    _answer(_facts(outcome), _told(outcome, line), options)
    if outcome.arrived.problems:
        return 1
    return 0 if outcome.reached and not outcome.busy else _NOT_REACHED


def round_now(store: Store) -> Outcome:
    """One round, waiting for another companion that is at one."""
    outcome, end = make_round(store, Event()).go(), monotonic() + _PATIENCE
    while outcome.busy and monotonic() < end:
        Event().wait(0.5)
        outcome = make_round(store, Event()).go()
    return outcome


def _facts(outcome: Outcome) -> dict[str, object]:
    came = outcome.arrived
    return {
        "reached": outcome.reached,
        "sent": came.got,
        "taken_back": came.taken_back,
        "waiting": outcome.waiting,
        "new": came.sessions,
        "changed": came.changed,
        "gone": came.cancelled,
        "news": came.news,
        "answers": came.trails,
        "charter": came.charter,
        "problems": list(came.problems),
    }


def _told(outcome: Outcome, line: Connection) -> list[str]:
    lines = [arrived_in_words(outcome.arrived)]
    if not outcome.reached:
        place = host_of(line.address)
        lines.append(
            _("We cannot reach {place} now. We try again the next time.").format(place=place)
        )
    if outcome.waiting:
        told = n_("{n} thing waits here.", "{n} things wait here.", outcome.waiting)
        lines.append(told.format(n=outcome.waiting))
    if outcome.waiting and line.paused:
        lines.append(_("You paused sending. To send, type: companion resume"))
    return list(filter(None, lines)) or [_("Nothing is new. Nothing waits.")]


def pause(options: Namespace) -> int:
    """Send nothing for now."""
    store = open_home(options)
    community_of(store).pause()
    lines = [
        _("We send nothing for now. What you say yes to waits here."),
        _("To send again, type: companion resume"),
    ]
    _answer({"sending": "paused"}, lines, options)
    return 0


def resume(options: Namespace) -> int:
    """Send again."""
    store = open_home(options)
    community_of(store).resume()
    waiting = _waiting(store)
    lines = [_("We send again.")]
    if waiting:
        told = n_("{n} thing waits here.", "{n} things wait here.", waiting).format(n=waiting)
        lines.append(f"{told} " + _("To send now, type: companion sync"))
    _answer({"sending": "on", "waiting": waiting}, lines, options)
    return 0


def _connected(store: Store) -> Connection:
    line = community_of(store).connection()
    if line is None:
        raise Problem("not_connected")
    return line


def _waiting(store: Store) -> int:
    return sum(one.state in ("waiting", "taking-back") for one in store.outbox.parcels())


def _answer(facts: dict[str, object], lines: list[str], options: Namespace) -> None:
    if options.json:
        say_json(facts)
    else:
        say(lines, options.width)
