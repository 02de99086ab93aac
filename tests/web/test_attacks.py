"""Who may see the pages, and what a hostile page, link or form can do: nothing."""

import re

import httpx
import pytest
from sqlalchemy import text

from companion.endpoint.database import Database
from companion.endpoint.describing_community import all_groups
from companion.endpoint.organisers import IDLE_HOURS, LINK_HOURS, signed_in
from companion.endpoint.web.pages import PAGES
from companion.endpoint.web.security import HEADERS
from tests.endpoint.senders import SetClock, bytes_of
from tests.endpoint.test_answering import come
from tests.web.visitors import FAR, HERE, Form, Visitor


def is_out(answer: httpx.Response) -> bool:
    return answer.status_code == 303 and answer.headers["location"] == "/organisers/sign-in"


async def test_nothing_is_shown_to_who_has_not_signed_in(
    database: Database, clock: SetClock
) -> None:
    come(database, clock, "SECRETWORDS")
    async with Visitor(database, clock) as nobody:
        for page in PAGES:
            path = re.sub(r"{\w+}", "1", page.path)
            if page.open:
                continue
            assert is_out(await nobody.get(path)), path
            answer = await nobody.send(path, {"words": "My words.", "token": ""})
            assert (answer.status_code, "SECRETWORDS" in answer.text) == (403, False), path
            assert "My words." in answer.text  # what was written is given back
        for guess in ("x", "a" * 43, "é" * 43, "../" * 14 + "a"):
            for name in ("organiser", "__Host-organiser"):
                cookie = f"{name}={guess}".encode()
                answer = await nobody.client.get(
                    "/organisers/contributions/1", headers={b"Cookie": cookie}
                )
                assert is_out(answer)


async def test_to_open_a_link_uses_nothing_up_and_to_use_it_does(
    database: Database, clock: SetClock
) -> None:
    async with Visitor(database, clock) as sam, Visitor(database, clock) as other:
        words = sam.link()
        for _time in range(3):
            page = await other.get(f"/sign-in/{words}")
            assert page.status_code == 200
            assert not page.headers.get("set-cookie")
        await sam.sign_in(words)
        again = await other.send("/sign-in", {"words": words})
        assert again.status_code == 422
        assert "This link does not work any more" in again.text
        assert words not in again.text
        assert is_out(await other.get())


@pytest.mark.parametrize("words", ["", "x", "a" * 43, "é" * 43, "a" * 10_000])
async def test_a_guessed_link_lets_nobody_in(
    database: Database, clock: SetClock, words: str
) -> None:
    async with Visitor(database, clock) as nobody:
        nobody.link()
        answer = await nobody.send("/sign-in", {"words": words})
        assert (answer.status_code, answer.headers.get("set-cookie")) == (422, None)
        assert is_out(await nobody.get())


async def test_an_old_link_and_a_replaced_one_let_nobody_in(
    database: Database, clock: SetClock
) -> None:
    from companion.endpoint.organisers import invite

    async with Visitor(database, clock) as nobody:
        first = nobody.link()
        with database.writing() as connection:
            second = invite(connection, 1, clock)
        assert (await nobody.send("/sign-in", {"words": first})).status_code == 422
        clock.move(hours=LINK_HOURS)
        assert (await nobody.send("/sign-in", {"words": second})).status_code == 422


async def test_a_link_of_another_organiser_signs_in_as_them_alone(
    database: Database, clock: SetClock
) -> None:
    """And whoever signs in leaves the session that the browser had: nothing of it goes on."""
    async with Visitor(database, clock) as sam:
        await sam.sign_in()
        before = sam.client.cookies["organiser"]
        await sam.sign_in(name="Priya")
        assert "Your name here: Priya." in (await sam.get()).text
        assert sam.client.cookies["organiser"] != before
        with database.writing() as connection:
            assert signed_in(connection, before, clock) is None


async def test_a_session_that_somebody_else_chose_is_not_taken_over(
    database: Database, clock: SetClock
) -> None:
    async with Visitor(database, clock) as sam:
        planted = "a" * 43
        sam.client.cookies.set("organiser", planted, domain="127.0.0.1", path="/")
        words = sam.link()
        answer = await sam.send("/sign-in", {"words": words})
        assert answer.status_code == 303
        assert planted not in answer.headers["set-cookie"]
        with database.writing() as connection:
            assert signed_in(connection, planted, clock) is None


async def test_a_session_ends_when_asked_and_when_nobody_uses_it(
    database: Database, clock: SetClock, sam: Visitor
) -> None:
    words = sam.client.cookies["organiser"]
    left = await sam.press("/pages", "/sign-out")
    assert left.headers["location"] == "/organisers/sign-in?done=signed-out"
    assert is_out(await sam.get(Cookie=f"organiser={words}"))
    await sam.sign_in(name="Priya")
    clock.move(hours=IDLE_HOURS, seconds=1)
    assert is_out(await sam.get())


async def test_cookies_are_strict(database: Database, clock: SetClock) -> None:
    async with Visitor(database, clock) as near, Visitor(database, clock, FAR) as far:
        for visitor, begins, secure in (
            (near, "organiser=", False), (far, "__Host-organiser=", True),
        ):  # fmt: skip
            answer = await visitor.send("/sign-in", {"words": visitor.link()})
            cookie = answer.headers["set-cookie"]
            assert cookie.startswith(begins)
            parts = {part.strip().casefold() for part in cookie.split(";")[1:]}
            assert {"httponly", "samesite=strict", "path=/"} <= parts
            assert ("secure" in parts) is secure
            assert not any(part.startswith(("domain", "max-age", "expires")) for part in parts)


async def test_without_https_nobody_signs_in_from_afar(database: Database, clock: SetClock) -> None:
    async with Visitor(database, clock, "http://community.example") as sam:
        headers = {"Origin": "http://community.example"}
        words = sam.link()
        assert (await sam.send("/sign-in", {"words": words}, headers)).status_code == 403
    async with Visitor(database, clock, FAR) as sam:
        await sam.sign_in(words)  # it was not used up


FORGED = [
    {},
    {"Origin": "null"},
    {"Origin": "https://evil.example"},
    {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
    {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
    {"Origin": "null", "Sec-Fetch-Site": "same-site"},
    {"Origin": "null", "Sec-Fetch-Site": "none"},
    {"Origin": "http://127.0.0.1:9999"},
    {"Origin": "http://127.0.0.1:8765.evil.example"},
    {"Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"},
]


@pytest.mark.parametrize("headers", FORGED)
async def test_a_form_of_another_page_does_nothing(
    database: Database, sam: Visitor, headers: dict[str, str]
) -> None:
    fields = Form((await sam.get("/groups")).text).forms["/organisers/groups"]
    told = {**fields, "name": "Evil"}
    assert (await sam.send("/groups", told, headers)).status_code == 403
    assert (await sam.send("/sign-in", {"words": sam.link("Jo")}, headers)).status_code == 403
    with database.reading() as connection:
        assert all_groups(connection) == []
    assert (await sam.send("/groups", told, {"Origin": HERE})).status_code == 303


async def test_a_form_needs_the_token_of_its_own_session(
    database: Database, clock: SetClock, sam: Visitor
) -> None:
    async with Visitor(database, clock) as priya:
        await priya.sign_in(name="Priya")
        others = Form((await priya.get("/groups")).text).forms["/organisers/groups"]["token"]
    for token in ("", "0" * 64, others, "é" * 64, sam.client.cookies["organiser"]):
        for page in PAGES:
            if page.act and not page.open:
                path = re.sub(r"{\w+}", "1", page.path)
                answer = await sam.send(path, {"token": token, "name": "Evil", "words": "x"})
                assert answer.status_code == 403, path
    with database.reading() as connection:
        assert all_groups(connection) == []


async def test_to_open_a_page_changes_nothing(
    database: Database, clock: SetClock, sam: Visitor
) -> None:
    come(database, clock)
    for page in PAGES:
        if page.show is None:
            path = re.sub(r"{\w+}", "1", page.path)
            assert (await sam.get(path)).status_code == 404, path


async def test_every_answer_has_the_headers(
    database: Database, clock: SetClock, sam: Visitor
) -> None:
    come(database, clock)
    async with Visitor(database, clock) as nobody:
        answers = [
            *[await sam.get(path) for path in ("", "/contributions/1", "/nothing", "/page.css")],
            await nobody.get("/sign-in"),
            await nobody.get(),
            await nobody.send("/sign-in", {"words": "x"}),
            await nobody.send("/sign-in", {"words": "x"}, {}),
        ]
    for answer in answers:
        for name, value in HEADERS.items():
            assert answer.headers[name] == value
    policy = HEADERS["Content-Security-Policy"]
    assert "script" not in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize(
    "host", ["evil.example", 'evil.example"><script>', "a b", "", "127.0.0.1:8765@evil.example"]
)
async def test_another_host_gets_nothing_of_its_own(
    database: Database, clock: SetClock, sam: Visitor, host: str
) -> None:
    cookie = f"organiser={sam.client.cookies['organiser']}"
    answer = await sam.get("/organisers", Host=host, Cookie=cookie)
    assert answer.status_code in (303, 400)
    assert "evil" not in answer.text + answer.headers.get("location", "")
    for path in ("/sign-in", f"/sign-in/{sam.link('Jo')}"):
        assert "evil" not in (await sam.get(path, Host=host)).text


@pytest.mark.parametrize(
    "path", ["//evil.example", "/https://evil.example", "/sign-in?next=https://evil.example",
             "/sign-in?done=https://evil.example", "?done=<script>", "/..//evil.example"],
)  # fmt: skip
async def test_no_link_leads_elsewhere(sam: Visitor, path: str) -> None:
    answer = await sam.get(path)
    assert "evil" not in answer.headers.get("location", "")
    assert "<script" not in answer.text
    assert not re.search(r"(?:href|action|src)=\"[^\"]*evil", answer.text)


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"\xff\xfe", 400), (b"a=%ff", 400), (b"&".join([b"a=b"] * 201), 400),
     (b"words=" + b"a" * 300_000, 413), (b"", 403), (b"words", 403)],
)  # fmt: skip
async def test_a_form_that_is_none_is_refused(sam: Visitor, body: bytes, status: int) -> None:
    answer = await sam.client.post("/organisers/groups", content=body, headers=sam.headers)
    assert answer.status_code == status
    assert "<h1>" in answer.text


async def test_other_ways_to_ask_are_refused(sam: Visitor) -> None:
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        assert (await sam.client.request(method, "/organisers/groups")).status_code == 405
    assert (await sam.client.head("/organisers/groups")).status_code == 200


async def test_the_log_has_no_secret(
    database: Database, clock: SetClock, sam: Visitor, capfd: pytest.CaptureFixture[str]
) -> None:
    come(database, clock, "SECRETWORDS")
    with database.writing() as connection:
        connection.execute(text("DROP TABLE replies"))
    answer = await sam.get("/contributions/1")
    assert answer.status_code == 500
    assert "Something went wrong here." in answer.text
    session = sam.client.cookies["organiser"]
    said = capfd.readouterr().err
    assert said.startswith("Went wrong: ")
    assert "SECRETWORDS" not in said + answer.text
    assert session not in said
    assert database.path
    assert session.encode() not in bytes_of(database.path.parent)
