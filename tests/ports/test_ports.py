"""One suite for each port, run on the fake that the tests use and on the real store."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple, Protocol

import pytest
from msgspec.structs import replace

from companion.domain.kept import About
from companion.domain.sessions import Arrival, Change, PlannedSession
from companion.ports import Drafts, Sessions, Settings, TextFiles
from companion.problems import Problem
from companion.store.asked_files import AskedFiles
from companion.store.home import Home
from companion.store.kept import NoteTable
from companion.store.opening import open_store
from tests.fakes import (
    FakeClock,
    FakeDrafts,
    FakeFiles,
    FakeNotes,
    FakeSessions,
    FakeSettings,
    fake_notes,
)

Addable = FakeNotes | NoteTable
ODD_WORDS = ["", " ", "a\nb\n", "caf\u00e9 \u0939\u093f \U0001f9d8", "\x00\x1b[31m", "x" * 100_000]


@pytest.fixture(params=["fake", "store"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def notes(kind: str, tmp_path: Path) -> Addable:
    clock = FakeClock()
    return fake_notes(clock) if kind == "fake" else open_store(Home(tmp_path), clock.now).notes


@pytest.fixture
def settings(kind: str, tmp_path: Path) -> Settings:
    return FakeSettings() if kind == "fake" else open_store(Home(tmp_path)).settings


class SessionsToFill(Sessions, Protocol):
    """Sessions, with the one call that a calendar needs."""

    def take(self, calendar: str, sessions: Iterable[PlannedSession]) -> Arrival: ...


@pytest.fixture
def sessions(kind: str, tmp_path: Path) -> SessionsToFill:
    clock = FakeClock()
    return FakeSessions(clock) if kind == "fake" else open_store(Home(tmp_path), clock.now).sessions


class Runs:
    """Drafts of one run, and of the next run on the same home."""

    def __init__(self, kind: str, folder: Path) -> None:
        self._kind, self._folder, self._clock = kind, folder, FakeClock()
        self._fake = FakeDrafts(self._clock)

    def start(self) -> Drafts:
        if self._kind == "store":
            return open_store(Home(self._folder), self._clock.now).drafts
        self._fake = FakeDrafts(self._clock, {}, self._fake.earlier | self._fake.stored)
        return self._fake


@pytest.fixture
def runs(kind: str, tmp_path: Path) -> Iterator[Runs]:
    yield Runs(kind, tmp_path)


@pytest.mark.parametrize("text", ODD_WORDS)
def test_words_come_back_as_they_were(notes: Addable, text: str) -> None:
    note = notes.add(text)
    assert notes.get(note.id).text == text
    assert notes.all() == [note]


def test_the_one_changed_last_comes_first(notes: Addable) -> None:
    first, second = notes.add("first"), notes.add("second")
    assert [n.id for n in notes.all()] == [second.id, first.id]
    notes.save(replace(first, text="first again"))
    assert [n.id for n in notes.all()] == [first.id, second.id]


def test_saving_counts_the_versions(notes: Addable) -> None:
    note = notes.add("a")
    saved = notes.save(replace(note, text="b", aloud=True))
    assert (saved.id, saved.version, saved.text, saved.aloud) == (note.id, 2, "b", True)
    assert saved.created == note.created
    assert saved.changed > note.changed


def test_an_old_version_never_overwrites(notes: Addable) -> None:
    note = notes.add("start")
    notes.save(replace(note, text="one window"))
    other = notes.save(replace(note, text="other window"))
    assert other.id != note.id
    assert {n.text for n in notes.all()} == {"one window", "other window"}


def test_deleting_hides_and_can_be_undone(notes: Addable) -> None:
    note = notes.add("a", aloud=True)
    notes.delete(note.id)
    assert notes.all() == []
    with pytest.raises(Problem, match="no_such_note"):
        notes.get(note.id)
    assert notes.undelete(note.id).text == "a"
    assert notes.get(note.id).aloud


@pytest.mark.parametrize("call", ["get", "delete", "undelete"])
def test_a_note_that_is_not_there_is_a_problem(notes: Addable, call: str) -> None:
    with pytest.raises(Problem, match="no_such_note"):
        getattr(notes, call)("nothing")


@pytest.mark.parametrize("text", ODD_WORDS)
def test_a_draft_is_left_for_the_next_run(runs: Runs, text: str) -> None:
    runs.start().keep("d", About(part="about"), text)
    (left,) = runs.start().left_over()
    assert (left.about.part, left.text) == ("about", text)


def test_a_run_does_not_offer_its_own_drafts(runs: Runs) -> None:
    drafts = runs.start()
    drafts.keep("d", About(), "mine")
    assert drafts.left_over() == []


def test_only_the_last_text_of_a_draft_stays(runs: Runs) -> None:
    drafts = runs.start()
    drafts.keep("d", About(), "a")
    drafts.keep("d", About(), "ab")
    assert [d.text for d in runs.start().left_over()] == ["ab"]


def test_a_dropped_draft_is_gone(runs: Runs) -> None:
    drafts = runs.start()
    drafts.keep("d", About(), "a")
    drafts.drop("d")
    drafts.drop("never there")
    assert runs.start().left_over() == []


def test_a_draft_left_over_can_be_carried_on_and_finished(runs: Runs) -> None:
    runs.start().keep("d", About(), "half")
    drafts = runs.start()
    (left,) = drafts.left_over()
    drafts.keep(left.id, About(), "half and whole")
    assert drafts.left_over() == []
    drafts.drop(left.id)
    assert runs.start().left_over() == []


def test_settings_are_kept(settings: Settings) -> None:
    assert settings.get("way") == ""
    settings.put("way", "plain")
    assert settings.get("way") == "plain"


NINE = datetime(2026, 6, 26, 9, tzinfo=UTC)
MEETING = PlannedSession("k7m4d", "Meeting", NINE, uid="1", calendar="c")
WALK = PlannedSession("c3d4f", "Walk", date(2026, 6, 26), uid="2", calendar="c")


def test_there_are_no_sessions_at_first(sessions: Sessions) -> None:
    assert sessions.all() == []


def test_the_earliest_session_comes_first(sessions: SessionsToFill) -> None:
    sessions.take("c", [MEETING, WALK])
    assert sessions.all() == [WALK, MEETING]
    assert sessions.get("k7m4d") == MEETING


@pytest.mark.parametrize("call", ["get", "mark_read"])
def test_a_session_that_is_not_there_is_a_problem(sessions: Sessions, call: str) -> None:
    with pytest.raises(Problem, match="no_such_session"):
        getattr(sessions, call)("nothing")


def test_a_change_stays_until_it_is_read(sessions: SessionsToFill) -> None:
    sessions.take("c", [MEETING])
    sessions.take("c", [MEETING._replace(title="Long meeting")])
    found = sessions.get("k7m4d")
    assert found.status == "changed"
    assert found.changed == (Change("title", "Meeting", "Long meeting"),)
    sessions.mark_read("k7m4d")
    assert sessions.get("k7m4d") == MEETING._replace(title="Long meeting")


def test_a_cancelled_session_stays_cancelled_when_it_is_read(sessions: SessionsToFill) -> None:
    sessions.take("c", [MEETING])
    assert sessions.take("c", []).gone == 1
    sessions.mark_read("k7m4d")
    assert sessions.get("k7m4d") == MEETING._replace(status="cancelled")


class FilesOfMember(NamedTuple):
    """A port for files, the folder where it makes them, and what a file there holds."""

    port: TextFiles
    home: str
    text: Callable[[str], str]


@pytest.fixture
def files(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FilesOfMember:
    if kind == "fake":
        fake = FakeFiles()
        return FilesOfMember(fake, "/home/sam", fake.stored.__getitem__)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    real = AskedFiles(FakeClock())
    return FilesOfMember(real, str(tmp_path), lambda place: Path(place).read_text("utf-8"))


def test_a_text_becomes_a_file_with_a_name_of_ours(files: FilesOfMember) -> None:
    place = files.port.place("")
    files.port.write(place, "Choose 1 to 5: café\n")
    assert files.text(place) == "Choose 1 to 5: café\n"
    assert Path(place).parent == Path(files.home)
    assert re.fullmatch(r"companion-[0-9-]+\.txt", Path(place).name)


def test_each_file_gets_another_name(files: FilesOfMember) -> None:
    for time in range(1, 4):
        place = files.port.place("")
        files.port.write(place, f"text {time}")
        assert files.text(place) == f"text {time}"


@pytest.mark.parametrize(
    ("typed", "name"), [("My talk", "My talk.txt"), ("talk.md", "talk.md"), ("./talk", "talk.txt")]
)
def test_the_member_names_a_file(files: FilesOfMember, typed: str, name: str) -> None:
    assert files.port.place(typed) == str(Path(files.home, name))
    assert Path(files.port.place(files.home)).parent == Path(files.home)


def test_no_file_takes_the_place_of_another(files: FilesOfMember) -> None:
    place = files.port.place("talk")
    files.port.write(place, "first")
    with pytest.raises(Problem, match="file_is_there"):
        files.port.place("talk")
    with pytest.raises(Problem, match="file_is_there"):
        files.port.write(place, "second")
    assert files.text(place) == "first"


@pytest.mark.parametrize(
    ("typed", "code"), [("/no/such/talk", "no_such_folder"), ("a" * 300, "file_not_written")]
)
def test_a_place_that_cannot_be_is_a_problem(files: FilesOfMember, typed: str, code: str) -> None:
    with pytest.raises(Problem, match=code):
        files.port.write(files.port.place(typed), "words")
