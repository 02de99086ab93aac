"""A calendar may come from anyone: nothing in it hangs, harms or hides anything."""

import random
import subprocess
import sys
import time
from contextlib import suppress
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path

import pytest

from companion.calendars import reading
from companion.calendars.blocks import LARGEST, NotACalendar
from companion.calendars.child import answer
from companion.calendars.reading import Reading, read_calendar
from companion.plainwords.characters import shown
from companion.problems import Problem
from tests.calendars.places import FILES, NOW, calendar, event, read

pytestmark = pytest.mark.slow  # each reading starts a program

# A slow machine starts programs slowly; what would hang would do so for much longer.
LONG = 20.0


@pytest.fixture(autouse=True)
def _time_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "SECONDS", LONG)


def refused(data: bytes) -> str:
    with pytest.raises(Problem) as caught:
        read_calendar(data, NOW)
    assert caught.value.say
    assert caught.value.next
    return caught.value.code


NO_CALENDARS = {
    "empty": b"",
    "blank": b"\r\n\r\n",
    "binary": bytes(range(256)) * 100,
    "web page": b"<!DOCTYPE html><html><body>BEGIN:VCALENDAR</body></html>",
    "only a start": b"BEGIN:VCALENDAR\r\n",
    "only an end": b"END:VCALENDAR\r\n",
    "cut": calendar(event(), event(uid="b"))[:-20],
    "cut in an event": calendar(event(), event(uid="b"))[:-60],
    "zeros": b"\0" * 100_000,
    "a card": b"BEGIN:VCARD\r\nEND:VCARD\r\n",
}


@pytest.mark.parametrize("data", NO_CALENDARS.values(), ids=NO_CALENDARS)
def test_what_is_no_whole_calendar_is_refused(data: bytes) -> None:
    assert refused(data) == "calendar_not_read"


def test_too_large_a_calendar_is_refused_before_anything_reads_it() -> None:
    assert refused(calendar() + b" " * 6_000_000) == "calendar_too_large"


def test_an_empty_calendar_is_one() -> None:
    assert read() == Reading(())


def test_a_child_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "SECONDS", 0.01)
    assert refused(calendar(event())) == "calendar_slow"


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY;INTERVAL=2",
        "freq=hourly",
        "FREQ = SECONDLY",
        "FREQ=DAILY;BYHOUR=0,1,2,3,4,5;BYMINUTE=0,1,2,3,4",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYEASTER=1",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=-1",
        "FREQ=DAILY;COUNT=99999999999999999999",
        "FREQ=DAILY;UNTIL=never",
        "FREQ=",
        ";;;;",
        "FREQ=DAILY;FREQ=SECONDLY",
        "FREQ=DAILY;COUNT=2\nRRULE:FREQ=SECONDLY",
        "FREQ=YEARLY;BYSETPOS=999999;BYDAY=MO",
    ],
)
def test_no_rule_hangs_and_the_others_stay(rule: str) -> None:
    found = read(event(rrule=rule, summary="Odd"), event(uid="b", summary="Good"))
    assert "Good" in {session.title for session in found.sessions}
    assert len(found.sessions) <= 500
    if len(found.sessions) == 1:
        assert "u" in found.unread or rule in ("FREQ=", ";;;;")


def test_what_never_ends_is_cut_and_told() -> None:
    found = read(event(rrule="FREQ=DAILY;COUNT=10000"))
    assert len(found.sessions) == 500
    assert found.sessions[0].starts.isoformat() == "2026-07-15T10:00:00+01:00"
    assert found.left_out == ("We left out 205 sessions. There are too many.",)
    assert found.unread == ("u",)


def test_a_year_of_10_000_sessions() -> None:
    first = NOW - timedelta(days=10)
    found = read(
        *(
            event(f"DTSTART:{first + timedelta(minutes=50 * n):%Y%m%dT%H%M%SZ}", uid=f"u{n}")
            for n in range(10_000)
        )
    )
    assert len(found.sessions) == 500
    assert found.sessions[0].starts >= NOW
    assert found.left_out == ("We left out 9500 sessions. There are too many.",)
    assert len(found.unread) == 9_500


MANY_LINES = {
    "nothing": b"BEGIN:VCALENDAR\r\n" + b"\r\n" * 1_000_000 + b"END:VCALENDAR\r\n",
    "outside": b"BEGIN:VCALENDAR\r\n" + b"X:1\n" * 1_000_000 + b"END:VCALENDAR\r\n",
    "folded": b"BEGIN:VCALENDAR\r\n" + b"\n " * 1_000_000 + b"\r\nEND:VCALENDAR\r\n",
    "nested": b"BEGIN:VCALENDAR\r\n" + b"BEGIN:X\n" * 300_000 + b"END:VCALENDAR\r\n",
    "events": b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\n" * 300_000 + b"END:VCALENDAR\r\n",
    "one event": calendar("X:1\n" * 900_000),
    "zones": b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VTIMEZONE\n" * 300_000 + b"END:VCALENDAR\r\n",
    "one line": calendar(event(description="<a href=" * 500_000)),
    "bullets": calendar(event(description="What will happen:\\n" + "- x\\n" * 500_000)),
    "slashes": calendar(event(summary="\\" * 4_000_000)),
    "quotes": calendar(event('DTSTART;X="' * 300_000)),
    "words": calendar(event(categories="," * 4_000_000)),
    "dates": calendar(event(rdate="20260715T090000Z," * 200_000)),
}


@pytest.mark.parametrize("data", MANY_LINES.values(), ids=MANY_LINES)
def test_a_calendar_of_many_lines_ends_soon(data: bytes) -> None:
    assert len(data) < LARGEST
    begun = time.monotonic()
    try:
        found = read_calendar(data, NOW)
        assert len(found.left_out) <= reading.MOST_TOLD + 2
    except Problem as problem:
        assert problem.code in ("calendar_not_read", "calendar_slow")
    assert time.monotonic() - begun < 2 * LONG


NASTY = "A\x1b[31mB\x9b2J\x07C\u202eD\u200bE\x00F\u2028G\x1b]0;title\x07H\U000e0041\ufeffI\x08"


def test_every_field_is_cleaned() -> None:
    words = ("Sound", "Phone", "For", "Code", "Who speaks")
    description = "\\n".join(
        [*(f"{word}: {NASTY}" for word in words), "What will happen:", f"- {NASTY}", "", NASTY]
    )
    found = read(
        event(uid=NASTY, summary=NASTY, location=NASTY, description=description, url=NASTY),
        event("DTSTART:none", uid=f"2{NASTY}", summary=NASTY),
    )
    (session,) = found.sessions
    assert session.title.replace(" ", "").startswith("AB2JCDEFG")
    words_of = [session.title, session.where, session.who, session.uid, session.about]
    words_of += [step.what for step in session.steps] + [w for _, w in session.like + session.join]
    words_of += [*found.left_out, *found.unread]
    assert len(words_of) >= 11
    for text in words_of:
        assert text
        assert shown(text) == text
    assert "\n" not in session.title + session.where + session.who + session.uid


def test_every_field_is_bounded() -> None:
    long = "word " * 5_000
    rows = [f"{name}: {long}" for name in ("For", "Sound", "Phone", "Link")] * 30
    steps = [f"- {long}"] * 100
    found = read(
        event(
            uid="u" * 9_000,
            summary=long,
            location=long,
            description="\\n".join([*rows[:4], "What will happen:", *steps, "About:", long]),
        ),
        event("DTSTART:none", uid="other", summary=long),
    )
    (session,) = found.sessions
    assert len(session.title) <= 200
    assert session.title.endswith("...")
    assert len(session.where) <= 300
    assert len(session.uid) <= 255
    assert len(session.steps) <= 40
    assert all(len(step.what) <= 200 for step in session.steps)
    assert len(session.like) + len(session.join) <= 40
    assert len(session.about) <= 2_000
    assert all(len(told) < 150 for told in found.left_out)


@pytest.mark.parametrize(
    "day", ["00010101", "99991231", "20261340", "20260230", "2026", "-0010101", "99999999", ""]
)
@pytest.mark.parametrize("rule", ["", "FREQ=DAILY;COUNT=3"])
def test_days_that_cannot_be_end_nothing(day: str, rule: str) -> None:
    odd = event(f"DTSTART;VALUE=DATE:{day}", rrule=rule) if rule else event(f"DTSTART:{day}")
    found = read(odd, event(f"DTSTART:{day}T235959Z", uid="c"), event(uid="b"))
    assert [session.uid for session in found.sessions] == ["b"]


def test_zones_with_a_rule_of_their_own_end_nothing() -> None:
    zone = (
        "BEGIN:VTIMEZONE\nTZID:Odd\nBEGIN:STANDARD\nDTSTART:19700101T000000\n"
        "TZOFFSETFROM:+9999\nTZOFFSETTO:nothing\nRRULE:FREQ=SECONDLY\nEND:STANDARD\nEND:VTIMEZONE"
    )
    found = read(event("DTSTART;TZID=Odd:20260715T100000"), event(uid="b"), zones=zone)
    assert [session.uid for session in found.sessions] == ["b"]


def test_no_word_is_run_and_no_file_is_opened() -> None:
    found = read(
        event(
            attach="file:///etc/passwd", summary="$(touch x) `touch x` %n {0} {title}", uid="; ls"
        ),
        event("DTSTART:none", uid="2", summary="{0} {title.x} %s"),
    )
    assert found.sessions[0].title == "$(touch x) `touch x` %n {0} {title}"
    assert found.left_out == ("We left out {0} {title.x} %s. We could not read it.",)


def test_letters_of_another_code_are_read() -> None:
    data = calendar(event(summary="Café"))
    for encoded in (
        data.decode().encode("cp1252"),
        data.decode().encode("utf-16"),
        b"\xef\xbb\xbf" + data,
        data.replace("é".encode(), b"\xc3\r\n \xa9"),
        data.replace(b"\r\n", b"\n"),
        data.replace(b"\r\n", b"\r"),
    ):
        assert [session.title for session in read_calendar(encoded, NOW).sessions] == ["Café"]


@pytest.mark.filterwarnings("ignore")
def test_calendars_with_letters_struck_at_random() -> None:
    """Every answer is a reading or "no calendar": never another error."""
    dice = random.Random(5545)
    files = [path.read_bytes() for path in sorted(FILES.glob("*.ics"))]
    for _ in range(300):
        data = bytearray(dice.choice(files))
        for _ in range(dice.randrange(1, 40)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        with suppress(NotACalendar):
            answer(bytes(data), NOW)


def test_a_program_in_this_folder_is_not_taken_for_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("icalendar.py", "companion.py", "json.py", "msgspec.py"):
        (tmp_path / name).write_text("raise SystemExit(5)")
    monkeypatch.chdir(tmp_path)
    assert len(read(event()).sessions) == 1


def test_the_child_has_little_memory() -> None:
    if sys.platform != "linux":
        pytest.skip("only Linux holds a program to its memory")
    code = (
        "from companion.calendars.child import MEMORY, SECONDS\n"
        "from companion.children import limit\nlimit(SECONDS, MEMORY)\n"
        "try:\n    x = bytearray(1024 ** 3)\nexcept MemoryError:\n    print('held')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.strip() == b"held"


def shipped() -> list[Path]:
    """The test calendars that come inside the calendar libraries, where they do."""
    found: list[Path] = []
    for name in ("icalendar", "recurring_ical_events"):
        spec = find_spec(name)
        for place in (spec.submodule_search_locations or []) if spec else []:
            found += sorted(Path(place).rglob("calendars/**/*.ics"))
    return found


@pytest.mark.filterwarnings("ignore")
def test_the_libraries_own_test_calendars_are_read_or_told() -> None:
    files = shipped()
    if not files:
        pytest.skip("the calendar libraries came without their test calendars")
    read_well = 0
    for path in files:
        with suppress(NotACalendar):
            answer(path.read_bytes(), NOW)
            read_well += 1
    assert read_well > len(files) / 2
