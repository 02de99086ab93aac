"""Places of Share and of the community: what is there before, and the way to each page."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from msgspec.structs import replace

from companion.domain.chosen_files import FoundFile
from companion.domain.kept import About as Place
from companion.domain.kept import Draft
from companion.domain.parcels import refused
from companion.domain.shares import Share, ready
from companion.page.events import Chose, Event, Looked, Pressed, Typed
from companion.sync.cleaning import clean_community
from companion.wire.community import Community, Group, News, Promise, Shared
from companion.wire.contributions import About
from companion.wire.files import TYPE_OF_KIND
from companion.wire.trails import Mark, Reply, Trail
from tests.fakes import COMMUNITY, OFFER, World

TODAY = date(2026, 6, 19)
WORDS = "The lamp was too bright for me."
NAMING = f"{WORDS}\nDr Patel knows. My NHS number is 943 476 5919. Ring 01634 960001."
MORE_NAMING = "Mail sam@example.org. I live at ME7 4TB."
TO_SENT = (Pressed("open_more"), Pressed("open_sent"))
TO_ONE = (*TO_SENT, Pressed("open_share", "sh1"))
TO_CONNECT = (
    *(Pressed("open_more"), Pressed("open_rest")),
    *(Pressed("open_community"), Pressed("open_connect")),
)
TO_STEP_2 = (*TO_ONE, Pressed("share_carry_on"))

Fill = Callable[[World], None]


def to(*actions: str) -> tuple[Event, ...]:
    """Presses by their ids; "action arg" has an argument."""
    return tuple(Pressed(*action.split(" ", 1)) for action in actions)


def nothing(_here: World) -> None:
    """Nothing was there."""


def connected(here: World) -> None:
    """A community, with news."""
    here.community.connect(OFFER)


def paused(here: World) -> None:
    connected(here)
    here.community.pause()


def offered(here: World) -> None:
    here.sync.offers["https://north.example"] = OFFER


def kept(words: str = WORDS, **fields: object) -> Fill:
    """A share that is kept and not sent, and a community."""

    def fill(here: World) -> None:
        connected(here)
        here.shares.save(Share(id="sh1", words=words, **fields))  # type: ignore[arg-type]

    return fill


def sent(
    trail: Trail | None = None, *, got: bool = True, promise: date | None = None, back: bool = False
) -> Fill:
    """A share that was sent, and what became of it."""

    def fill(here: World) -> None:
        connected(here)
        share, body = ready(Share(id="sh1", words=WORDS, symbols=("noise",)), "1", TODAY)
        assert share.sending is not None
        contribution = share.sending.id
        here.outbox.send(contribution, body)
        if got:
            here.outbox.deliver(contribution, promise)
        if back:
            here.outbox.take_back(contribution, share.sending.key)
            share = replace(share, taken_back=TODAY)
        if trail is not None:
            here.community.trails[contribution] = trail
        here.shares.save(share)

    return fill


FOLDER = "/home/sam/Pictures/"
DOTS = b"\x89PNG\r\n\x1a\n" + bytes(211_000)


def with_files(here: World) -> None:
    """A few files in the usual folders, one with a hostile name."""
    connected(here)
    names = ("cat.png", "\x1b[2Jholiday\u202e in Wales.jpg")
    here.studio.found = [FoundFile(f"{FOLDER}{n}", 90_000, here.clock.now()) for n in names]
    here.studio.files = {f"{FOLDER}{n}": DOTS for n in names}


def with_slow_files(here: World) -> None:
    """Files that take long to be made."""
    with_files(here)
    here.studio.slow = True


def with_many_files(here: World) -> None:
    connected(here)
    here.studio.found = [
        FoundFile(f"{FOLDER}{n}.m4a", 90_000, here.clock.now()) for n in range(1, 8)
    ]


def without_viewer(here: World) -> None:
    with_files(here)
    here.studio.can_show = False


def kept_file(kind: str, words: str = WORDS) -> Fill:
    """A share of a kind with a file."""

    def fill(here: World) -> None:
        file = here.attachments.keep(DOTS, TYPE_OF_KIND[kind])
        kept(words, kind=kind, files=(file,))(here)

    return fill


OTHER = replace(OFFER, public_key=b"x" * 32, community=replace(COMMUNITY, name="West Community"))


def for_another(here: World) -> None:
    """What was sent waits for a community, and the connection is to another one by now."""
    sent(got=False)(here)
    here.community.connect(OTHER)


def waits_alone(here: World) -> None:
    """What was sent waits, and there is no connection."""
    sent(got=False)(here)
    here.community.disconnect()


def another_has_it(here: World) -> None:
    sent()(here)
    here.community.connect(OTHER)


def refused_for(why: str) -> Fill:
    """They did not take it."""

    def fill(here: World) -> None:
        sent(got=False)(here)
        [one] = here.outbox.parcels
        here.outbox.parcels[one] = refused(here.outbox.parcels[one], why)

    return fill


def sent_file(here: World) -> None:
    """A voice that they have."""
    connected(here)
    file = here.attachments.keep(here.studio.said, "audio/ogg")
    share, body = ready(Share(id="sh1", kind="voice", files=(file,)), "1", TODAY)
    assert share.sending is not None
    here.outbox.send(share.sending.id, body, [(file.type, here.studio.said)])
    here.outbox.deliver(share.sending.id)
    here.shares.save(share)


def held(here: World) -> None:
    """The community asks to be left alone for a while."""
    sent(got=False)(here)
    assert here.community.connected is not None
    until = datetime(2026, 6, 19, 12, 30, tzinfo=UTC)
    here.community.connected = replace(here.community.connected, wait_until=until)


def name_left(here: World) -> None:
    """An earlier run left a name that was being typed."""
    kept()(here)
    about = Place("share_name", "sh1")
    here.drafts.earlier["sh1-name"] = Draft("sh1-name", about, "Sam", here.clock.now())


def many(here: World) -> None:
    """More than 1 page of them."""
    kept()(here)
    sent()(here)
    for number in range(2, 5):
        here.shares.save(Share(id=f"sh{number}", words=f"Share {number}. {WORDS}"))


def asked(here: World) -> None:
    """Today the member wants to be asked."""
    kept(ask_on=TODAY)(here)


def long_news(here: World) -> None:
    connected(here)
    news = tuple(
        replace(COMMUNITY.news[0], id=f"n{n}", title=f"News {n}", words="We tell you.\nMore.")
        for n in range(5)
    )
    here.community.document = replace(COMMUNITY, news=news)


TOLD = replace(
    COMMUNITY,
    news=(
        *COMMUNITY.news,
        News("n2", "2026-06-18", "There are more breaks", "You asked for them.", "changed"),
        News("n3", "2026-06-18", "The sound stopped", "We are sorry.", "not-as-planned"),
    ),
    promises=(
        Promise("p4", "We tell you who reads it.", "2026-07-03"),
        Promise("p3", "We find a small room.", "2026-06-01"),
        Promise("p2", "We send the plan first.", "2026-05-01", "kept"),
        Promise("p1", "We meet in May.", "2026-05-02", "changed", "We meet in June."),
    ),
    shared=(
        Shared("s2", "2026-06-18", "symbols", "", ("noise", "strange"), "supporter"),
        Shared("s1", "2026-06-17", words="It was loud.\nI left.", name="Sam"),
    ),
    groups=(
        Group("Easy words", "They look for easy words.", "Ask Ana."),
        Group("Rooms", "They find rooms."),
        Group("Plans"),
    ),
    leads=("Ana", "Tom"),
    ways={"joining": "Ask Ana.", "decides": "We decide together."},
)
HOSTILE_WORDS = "\x1b[2J[b]a[/] \u202e {0} %s"
HOSTILE_TOLD = clean_community(
    replace(
        COMMUNITY,
        promises=(Promise("p1", HOSTILE_WORDS, "2026-06-01", "late", HOSTILE_WORDS),),
        shared=(
            Shared("s1", "2026-06-18", words=HOSTILE_WORDS, symbols=(HOSTILE_WORDS,),
                   name=HOSTILE_WORDS),
        ),
        groups=(Group(HOSTILE_WORDS, HOSTILE_WORDS, HOSTILE_WORDS),),
        leads=(HOSTILE_WORDS,),
        ways={"joining": HOSTILE_WORDS, HOSTILE_WORDS: HOSTILE_WORDS},
    )
)  # fmt: skip


def telling(document: Community = TOLD) -> Fill:
    """A community that tells more than its news."""

    def fill(here: World) -> None:
        connected(here)
        here.community.document = document

    return fill


def to_told(*actions: str) -> tuple[Event, ...]:
    """The way to what the community tells."""
    return to("open_more", "open_rest", "open_told", *actions)


WHOLE = Trail(
    marks=(
        Mark("got", "2026-06-10"),
        Mark("read", "2026-06-12"),
        Mark("talked", "2026-06-15", session="s-uid"),
        Mark("changed", "2026-06-18", "There will be a quiet room."),
    ),
    promise="2026-07-03",
    replies=(Reply("r1", "2026-06-17", "Thank you. Is a small room good?"), Reply("r2", "", "")),
)
NOT_CHANGED = Trail(marks=(Mark("not-changed", "2026-06-18", "The room has 1 lamp."),), closed=True)
LATE = Trail(marks=(Mark("read", "2026-05-12"),), promise="2026-06-01")
HOSTILE_TRAIL = Trail(marks=(Mark("changed", "x", "\x1b[2J[b]a[/] \u202e {0} %s"),), promise="no")

# Each visit makes other keys for it.
MADE_ANEW = "share step 3, every letter"

# What members, organisers and addresses say there.
SAID_BY_OTHERS = (
    *(COMMUNITY.name, COMMUNITY.about, COMMUNITY.who_reads, COMMUNITY.how_often),
    *(COMMUNITY.kept_for, COMMUNITY.contact, *COMMUNITY.consent.lines),
    *("The room is new", "We have a quiet room now.", "News 2", "News 3", "We tell you.", "More."),
    *("cat.png", "my cat.jpg", "holiday in Wales.jpg"),
    *("There are more breaks", "You asked for them.", "The sound stopped", "We are sorry."),
    *("We tell you who reads it.", "We find a small room.", "We send the plan first."),
    *("We meet in May.", "We meet in June.", "It was loud.", "I left.", "strange", "Strange"),
    *("Easy words", "They look for easy words.", "Ask Ana.", "Rooms", "They find rooms.", "Plans"),
    *("Ana", "Tom", "We decide together."),
    *("West Community", "Sam", "https://north.example", "north.example"),
    *(MORE_NAMING, "sam@example.org", "ME7 4TB", "Mail . I live at .", "Mail", "I live at"),
    *(
        "Dr Patel knows. My NHS number is 943 476 5919. Ring 01634 960001.",
        "Dr Patel",
        "Dr Patel knows",
    ),
    *("knows. My NHS number is", "Ring", "Share", "The lamp was too bright for"),
    *("There will be a quiet room.", "Thank you. Is a small room good?", "The room has 1 lamp."),
    *("Is a small room good?", "s-uid", "[b]a[/] {0} %s", "[b]a[/]"),
)

SHARING_PLACES: dict[str, tuple[Fill, tuple[Event, ...]]] = {
    "rest": (connected, to("open_more", "open_rest")),
    "share": (connected, (*TO_SENT, Pressed("new_share"))),
    "share, not connected": (nothing, (*TO_SENT, Pressed("new_share"))),
    "share, hard for me": (connected, to("help", "hard_for_me")),
    "share words": (connected, (*TO_SENT, Pressed("new_share"), Chose("way", "words"))),
    "share words, typed": (
        connected,
        (*TO_SENT, Pressed("new_share"), Chose("way", "words"), Typed("words", WORDS)),
    ),
    "share pictures": (connected, (*TO_SENT, Pressed("new_share"), Chose("way", "symbols"))),
    "share drawing": (with_files, (*TO_SENT, Pressed("new_share"), Chose("way", "drawing"))),
    "share photo, none found": (
        connected,
        (*TO_SENT, Pressed("new_share"), Chose("way", "photo"), Typed("path", "my cat.jpg")),
    ),
    "share voice": (
        with_many_files,
        (*TO_SENT, *to("new_share"), Chose("way", "voice"), Pressed("more_files")),
    ),
    "share voice, recording": (
        connected,
        (*TO_SENT, Pressed("new_share"), Chose("way", "voice"), Pressed("record")),
    ),
    "share voice, recorded": (
        connected,
        (*TO_SENT, *to("new_share"), Chose("way", "voice"), *to("record", "stop_recording")),
    ),
    "share drawing, being made": (
        with_slow_files,
        (*TO_SENT, *to("new_share"), Chose("way", "drawing"), Chose("file", f"{FOLDER}cat.png")),
    ),
    "share drawing, chosen": (
        with_files,
        (*TO_SENT, *to("new_share"), Chose("way", "drawing"), Chose("file", f"{FOLDER}cat.png")),
    ),
    "share drawing, no viewer": (
        without_viewer,
        (*TO_SENT, *to("new_share"), Chose("way", "drawing"), Chose("file", f"{FOLDER}cat.png")),
    ),
    "share photo, with words": (
        kept_file("photo"),
        (*TO_STEP_2, *to("share_on", "share_change_it")),
    ),
    "share words beside a drawing": (
        with_files,
        (
            *(*TO_SENT, *to("new_share"), Chose("way", "drawing")),
            *(Chose("file", f"{FOLDER}cat.png"), Pressed("add_words")),
        ),
    ),
    "share step 3, voice": (kept_file("voice"), (*TO_STEP_2, Pressed("share_on"))),
    "sent voice": (sent_file, (*TO_ONE, Pressed("read_sent"))),
    "receipt, drawing": (sent_file, TO_ONE),
    "share step 2, listening": (
        connected,
        (*TO_SENT, Pressed("new_share"), Chose("way", "listening")),
    ),
    "share step 3, said": (
        connected,
        (*TO_SENT, Pressed("new_share"), Chose("way", "said"), Pressed("share_on")),
    ),
    "share step 2": (kept(), TO_STEP_2),
    "share step 2, named": (kept(name="Sam"), TO_STEP_2),
    "share, more": (
        kept(speaking_as=("autistic", "carer"), about=About("charter", "5.1")),
        (*TO_STEP_2, Pressed("share_more")),
    ),
    "share, audience": (kept(), (*TO_STEP_2, Pressed("share_audience"))),
    "share, made": (kept(), (*TO_STEP_2, *to("share_more", "share_made"))),
    "share, as": (kept(), (*TO_STEP_2, *to("share_more", "share_as"), Chose("answer", "carer"))),
    "share, about": (
        kept(about=About("charter", "5.1")),
        (*TO_STEP_2, *to("share_more", "share_about")),
    ),
    "share, name": (kept(name="Sam"), (*TO_STEP_2, Pressed("share_name"))),
    "share, look": (kept(NAMING), (*TO_STEP_2, Pressed("share_on"))),
    "share, change": (kept(NAMING), (*TO_STEP_2, *to("share_on", "share_change_clues"))),
    "share, change, many": (
        kept(f"{NAMING}\n{MORE_NAMING}"),
        (*TO_STEP_2, *to("share_on", "share_change_clues")),
    ),
    "share step 3": (kept(), (*TO_STEP_2, Pressed("share_on"))),
    MADE_ANEW: (kept(), (*TO_STEP_2, *to("share_on", "share_all_letters"))),
    "receipt, waiting": (kept(), (*TO_STEP_2, *to("share_on", "send_now"))),
    "share, name left": (name_left, to("carry_on")),
    "home, name left": (name_left, ()),
    "receipt, asked to wait": (held, TO_ONE),
    "receipt, for another": (for_another, TO_ONE),
    "receipt, not connected": (waits_alone, TO_ONE),
    "receipt, another has it": (another_has_it, TO_ONE),
    "receipt, refused": (refused_for("too-large"), TO_ONE),
    "receipt, cannot be read": (refused_for("not-this-kind"), TO_ONE),
    "share it again": (for_another, (*TO_ONE, Pressed("share_again"))),
    "taken back, another has it": (another_has_it, (*TO_ONE, *to("take_back", "take_back_yes"))),
    "sent, for another": (for_another, TO_SENT),
    "receipt": (sent(promise=date(2026, 7, 3)), TO_ONE),
    "receipt, whole": (sent(WHOLE), TO_ONE),
    "receipt, not changed": (sent(NOT_CHANGED), TO_ONE),
    "receipt, late": (sent(LATE), TO_ONE),
    "receipt, hostile": (sent(HOSTILE_TRAIL), TO_ONE),
    "receipt, taken back": (sent(back=True), TO_ONE),
    "receipt, deleted": (sent(back=True), (*TO_ONE, Pressed("delete_share"))),
    "receipt, file": (sent(), (*TO_ONE, Pressed("print_receipt"))),
    "sent words": (sent(), (*TO_ONE, Pressed("read_sent"))),
    "answer back": (sent(WHOLE), (*TO_ONE, Pressed("answer_back"))),
    "take back": (sent(), (*TO_ONE, Pressed("take_back"))),
    "take back, waiting": (sent(got=False), (*TO_ONE, Pressed("take_back"))),
    "taken back": (sent(), (*TO_ONE, *to("take_back", "take_back_yes"))),
    "taken back, never left": (sent(got=False), (*TO_ONE, *to("take_back", "take_back_yes"))),
    "sent, none": (connected, TO_SENT),
    "sent, many": (many, TO_SENT),
    "kept share": (kept(), TO_ONE),
    "home, asked": (asked, ()),
    "home, something changed": (sent(WHOLE), ()),
    "home, something new": (sent(NOT_CHANGED), ()),
    "step 3, asked": (asked, to("open_asked sh1")),
    "news": (connected, to("open_more", "open_news")),
    "news, many": (long_news, to("open_more", "open_news", "more_news")),
    "community, none": (nothing, to("open_more", "open_rest", "open_community")),
    "community": (connected, to("open_more", "open_rest", "open_community")),
    "community, paused": (paused, to("open_more", "open_rest", "open_community")),
    "community, ending": (connected, to("open_more", "open_rest", "open_community", "disconnect")),
    "community, asked to wait": (held, to("open_more", "open_rest", "open_community")),
    "connect, another": (waits_alone, (*TO_CONNECT, Looked(OTHER))),
    "told": (telling(), to_told()),
    "what changed": (telling(), to_told("open_changed")),
    "what changed, nothing": (connected, to_told("open_changed")),
    "promises": (telling(), to_told("open_promises")),
    "promises, page 2": (telling(), to_told("open_promises", "more_told")),
    "promises, none": (nothing, to_told("open_promises")),
    "shared": (telling(), to_told("open_shared")),
    "shared, nothing": (connected, to_told("open_shared")),
    "shared, hostile": (telling(HOSTILE_TOLD), to_told("open_shared")),
    "who leads": (telling(), to_told("open_people")),
    "who leads, no names": (connected, to_told("open_people")),
    "who leads, hostile": (telling(HOSTILE_TOLD), to_told("open_people")),
    "sub-groups": (telling(), to_told("open_people", "open_groups")),
    "sub-groups, none": (connected, to_told("open_people", "open_groups")),
    "how they do things": (telling(), to_told("open_people", "open_how")),
    "not planned": (telling(), to_told("open_not_planned")),
    "not planned, nothing": (connected, to_told("open_not_planned")),
    "missed, told": (telling(), to("open_more", "open_rest", "open_missed")),
    "connect": (nothing, TO_CONNECT),
    "connect, found": (nothing, (*TO_CONNECT, Looked(OFFER))),
}
