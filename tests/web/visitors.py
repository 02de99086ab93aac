"""An organiser's browser as far as tests without a real one need it: forms, cookies, headers."""

from html.parser import HTMLParser
from typing import Self
from urllib.parse import urlencode

import httpx

from companion.endpoint.app import Bounds, make_app
from companion.endpoint.database import Database
from companion.endpoint.organisers import add_organiser, invite
from tests.endpoint.senders import SetClock

HERE = "http://127.0.0.1:8765"
FAR = "https://community.example"


class Form(HTMLParser):
    """What the forms of a page send, by their action: names and values as they stand."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: dict[str, dict[str, str]] = {}
        self._form: dict[str, str] | None = None
        self._text = ""
        self._select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = self.forms.setdefault(found["action"], {})
        if self._form is None:
            return
        name = found.get("name", "")
        if tag == "input":
            ticked = found.get("type") not in ("radio", "checkbox") or "checked" in found
            if ticked:
                self._form[name] = found.get("value", "")
        elif tag == "textarea":
            self._text, self._form[name] = name, ""
        elif tag == "select":
            self._select, self._form[name] = name, ""
        elif tag == "option" and "selected" in found:
            self._form[self._select] = found["value"]

    def handle_data(self, data: str) -> None:
        if self._text and self._form is not None:
            self._form[self._text] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "textarea" and self._form is not None:
            words = self._form[self._text]
            self._form[self._text] = words.removeprefix("\n")
            self._text = ""


class Visitor:
    """One browser. `path` is behind /organisers."""

    def __init__(self, database: Database, clock: SetClock, address: str = HERE) -> None:
        self._database = database
        self._clock = clock
        app = make_app(database, clock=clock, bounds=Bounds(spare=0, body_seconds=2))
        self.client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=address)
        self.headers = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.client.aclose()

    async def get(self, path: str = "", **headers: str) -> httpx.Response:
        return await self.client.get(f"/organisers{path}", headers=headers)

    async def send(
        self, path: str, fields: dict[str, str], headers: dict[str, str] | None = None
    ) -> httpx.Response:
        """Send fields as they are."""
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        told = self.headers if headers is None else headers
        return await self.client.post(
            f"/organisers{path}", content=urlencode(fields), headers={**kind, **told}
        )

    async def fill(self, page: str, action: str = "", **fields: str) -> httpx.Response:
        """Open a page and send one of its forms with some fields as given."""
        shown = await self.get(page)
        assert shown.status_code == 200, shown.text
        wanted = action or page.partition("?")[0]
        return await self.send(wanted, {**Form(shown.text).forms[f"/organisers{wanted}"], **fields})

    async def press(self, page: str, action: str) -> httpx.Response:
        """Open a page and press the button of one of its forms."""
        return await self.fill(page, action)

    def link(self, name: str = "Sam") -> str:
        """A new organiser's link: its secret words."""
        with self._database.writing() as connection:
            return invite(connection, add_organiser(connection, name, self._clock), self._clock)

    async def sign_in(self, words: str = "", name: str = "Sam") -> Self:
        words = words or self.link(name)
        page = await self.get(f"/sign-in/{words}")
        token = Form(page.text).forms["/organisers/sign-in"]
        answer = await self.send("/sign-in", token)
        assert (answer.status_code, answer.headers["location"]) == (303, "/organisers")
        return self
