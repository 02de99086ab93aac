"""The calls of an endpoint, as a FastAPI app. docs/wire.md says what they mean."""

import os
import time
from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple, TypeVar

import msgspec
from anyio import CapacityLimiter, to_thread
from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp

from companion.endpoint import codes, receiving
from companion.endpoint.bodies import SECONDS, Gone, read_body
from companion.endpoint.chores import running
from companion.endpoint.database import Database, NoRoom, NotNow, keep_fact, open_database
from companion.endpoint.days import Clock, system_clock
from companion.endpoint.describing_calls import openapi
from companion.endpoint.guarding import Guard
from companion.endpoint.limits import WRONG_CODES, wait
from companion.endpoint.publishing import File, file_named
from companion.endpoint.refusing import Refused, refusal
from companion.endpoint.taking_back import take_back
from companion.endpoint.telling import Log
from companion.endpoint.web.serving import Pages
from companion.wire import calls
from companion.wire.contributions import LARGEST, MEDIA_TYPE
from companion.wire.tokens import ID, TAKE_BACK_KEY

SIGNED = "application/vnd.companion.signed"
DATABASE, MARKS = "COMPANION_ENDPOINT_DATABASE", "COMPANION_ENDPOINT_MARKS"
SPARE = "COMPANION_ENDPOINT_SPARE"
SPARE_BYTES = 64 * 2**20

_T = TypeVar("_T")
_NOT_KEPT = {"Cache-Control": "no-store"}


class Bounds(NamedTuple):
    """What an endpoint allows. `spare` is how many bytes of the disk stay free; a body may take
    `body_seconds`; what came is published every `publish_seconds`."""

    spare: int = SPARE_BYTES
    body_seconds: float = SECONDS
    publish_seconds: float = 60.0


def from_environment() -> ASGIApp:
    """The app of a worker process."""
    database = open_database(os.environ[DATABASE], os.environ.get(MARKS, ""))
    return make_app(database, bounds=Bounds(spare=int(os.environ.get(SPARE, SPARE_BYTES))))


def make_app(
    database: Database, *, clock: Clock = system_clock, bounds: Bounds | None = None
) -> ASGIApp:
    """The app on an open database, which it closes at its end."""
    calls_of = _Calls(database, clock, bounds or Bounds())
    return Guard(calls_of.app(), calls_of.log)


class _Calls:
    """The calls, each as a method."""

    def __init__(self, database: Database, clock: Clock, bounds: Bounds) -> None:
        self.log = Log()
        self._database = database
        self._clock = clock
        self._bounds = bounds
        self._tries = codes.CodeTries(database, clock)
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
        read = ["GET", "HEAD"]
        app.add_api_route(f"{calls.CONTRIBUTIONS}/{{id}}", self.put, methods=["PUT"])
        app.add_api_route(f"{calls.CONTRIBUTIONS}/{{id}}", self.delete, methods=["DELETE"])
        app.add_api_route(calls.PASS, self.get_pass, methods=["GET"])
        app.add_api_route(calls.COMMUNITY, self.get_file, methods=read)
        app.add_api_route(calls.TRAILS, self.get_file, methods=read)
        app.add_api_route(f"{calls.TRAILS}/{{prefix}}", self.get_file, methods=read)
        app.add_api_route(f"{calls.PACKS}/{{name}}/{{version}}", self.get_file, methods=read)
        app.add_api_route("/healthz", self.healthz, methods=read)
        app.add_api_route("/readyz", self.readyz, methods=read)
        app.add_api_route("/openapi.json", self.openapi, methods=read)
        Pages(database, clock, self.log).add_to(app)
        for kind in (HTTPException, Refused, NoRoom, NotNow, Gone, OSError, Exception):
            app.add_exception_handler(kind, _refused)
        return app

    async def put(self, request: Request) -> Response:
        """Take in a contribution."""
        name = _id(request)
        _check_kind(request)
        if not self._database.has_room(self._bounds.spare):
            raise NoRoom
        code = await self._code_of(request)
        data, digest = await read_body(request, LARGEST, self._bounds.body_seconds)
        receipt, is_new = await self._write(lambda: self._receive(name, data, digest, code))
        return Response(
            msgspec.json.encode(receipt), 201 if is_new else 200, _NOT_KEPT, "application/json"
        )

    def _receive(
        self, name: str, data: bytes, digest: str, code: int
    ) -> tuple[calls.Receipt, bool]:
        try:
            body = receiving.understood(data, digest)
            with self._database.writing() as connection:
                return receiving.receive(connection, name, body, code, self._clock)
        except ValueError:
            raise Refused("not-understood") from None
        except receiving.OtherBytes:
            raise Refused("other-bytes") from None
        except receiving.TakenBack:
            raise Refused("taken-back") from None
        except receiving.TooManySent:
            raise Refused("too-many") from None

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
            return await to_thread.run_sync(lambda: self._code_with_pass(shown))
        typed = request.headers.get(calls.CODE_HEADER, "")[:100]
        return await to_thread.run_sync(lambda: self._code_typed(typed), limiter=self._lookers)

    def _code_with_pass(self, shown: str) -> int:
        try:
            with self._database.reading() as connection:
                return codes.code_with_pass(connection, shown)
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

    async def get_file(self, request: Request) -> Response:
        """Give a signed file, or say that it is as it was."""
        name = request.url.path.removeprefix("/v1/")
        file = await to_thread.run_sync(lambda: self._file(name))
        headers = {
            "ETag": f'"{file.digest}"',
            "Cache-Control": "public, max-age=60",
            "Vary": "Accept-Encoding",
        }
        if _knows(request, file.digest):
            return Response(None, 304, headers)
        if _takes_gzip(request):
            return Response(file.zipped, 200, {**headers, "Content-Encoding": "gzip"}, SIGNED)
        return Response(file.data, 200, headers, SIGNED)

    def _file(self, name: str) -> File:
        with self._database.reading() as connection:
            file = file_named(connection, name[:40])
        if file is None:
            raise Refused("not-found")
        return file

    async def healthz(self) -> Response:
        """Say that the process runs."""
        return _state("running")

    async def readyz(self) -> Response:
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

    async def openapi(self) -> Response:
        """Describe the calls."""
        return Response(openapi(), 200, {"Cache-Control": "public, max-age=3600"},
                        "application/json")  # fmt: skip

    async def _write(self, what: Callable[[], _T]) -> _T:
        return await to_thread.run_sync(what, limiter=self._writers)


async def _refused(_request: Request, error: Exception) -> Response:
    match error:
        case Refused():
            return refusal(error.name, wait=error.wait)
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


def _check_kind(request: Request) -> None:
    kind, *more = (part.strip() for part in request.headers.get("content-type", "").split(";"))
    wrong = kind.lower() != MEDIA_TYPE or any(part not in ("version=1", "") for part in more)
    if wrong or request.headers.get("content-encoding", "identity") != "identity":
        raise Refused("not-this-kind")


def _knows(request: Request, digest: str) -> bool:
    told = request.headers.get("if-none-match", "")
    names = [one.strip().removeprefix("W/").strip('"') for one in told.split(",")]
    return digest in names or names == ["*"]


def _takes_gzip(request: Request) -> bool:
    for one in request.headers.get("accept-encoding", "").lower().split(","):
        name, _, weight = one.replace(" ", "").partition(";q=")
        if name == "gzip":
            return not weight or bool(weight.rstrip("0."))
    return False


def _state(word: str) -> Response:
    body = msgspec.json.encode({"state": word})
    return Response(body, 200, _NOT_KEPT, "application/json")
