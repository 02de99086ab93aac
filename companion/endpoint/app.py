"""The calls of an endpoint, as a FastAPI app. docs/wire.md says what they mean."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple, TypeVar

import msgspec
from anyio import CapacityLimiter, to_thread
from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp

from companion.endpoint import codes, pieces, receiving
from companion.endpoint.bodies import SECONDS, Gone, read_body
from companion.endpoint.chores import running
from companion.endpoint.database import Database, NoRoom, NotNow, keep_fact, open_database
from companion.endpoint.days import Clock, system_clock
from companion.endpoint.describing_calls import openapi
from companion.endpoint.guarding import Guard
from companion.endpoint.limits import WRONG_CODES, wait
from companion.endpoint.reading import Files
from companion.endpoint.refusing import Refused, refusal
from companion.endpoint.serving_files import ServedFiles
from companion.endpoint.taking_back import take_back
from companion.endpoint.telling import Log
from companion.endpoint.together import Together
from companion.endpoint.web.serving import Pages
from companion.wire import calls
from companion.wire.contributions import LARGEST, MEDIA_TYPE
from companion.wire.files import LARGEST_PIECE, MOST
from companion.wire.tokens import ID, TAKE_BACK_KEY, trail_of

DATABASE, MARKS = "COMPANION_ENDPOINT_DATABASE", "COMPANION_ENDPOINT_MARKS"
SPARE = "COMPANION_ENDPOINT_SPARE"
SPARE_BYTES = 64 * 2**20

_T = TypeVar("_T")
_SWITCH_SECONDS = 0.0005
# Contributions that are kept in one transaction.
_MOST_AT_ONCE = 100
_REFUSED: dict[type[Exception], str] = {
    receiving.OtherBytes: "other-bytes",
    receiving.TakenBack: "taken-back",
    receiving.TooManySent: "too-many",
    codes.CodeWrong: "code-wrong",
}
_NOT_KEPT = {"Cache-Control": "no-store"}


class Bounds(NamedTuple):
    """What an endpoint allows. `spare` is how many bytes of the disk stay free; a body may take
    `body_seconds`; what came is published every `publish_seconds`; what is read may be as old as
    `look_seconds`."""

    spare: int = SPARE_BYTES
    body_seconds: float = SECONDS
    publish_seconds: float = 60.0
    look_seconds: float = 0.1


def from_environment() -> ASGIApp:
    """The app of a worker process."""
    # The thread that writes asks the database often and shortly. Each time, the thread that
    # answers would keep it waiting for 5 ms.
    sys.setswitchinterval(_SWITCH_SECONDS)
    database = open_database(os.environ[DATABASE], os.environ.get(MARKS, ""))
    return make_app(database, bounds=Bounds(spare=int(os.environ.get(SPARE, SPARE_BYTES))))


def make_app(
    database: Database, *, clock: Clock = system_clock, bounds: Bounds | None = None
) -> ASGIApp:
    """The app on an open database, which it closes at its end."""
    calls_of = _Calls(database, clock, bounds or Bounds())
    return Guard(calls_of.app(), calls_of.files, calls_of.log)


class _Calls:
    """The calls, each as a method."""

    def __init__(self, database: Database, clock: Clock, bounds: Bounds) -> None:
        self.log = Log()
        self._database = database
        self._clock = clock
        self._bounds = bounds
        self._tries = codes.CodeTries(database, clock)
        self._passes = codes.Passes(database)
        self._receive = Together(self._receive_all, _MOST_AT_ONCE)
        self.files = ServedFiles(Files(database, bounds.look_seconds))
        # One writes at a time anyway, and one code is looked at: the other threads stay free.
        self._writers, self._lookers = CapacityLimiter(1), CapacityLimiter(1)
        self._ready: tuple[float, bool] = (-1.0, False)

    def app(self) -> FastAPI:
        """The app with all calls."""
        database, clock, bounds = self._database, self._clock, self._bounds
        app = FastAPI(
            lifespan=lambda _app: running(database, clock, bounds.publish_seconds, self.log),
            openapi_url=None,
            docs_url=None,
            redoc_url=None,
            redirect_slashes=False,
        )
        # As Starlette's own routes, which take half the time: nothing is left to be checked.
        read = ["GET", "HEAD"]
        app.add_route(f"{calls.CONTRIBUTIONS}/{{id}}", self.put, methods=["PUT"])
        app.add_route(f"{calls.CONTRIBUTIONS}/{{id}}", self.delete, methods=["DELETE"])
        file = calls.file_path("{id}", 0).removesuffix("0") + "{at}"
        app.add_route(file, self.put_piece, methods=["PUT"])
        app.add_route(file, self.head_file, methods=["HEAD"])
        app.add_route(calls.PASS, self.get_pass, methods=["GET"])
        app.add_route(calls.COMMUNITY, self.get_file, methods=read)
        app.add_route(calls.TRAILS, self.get_file, methods=read)
        app.add_route(calls.CALENDAR, self.get_file, methods=read)
        app.add_route(f"{calls.TRAILS}/{{prefix}}", self.get_file, methods=read)
        app.add_route(f"{calls.PACKS}/{{name}}/{{version}}", self.get_file, methods=read)
        app.add_route("/healthz", self.healthz, methods=read)
        app.add_route("/readyz", self.readyz, methods=read)
        app.add_route("/openapi.json", self.openapi, methods=read)
        Pages(database, clock, self.log).add_to(app)
        for kind in (HTTPException, Refused, NoRoom, NotNow, Gone, OSError, Exception):
            app.add_exception_handler(kind, _refused)
        return app

    async def put(self, request: Request) -> Response:
        """Take in a contribution."""
        name = _id(request)
        _check_kind(request, MEDIA_TYPE, "version=1")
        if not self._database.has_room(self._bounds.spare):
            raise NoRoom
        code = await self._code_of(request)
        data, digest = await read_body(request, LARGEST, self._bounds.body_seconds)
        try:
            body = receiving.understood(data, digest)
        except ValueError:
            raise Refused("not-understood") from None
        try:
            kept = await self._receive(receiving.Arrival(trail_of(name), body, code))
        except tuple(_REFUSED) as error:
            raise Refused(_REFUSED[type(error)]) from None
        answer = msgspec.json.encode(kept.receipt)
        return Response(answer, 201 if kept.is_new else 200, _NOT_KEPT, "application/json")

    def _receive_all(
        self, take: Callable[[], list[receiving.Arrival]]
    ) -> list[receiving.Kept | Exception]:
        with self._database.writing() as connection:  # waits until it is our turn
            return receiving.receive_all(connection, take(), self._clock)

    async def put_piece(self, request: Request) -> Response:
        """Take in a piece of a file."""
        name, file = _id(request), _place(request)
        _check_kind(request, calls.PIECE_TYPE)
        at = calls.offset_in(request.headers.get(calls.OFFSET_HEADER, ""))
        told = calls.digest_in(request.headers.get(calls.DIGEST_HEADER, ""))
        if at is None or told is None:
            raise Refused("not-understood")
        if not self._database.has_room(self._bounds.spare):
            raise NoRoom
        code = await self._code_of(request)
        data, digest = await read_body(request, LARGEST_PIECE, self._bounds.body_seconds)
        if not data:
            raise Refused("not-understood")
        if digest != told.hex():
            raise Refused("digest-wrong")
        piece = pieces.Piece(file, at, data)
        held = await self._write(lambda: self._take_piece(name, piece, code))
        return Response(None, 204, {**_NOT_KEPT, calls.OFFSET_HEADER: str(held)})

    def _take_piece(self, name: str, piece: pieces.Piece, code: int) -> int:
        with _named_refusals(), self._database.writing() as connection:
            codes.check(connection, code)
            held, right = pieces.take_piece(connection, name, piece, code, self._clock)
        if not right:
            self._database.leave_nothing()
            raise Refused("file-wrong", offset=held)
        return held

    async def head_file(self, request: Request) -> Response:
        """Say how many bytes of a file are here."""
        name, file = _id(request), _place(request)
        code = await self._code_of(request)
        held = await to_thread.run_sync(lambda: self._held_at(name, file, code))
        return Response(None, 200, {**_NOT_KEPT, calls.OFFSET_HEADER: str(held)})

    def _held_at(self, name: str, file: int, code: int) -> int:
        with _named_refusals(), self._database.reading() as connection:
            codes.check(connection, code)
            return pieces.held_at(connection, name, file)

    async def delete(self, request: Request) -> Response:
        """Take a contribution back."""
        name, key = _id(request), request.headers.get(calls.KEY_HEADER, "")
        if not TAKE_BACK_KEY.fullmatch(key):
            raise Refused("not-understood")
        outcome = await self._write(lambda: take_back(self._database, name, key, self._clock))
        refused = {"unknown": "not-found", "wrong-key": "key-wrong", "too-many": "too-many"}
        if outcome in refused:
            raise Refused(refused[outcome])
        told = {calls.WAS_READ_HEADER: "yes" if outcome == "seen" else "no"}
        return Response(None, 204, told)

    async def get_pass(self, request: Request) -> Response:
        """Change a code for its pass."""
        code = await self._code_of(request)
        words = await to_thread.run_sync(lambda: self._pass_of(code))
        answer = msgspec.json.encode(calls.PassAnswer(words))
        return Response(answer, 200, _NOT_KEPT, "application/json")

    def _pass_of(self, code: int) -> str:
        with self._database.reading() as connection:
            found = dict(codes.passes(connection)).get(code)
        if found is None:  # it ended just now
            raise Refused("code-wrong")
        return found

    async def _code_of(self, request: Request) -> int:
        """The number of the code or pass that the call shows."""
        shown = request.headers.get(calls.PASS_HEADER, "")
        if shown:
            if known := self._passes.known(shown):
                return known
            return await to_thread.run_sync(lambda: self._code_with_pass(shown))
        typed = request.headers.get(calls.CODE_HEADER, "")[:100]
        return await to_thread.run_sync(lambda: self._code_typed(typed), limiter=self._lookers)

    def _code_with_pass(self, shown: str) -> int:
        try:
            return self._passes.number_of(shown)
        except codes.CodeWrong:
            raise Refused("code-wrong") from None

    def _code_typed(self, typed: str) -> int:
        try:
            return self._tries.number_of(typed)
        except codes.CodeWrong:
            raise Refused("code-wrong") from None
        except codes.TooManyTries:
            with self._database.reading() as connection:
                raise Refused(
                    "too-many", wait=wait(connection, WRONG_CODES, self._clock())
                ) from None

    async def get_file(self, _request: Request) -> Response:
        """Say that there is no such file: those that there are, Guard has handed to `files`."""
        raise Refused("not-found")

    async def healthz(self, _request: Request) -> Response:
        """Say that the process runs."""
        return _state("running")

    async def readyz(self, _request: Request) -> Response:
        """Say whether contributions can be taken in. Looks at most once a second."""
        looked, ready = self._ready
        if time.monotonic() - looked > 1:
            ready = await self._write(self._can_write)
            self._ready = time.monotonic(), ready
        return _state("ready") if ready else refusal("not-now")

    def _can_write(self) -> bool:
        # Whatever is wrong, it is not ready.
        with suppress(Exception), self._database.writing() as connection:
            keep_fact(connection, "looked", str(time.monotonic()))
            return self._database.has_room(self._bounds.spare)
        return False

    async def openapi(self, _request: Request) -> Response:
        """Describe the calls."""
        return Response(openapi(), 200, {"Cache-Control": "public, max-age=3600"},
                        "application/json")  # fmt: skip

    async def _write(self, what: Callable[[], _T]) -> _T:
        return await to_thread.run_sync(what, limiter=self._writers)


async def _refused(_request: Request, error: Exception) -> Response:
    match error:
        case Refused():
            return refusal(error.name, wait=error.wait, offset=error.offset)
        case NoRoom():
            return refusal("no-room")
        case NotNow() | OSError():  # the file of marks cannot be written
            return refusal("not-now")
        case HTTPException():
            names = {404: "not-found", 405: "not-this-call", 413: "too-large"}
            allow = (error.headers or {}).get("Allow", "")
            return refusal(names.get(error.status_code, "not-understood"), allow=allow)
        case Gone():
            return refusal("not-understood")  # nobody is there to read it
        case _:
            return refusal("went-wrong")


def _id(request: Request) -> str:
    name = str(request.path_params["id"])
    if not ID.fullmatch(name):
        raise Refused("not-understood")
    return name


def _place(request: Request) -> int:
    """The place of a file in its contribution."""
    at = str(request.path_params["at"])
    if not (len(at) == 1 and at.isascii() and at.isdecimal() and int(at) < MOST):
        raise Refused("not-found")
    return int(at)


@contextmanager
def _named_refusals() -> Iterator[None]:
    """What is wrong with a piece, as refusals."""
    try:
        yield
    except codes.CodeWrong:
        raise Refused("code-wrong") from None
    except pieces.NoFile:
        raise Refused("not-found") from None
    except pieces.Gone:
        raise Refused("taken-back") from None
    except pieces.OffsetWrong as error:
        raise Refused("offset-wrong", offset=error.held) from None
    except pieces.TooLong:
        raise Refused("too-large") from None
    except pieces.TooManyBytes:
        raise Refused("too-many") from None


def _check_kind(request: Request, wanted: str, *allowed: str) -> None:
    kind, *more = (part.strip() for part in request.headers.get("content-type", "").split(";"))
    wrong = kind.lower() != wanted or any(part not in (*allowed, "") for part in more)
    if wrong or request.headers.get("content-encoding", "identity") != "identity":
        raise Refused("not-this-kind")


def _state(word: str) -> Response:
    body = msgspec.json.encode({"state": word})
    return Response(body, 200, _NOT_KEPT, "application/json")
