"""A community in which everything is there that pages can show, some of it hostile."""

import io
from datetime import date
from pathlib import Path
from typing import NamedTuple

import av
import numpy as np
from PIL import Image
from sqlalchemy import update

from companion.easyread.reading import charter_pack
from companion.easyread.zipped import zipped
from companion.endpoint.announcing import add_news, new_news, put_session
from companion.endpoint.answering import received, set_status
from companion.endpoint.database import Database
from companion.endpoint.describing_community import describe
from companion.endpoint.drafts import Draft, save_draft
from companion.endpoint.packs import propose_files, says_of
from companion.endpoint.passing_on import pass_on
from companion.endpoint.people import add_group, add_lead
from companion.endpoint.pieces import Piece, take_piece
from companion.endpoint.promising import add_promise
from companion.endpoint.publishing import publish_pack
from companion.endpoint.receiving import digest_of, receive, understood
from companion.endpoint.replying import reply, save_reply
from companion.endpoint.tables import happened
from companion.endpoint.worries import worry
from companion.shipped import shipped
from companion.wire.community import Group
from companion.wire.contributions import About
from companion.wire.files import LARGEST_PIECE, TYPE_OF_KIND, info_of
from companion.wire.trails import Mark
from tests.endpoint.senders import SetClock, contribution
from tests.endpoint.test_answering import HARD, Came, come

LIKE = {
    "sound": "It is quiet.",
    "light": "The lights are soft.",
    "quiet_room": "There is a quiet room.",
    "camera": "You can turn your camera off.",
    "food": "There is tea.",
    "getting_there": "The bus stops at the door.",
}
SESSION = {
    "id": "june",
    "title": "How we listen",
    "starts": "2026-06-26T18:00",
    "ends": "2026-06-26T20:00",
    "where": "The hall in Maidstone",
    "free": True,
    "steps": [{"minutes": 10, "what": "We say hello."}, {"what": "We talk in pairs."}],
    "like": LIKE,
    "join": {"phone": "01234 567890"},
}
MEETING = {
    **SESSION,
    "id": "july",
    "title": "We make the plan",
    "starts": "2026-07-16T18:00",
    "ends": "",
    "kind": "shaping",
    "ideas_until": "2026-07-10",
}
# Where it is shown as anything but words, a page breaks out.
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><b>{{7*7}}</b>\u202e&lt;i&gt;"


class Full(NamedTuple):
    """What came in, in this order, all of them numbers from 1."""

    came: list[Came]
    draft: int
    news_draft: int
    status_draft: int
    text_draft: int


def fill(database: Database, clock: SetClock) -> Full:
    """Fill a community that is new."""
    with database.writing() as connection:
        put_session(connection, SESSION, clock)
        put_session(connection, MEETING, clock)
        describe(connection, {"about": "We meet every 2 months.", "safeguarding": "Call Ana."})
    came = [
        come(database, clock, "A quiet room would help.\n\n  Two lines in.", name="Ali",
             about=About("session", "june"), speaking_as=("autistic", "carer")),
        come(database, clock, "", kind="symbols", symbols=("noise", "too_much", "moon"),
             audience="members"),
        come(database, clock, "", kind="listening", about=About("session", "june")),
        come(database, clock, "I said it.", kind="said", made_by="me-with-supporter"),
        come(database, clock, "More breaks.", about=About("agenda", "july")),
        come(database, clock, MARKUP, name=MARKUP, about=About("charter", MARKUP[:60]),
             audience="members", symbols=(MARKUP[:40], "../../../etc/passwd")),
        come(database, clock, "Is Jo well?"),
        come(database, clock, "Taken back later."),
        with_file(database, clock, "drawing", drawn()),
        with_file(database, clock, "voice", spoken()),
    ]  # fmt: skip
    with database.writing() as connection:
        reply(connection, 1, "Thank you for telling us.", clock, for_all=False)
        set_status(connection, 1, Mark("talked", "", "", "june"), clock, "2026-06-22")
        # As from before such words were checked.
        connection.execute(update(happened).values(words=MARKUP))
        reply(connection, 4, "Thank you. We heard you.", clock, for_all=True)
        pass_on(connection, 2, clock)
        worry(connection, 7, 0, clock)
        add_news(connection, new_news("We have a new hall", "It has a lift.", "changed", ()), clock)
        add_promise(connection, "We find a quiet room.", date(2026, 6, 30), clock)
        add_group(connection, Group("Words", "We look for easy words.", "Ask Ana."), clock)
        add_lead(connection, MARKUP[:70], date(2026, 6, 1), clock)
        written = save_reply(connection, Draft("reply", {}, 0, 2), HARD, clock, for_all=True)
        typed = MARKUP.replace("\u202e", "")  # in a field stands what its writer has typed
        says = {"title": typed, "words": typed, "kind": "news", "numbers": [1]}
        news = save_draft(connection, Draft("news", says), clock)
        told = {"status": "changed", "words": typed, "session": "", "promise": ""}
        status = save_draft(connection, Draft("status", told, contribution=1), clock)
        text = save_draft(connection, Draft("pack", says_of(propose_files(a_text()))), clock)
        publish_pack(connection, "charter/1", zipped(charter_pack()), clock())
    drafts = written, news, status, text
    return Full(came, *(one.draft.number for one in drafts))


def with_file(database: Database, clock: SetClock, kind: str, data: bytes) -> Came:
    """What somebody sends with a file."""
    info = info_of(data, TYPE_OF_KIND[kind])
    sent = contribution("", kind=kind, files=(info,))
    with database.writing() as connection:
        receive(connection, sent.id, understood(sent.body, digest_of(sent.body)), 1, clock)
        for at in range(0, len(data), LARGEST_PIECE):
            piece = Piece(0, at, data[at : at + LARGEST_PIECE])
            take_piece(connection, sent.id, piece, 1, clock)
        return Came(sent, received(connection)[-1].number)


def a_text() -> list[tuple[str, bytes]]:
    """The files of the charter that ships, with a hostile note: its parts take no such signs."""
    note = MARKUP.replace('"', "").replace("\u202e", "").encode()
    files = sorted(Path(shipped("easyread", "charter")).iterdir())
    return [(one.name, one.read_bytes().replace(b"Our words.", note)) for one in files]


def drawn() -> bytes:
    """A drawing that is larger than one piece, with a page hidden behind its end."""
    made = io.BytesIO()
    Image.effect_noise((400, 300), 90).save(made, "PNG")
    return made.getvalue() + MARKUP.encode()


def spoken() -> bytes:
    """Half a second of a voice that says nothing."""
    made = io.BytesIO()
    with av.open(made, "w", format="ogg") as out:
        stream = out.add_stream("libopus", rate=48_000)
        frame = av.AudioFrame.from_ndarray(
            np.zeros((1, 24_000), np.int16), format="s16", layout="mono"
        )
        frame.sample_rate = 48_000
        for packet in (*stream.encode(frame), *stream.encode(None)):
            out.mux(packet)
    return made.getvalue()


def pages(full: Full) -> list[str]:
    """Each page of a full community behind /organisers."""
    return [
        "", "/contributions", *(f"/contributions/{one.number}" for one in full.came),
        f"/contributions/1?draft={full.status_draft}",
        "/contributions/1/reply", "/contributions/6/reply",
        f"/contributions/2/reply?draft={full.draft}", "/contributions/1/worry", "/worries",
        "/drafts", "/sessions", "/sessions/write", "/sessions/write?id=june", "/news",
        "/news/write", f"/news/write?draft={full.news_draft}", "/promises", "/promises/1",
        "/agenda", "/agenda/july", "/groups", "/leads", "/organisers", "/codes", "/pages",
        "/community", "/missing", "/charter", "/report", "/charter/write",
        f"/charter/write?draft={full.text_draft}", f"/charter/write?draft={full.text_draft}&part=1",
        "/charter/charter/1/back",
    ]  # fmt: skip
