"""Documents to write, and ways to read what was written."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from html.parser import HTMLParser
from io import BytesIO

import pytest
from pypdf import PdfReader

from companion.domain.connections import Connection
from companion.domain.notes import Note
from companion.domain.parcels import Parcel
from companion.domain.shares import Share, ready
from companion.easyread.reading import charter_pack
from companion.page.session_words import headline
from companion.page.share_words import Standing
from companion.printing import pictures
from companion.printing.charter import charter_document
from companion.printing.document import Document, Facts, Heading, Item, Line, Own, Steps
from companion.printing.helps import helps_document
from companion.printing.notes import notes_document
from companion.printing.receipt import receipt_document
from companion.printing.session import session_document
from companion.shipped import shipped
from companion.wire.trails import Trail
from tests.places import FULL, MOVED
from tests.sharing_places import HOSTILE_TRAIL, LATE, TODAY, WHOLE

HOSTILE = (
    '</p></main><script>document.title="x"</script><img src=x onerror=alert(1)> & &lt; "quotes" '
    '#panic() #include "/etc/passwd" $x$ *b* _i_ @a <lab> \\ `c` = h // c https://a.b/\'x'
)
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><title>t</title>'
    '<path class="ink" d="M1 1H15V15H1Z M3 3V13H13V3Z" fill-rule="evenodd"/>'
    '<rect class="accent" x="5" y="5" width="6" height="6"/></svg>'
)
WHEN = datetime(2026, 6, 20, 9, tzinfo=UTC)


def note(text: str, **fields: str) -> Note:
    return Note(id="n1", text=text, created=WHEN, changed=WHEN, version=1, **fields)  # type: ignore[arg-type]


def receipt(trail: Trail, **fields: object) -> Document:
    """The receipt of something that was sent."""
    made = Share(id="sh1", **fields)  # type: ignore[arg-type]
    share, _body = ready(made, "1", TODAY)
    parcel = Parcel(id="c1", since=TODAY, state="got", got=TODAY)
    standing = Standing(share, parcel, trail, TODAY, Connection("https://a.example", "A", TODAY))
    return receipt_document(standing, "", {"s-uid": headline(FULL)})


def hostile_session() -> Document:
    joining = (("link", "javascript:alert(1)"), ("how", HOSTILE), (HOSTILE, HOSTILE))
    session = FULL._replace(title=HOSTILE, where=HOSTILE, who=HOSTILE, about=HOSTILE)
    return session_document(session._replace(join=joining, like=(("sound", HOSTILE),)))


@cache
def some() -> dict[str, Document]:
    """A document of each kind."""
    card = [note("Bright light.\nTurn it down.", prompt="helps"), note(HOSTILE)]
    notes = [note("Too bright.\n\nLess light.", session="k7m4d", prompt="say"), note(HOSTILE)]
    return {
        "simple": charter_document(charter_pack(), "simple"),
        "pictures": charter_document(charter_pack(), "pictures"),
        "full": charter_document(charter_pack(), "full"),
        "part": charter_document(charter_pack(), "pictures", 5),
        "session": session_document(MOVED),
        "hostile session": hostile_session(),
        "notes": notes_document(notes, [FULL]),
        "card": helps_document(card),
        "receipt": receipt(WHOLE, words="The room was too loud.\n\nIt hurt.", symbols=("noise",)),
        "late receipt": receipt(LATE, symbols=("noise", "too_much")),
        "hostile receipt": receipt(HOSTILE_TRAIL, words=HOSTILE, name=HOSTILE),
    }


def words_of(document: Document) -> Counter[str]:
    """Every word that a reader of the document must meet."""
    texts = [document.title]
    for section in document.sections:
        texts.append(section.title)
    for item in [*document.opening, *(i for s in document.sections for i in s.items)]:
        texts += _texts(item)
    return counted(" ".join(texts))


def _texts(item: Item) -> list[str]:
    match item:
        case Line(sentences=sentences):
            return list(sentences)
        case Facts(facts=facts):
            return [words for fact in facts for words in fact]
        case Steps(steps=steps):
            return list(steps)
        case Own(text=text) | Heading(text=text):
            return [text]


def counted(text: str) -> Counter[str]:
    """The letters and digits of a text in words, however its lines were broken."""
    return Counter(re.findall(r"\w+", text.replace("\u200b", "")))


class Shown(HTMLParser):
    """The words that a browser shows, and the tags that it finds."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.tags = "", list[tuple[str, dict[str, str | None]]]()
        self._style = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._style = tag == "style"
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        self._style = False
        self.text += "" if tag in ("b", "i") else " "

    def handle_data(self, data: str) -> None:
        self.text += "" if self._style else data


def pdf_text(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)


@pytest.fixture
def drawn(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """A drawing for every picture of the charter."""
    folder = tmp_path_factory.mktemp("assets")
    (folder / "pictures").mkdir()
    for part in charter_pack().parts:
        for line in part.lines:
            (folder / "pictures" / f"{line.picture}.svg").write_text(DRAWING)

    monkeypatch.setattr(
        pictures,
        "shipped",
        lambda *names: str(folder.joinpath(*names)) if names[0] == "pictures" else shipped(*names),
    )
    pictures.picture_svg.cache_clear()
    yield
    pictures.picture_svg.cache_clear()
