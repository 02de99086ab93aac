"""The calendar of a community: what a calendar program reads there, and knows again."""

import gzip
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from icalendar import Calendar
from sqlalchemy import delete, update

from companion.calendars.reading import read_calendar
from companion.endpoint.announcing import put_session
from companion.endpoint.chores import running
from companion.endpoint.database import Database, open_database
from companion.endpoint.publishing import CALENDAR_FILE
from companion.endpoint.static_files import write_all
from companion.endpoint.tables import published, sessions
from companion.endpoint.telling import Log
from companion.wire.calls import CALENDAR
from tests.endpoint.senders import SetClock, publish_now

ONLY_SQLITE = True
LIKE = {"sound": "We turn the music off.", "quiet_room": "There is a quiet room.",
        "camera": "Your camera can stay off."}  # fmt: skip
SESSION: dict[str, object] = {
    "id": "tea", "title": "Tea, and talk", "starts": "2026-06-26T18:00", "ends": "2026-06-26T20:00",
    "where": "Online", "free": True, "like": LIKE, "steps": [{"what": "We say hello."}],
    "join": {"link": "https://example.org/join?a=1,2"}, "about": "Everyone can come.",
}  # fmt: skip
DAY: dict[str, object] = {**SESSION, "id": "day", "title": "A day", "starts": "2026-12-05",
                          "ends": "2026-12-06", "join": {}}  # fmt: skip


def say(database: Database, clock: SetClock, told: dict[str, object]) -> None:
    with database.writing() as connection:
        put_session(connection, told, clock)


async def events(client: httpx.AsyncClient) -> dict[str, Any]:
    """What another program reads, by the titles; it is an error where one cannot be read."""
    answer = await client.get(CALENDAR)
    found = [Calendar.from_ical(answer.content)]
    assert not found[0].errors
    return {str(one["SUMMARY"]): one for one in found[0].walk("VEVENT")}


async def test_another_program_reads_the_sessions(
    client: httpx.AsyncClient, database: Database, clock: SetClock
) -> None:
    say(database, clock, SESSION)
    say(database, clock, DAY)
    answer = await client.get(CALENDAR)
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert all(len(row) <= 75 for row in answer.content.split(b"\r\n"))
    assert b"VALARM" not in answer.content
    whole = Calendar.from_ical(answer.content)
    assert whole["X-WR-CALNAME"] == "Kent and Medway"
    assert [str(zone["TZID"]) for zone in whole.walk("VTIMEZONE")] == ["Europe/London"]
    tea, day = (await events(client)).values()
    assert tea["DTSTART"].params["TZID"] == "Europe/London"
    assert tea["DTSTART"].dt == datetime(2026, 6, 26, 17, tzinfo=UTC)
    assert tea["DTEND"].dt - tea["DTSTART"].dt == timedelta(hours=2)
    assert tea["URL"] == "https://example.org/join?a=1,2"
    assert (day["DTSTART"].dt, day["DTEND"].dt) == (date(2026, 12, 5), date(2026, 12, 7))
    assert tea["UID"].endswith(".companion")
    assert tea["UID"].split("@")[1] == day["UID"].split("@")[1]


async def test_our_own_reader_gets_every_word(
    client: httpx.AsyncClient, database: Database, clock: SetClock
) -> None:
    say(database, clock, SESSION)
    data = (await client.get(CALENDAR)).content
    [tea] = read_calendar(data, clock(), "it").sessions
    assert (tea.title, tea.about, dict(tea.like)) == (SESSION["title"], SESSION["about"], LIKE)
    assert (tea.free, [step.what for step in tea.steps]) == (True, ["We say hello."])


async def test_a_session_that_moves_is_the_same_with_a_later_change(
    client: httpx.AsyncClient, database: Database, clock: SetClock
) -> None:
    say(database, clock, SESSION)
    say(database, clock, DAY)
    before = await events(client)
    for start in ("19:00", "19:30"):  # twice within one minute
        say(database, clock, {"id": "tea", "starts": f"2026-06-26T{start}"})
        after = await events(client)
        tea, was = after["Tea, and talk"], before["Tea, and talk"]
        assert tea["UID"] == was["UID"]
        assert tea["DTSTART"].dt > was["DTSTART"].dt
        assert tea["SEQUENCE"] > was["SEQUENCE"]
        assert tea["LAST-MODIFIED"].dt > was["LAST-MODIFIED"].dt
        assert after["A day"].to_ical() == before["A day"].to_ical()
        before = after
    clock.move(days=1)
    say(database, clock, {"id": "tea", "status": "cancelled"})
    tea = (await events(client))["Tea, and talk"]
    assert tea["STATUS"] == "CANCELLED"
    assert tea["LAST-MODIFIED"].dt == clock().replace(second=0, microsecond=0)


async def test_nothing_new_is_one_short_answer(
    client: httpx.AsyncClient, database: Database, clock: SetClock
) -> None:
    say(database, clock, SESSION)
    first = await client.get(CALENDAR)
    clock.move(days=3)
    publish_now(database, clock)
    again = await client.get(CALENDAR, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "set-cookie" not in first.headers
    zipped = await client.get(CALENDAR, headers={"Accept-Encoding": "gzip"})
    assert zipped.headers["content-encoding"] == "gzip"
    assert zipped.content == first.content
    assert (await client.put(CALENDAR)).status_code == 405
    assert (await client.get("/v1/sessions.ics")).status_code == 404


async def test_hostile_words_in_the_database_reach_no_program(
    client: httpx.AsyncClient, database: Database, clock: SetClock
) -> None:
    say(database, clock, SESSION)
    with database.writing() as connection:
        body = (
            b'{"id":"tea","title":"T\\u001b[31m\\r\\nBEGIN:VALARM\\u202e","starts":"2026-06-26",'
            b'"where":"a\\r\\nATTENDEE:x","join":{"link":"javascript:x","code":"1\\n2"},'
            b'"about":"one\\r\\nEND:VEVENT\\u0000two"}'
        )
        connection.execute(update(sessions).values(body=body.decode()))
    publish_now(database, clock)
    data = (await client.get(CALENDAR)).content
    [event] = Calendar.from_ical(data).walk("VEVENT")
    assert not event.subcomponents
    assert not {"ATTENDEE", "URL"} & set(event)
    assert not any(byte < 32 and byte not in b"\r\n" for byte in data)
    assert "\u202e" not in data.decode()
    assert str(event["DESCRIPTION"]).endswith("About:\none\nEND:VEVENTtwo")


async def test_an_endpoint_of_an_older_program_makes_it_when_it_starts(
    client: httpx.AsyncClient, database: Database, clock: SetClock, url: str
) -> None:
    say(database, clock, SESSION)
    with database.writing() as connection:
        connection.execute(delete(published).where(published.c.name == CALENDAR_FILE))
    assert (await client.get(CALENDAR)).status_code == 404
    async with running(open_database(url), clock, 60.0, Log()):
        pass
    assert list(await events(client)) == ["Tea, and talk"]


async def test_as_a_file_it_is_the_same(
    client: httpx.AsyncClient, database: Database, clock: SetClock, tmp_path: Path
) -> None:
    say(database, clock, SESSION)
    write_all(database, tmp_path, clock)
    data = (tmp_path / "sessions.ics").read_bytes()
    assert data == (await client.get(CALENDAR)).content
    assert gzip.decompress((tmp_path / "sessions.ics.gz").read_bytes()) == data
    assert "/sessions.ics\n  Content-Type: text/calendar" in (tmp_path / "_headers").read_text()
    assert write_all(database, tmp_path, clock)[1] == 0
