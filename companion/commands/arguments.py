"""What each command takes, and where its function is."""

from argparse import ArgumentParser
from collections.abc import Callable
from typing import NamedTuple

from companion.commands.endpoint.arguments import VERBS as ENDPOINT_VERBS
from companion.commands.typed import dash, number
from companion.domain.choices import SETTINGS
from companion.problems import Problem

PRINT_FORMATS = ("html", "pdf", "text")

# As companion.wire.contributions has them, which loads slowly.
SHARE_KINDS = ("words", "symbols", "said", "listening")
FILE_KINDS = ("drawing", "photo", "voice")
TOLD = ("all", "about", "news", "changed", "promises", "shared", "leads", "groups", "ways",
        "not-planned")  # fmt: skip
ABOUT_KINDS = ("session", "charter", "agenda", "access", "general")
SPEAKING_AS = ("autistic", "learning-disability", "adhd", "family", "carer", "staff", "other")

Add = Callable[[ArgumentParser], None]


class Command(NamedTuple):
    """One command: its module in this package, its function, and its own arguments.

    `verbs` are its further words ("note list"), each with its own arguments.
    `private`: what follows it may be a member's words, which must not stand there.
    """

    module: str
    function: str
    add: Add = lambda _parser: None
    verbs: tuple[tuple[str, Add], ...] = ()
    private: bool = False


def _words(parser: ArgumentParser) -> None:
    parser.add_argument("dash", nargs="?", type=dash)


def _id(parser: ArgumentParser) -> None:
    parser.add_argument("id")


def _session(parser: ArgumentParser) -> None:
    parser.add_argument("--session", default="")


def _all(*parts: Add) -> Add:
    def add(parser: ArgumentParser) -> None:
        for part in parts:
            part(parser)

    return add


def _card(parser: ArgumentParser) -> None:
    parser.add_argument("verb", nargs="?", choices=("add", "check"))
    _words(parser)


def _mark(parser: ArgumentParser) -> None:
    parser.add_argument("mark", choices=("aloud", "private"))


def _pack(parser: ArgumentParser) -> None:
    parser.add_argument("folder")
    _charter(parser)


def _charter(parser: ArgumentParser) -> None:
    parser.add_argument("part", nargs="?", type=number(1, 999))
    parser.add_argument("--view", choices=SETTINGS["charter_view"], default="")
    parser.add_argument("--older", default="", metavar="VERSION")
    parser.add_argument("--changes", action="store_true")


def _meaning(parser: ArgumentParser) -> None:
    parser.add_argument("word", nargs="*")


def _sessions(parser: ArgumentParser) -> None:
    parser.add_argument("verb", nargs="?", choices=("add", "update", "calendars", "forget"))
    parser.add_argument("source", nargs="?", default="")
    parser.add_argument("--past", action="store_true")


def _calendar(parser: ArgumentParser) -> None:
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--output", default="")
    way.add_argument("--address", action="store_true")
    parser.add_argument("--remind", choices=SETTINGS["remind"], default="off")


def _remind(parser: ArgumentParser) -> None:
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--set-up", action="store_true")
    way.add_argument("--take-away", action="store_true")
    _yes(parser)


def _check(parser: ArgumentParser) -> None:
    parser.add_argument("file", nargs="+")


def _print(*parts: Add) -> Add:
    def add(parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=PRINT_FORMATS, default="")
        parser.add_argument("--output", required=True)
        parser.add_argument("--replace", action="store_true")

    return _all(*parts, add)


def _print_charter(parser: ArgumentParser) -> None:
    parser.add_argument("--part", type=number(1, 999))
    _view(parser)


def _view(parser: ArgumentParser) -> None:
    parser.add_argument("--view", choices=SETTINGS["charter_view"], default="")


def _print_session(parser: ArgumentParser) -> None:
    parser.add_argument("id", nargs="?", default="")


def _told(parser: ArgumentParser) -> None:
    parser.add_argument("part", nargs="?", choices=TOLD, default="all")


def _yes(parser: ArgumentParser) -> None:
    parser.add_argument("--yes", action="store_true")


def _to_file(parser: ArgumentParser) -> None:
    parser.add_argument("--to", default="", metavar="FILE.wav")
    parser.add_argument("--replace", action="store_true")


def _say(parser: ArgumentParser) -> None:
    parser.add_argument("words", nargs="*")


def _read(parser: ArgumentParser) -> None:
    parser.add_argument("page")
    parser.add_argument("about", nargs="?", default="")


def _export(parser: ArgumentParser) -> None:
    parser.add_argument("file")
    parser.add_argument("--encrypted", action="store_true")
    parser.add_argument("--replace", action="store_true")
    parser.add_argument("--yes", action="store_true")


def _import(parser: ArgumentParser) -> None:
    parser.add_argument("file")
    parser.add_argument("--settings", action="store_true")
    parser.add_argument("--yes", action="store_true")


def _forget(parser: ArgumentParser) -> None:
    parser.add_argument("--undo", action="store_true")
    parser.add_argument("--now", action="store_true")


def _connect(parser: ArgumentParser) -> None:
    parser.add_argument("address")
    parser.add_argument("code", nargs="*")
    parser.add_argument("--yes", action="store_true")


def _outbox(parser: ArgumentParser) -> None:
    parser.add_argument("--save", default="", metavar="FILE")
    parser.add_argument("--replace", action="store_true")
    parser.add_argument("--yes", action="store_true")


def _settings(parser: ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", default="")
    parser.add_argument("value", nargs="?", default="")


def _share(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("--entry", default="", metavar="ID")
    add("--lines", default="")
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--kind", choices=SHARE_KINDS, default="words")
    for kind in FILE_KINDS:
        way.add_argument(f"--{kind}", default="", metavar="FILE")
    add("--about", type=_about, default="")
    add("--audience", choices=("organisers", "members", "services"), default="organisers")
    add("--made-by", choices=("me", "me-with-supporter", "supporter"), default="me")
    add("--as", dest="speaking_as", action="append", choices=SPEAKING_AS, default=[])
    add("--name", action="store_true")
    add("--yes", action="store_true")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--preview", action="store_true")
    what.add_argument("--send", action="store_true")
    what.add_argument("--ask-tomorrow", action="store_true")


def _about(words: str) -> str:
    """What a share is about: "session:ID", "charter:5.1", "agenda", "access" or "general"."""
    kind, _colon, thing = words.partition(":")
    needs_more = kind in ("session", "charter") and not thing
    if words and (kind not in ABOUT_KINDS or needs_more):
        raise Problem("no_such_about", words=words[:20], kinds=", ".join(ABOUT_KINDS))
    return words


def _window(parser: ArgumentParser) -> None:
    """Here a size is in points. It takes the place of the usual --text-size, which has names."""
    parser.add_argument("--text-size", dest="points", type=number(16, 72), default=0)


def _icons(parser: ArgumentParser) -> None:
    parser.add_argument("--remove", action="store_true")


def _completions(parser: ArgumentParser) -> None:
    parser.add_argument("shell", choices=("bash", "zsh", "fish", "words"))


def _topic(parser: ArgumentParser) -> None:
    parser.add_argument("topic", nargs="?")


COMMANDS: dict[str, Command] = {
    "next": Command("sessions", "next_session"),
    "session": Command("sessions", "session", _id),
    "sessions": Command("sessions", "sessions", _sessions),
    "calendar": Command("calendars", "calendar", _calendar),
    "charter": Command("charter", "charter", _charter),
    "pack": Command("charter", "pack", _pack),
    "meaning": Command("charter", "meaning", _meaning),
    "remind": Command("reminding", "remind", _remind),
    "card": Command("card", "card", _card, private=True),
    "note": Command(
        "notes",
        "note",
        verbs=(
            ("list", _session),
            ("add", _all(_session, _words)),
            ("show", _id),
            ("edit", _all(_id, _words)),
            ("mark", _all(_id, _mark)),
            ("delete", _id),
            ("undelete", _id),
        ),
        private=True,
    ),
    "journal": Command(
        "journal",
        "journal",
        verbs=(
            ("list", _session),
            ("add", _all(_session, _words)),
            ("show", _id),
            ("edit", _all(_id, _words)),
            ("delete", _id),
            ("undelete", _id),
            ("search", _all(_session, _words)),
        ),
        private=True,
    ),
    "say": Command("speaking", "say_aloud", _all(_say, _to_file)),
    "read": Command("speaking", "read", _all(_read, _to_file)),
    "check": Command("checking", "check", _check),
    "print": Command(
        "printing",
        "print_file",
        verbs=(
            ("charter", _print(_print_charter)),
            ("guide", _print(_view)),
            ("session", _print(_print_session)),
            ("notes", _print(_session)),
            ("recovery", _print(_yes)),
            ("receipt", _print(_id)),
            ("card", _print()),
        ),
    ),
    "export": Command("exporting", "export", _export),
    "import": Command("importing", "import_file", _import),
    "forget": Command("forgetting", "forget_all", _forget),
    "share": Command("sharing", "share", _all(_share, _words), private=True),
    "sent": Command("sharing", "sent"),
    "trail": Command("sharing", "trail", _id),
    "take-back": Command("sharing", "take_back", _all(_id, _yes)),
    "community": Command("told", "community", _told),
    "connect": Command("community", "connect", _connect),
    "disconnect": Command("community", "disconnect"),
    "sync": Command("community", "sync"),
    "outbox": Command("outbox", "outbox", _outbox),
    "pause": Command("community", "pause"),
    "resume": Command("community", "resume"),
    "lock": Command("locking", "lock", _words, private=True),
    "unlock": Command("locking", "unlock", _words, private=True),
    "recover": Command("locking", "recover", _words, private=True),
    "settings": Command("settings", "settings", _settings),
    "privacy": Command("settings", "privacy"),
    "window": Command("window", "window", _window),
    "icons": Command("icons", "icons", _icons),
    "endpoint": Command("endpoint", "endpoint", verbs=ENDPOINT_VERBS),
    "completions": Command("completing", "completions", _completions),
    "help": Command("helping", "help_topic", _topic),
    "doctor": Command("doctor", "doctor"),
}
