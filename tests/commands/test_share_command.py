"""`companion share`, `sent`, `trail`, `take-back`, with a real endpoint over HTTP."""

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from companion.domain.journal import Answer, Entry
from companion.domain.shares import body_of
from companion.store.home import Home
from companion.store.opening import Store, open_store
from companion.wire.contributions import from_bytes
from companion.wire.trails import Mark, Reply
from tests.commands.test_commands import companion as run
from tests.media import made
from tests.media.test_cleaning import nothing_hidden
from tests.sync.member import Member
from tests.sync.model import Model, serving

LOUD = "The room was too loud."


@pytest.fixture
def model(home: Path) -> Iterator[Model]:
    with serving(Model()) as found:
        Member(home).connect(found)
        yield found


def companion(home: Path, *words: str, typed: str = "") -> CompletedProcess[str]:
    return run(home, *words, words=typed.encode())


def store(home: Path) -> Store:
    return open_store(Home(home))


def test_the_preview_is_the_bytes_and_nothing_else(home: Path) -> None:
    done = companion(home, "share", "--preview", "--as", "carer", "-", typed=LOUD)
    assert (done.returncode, done.stderr) == (0, "")
    found = from_bytes(done.stdout.encode())
    assert (found.words, found.speaking_as, found.name) == (LOUD, ("carer",), "")
    assert done.stdout.endswith("}")
    assert store(home).shares.all() == []


def test_what_is_sent_arrives_as_it_was_frozen(home: Path, model: Model) -> None:
    done = companion(home, "share", "--send", "--about", "access", "--json", "-", typed=LOUD)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["state"], told["words"], told["promise"]) == ("got", LOUD, "2026-07-03")
    [share] = store(home).shares.all()
    [(contribution, body)] = model.held.items()
    assert share.sending is not None
    assert share.sending.id == contribution
    assert body == body_of(share)
    assert from_bytes(body).about.kind == "access"


def test_a_preview_has_all_that_travels_but_for_the_keys_of_each_share(
    home: Path, model: Model
) -> None:
    options = ("--as", "carer", "--about", "charter:5.1", "--audience", "members", "-")
    shown = companion(home, "share", "--preview", *options, typed=LOUD).stdout
    companion(home, "share", "--send", *options, typed=LOUD)
    [body] = model.held.values()

    def without_keys(text: str) -> list[str]:
        lines = text.split("\n")
        return [one for one in lines if not one.startswith((' "take_back"', ' "reply_to"'))]

    assert without_keys(shown) == without_keys(body.decode())


def test_without_a_yes_nothing_is_sent(home: Path, model: Model) -> None:
    done = companion(home, "share", "--kind", "listening", "--send", typed="no\n")
    assert done.returncode == 1
    assert "To send it, type yes:" in done.stderr
    assert '"kind": "listening"' in done.stdout
    done = companion(home, "share", "--kind", "listening", "--send")
    assert done.returncode == 1
    assert model.held == {}
    done = companion(home, "share", "--kind", "listening", "--send", typed="yes\n")
    assert done.returncode == 0
    assert len(model.held) == 1


def test_words_and_names_are_no_arguments(home: Path) -> None:
    done = companion(home, "share", "--preview", LOUD)
    assert done.returncode == 2
    assert "keep your own words out of the command" in done.stderr
    done = companion(home, "share", "--kind", "listening", "--preview", "--name", typed="Sam\n")
    assert json.loads(done.stdout)["name"] == "Sam"


def test_a_name_and_words_can_be_read_together(home: Path) -> None:
    words = ("share", "--preview", "--name", "-")
    found = json.loads(companion(home, *words, typed=f"Sam\n{LOUD}\nTwice.").stdout)
    assert (found["name"], found["words"]) == ("Sam", f"{LOUD}\nTwice.")
    assert companion(home, *words, typed="Sam\n").stderr.startswith("There are no words to keep.")


def test_without_a_community_it_is_kept(home: Path) -> None:
    done = companion(home, "share", "--send", "-", typed=LOUD)
    assert done.returncode == 1
    assert "You are not connected to a community." in done.stderr
    [row] = json.loads(companion(home, "sent", "--json").stdout)
    assert (row["state"], row["words"]) == ("kept", LOUD)


def test_asking_tomorrow_sends_nothing(home: Path, model: Model) -> None:
    done = companion(home, "share", "--ask-tomorrow", "-", typed=LOUD)
    assert "We ask you on" in done.stdout
    companion(home, "sync")
    assert model.held == {}


def test_pictures_by_their_names(home: Path) -> None:
    words = ("share", "--kind", "symbols", "--preview", "-")
    done = companion(home, *words, typed="noise, Too much\nhelped")
    assert json.loads(done.stdout)["symbols"] == ["noise", "too_much", "helped"]
    assert "There is no picture zebra." in companion(home, *words, typed="zebra").stderr


def test_only_named_lines_of_an_entry_are_copied(home: Path) -> None:
    entry = store(home).journal.save(Entry(helped=Answer("One.\nTwo.\nThree.")))
    words = ("share", "--entry", entry.id, "--preview")
    done = companion(home, *words, "--lines", "1,3")
    assert json.loads(done.stdout)["words"] == "One.\nThree."
    assert companion(home, *words, "--lines", "4").returncode == 2
    assert companion(home, *words).returncode == 2
    assert store(home).journal.get(entry.id) == entry


@pytest.mark.parametrize("about", ["x", "session", "charter:", ":5.1"])
def test_what_it_cannot_be_about_is_told(home: Path, about: str) -> None:
    done = companion(home, "share", "--kind", "listening", "--about", about, "--preview")
    assert done.returncode == 2


def test_nothing_chosen_to_do_is_told(home: Path) -> None:
    done = companion(home, "share", "-", typed=LOUD)
    assert done.returncode == 2
    assert done.stderr.startswith("Something is missing after: companion share")


def test_a_trail_and_taking_back(home: Path, model: Model) -> None:
    companion(home, "share", "--send", "-", typed=LOUD)
    [share] = store(home).shares.all()
    assert share.sending is not None
    marks = (Mark("read", "2026-06-20"), Mark("changed", "2026-06-25", "A quiet room."))
    model.mark(share.sending.id, marks=marks, replies=(Reply("r1", "2026-06-21", "Thank you."),))
    companion(home, "sync")
    told = companion(home, "trail", share.id).stdout
    assert "Saturday 20 June 2026: They read it.\n" in told
    assert "They say: A quiet room.\n" in told
    found = json.loads(companion(home, "trail", share.id, "--json").stdout)
    assert found["state"] == "changed"
    assert found["trail"][1] == {
        "status": "changed", "day": "2026-06-25", "words": "A quiet room.", "session": "",
    }  # fmt: skip
    assert found["replies"] == [{"day": "2026-06-21", "words": "Thank you."}]
    done = companion(home, "take-back", share.id)
    assert done.returncode == 1
    assert len(model.held) == 1
    done = companion(home, "take-back", share.id, typed="yes\n")
    assert "Nobody had read it.\n" in done.stdout
    assert model.held == {}
    [row] = json.loads(companion(home, "sent", "--json").stdout)
    assert (row["state"], row["was_read"]) == ("taken-back", False)
    assert companion(home, "take-back", share.id).returncode == 0


def test_what_was_kept_or_is_not_there_cannot_be_taken_back(home: Path) -> None:
    companion(home, "share", "--ask-tomorrow", "-", typed=LOUD)
    [share] = store(home).shares.all()
    assert "You did not send" in companion(home, "take-back", share.id, "--yes").stderr
    assert "You have not shared zz." in companion(home, "trail", "zz").stderr


def test_a_receipt_as_a_file(home: Path, tmp_path: Path, model: Model) -> None:
    companion(home, "share", "--send", "-", typed=LOUD)
    [share] = store(home).shares.all()
    path = tmp_path / "r.txt"
    done = companion(home, "print", "receipt", share.id, "--output", str(path))
    assert done.returncode == 0
    assert LOUD in path.read_text()
    assert "They have it." in path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.usefixtures("quick_lock")
@pytest.mark.parametrize("words", [["sent"], ["trail", "x"], ["take-back", "x"]])
def test_what_was_sent_is_behind_the_lock(home: Path, words: list[str]) -> None:
    found = store(home)
    found.lock.set("words", "my blue door")
    done = companion(home, *words)
    assert done.returncode == 1
    assert "Your journal is locked." in done.stderr
    done = companion(home, "share", "--ask-tomorrow", "-", typed=LOUD)
    assert done.returncode == 0, done.stderr


FILES = {"drawing": made.drawing(), "photo": made.photo(), "voice": made.sound()}


@pytest.mark.parametrize("kind", FILES)
def test_a_file_is_made_anew_before_it_leaves(
    home: Path, model: Model, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "sam-canary-cat.jpg"
    path.write_bytes(FILES[kind])
    done = companion(home, "share", f"--{kind}", str(path), "--preview", "-", typed=LOUD)
    assert (done.returncode, done.stderr) == (0, "")
    shown = from_bytes(done.stdout.encode())
    assert (shown.kind, shown.words) == (kind, LOUD)
    assert store(home).shares.all() == []
    done = companion(home, "share", f"--{kind}", str(path), "--ask-tomorrow", "--json")
    told = json.loads(done.stdout)
    assert (told["kind"], told["words"]) == (kind, "")
    [share] = store(home).shares.all()
    data = store(home).attachments.data(share.files[0].id)
    nothing_hidden(data)
    assert sha256(data).hexdigest() == told["files"][0]["sha256"] == shown.files[0].sha256
    assert len(data) == told["files"][0]["size"]
    everything = b"".join(p.read_bytes() for p in home.rglob("*") if p.is_file())
    assert data[:40] not in everything  # on the disk it is encrypted
    done = companion(home, "share", f"--{kind}", str(path), "--send", typed="no\n")
    assert "This will leave your computer:" in done.stdout + done.stderr
    assert shown.files[0].sha256 in done.stdout + done.stderr
    assert model.held == {}


def test_a_file_that_cannot_be_used_is_told(home: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.jpg").write_bytes(b"Dear Sam")
    for typed, told in (
        ("nothing.jpg", "We found no file with this name."),
        (str(tmp_path), "This is not a file."),
        (str(tmp_path / "letter.jpg"), "We cannot read this picture."),
    ):
        done = companion(home, "share", "--photo", typed, "--preview")
        assert done.returncode == 1
        assert told in done.stderr
        assert "Traceback" not in done.stderr
    assert companion(home, "share", "--photo", "a", "--voice", "b", "--preview").returncode == 2
