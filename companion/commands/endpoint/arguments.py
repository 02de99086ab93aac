"""What each word after `companion endpoint` takes."""

from argparse import ArgumentParser
from collections.abc import Callable

from companion.commands.typed import dash, number

Add = Callable[[ArgumentParser], None]

# As companion.wire.community has them, which loads slowly.
WAYS = ("joining", "access", "payment", "costs", "recording", "concerns", "decides", "names",
        "supporters")  # fmt: skip

_STATUSES = ("read", "talked", "changed", "not-changed")
_NEWS = ("news", "changed", "not-as-planned")
_KINDS = ("session", "shaping", "subgroup", "in-person")


def _database(parser: ArgumentParser) -> None:
    parser.add_argument("--database", default="")
    parser.add_argument("--marks", metavar="PLACE")


def _facts(parser: ArgumentParser) -> None:
    for name in ("about", "who-reads", "how-often", "kept-for", "contact", "language"):
        parser.add_argument(f"--{name}")
    for name in (*WAYS, "safeguarding"):
        parser.add_argument(f"--{name}")
    parser.add_argument("--kept-days", type=number(0, 36_500))
    parser.add_argument("--answer-days", type=number(0, 3_650))


def _init(parser: ArgumentParser) -> None:
    parser.add_argument("--name", required=True)
    _facts(parser)


def _about(parser: ArgumentParser) -> None:
    parser.add_argument("--name")
    _facts(parser)
    parser.add_argument("--consent", type=dash)


def _serve(parser: ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=number(0, 65_535), default=8765)
    parser.add_argument("--workers", type=number(1, 64), default=1)
    parser.add_argument("--spare", type=number(0, 999_999), default=64, metavar="MEGABYTES")


def _code(parser: ArgumentParser) -> None:
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--end", type=number(1, 999_999), metavar="NUMBER")


def _session(parser: ArgumentParser) -> None:
    parser.add_argument("dash", nargs="?", type=dash)
    parser.add_argument("--list", action="store_true")
    for name in ("id", "title", "starts", "ends", "weekday", "where", "who", "about"):
        parser.add_argument(f"--{name}")
    parser.add_argument("--ideas-until")
    parser.add_argument("--kind", choices=_KINDS)
    parser.add_argument("--status", choices=("planned", "changed", "cancelled"))
    parser.add_argument("--free", action="store_true", default=None)
    parser.add_argument("--costs", dest="free", action="store_false")
    for name in ("step", "like", "join"):
        parser.add_argument(f"--{name}", action="append")


def _news(parser: ArgumentParser) -> None:
    parser.add_argument("dash", nargs="?", type=dash)
    parser.add_argument("--title", default="")
    parser.add_argument("--kind", choices=_NEWS, default="news")
    parser.add_argument("--number", type=number(1, 999_999), action="append", default=[])
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--remove", type=number(1, 999_999), metavar="NUMBER")


def _list(parser: ArgumentParser) -> None:
    parser.add_argument("number", nargs="?", type=number(1, 999_999))
    parser.add_argument("--save", default="", metavar="FOLDER")


def _reply(parser: ArgumentParser) -> None:
    parser.add_argument("number", type=number(1, 999_999))
    parser.add_argument("dash", type=dash)
    parser.add_argument("--for-all", action="store_true")
    parser.add_argument("--for-sender", dest="for_all", action="store_false")
    parser.add_argument("--draft", action="store_true")
    parser.add_argument("--seen", action="store_true")
    _organiser_number(parser)


def _status(parser: ArgumentParser) -> None:
    parser.add_argument("number", type=number(1, 999_999))
    parser.add_argument("status", choices=_STATUSES)
    parser.add_argument("--session", default="")
    parser.add_argument("--words", type=dash)
    parser.add_argument("--promise", default="", metavar="DATE")
    parser.add_argument("--draft", action="store_true")


def _organiser_number(parser: ArgumentParser) -> None:
    parser.add_argument("--organiser", type=number(0, 999_999), default=0, metavar="NUMBER")


def _what(*choices: str) -> Add:
    """The word that says what to do, and what it is done to."""

    def add(parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=choices)
        parser.add_argument("value", nargs="?", default="")

    return add


def _organiser(parser: ArgumentParser) -> None:
    _what("add", "list", "link", "end")(parser)
    parser.add_argument("--address", default="")


def _draft(parser: ArgumentParser) -> None:
    _what("list", "show", "edit", "publish", "delete")(parser)
    parser.add_argument("dash", nargs="?", type=dash)
    parser.add_argument("--from", dest="began", type=number(1, 999_999), metavar="VERSION")
    parser.add_argument("--seen", action="store_true")
    _organiser_number(parser)


def _worry(parser: ArgumentParser) -> None:
    _what("list", "add", "end")(parser)
    _organiser_number(parser)


def _promise(parser: ArgumentParser) -> None:
    parser.add_argument("what", choices=("list", "add", "kept", "late", "changed"))
    parser.add_argument("number", nargs="?", type=number(1, 999_999))
    parser.add_argument("--until", default="", metavar="DATE")
    parser.add_argument("--words", type=dash)


def _group(parser: ArgumentParser) -> None:
    _what("list", "add", "remove")(parser)
    parser.add_argument("--does", default="")
    parser.add_argument("--join", default="")


def _lead(parser: ArgumentParser) -> None:
    _what("list", "add", "remove")(parser)
    parser.add_argument("--agreed", default="", metavar="DATE")


def _pass_on(parser: ArgumentParser) -> None:
    parser.add_argument("number", type=number(1, 999_999))
    parser.add_argument("--back", action="store_true")


def _agenda(parser: ArgumentParser) -> None:
    parser.add_argument("session", nargs="?", default="")
    parser.add_argument("--file", default="")
    parser.add_argument("--replace", action="store_true")


def _pack(parser: ArgumentParser) -> None:
    parser.add_argument("folder", nargs="?", default="")
    parser.add_argument("--draft", action="store_true")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--withdraw", default="", metavar="VERSION")


def _publish(parser: ArgumentParser) -> None:
    parser.add_argument("folder")
    parser.add_argument("--replace", action="store_true")


def _take(parser: ArgumentParser) -> None:
    parser.add_argument("file", nargs="+")
    parser.add_argument("--back", default="", metavar="FILE.zip")
    parser.add_argument("--replace", action="store_true")


def _purge(parser: ArgumentParser) -> None:
    parser.add_argument("--rewrite", action="store_true")


def _marks(parser: ArgumentParser) -> None:
    parser.add_argument("file")
    parser.add_argument("--from", dest="again", action="store_true")


def _file(parser: ArgumentParser) -> None:
    parser.add_argument("file")


def _with_database(add: Add = lambda _parser: None) -> Add:
    def both(parser: ArgumentParser) -> None:
        _database(parser)
        add(parser)

    return both


VERBS: tuple[tuple[str, Add], ...] = (
    ("init", _with_database(_init)),
    ("about", _with_database(_about)),
    ("serve", _with_database(_serve)),
    ("code", _with_database(_code)),
    ("session", _with_database(_session)),
    ("news", _with_database(_news)),
    ("list", _with_database(_list)),
    ("reply", _with_database(_reply)),
    ("status", _with_database(_status)),
    ("owed", _with_database()),
    ("draft", _with_database(_draft)),
    ("worry", _with_database(_worry)),
    ("pass-on", _with_database(_pass_on)),
    ("promise", _with_database(_promise)),
    ("group", _with_database(_group)),
    ("lead", _with_database(_lead)),
    ("agenda", _with_database(_agenda)),
    ("missing", _with_database()),
    ("report", _with_database()),
    ("organiser", _with_database(_organiser)),
    ("publish", _with_database(_publish)),
    ("take", _with_database(_take)),
    ("pack", _with_database(_pack)),
    ("purge", _with_database(_purge)),
    ("backup", _with_database(_file)),
    ("restore", _with_database(_file)),
    ("marks", _with_database(_marks)),
)
