"""`companion connect` and its like: the line to a community, from the command line."""

from argparse import Namespace
from collections.abc import Callable
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING

from companion.commands.answer import say, say_json
from companion.commands.carried import carried_at
from companion.commands.confirming import agreed, ask, inform
from companion.compose import community_of, look_at, look_in_file, make_round, open_home, take_in
from companion.domain.connections import Connection, host_of
from companion.page import wording
from companion.page.arrivals import arrived_in_words
from companion.page.community_words import asked_to_wait, before_connecting, waits_for_others
from companion.pages.sharing import said_blocks
from companion.plain.lines import EndOfInput
from companion.plainwords.messages import _, n_
from companion.plainwords.refusals import refused_words
from companion.problems import Problem
from companion.store.opening import Store
from companion.wire.carried import Carried

if TYPE_CHECKING:  # it loads httpx, which commands that ask nobody do not need
    from companion.sync.round import Outcome

_PATIENCE = 30.0  # seconds that we wait for another companion to be done
_NOT_REACHED = 3  # the exit code: nothing is wrong, and it goes on another time


def connect(options: Namespace) -> int:
    """Show what the community is, ask, and connect."""
    store = open_home(options)
    carried = carried_at(options.address)
    code = " ".join(options.code)
    if code in ("", "-"):
        code = _asked_for_code(options)
    if carried is None:
        offer = look_at(options.address, code)
    else:
        offer = look_in_file(carried, options.address, code)
    community = community_of(store)
    said = before_connecting(offer, community.connection(), store.outbox.waiting())
    inform((line for block in said_blocks(said) for line in wording.lines(block)), options)
    if not options.yes and not agreed(_("To connect, type yes:"), "yes", options):
        raise Problem("not_joined")
    community.connect(offer)
    if carried is not None:
        taking_in(store, carried)  # what else it has, such as a charter
    told = _("You are connected to {name}.").format(name=offer.community.name)
    _answer({"connected": offer.address, "name": offer.community.name}, [told], options)
    return 0


def _asked_for_code(options: Namespace) -> str:
    try:
        return ask(_("Type the 4 words of your code:"), options)
    except EndOfInput:
        raise Problem("code_not_whole") from None


def disconnect(options: Namespace) -> int:
    """End the line, and say what stays."""
    store = open_home(options)
    line = _connected(store)
    waiting = _waiting(store, line)
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
    if not line.address:
        raise Problem("no_address")
    return _tell_outcome(store, round_now(store), line, options)


def round_now(store: Store) -> "Outcome":
    """One round, waiting for another companion that is at one.

    Who types a command asks for a try now, whatever was tried before.
    """
    return _once_free(lambda fetch: make_round(store).go(fetch=fetch, asked=True))


def taking_in(store: Store, carried: Carried) -> "Outcome":
    """Take in a file from the community, waiting in the same way."""
    return _once_free(lambda _fetch: take_in(store, carried))


def _once_free(go: Callable[[bool], "Outcome"]) -> "Outcome":
    """`go` hears whether what is new is still to be got."""
    outcome, end = go(True), monotonic() + _PATIENCE
    fetched = outcome.fetched
    while outcome.busy and monotonic() < end:
        Event().wait(0.5)
        came = outcome.arrived
        outcome = go(not fetched)
        outcome = outcome._replace(arrived=came.plus(outcome.arrived))
        fetched |= outcome.fetched
    return outcome


def take_in_carried(store: Store, carried: Carried, options: Namespace) -> int:
    """Take in a file from the community, and tell what came as `sync` does."""
    line = community_of(store).connection()
    if line is None:
        raise Problem("import_needs_connection")
    return _tell_outcome(store, taking_in(store, carried), line, options)


def _tell_outcome(store: Store, outcome: "Outcome", line: Connection, options: Namespace) -> int:
    others = sum(store.outbox.waiting().values()) - outcome.waiting
    told = [*_told(outcome, line), *([waits_for_others(others)] if others else [])]
    _answer(_facts(outcome, others), told, options)
    if outcome.arrived.problems:
        return 1
    return 0 if outcome.reached and not outcome.busy else _NOT_REACHED


def _facts(outcome: "Outcome", others: int) -> dict[str, object]:
    came = outcome.arrived
    return {
        "reached": outcome.reached,
        "sent": came.got,
        "taken_back": came.taken_back,
        "waiting": outcome.waiting,
        "waiting_for_others": others,
        "not_before": outcome.held.isoformat() if outcome.held else "",
        "new": came.sessions,
        "changed": came.changed,
        "gone": came.cancelled,
        "news": came.news,
        "answers": came.trails,
        "charter": came.charter,
        "problems": list(came.problems),
    }


def _told(outcome: "Outcome", line: Connection) -> list[str]:
    lines = [arrived_in_words(outcome.arrived)]
    if outcome.why:
        lines += refused_words(outcome.why)
    if outcome.held:
        lines.append(asked_to_wait(outcome.held))
    elif not outcome.reached and not outcome.why:
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
    community = community_of(store)
    community.resume()
    waiting = _waiting(store, community.connection())
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


def _waiting(store: Store, line: Connection | None) -> int:
    """How many things wait for a community."""
    waiting = store.outbox.waiting()
    return waiting.get("", 0) + (waiting.get(line.key, 0) if line else 0)


def _answer(facts: dict[str, object], lines: list[str], options: Namespace) -> None:
    if options.json:
        say_json(facts)
    else:
        say(lines, options.width)
