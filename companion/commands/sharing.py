"""`companion share`, `sent`, `trail` and `take-back`: choosing to send, and following it.

Words are never taken as arguments (see commands/notes.py), and neither is a name.
"""

import sys
from argparse import Namespace
from collections.abc import Iterator
from datetime import timedelta

from msgspec.structs import replace

from companion.commands.answer import say, say_json, tell
from companion.commands.asking import asks, read_words
from companion.commands.community import round_now
from companion.commands.confirming import agreed, ask, inform
from companion.commands.share_files import file_kind, with_file
from companion.commands.unlocking import open_lock
from companion.compose import ForThisRun, open_home, ports_of
from companion.domain.journal import SYMBOLS
from companion.domain.shares import Share, ready
from companion.exchange import Exchange
from companion.page import wording
from companion.page.blocks import Block
from companion.page.file_words import may_tell, what_it_is
from companion.page.share_words import Standing, facts, state_words, story, summary
from companion.page.symbol_words import symbol_word, symbol_words
from companion.page.wishes import Go, Send, TakeBack
from companion.pages.sent import own
from companion.pages.share_check import told as told_of_clues
from companion.pages.share_lines import State as Lines
from companion.pages.share_lines import open_page as open_lines
from companion.pages.share_preview import letters
from companion.pages.sharing import (
    about_agenda,
    before_yes,
    consent_of,
    days_of,
    given_blocks,
    new_share,
    said_blocks,
    standing_of,
    today_of,
    topic_of,
)
from companion.plain.lines import EndOfInput, line_asker
from companion.plainwords.characters import shown_line
from companion.plainwords.dates import day
from companion.plainwords.messages import _
from companion.ports import Ports
from companion.problems import Problem
from companion.store.opening import Store


def share(options: Namespace) -> int:
    """Make a share; then show what would leave, send it, or keep it until tomorrow."""
    store = open_home(options)
    ports = _ports(store)
    made, data = with_file(_filled(_begun(store, ports, options), options), options)
    prepared, body = ready(made, consent_of(ports), today_of(ports))
    if options.preview:
        sys.stdout.buffer.write(body)
        return 0
    if data:
        made = replace(made, files=(ports.attachments.keep(data, made.files[0].type),))
        prepared = replace(prepared, files=made.files)  # the bytes that leave are the same
    if options.ask_tomorrow:
        tomorrow = today_of(ports) + timedelta(days=1)
        stored = ports.shares.save(replace(made, ask_on=tomorrow))
        return _answer(ports, stored, options)
    if ports.community.connection() is None:
        kept = ports.shares.save(made)
        tell([_("Saved on this computer. You did not send it: {id}.").format(id=kept.id)])
        raise Problem("not_connected")
    if not options.yes and not options.dash and not _says_yes(ports, made, body, options):
        kept = ports.shares.save(made)
        tell([_("Saved on this computer. You did not send it: {id}.").format(id=kept.id)])
        return 1
    Exchange(ports).grant(Send(prepared.id, prepared, body))
    round_now(store)
    return _answer(ports, ports.shares.get(prepared.id), options)


def _ports(store: Store) -> Ports:
    ports = ports_of(store, ForThisRun(store.settings))
    ports.sync.close()  # a command does its round itself, and stays until it is done
    return ports


def _begun(store: Store, ports: Ports, options: Namespace) -> Share:
    """A share with what it is about, and with the lines of an entry where one is named."""
    kind, _colon, thing = options.about.partition(":")
    begun = new_share(kind, thing)
    if kind == "agenda" and not thing:
        begun = replace(begun, about=about_agenda(ports))
    if options.entry:
        open_lock(store, options)
        lines = open_lines(ports, Go("share_lines", options.entry))
        chosen = _chosen(lines, options)
        copied = replace(lines, chosen=chosen).copied
        begun = replace(copied, id=begun.id, about=begun.about if kind else copied.about)
    return replace(
        begun,
        audience=options.audience,
        made_by=options.made_by,
        speaking_as=tuple(options.speaking_as),
    )


def _chosen(lines: Lines, options: Namespace) -> tuple[int, ...]:
    """Which lines of an entry are copied: only those that the member names."""
    words = [*lines.lines, *([symbol_words(lines.symbols)] if lines.symbols else [])]
    typed = options.lines
    if not typed:
        inform((f"{at}: {shown_line(one)}" for at, one in enumerate(words, 1)), options)
        try:
            typed = ask(_("Type the numbers of the lines to share:"), options)
        except EndOfInput:
            typed = ""
    numbers = typed.replace(",", " ").split()
    if not numbers or not all(n.isdecimal() and 1 <= int(n) <= len(words) for n in numbers):
        raise Problem("no_line_chosen", most=len(words))
    return tuple(sorted({int(number) - 1 for number in numbers}))


def _filled(begun: Share, options: Namespace) -> Share:
    """The share with its words or pictures, and a name where one was asked for."""
    if options.name and options.dash:  # what is read is one text: the name comes first
        name, _end, typed = read_words().partition("\n")
        if not name.strip():
            raise Problem("nothing_written")
        return replace(_given(begun, options, typed), name=name.strip())
    begun = _given(begun, options, "")
    if options.name:
        begun = replace(begun, name=_asked(_("Which name shall go with it?"), options))
    return begun


def _given(begun: Share, options: Namespace, typed: str) -> Share:
    """The share with words or pictures; `typed` where they have been read already."""
    if file_kind(options):  # words beside a file are a choice
        reads = options.dash and not options.name
        return replace(begun, words=typed or (read_words() if reads else begun.words))
    if options.entry or options.kind not in ("words", "symbols"):
        return begun if options.entry else replace(begun, kind=options.kind)
    words = typed or _words(options)
    if options.kind == "words":
        return replace(begun, kind="words", words=words)
    return replace(begun, kind="symbols", symbols=_symbols(words))


def _words(options: Namespace) -> str:
    if options.dash and options.name:  # a name came, and nothing after it
        raise Problem("nothing_written")
    if not asks(options):
        return read_words()
    question = _("Type the names of your pictures:")
    if options.kind == "words":
        question = _("Type your words to share:")
    return _asked(question, options)


def _asked(question: str, options: Namespace) -> str:
    try:
        typed = line_asker()(f"{question} ") if sys.stdin.isatty() else ask(question, options)
    except EndOfInput:
        typed = ""
    if not typed.strip():
        raise Problem("nothing_written")
    return typed.strip()


def _symbols(typed: str) -> tuple[str, ...]:
    """The symbols of some names, with commas or lines between them."""
    names = {symbol_word(one).casefold(): one for one in SYMBOLS} | {one: one for one in SYMBOLS}
    wanted = [part.strip().casefold() for part in typed.replace("\n", ",").split(",")]
    unknown = next((one for one in wanted if one and one not in names), "")
    if unknown:
        raise Problem("no_such_picture", name=shown_line(unknown))
    return tuple(dict.fromkeys(names[one] for one in wanted if one))


def _says_yes(ports: Ports, made: Share, body: bytes, options: Namespace) -> bool:
    """Show the very bytes and what everyone is told before a yes; then ask."""
    clues = told_of_clues(made.words, today_of(ports))
    inform(
        [
            *(f"{may_be}: {shown_line(words)}" for may_be, words in clues),
            *before_yes(ports, made),
            *topic_of(ports, made.about).told,
            _("This will leave your computer:"),
            *(what_it_is(made, file) for file in made.files),
            *_said(letters(body)),
            *may_tell(made),
            _("People may still guess who you are."),
            _("You can take it back. People who read it may remember it."),
            _("Need help now? Type: companion help now"),
        ],
        options,
    )
    return agreed(_("To send it, type yes:"), "yes", options)


def sent(options: Namespace) -> int:
    """Everything that was sent, or is kept to be sent."""
    store = open_home(options)
    open_lock(store, options)
    ports = _ports(store)
    standings = [standing_of(ports, one) for one in own(ports.shares.all())]
    if options.json:
        say_json([as_json(one) for one in standings])
    elif standings:
        say((_row(one) for one in standings), options.width)
    else:
        say([_("You sent nothing yet. That is fine.")], options.width)
    return 0


def _row(standing: Standing) -> str:
    share = standing.share
    words = shown_line(summary(share, symbol_words(share.symbols)))
    return f"{share.id}: {day(share.created.astimezone())}: {words}: {state_words(standing)}"


def trail(options: Namespace) -> int:
    """What became of one of them."""
    store = open_home(options)
    open_lock(store, options)
    ports = _ports(store)
    return _answer(ports, ports.shares.get(options.id), options)


def take_back(options: Namespace) -> int:
    """Take one back after a yes. No reason is asked."""
    store = open_home(options)
    open_lock(store, options)
    ports = _ports(store)
    found = ports.shares.get(options.id)
    if found.sending is None:
        raise Problem("not_sent", id=found.id)
    if not found.taken_back:
        inform(_said(given_blocks(found)), options)
        if not options.yes and not agreed(_("To take it back, type yes:"), "yes", options):
            raise Problem("not_taken_back")
        Exchange(ports).grant(TakeBack(found))
        round_now(store)
    return _answer(ports, ports.shares.get(found.id), options)


def _said(blocks: list[Block]) -> Iterator[str]:
    for block in blocks:
        yield from wording.lines(block)


def _answer(ports: Ports, stored: Share, options: Namespace) -> int:
    """Tell how a share stands now."""
    standing = standing_of(ports, stored)
    if options.json:
        say_json(as_json(standing))
        return 0
    about = topic_of(ports, stored.about)
    told = [
        *said_blocks(story(standing, days_of(ports.sessions.all()))),
        *given_blocks(stored),
        *said_blocks(facts(stored, about.words)),
    ]
    here = _("In Things I sent this is {id}.").format(id=stored.id)
    say([*_said(told), *about.told, here], options.width)
    return 0


def as_json(standing: Standing) -> dict[str, object]:
    """A share as the document that `--json` promises."""
    share, parcel, found = standing.share, standing.parcel, standing.trail
    got, promise = parcel.got if parcel else None, standing.promise
    return {
        "id": share.id,
        "created": share.created.isoformat(),
        "changed": share.changed.isoformat(),
        "kind": share.kind,
        "words": share.words,
        "symbols": list(share.symbols),
        "files": [{"type": f.type, "size": f.size, "sha256": f.sha256} for f in share.files],
        "about": {"kind": share.about.kind, "id": share.about.id},
        "made_by": share.made_by,
        "speaking_as": list(share.speaking_as),
        "audience": share.audience,
        "name": share.name,
        "entry": share.entry,
        "ask_on": share.ask_on.isoformat() if share.ask_on else "",
        "sent": share.sending.day.isoformat() if share.sending else "",
        "state": _state(standing),
        "got": got.isoformat() if got else "",
        "promise": promise.isoformat() if promise else "",
        "late": standing.late,
        "taken_back": share.taken_back.isoformat() if share.taken_back else "",
        "was_read": parcel.was_read if parcel and share.taken_back else None,
        "trail": [
            {"status": m.status, "day": m.day, "words": m.words, "session": m.session}
            for m in (found.marks if found else ())
        ],
        "replies": [{"day": r.day, "words": r.words} for r in (found.replies if found else ())],
    }


def _state(standing: Standing) -> str:
    """How it stands, in a word for programs."""
    parcel = standing.parcel
    if standing.share.sending is None:
        return "kept"
    if parcel is None:
        return "elsewhere"
    if parcel.state == "got" and standing.trail and standing.trail.marks:
        return standing.trail.marks[-1].status
    return parcel.state
