"""The journey of shares: a yes, what leaves, receipts, and taking back. Nobody is asked for it."""

from benchmarks.faults.promises import CANARY, START
from benchmarks.faults.stage import Stage
from companion.domain.parcels import Parcel, received, taken_back
from companion.domain.shares import Sending, Share
from companion.problems import Problem
from companion.store.opening import Store
from companion.store.outbox import Line

TODAY = START.date()
LINE = Line(
    address="https://north.example",
    name="North Sea Community",
    calendar="North Sea Community (k7m4d)",
    since=TODAY,
    public_key="A" * 43 + "=",
    secret="apple river",
)


def connected(stage: Stage) -> None:
    """A home that is connected, where one thing waits and another one was received."""
    _, store = stage.open()
    store.outbox.keep_line(LINE)
    for name in ("waiting", "was got"):
        _yes(stage, store, name)
    _receipt(stage, store, "was got")


def sharing(stage: Stage) -> None:
    """A member says yes, a step begins and ends, and things are taken back before and after."""
    home, store = stage.open()
    with home.presence():
        for name in ("first", "second"):
            _yes(stage, store, name)
        first, was_got = _id("first"), _id("was got")
        stage.parcel(first, lambda: _there(store.outbox.begin(first, "waiting")), _words("first"))
        _receipt(stage, store, "first")
        _back(stage, store, "first")
        _back(stage, store, "second")
        _back(stage, store, "was got")
        stage.parcel(was_got, lambda: _there(store.outbox.begin(was_got, "taking-back")), "back")
        _gone(stage, store, "was got")


def _yes(stage: Stage, store: Store, name: str) -> None:
    made = Sending(_id(name), "k" * 43, "r" * 43 + "=", "R" * 43 + "=", TODAY, "2026-06", "0" * 64)
    files = stage.attach(store, _words(name))
    words = _words(name).decode()
    stage.save(
        store.shares, Share(id=f"s{name[:4].strip()}", words=words, sending=made, files=files)
    )
    copies = [(file.type, _words(name)) for file in files]
    stage.parcel(made.id, lambda: store.outbox.send(made.id, _words(name), copies), _words(name))


def _receipt(stage: Stage, store: Store, name: str) -> None:
    one = _id(name)
    stage.parcel(
        one, lambda: _there(store.outbox.settle(one, lambda p: received(p, TODAY, None))), "got"
    )


def _back(stage: Stage, store: Store, name: str) -> None:
    one = _id(name)
    stage.parcel(one, lambda: store.outbox.take_back(one, "k" * 43), "back")


def _gone(stage: Stage, store: Store, name: str) -> None:
    one = _id(name)
    stage.parcel(
        one,
        lambda: _there(store.outbox.settle(one, lambda p: taken_back(p, was_read=True))),
        "gone",
    )


def _there(parcel: Parcel | None) -> None:
    """Where the parcel is not there, or stands in another way, since an earlier call failed."""
    if parcel is None:
        raise Problem("no_such_share", id="")


def _words(name: str) -> bytes:
    return (f"{CANARY} {name}" + "x" * 600).encode()


def _id(name: str) -> str:
    return name.replace(" ", "").ljust(26, "a")
