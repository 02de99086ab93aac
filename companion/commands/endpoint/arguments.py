"""What each word after `companion endpoint` takes."""

from argparse import ArgumentParser
from collections.abc import Callable

from companion.commands.typed import dash, number

Add = Callable[[ArgumentParser], None]

_STATUSES = ("read", "talked", "changed", "not-changed")
_NEWS = ("news", "changed", "not-as-planned")
_KINDS = ("session", "shaping", "subgroup", "in-person")


def _database(parser: ArgumentParser) -> None:
    parser.add_argument("--database", default="")
    parser.add_argument("--marks", metavar="PLACE")


def _facts(parser: ArgumentParser) -> None:
    for name in ("about", "who-reads", "how-often", "kept-for", "contact", "language"):
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


def _status(parser: ArgumentParser) -> None:
    parser.add_argument("number", type=number(1, 999_999))
    parser.add_argument("status", choices=_STATUSES)
    parser.add_argument("--session", default="")
    parser.add_argument("--words", type=dash)
    parser.add_argument("--promise", default="", metavar="DATE")


def _folder(parser: ArgumentParser) -> None:
    parser.add_argument("folder")


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
    ("publish", _with_database(_folder)),
    ("pack", _with_database(_folder)),
    ("purge", _with_database(_purge)),
    ("backup", _with_database(_file)),
    ("restore", _with_database(_file)),
    ("marks", _with_database(_marks)),
)
