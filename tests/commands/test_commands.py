"""Each command as a person or a script meets it: answers, exit codes, problems, JSON."""

import json
import os
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

TRACE = "Traceback"


def companion(
    home: Path, *arguments: str, words: bytes = b"", **env: str
) -> subprocess.CompletedProcess[str]:
    """Run one command with its own home; `words` go to standard input."""
    environment = dict(os.environ, COMPANION_HOME=str(home), PYTHONUTF8="1") | env
    done = subprocess.run(
        [sys.executable, "-m", "companion", *arguments],
        input=words,
        capture_output=True,
        timeout=60,
        check=False,
        env=environment,
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
    )


def test_part_5_is_read_without_a_home(home: Path) -> None:
    done = companion(home, "charter", "5")
    lines = done.stdout.splitlines()
    assert done.returncode == 0
    assert lines[0] == "Charter, part 5: How we work together"
    assert "Stepping back is always okay." in lines
    assert not home.exists()


def test_quotes_stand_between_quotation_marks(home: Path) -> None:
    lines = companion(home, "charter", "1").stdout.splitlines()
    assert '"This feels like we are doing it."' in lines


def test_the_charter_as_json(home: Path) -> None:
    document = json.loads(companion(home, "charter", "5", "--json").stdout)
    assert set(document) == {"version", "language", "parts"}
    line = document["parts"][0]["lines"][0]
    assert set(line) == {"clause", "full", "simple", "picture", "description", "kind", "pending"}


def test_full_words_say_whose_they_are(home: Path) -> None:
    assert companion(home, "charter", "--view", "full").stdout.endswith(
        "Our words. Not yet the community's.\n"
    )


def test_the_view_of_pictures_says_what_each_shows_before_its_lines(home: Path) -> None:
    def said(view: str) -> list[str]:
        return companion(home, "charter", "5", "--view", view).stdout.splitlines()

    lines = said("pictures")
    first = lines.index("Picture: An ear next to a speech bubble.")
    assert lines[first - 1 : first + 3] == [
        "",
        "Picture: An ear next to a speech bubble.",
        "Acknowledge.",
        "This means we show that we heard you.",  # it shares the picture
    ]
    assert [line for line in lines if not line.startswith("Picture: ")] == said("simple")


@pytest.mark.parametrize("width", [20, 40])
def test_lines_fit_a_braille_display(home: Path, width: int) -> None:
    done = companion(home, "charter", "--width", str(width))
    assert max(map(len, done.stdout.splitlines())) <= width


@pytest.mark.parametrize("word", ["pace", "Pace", "PACES"])
def test_a_meaning_is_found_however_it_is_typed(home: Path, word: str) -> None:
    assert companion(home, "meaning", word).stdout.endswith("How fast or slow a thing is.\n")


def test_a_meaning_of_two_words(home: Path) -> None:
    assert companion(home, "meaning", "full", "taking", "part").returncode == 0


def test_a_note_from_the_first_word_to_the_last(home: Path) -> None:
    words = "I need a quiet room.\n\nAnd a break: caf\u00e9, \u0939\u093f\u0928\u094d\u0926\u0940."
    made = json.loads(companion(home, "note", "add", "-", "--json", words=words.encode()).stdout)
    assert made["text"] == words
    assert made["aloud"] is False
    note = made["id"]
    assert companion(home, "note", "show", note).stdout == words + "\n"
    assert companion(home, "note", "list").stdout == f"{note}: I need a quiet room. And a\n"
    marked = companion(home, "note", "mark", note, "aloud").stdout
    assert "OK to say aloud." in marked
    assert companion(home, "note", "edit", note, "-", words=b"shorter").returncode == 0
    listed = json.loads(companion(home, "note", "list", "--json").stdout)
    assert [(n["id"], n["text"], n["aloud"]) for n in listed] == [(note, "shorter", True)]
    assert companion(home, "note", "delete", note).returncode == 0
    assert "no notes" in companion(home, "note", "list").stdout
    assert companion(home, "note", "undelete", note).returncode == 0
    assert companion(home, "note", "show", note).stdout == "shorter\n"


@pytest.mark.parametrize("command", ["note", "journal"])
def test_what_is_said_of_a_members_words_fits_too(home: Path, command: str) -> None:
    def said(*arguments: str, words: bytes = b"") -> str:
        done = companion(home, command, *arguments, "--width", "20", words=words)
        assert done.returncode == 0
        rows = done.stdout.splitlines()
        assert max(map(len, rows)) <= 20
        return " ".join(rows)

    assert "type: companion" in said("list")
    assert "Saved on" in said("add", "-", words=b"A quiet room is what I need.")
    [kept] = json.loads(companion(home, command, "list", "--json").stdout)
    assert kept["id"] in said("list")
    assert "After 30 days" in said("delete", kept["id"])
    assert "Saved on" in said("undelete", kept["id"])


def test_reading_notes_in_an_empty_home_makes_nothing(home: Path) -> None:
    assert companion(home, "note", "list").returncode == 0
    assert not home.exists()


def test_times_in_json_have_a_zone(home: Path) -> None:
    made = json.loads(companion(home, "note", "add", "-", "--json", words=b"x").stdout)
    assert made["created"].endswith("+00:00")


HOSTILE = "a\x1b[31mred\x1b]0;title\x07 b\u202ec \x9b2J [bold]d[/] \x00e\r\nf"


@pytest.mark.parametrize("as_json", [False, True])
def test_no_control_character_comes_out(home: Path, as_json: bool) -> None:
    extra = ["--json"] if as_json else []
    made = companion(home, "note", "add", "-", "--json", words=HOSTILE.encode())
    note = json.loads(made.stdout)["id"]
    for command in (["note", "show", note], ["note", "list"]):
        out = companion(home, *command, *extra).stdout
        assert all(c == "\n" or (c.isprintable() and c != "\u202e") for c in out)
        assert "[bold]d[/]" in out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["chartr"], 2, "There is no command chartr.\nYou may mean charter."),
        (["xyzzy"], 2, "We do not understand: xyzzy\n"),
        (["--frobnicate"], 2, "We do not understand: --frobnicate\n"),
        (["charter", "--frobnicate"], 2, "We do not understand: --frobnicate\n"),
        (["charter", "five"], 2, "five does not fit here.\n"),
        (["charter", "0"], 2, "0 does not fit here.\n"),
        (["charter", "99"], 1, "This text has no part 99.\n"),
        (["charter", "--view", "upside"], 2, "We do not understand: upside\n"),
        (["--width", "wide"], 2, "wide does not fit here.\n"),
        (["--home"], 2, "Something is missing after: companion\n"),
        (["note"], 2, "Something is missing after: companion note\n"),
        (["note", "fling"], 2, "We do not understand: fling\n"),
        (["note", "show"], 2, "Something is missing after: companion note show\n"),
        (["note", "show", "zzzz"], 1, "There is no note zzzz.\n"),
        (["note", "mark", "zzzz", "loud"], 2, "We do not understand: loud\n"),
        (["note", "add", "my private words"], 2, "Please keep your own words out"),
        (["note", "add", "-", "my", "private"], 2, "Please keep your own words out"),
        (["meaning", "flibber"], 1, "We have no meaning for flibber yet.\n"),
        (["help", "flibber"], 2, "There is no help for flibber.\n"),
        (["--full"], 1, "The full screen needs a terminal.\n"),
    ],
)
def test_what_is_wrong_is_said_plainly(
    home: Path, arguments: list[str], code: int, said: str
) -> None:
    done = companion(home, *arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.startswith(said)
    assert len(done.stderr.splitlines()) == 2
    assert TRACE not in done.stderr
    assert not home.exists()


def test_private_words_given_as_an_argument_are_not_said_back(home: Path) -> None:
    assert "private" not in companion(home, "note", "add", "my private words").stderr


def test_a_problem_as_json(home: Path) -> None:
    done = companion(home, "note", "show", "zzzz", "--json")
    assert set(json.loads(done.stderr)) == {"problem", "say", "next"}
    assert done.stdout == ""


@pytest.mark.parametrize("words", [b"", b"  \n\n", b"\x1b[31m"])
def test_nothing_is_not_kept(home: Path, words: bytes) -> None:
    done = companion(home, "note", "add", "-", words=words)
    assert done.returncode == 1
    assert done.stderr.startswith("There are no words to keep.")


def test_bytes_that_are_no_text_are_refused_and_nothing_changes(home: Path) -> None:
    done = companion(home, "note", "add", "-", words=b"\xff\xfe\x00bad")
    assert done.returncode == 1
    assert "UTF-8" in done.stderr
    assert not home.exists()


def test_a_closed_pipe_is_no_fault(home: Path) -> None:
    done = subprocess.run(
        f"{sys.executable} -m companion charter | head -1; echo ${{PIPESTATUS[0]}}",
        shell=True,
        executable="/bin/bash",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.splitlines() == ["Charter, part 1: What we are", "0"]
    assert done.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_an_answer_that_cannot_be_written_is_told() -> None:
    done = subprocess.run(
        f"{sys.executable} -m companion charter > /dev/full",
        shell=True,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("We could not write the answer there.\n")
    assert TRACE not in done.stderr


@pytest.mark.parametrize("closed", [">&-", "<&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_fault(home: Path, closed: str) -> None:
    done = subprocess.run(
        f"COMPANION_HOME='{home}' {sys.executable} -m companion note list {closed}",
        shell=True,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0
    assert done.stderr == ""


def test_a_home_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    blocked = tmp_path / "file" / "home"
    done = companion(blocked, "note", "add", "-", words=b"x")
    assert done.returncode == 1
    assert done.stderr.startswith("We cannot write in this folder")
    assert companion(blocked, "charter", "5").returncode == 0
    lines = companion(blocked, "--plain", words=b"2\n5\n")
    assert lines.returncode == 0
    assert "We do 6 things in every session." in lines.stdout


def test_a_missing_key_is_told_and_never_replaced(home: Path) -> None:
    companion(home, "note", "add", "-", words=b"keep me")
    (key,) = home.glob("*.key")
    kept, before = key.read_bytes(), (home / "words.log").read_bytes()
    key.unlink()
    done = companion(home, "note", "list")
    assert done.returncode == 1
    assert done.stderr.startswith("The key for your words is not here")
    assert companion(home, "note", "add", "-", words=b"more").returncode == 0
    assert "The key for your words is not here" in companion(home, "--plain", words=b"").stdout
    assert list(home.glob("*.key")) == []
    assert (home / "words.log").read_bytes() == before
    key.write_bytes(kept)
    listed = companion(home, "note", "list").stdout
    assert "keep me" in listed
    assert "more" in listed


def test_lines_from_a_pipe_keep_what_was_written(home: Path) -> None:
    done = companion(home, "--plain", words=b"5\n1\n1\n1\nfirst\nsecond")
    assert done.returncode == 0
    assert done.stdout.endswith("Your words are safe. Goodbye.\n")
    assert "first second" in companion(home, "note", "list").stdout


@pytest.mark.parametrize("env", ["COMPANION_PLAIN", "ACCESSIBLE"])
def test_plain_mode_is_chosen_by_the_environment(home: Path, env: str) -> None:
    done = companion(home, words=b"4\n", **{env: "1"})
    assert done.stdout.startswith("Companion, line by line.\n")


def test_rubbish_on_standard_input_ends_calmly(home: Path) -> None:
    rubbish = random.Random(1).randbytes(20_000)
    done = companion(home, "--plain", words=rubbish)
    assert done.returncode == 0
    assert TRACE not in done.stdout + done.stderr
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", done.stdout)


def test_damaged_settings_are_told_and_set_aside(home: Path) -> None:
    home.mkdir()
    (home / "settings.json").write_text("{ not json")
    done = companion(home, "--plain", words=b"4\n")
    assert done.returncode == 0
    assert "We could not read your settings" in done.stdout


def test_doctor_tells_the_truth(home: Path) -> None:
    found = {f["what"]: f for f in json.loads(companion(home, "doctor", "--json").stdout)}
    assert found["Your words"]["ok"]
    assert not home.exists()
    companion(home, "note", "add", "-", words=b"keep me")
    next(home.glob("*.key")).unlink()
    done = companion(home, "doctor")
    assert done.returncode == 0
    assert "Your words, look: The key for your words is not here" in done.stdout


def test_help_lists_every_command(home: Path) -> None:
    told = companion(home, "help").stdout
    from companion.commands.arguments import COMMANDS

    for name in COMMANDS:
        assert f"companion {name}" in told
        assert companion(home, "help", name).stdout.startswith("Type: companion")
        assert companion(home, name, "--help").stdout.startswith("Type: companion")


def test_help_now_needs_nothing(home: Path) -> None:
    told = companion(home, "help", "now").stdout
    assert "999" in told
    assert "111" in told


def test_version(home: Path) -> None:
    assert companion(home, "--version").stdout.startswith("companion ")
