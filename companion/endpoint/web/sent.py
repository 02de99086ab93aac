"""What somebody sent, as a page shows it: words, symbols, pictures and sounds, each as fully."""

from pathlib import Path
from typing import Any

from companion.easyread.files import is_name
from companion.easyread.pictures import picture, symbol_picture
from companion.endpoint.web.asking import Answer, Asked, File, NotThere, Page
from companion.shipped import shipped
from companion.wire.contributions import Contribution


def sent(says: Contribution) -> dict[str, Any]:
    """What the template sent.html takes: symbols with what their pictures show, "" where we have
    drawn none, and files."""
    return {
        "says": says,
        "pictures": [(name, _description(name)) for name in says.symbols],
        "files": getattr(says, "files", ()),
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


PAGES = [Page("/pictures/{name}", _picture)]
