"""Answers what a browser asks of the organisers' pages: who it is, which page, what it does."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from anyio import CapacityLimiter, to_thread
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from companion.endpoint.bodies import Gone, read_body
from companion.endpoint.database import Database, NoRoom, NotNow
from companion.endpoint.days import Clock
from companion.endpoint.organisers import Organiser, signed_in
from companion.endpoint.refusing import Refused
from companion.endpoint.telling import Log
from companion.endpoint.web import security
from companion.endpoint.web.asking import (
    LARGEST_FORM,
    NOBODY,
    Answer,
    Asked,
    Enter,
    File,
    Go,
    Leave,
    NotThere,
    Page,
    Shown,
    Wrong,
    fields_of,
    told,
)
from companion.endpoint.web.meanwhile import Meanwhile, somebody_wrote
from companion.endpoint.web.pages import PAGES
from companion.endpoint.web.rendering import rendered, style
from companion.endpoint.web.uploads import LARGEST_UPLOAD, uploaded
from companion.plainwords.messages import N_, _
from companion.problems import Problem

_AT_ONCE = 4
_METHODS = ["GET", "HEAD", "POST"]
_SORRY = {
    400: N_("We cannot understand this. Go back. Then try again."),
    403: N_("This form did not come from these pages. We did nothing."),
    404: N_("There is no such page."),
    405: N_("You cannot do this here."),
    413: N_("This is too long for us. Go back. Then send less at once."),
    500: N_("Something went wrong here. Wait a minute. Then try again."),
    503: N_("We cannot do this now. Wait a minute. Then try again."),
}


class Pages:
    """The organisers' pages on an open database."""

    def __init__(self, database: Database, clock: Clock, log: Log) -> None:
        self._database = database
        self._clock = clock
        self._log = log
        # What members send never waits for a long page.
        self._threads = CapacityLimiter(_AT_ONCE)

    def add_to(self, app: FastAPI) -> None:
        """Have an app answer for all of them."""
        app.add_route(f"{security.TOP}/page.css", _style, ["GET", "HEAD"], include_in_schema=False)
        for page in PAGES:
            path = f"{security.TOP}{page.path}"
            app.add_route(path, self._answering(page), _METHODS, include_in_schema=False)
        nowhere = f"{security.TOP}/{{rest:path}}"
        app.add_route(nowhere, self._answering(None), _METHODS, include_in_schema=False)

    def _answering(self, page: Page | None) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            asked = Asked(self._database, self._clock)
            try:
                return await self._answer(page, request)
            except (NoRoom, NotNow, OSError):
                return _sorry(503, asked)
            except Refused as refused:  # of the body
                return _sorry(413 if refused.name == "too-large" else 400, asked)
            except (Gone, ValueError):
                return _sorry(400, asked)
            except Exception as error:
                self._log.went_wrong(error)
                return _sorry(500, asked)

        return answer

    async def _answer(self, page: Page | None, request: Request) -> Response:
        asked = Asked(
            self._database,
            self._clock,
            names={name: str(value) for name, value in request.path_params.items()},
            query=dict(request.query_params),
            session=security.session_of(request),
            origin=security.origin_of(request),
        )
        if not security.host_of(request):
            return _sorry(400, asked)
        if request.method == "POST":
            if not security.came_from_us(request):
                return _sorry(403, asked)
            asked = await self._with_form(page, request, asked)
        return await to_thread.run_sync(
            lambda: self._done(page, request, asked), limiter=self._threads
        )

    async def _with_form(self, page: Page | None, request: Request, asked: Asked) -> Asked:
        """The same with what the form brings. Only who has signed in can send much."""
        kind = request.headers.get("content-type", "")
        many = page is not None and page.uploads and kind.casefold().startswith("multipart/")
        if many:
            organiser = await to_thread.run_sync(self._who, asked.session, limiter=self._threads)
            if organiser is None:
                return replace(asked, form={})
        body, _digest = await read_body(request, LARGEST_UPLOAD if many else LARGEST_FORM)
        if many:
            found = uploaded(body, kind)
            return replace(asked, form=found.fields, files=found.files)
        return replace(asked, form=fields_of(body))

    def _done(self, page: Page | None, request: Request, asked: Asked) -> Response:
        if page and page.open:
            return _response(page, request, asked)
        organiser = self._who(asked.session)
        if organiser is None:
            return _signed_out(request, asked)
        asked = replace(asked, organiser=organiser)
        if page is None:
            return _sorry(404, asked)
        if asked.form is not None and not security.token_fits(asked.session, asked.said("token")):
            return _sorry(403, asked)
        return _response(page, request, asked)

    def _who(self, session: str) -> Organiser | None:
        if not session:
            return None
        with self._database.writing() as connection:
            return signed_in(connection, session, self._clock)


def _signed_out(request: Request, asked: Asked) -> Response:
    """Nothing is shown; what somebody has just written is given back to them."""
    if asked.form is None:
        return RedirectResponse(f"{security.TOP}/sign-in", 303, security.HEADERS)
    typed = [words for name in asked.form for words in asked.several(name)]
    kept = [words for words in typed if len(words.split()) > 1]  # what is 1 word was no work
    response = _html(Shown("signed_out.html", {"kept": kept}), asked, 403)
    security.end_session(request, response)
    return response


def _response(page: Page, request: Request, asked: Asked) -> Response:
    try:
        answer, asked = _answer_of(page, asked)
    except NotThere:
        return _sorry(404, asked)
    except Problem as problem:  # of what is asked for: there is no such thing
        return _sorry(404, asked, told(problem))
    match answer:
        case Shown():
            return _html(answer, asked, 422 if asked.errors else 200)
        case Go():
            done = f"?done={answer.done}" if answer.done else ""
            address = f"{security.TOP}{answer.path}{done}"
            return RedirectResponse(address, 303, security.HEADERS)
        case File():
            named = {"Content-Disposition": f'attachment; filename="{answer.name}"'}
            safe = security.PICTURE_HEADERS if answer.ours else security.FILE_HEADERS
            return Response(answer.data, 200, {**safe, **named}, answer.type)
        case Enter():
            entered = RedirectResponse(security.TOP, 303, security.HEADERS)
            security.give_session(request, entered, answer.session)
            return entered
        case Leave():
            left = RedirectResponse(
                f"{security.TOP}/sign-in?done=signed-out", 303, security.HEADERS
            )
            security.end_session(request, left)
            return left


def _answer_of(page: Page, asked: Asked) -> tuple[Answer, Asked]:
    """The answer, and what was asked with what is wrong in it, where it cannot be done yet."""
    do = page.show if asked.form is None else page.act
    if do is None:
        raise NotThere
    if asked.form is None or page.show is None:
        return do(asked), asked
    try:
        return do(asked), asked
    except Wrong as wrong:
        errors, draft = wrong.errors, wrong.draft
    except Meanwhile:
        errors, draft = {"": somebody_wrote()}, 0
    except Problem as problem:
        errors, draft = {page.field: told(problem)}, 0
    again = replace(asked, errors=errors, draft=draft)
    return page.show(again), again


def _sorry(status: int, asked: Asked, words: str = "") -> Response:
    asked = asked if asked.organiser != NOBODY else replace(asked, session="")
    return _html(Shown("sorry.html", {"words": words or _(_SORRY[status])}), asked, status)


def _html(page: Shown, asked: Asked, status: int) -> Response:
    body = rendered(page.template, asked, page.facts)
    return Response(body, status, security.HEADERS, "text/html")


async def _style(_request: Request) -> Response:
    return Response(style(), 200, security.HEADERS, "text/css")
