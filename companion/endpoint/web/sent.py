"""What somebody sent, as a page shows it: words, symbols, pictures and sounds, each as fully."""

from pathlib import Path
from typing import Any

from companion.easyread.files import is_name
from companion.easyread.pictures import picture, symbol_picture
from companion.endpoint.answering import received
from companion.endpoint.pieces import data_of
from companion.endpoint.web.asking import Answer, Asked, File, NotThere, Page
from companion.shipped import shipped
from companion.wire.contributions import Contribution
from companion.wire.files import ENDINGS, looks_like


def sent(says: Contribution) -> dict[str, Any]:
    """What the template sent.html takes: symbols with what their pictures show, "" where we have
    drawn none, and files."""
    return {
        "says": says,
        "pictures": [(name, _description(name)) for name in says.symbols],
        "files": says.files,
    }


def _description(symbol: str) -> str:
    found = picture(symbol_picture(symbol))
    return found.description if found else ""


def _picture(asked: Asked) -> Answer:
    name = asked.names["name"]
    path = Path(shipped("pictures", f"{name}.svg"))
    if not is_name(name) or not path.is_file():
        raise NotThere
    return File(f"{name}.svg", "image/svg+xml", path.read_bytes(), ours=True)


def _file(asked: Asked) -> Answer:
    """A file of a contribution, once it is known to begin as one of its type."""
    number, place = asked.number(), asked.number("file")
    with asked.database.reading() as connection:
        says = next((one.says for one in received(connection) if one.number == number), None)
        if says is None or place > len(says.files):
            raise NotThere
        info = says.files[place - 1]
        data = b"".join(data_of(connection, number, place - 1))
    if not looks_like(info.type, data[:16]):
        raise NotThere
    return File(f"{number}-{place}.{ENDINGS[info.type]}", info.type, data)


PAGES = [
    Page("/pictures/{name}", _picture),
    Page("/contributions/{number}/files/{file}", _file),
]
