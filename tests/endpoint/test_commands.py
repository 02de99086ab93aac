"""The commands of those who run an endpoint, as they type them."""

import gzip
import json
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest

from companion import cli
from companion.easyread.zipped import read_zipped
from companion.endpoint.codes import passes
from companion.endpoint.database import Database, open_database
from companion.endpoint.pieces import Piece, take_piece
from companion.endpoint.receiving import digest_of, receive, understood
from companion.endpoint.taking_back import take_back
from companion.wire import community, trails
from companion.wire.community import Community, PackInfo, SessionInfo, Step
from companion.wire.contributions import About
from companion.wire.files import info_of
from companion.wire.signing import verify
from companion.wire.trails import Trails
from tests.endpoint.places import Place, only_sqlite
from tests.endpoint.senders import Sent, contribution, picture, with_files
from tests.sync.charters import TOLD, new_version


class Done(NamedTuple):
    code: int
    out: str
    err: str


Typed = Callable[..., Done]

# What people must know of a session, wherever it is.
WHOLE = [
    "--where", "Online", "--free", "--step", "10 We say hello.", "--like", "sound=It is quiet.",
    "--like", "quiet_room=You can go and come back.", "--like", "camera=It can be off.",
]  # fmt: skip


@pytest.fixture
def typed(
    tmp_path: Path,
    url: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Typed:
    """Types a command that works on a new endpoint; `words` go to standard input."""
    import io

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COMPANION_ENDPOINT_DATABASE", url)

    def do(*arguments: str, words: str = "") -> Done:
        stream = io.TextIOWrapper(io.BytesIO(words.encode()), encoding="utf-8")
        monkeypatch.setattr("sys.stdin", stream)
        code = cli.main(["endpoint", *arguments])
        return Done(code, *capsys.readouterr())

    return do


@pytest.fixture
def there(typed: Typed, url: str) -> Iterator[Database]:
    """The database of the endpoint that commands work on."""
    found = open_database(url)
    yield found
    found.close()


def sent_to(database: Database, sent: Sent) -> Sent:
    from companion.endpoint.days import system_clock

    body = understood(sent.body, digest_of(sent.body))
    with database.writing() as connection:
        receive(connection, sent.id, body, 1, system_clock)
    return sent


def published(tmp_path: Path, typed: Typed) -> tuple[Community, Trails]:
    assert typed("publish", "site").code == 0
    said = (tmp_path / "site/v1/community").read_bytes()
    told = (tmp_path / "site/v1/trails").read_bytes()
    return (
        community.from_bytes(verify(said, "community").payload),
        trails.from_bytes(verify(told, "trails").payload),
    )


@only_sqlite
def test_from_nothing_to_a_code(typed: Typed, tmp_path: Path) -> None:
    made = typed("init", "--name", "Medway", "--answer-days", "14", "--database", "new.db")
    assert made.code == 0
    assert (tmp_path / "new.db").stat().st_mode & 0o077 == 0
    code = typed("code", "--database", "new.db").out.splitlines()[-1]
    assert len(code.split()) == 4
    again = typed("init", "--name", "Other", "--database", "new.db")
    assert (again.code, again.out) == (1, "")
    assert again.err.startswith("There is an endpoint with this name: new.db.")
    listed = json.loads(typed("code", "--list", "--json", "--database", "new.db").out)
    assert [(one["number"], one["ended"]) for one in listed] == [(1, None)]


@only_sqlite
@pytest.mark.parametrize("verb", ["list", "code", "purge", "serve"])
def test_no_endpoint_is_told_and_none_is_made(typed: Typed, tmp_path: Path, verb: str) -> None:
    done = typed(verb, "--database", "nowhere.db")
    assert done.code == 1
    assert done.err.startswith("There is no endpoint here: nowhere.db.")
    assert not (tmp_path / "nowhere.db").exists()


@only_sqlite
@pytest.mark.parametrize("wrong", ["nosuch://x/y", "sqlite://", "sqlite:///:memory:", "::://"])
def test_a_database_that_is_none_is_told(typed: Typed, wrong: str) -> None:
    assert typed("list", "--database", wrong).err.startswith("We cannot open the place")


@only_sqlite
def test_what_is_no_database_is_told(typed: Typed, tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("not a database, but long enough to be read as one" * 50)
    assert typed("list", "--database", "text.db").err.startswith("We cannot open the place")


def test_an_ended_code_counts_no_more(typed: Typed, there: Database) -> None:
    assert typed("code", "--end", "1").code == 0
    with there.reading() as connection:
        assert dict(passes(connection)) == {}
    assert typed("code", "--end", "1").err.startswith("There is no code 1")


@only_sqlite
def test_without_the_extra_one_sentence_says_what_to_type(
    typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("companion.commands.endpoint._PARTS", ("fastapi", "no_such_part"))
    done = typed("list")
    assert done.code == 1
    assert "make endpoint" in done.err.splitlines()[1]


def test_about_changes_what_is_said_and_keeps_the_rest(typed: Typed, tmp_path: Path) -> None:
    typed("about", "--who-reads", "Sam and Priya read it.", "--kept-days", "90")
    typed("about", "--consent", "-", words="We read it.\nYou can take it back.\n")
    said, _told = published(tmp_path, typed)
    assert (said.name, said.who_reads, said.kept_days, said.answer_days) == (
        "Kent and Medway", "Sam and Priya read it.", 90, 14,
    )  # fmt: skip
    assert said.consent == community.Consent("2", ("We read it.", "You can take it back."))
    assert "who-reads: Sam and Priya read it." in typed("about").out


def test_a_session_from_options(typed: Typed, tmp_path: Path) -> None:
    done = typed(
        "session", "--id", "k7m4d", "--title", "How we listen", "--starts", "2026-06-26T18:00",
        "--ends", "2026-06-26T20:00", "--weekday", "Friday", *WHOLE, "--step", "A break.",
        "--join", "phone=01234 567890",
    )  # fmt: skip
    assert done.code == 0, done.err
    said, _told = published(tmp_path, typed)
    assert said.sessions == (
        SessionInfo(
            id="k7m4d", title="How we listen", starts="2026-06-26T18:00:00+01:00",
            ends="2026-06-26T20:00:00+01:00", where="Online", free=True,
            steps=(Step("We say hello.", 10), Step("A break.")),
            like={"sound": "It is quiet.", "quiet_room": "You can go and come back.",
                  "camera": "It can be off."},
            join={"phone": "01234 567890"},
        ),
    )  # fmt: skip
    typed("session", "--id", "k7m4d", "--starts", "2026-06-27T18:00", "--ends", "2026-06-27T20:00")
    said, _told = published(tmp_path, typed)
    assert (said.sessions[0].status, said.sessions[0].where) == ("changed", "Online")
    assert said.sessions[0].starts == "2026-06-27T18:00:00+01:00"


@only_sqlite
@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--weekday", "Thursday"], "The day of the week is not right."),
        (["--starts", "26/06/2026"], "This part of the session does not fit: starts."),
        (["--ends", "2026-06-25T18:00"], "This part of the session does not fit: ends."),
        (["--ends", "2026-06-26"], "This part of the session does not fit: ends."),
        (["--like", "smell=Roses."], "This part of the session does not fit: like."),
        (["--id", "A B"], "This part of the session does not fit: id."),
        (["--title", " "], "This part of the session does not fit: title."),
        (["--about", "Come on Thursday 26 June 2026."], "A date in these words is not right"),
    ],
)
def test_a_session_that_is_not_right_is_refused(
    typed: Typed, tmp_path: Path, more: list[str], told: str
) -> None:
    done = typed("session", "--title", "A", "--starts", "2026-06-26T18:00", *WHOLE, *more)
    assert done.code == 1
    assert done.err.startswith(told)
    assert published(tmp_path, typed)[0].sessions == ()


def test_sessions_from_json_as_companion_prints_them(typed: Typed, tmp_path: Path) -> None:
    one = {"id": "abcde", "title": "A", "starts": "2026-06-26", "weekday": "Friday",
           "for": "Carers", "free": False, "where": "Online", "steps": [{"what": "We talk."}],
           "like": dict.fromkeys(("sound", "quiet_room", "camera"), "It is quiet.")}  # fmt: skip
    assert typed("session", "-", words=json.dumps([one])).code == 0
    [kept] = published(tmp_path, typed)[0].sessions
    assert (kept.id, kept.starts, kept.who) == ("abcde", "2026-06-26", "Carers")
    for words in ("{", "[]", "7", '{"title":"A","starts":"2026-06-26","weather":"sunny"}'):
        assert "does not fit" in typed("session", "-", words=words).err


def test_news_that_came_from_what_people_sent(
    typed: Typed, there: Database, tmp_path: Path
) -> None:
    sent = sent_to(there, contribution())
    title = "There will be a quiet room."
    typed("news", "--title", title, "--kind", "changed", "--number", "1", "-", words="In June.")
    said, _told = published(tmp_path, typed)
    assert [(one.title, one.words, one.kind, one.trails) for one in said.news] == [
        (title, "In June.", "changed", (sent.trail,)),
    ]  # fmt: skip
    assert typed("news", "--remove", "1").code == 0
    assert published(tmp_path, typed)[0].news == ()
    assert typed("news", "--title", "A", "--number", "9").err.startswith("There is nothing")


def test_what_came_in_is_listed_by_time_and_all_alike(typed: Typed, there: Database) -> None:
    assert typed("list").out == "Nothing came in yet.\n"
    long = sent_to(there, contribution("word " * 5_000))
    sent_to(there, contribution("", kind="symbols", symbols=("noise", "headphones")))
    first, second = typed("list").out.splitlines()
    assert first.replace("Words", "") == second.replace("Symbols", "").replace("2:", "1:")
    assert "word" not in first.replace("Words", "")
    whole = typed("list", "2").out
    assert "symbols: noise, headphones" in whole
    documents = json.loads(typed("list", "--json").out)
    assert [one["number"] for one in documents] == [1, 2]
    assert documents[0]["words"] == "word " * 5_000
    assert not {"take_back", "reply_to", "length", "id"} & set(documents[0])
    from companion.endpoint.days import system_clock

    assert take_back(there, long.id, long.key, system_clock) == "seen"
    assert typed("list").out.splitlines()[0].startswith("1: taken back on ")
    assert json.loads(typed("list", "--json").out)[0].keys() == {"number", "taken_back"}
    assert typed("list", "9").err.startswith("There is nothing with the number 9.")


def test_pictures_and_sounds_are_written_out_under_names_of_ours(
    typed: Typed, there: Database, tmp_path: Path
) -> None:
    from companion.endpoint.days import system_clock

    sent_to(there, contribution())
    datas = [picture(100_000), picture(9)]
    about = About("agenda", "shape")
    sent = sent_to(there, with_files(*datas, words="../../evil", about=about))
    assert typed("list", "2").err.startswith("There is nothing with the number 2.")
    for file, data in enumerate(datas):
        for at in range(0, len(data), 60_000):
            piece = Piece(file, at, data[at : at + 60_000])
            with there.writing() as connection:
                take_piece(connection, sent.id, piece, 1, system_clock)
    shown = typed("list", "2").out
    named = ["File 2-1.png: picture.", "File 2-2.png: picture."]
    assert [line for line in shown.splitlines() if line.startswith("File ")] == named
    documents = [{"name": f"2-{at}.png", **msgspec.to_builtins(info_of(data, "image/png"))}
                 for at, data in enumerate(datas, 1)]  # fmt: skip
    assert json.loads(typed("list", "2", "--json").out)["files"] == documents
    typed("session", "--id", "shape", "--title", "Shaping", "--starts", "2099-07-16T18:00",
          "--kind", "shaping", *WHOLE)  # fmt: skip
    agenda = typed("agenda").out
    assert [line for line in agenda.splitlines() if line.startswith("File ")] == named
    assert "Drawing" in agenda
    assert "companion endpoint list 2 --save FOLDER" in agenda
    assert json.loads(typed("agenda", "--json").out)["ideas"][0]["files"] == documents
    assert typed("agenda", "--file", "agenda.txt").code == 0
    assert all(line in (tmp_path / "agenda.txt").read_text() for line in named)
    assert typed("list", "2", "--save", "no such").err.startswith("There is no folder")
    (tmp_path / "out").mkdir()
    done = typed("list", "2", "--save", "out")
    assert (done.code, done.out.count("The file is ready")) == (0, 2)
    written = sorted((tmp_path / "out").iterdir())
    assert [path.name for path in written] == ["2-1.png", "2-2.png"]
    assert [path.read_bytes() for path in written] == datas
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in written)
    again = typed("list", "2", "--save", "out")
    assert (again.code, again.err.splitlines()[0]) == (
        1, "There is a file with this name: out/2-1.png.",
    )  # fmt: skip
    told = json.loads(typed("list", "1", "--save", "out", "--json").out)
    assert told["saved"] == []
    assert typed("list", "--save", "out").code == 2
    assert take_back(there, sent.id, sent.key, system_clock) == "seen"


def test_hostile_words_do_nothing_to_a_terminal(typed: Typed, there: Database) -> None:
    sent_to(there, contribution("a\x1b[31mred\x07 \u202eb", name="\x1b]0;x\x07Sam"))
    for shown in (typed("list").out, typed("list", "1").out, typed("list", "1", "--json").out):
        assert all(sign == "\n" or sign.isprintable() for sign in shown)
        assert "\u202e" not in shown


def test_an_answer_and_a_status_reach_the_trail(
    typed: Typed, there: Database, tmp_path: Path
) -> None:
    sent = sent_to(there, contribution())
    typed("session", "--id", "shape", "--title", "Shaping", "--starts", "2026-07-16T18:00", *WHOLE)
    assert typed("status", "1", "talked", "--session", "shape").code == 0
    assert typed("status", "1", "not-changed", "--words", "-", "--promise", "2026-08-01",
                 words="It costs too much.").code == 0  # fmt: skip
    assert typed("reply", "1", "-", words="Thank you.").out.startswith("The person")
    assert typed("reply", "1", "--for-all", "--seen", "-", words="We heard.").out.startswith(
        "Everyone"
    )
    trail = published(tmp_path, typed)[1].trails[sent.trail]
    assert [(mark.status, mark.session, mark.words) for mark in trail.marks[1:]] == [
        ("talked", "shape", ""), ("not-changed", "", "It costs too much."),
    ]  # fmt: skip
    assert trail.promise == "2026-08-01"
    assert [bool(one.box) for one in trail.replies] == [True, False]
    assert typed("status", "1", "talked", "--session", "nosuch").err.startswith("There is no")
    assert typed("status", "1", "read", "--promise", "soon").code == 2
    assert typed("reply", "1", "my words").code == 2  # words would stand in the shell's history


def test_static_files_come_and_go(typed: Typed, tmp_path: Path) -> None:
    published(tmp_path, typed)
    (tmp_path / "site/v1/index.html").write_text("Not ours.")
    old = tmp_path / "site/v1/trails"
    signed = old.read_bytes()
    old.unlink()
    old.mkdir()
    (old / "ab").write_bytes(signed)
    published(tmp_path, typed)
    assert old.read_bytes() == signed
    assert (tmp_path / "site/v1/index.html").read_text() == "Not ours."


def test_a_backup_brings_back_all_but_what_was_taken_back_since(
    typed: Typed, there: Database, tmp_path: Path, place: Place, url: str
) -> None:
    from companion.endpoint.days import system_clock

    kept, gone = sent_to(there, contribution()), sent_to(there, contribution("GONEWORDS"))
    before, _told = published(tmp_path, typed)
    assert typed("backup", "copy.gz").code == 0
    assert (tmp_path / "copy.gz").stat().st_mode & 0o077 == 0
    assert typed("backup", "copy.gz").err.startswith("There is a file")
    take_back(there, gone.id, gone.key, system_clock)
    typed("marks", "marks.txt")
    there.discard()
    done = typed("restore", "copy.gz", "--marks", "marks.txt")
    assert (done.code, done.err) == (0, "")
    assert "people took back 1 thing" in done.out
    after, told = published(tmp_path, typed)
    assert set(told.trails) == {kept.trail}
    assert (after.name, after.passes) == (before.name, before.passes)
    assert after.version > before.version
    assert b"GONEWORDS" not in place.bytes_of(url)
    assert typed("restore", "copy.gz").err.startswith("There is an endpoint")


@only_sqlite
def test_a_restore_without_the_marks_says_so(typed: Typed, there: Database) -> None:
    typed("backup", "copy.gz")
    done = typed("restore", "copy.gz", "--database", "other.db")
    assert "We found no file other.db.marks." in done.out


@only_sqlite
@pytest.mark.parametrize("cut", [0, 1, 40, -1, -30])
def test_a_backup_that_is_not_whole_makes_nothing(typed: Typed, tmp_path: Path, cut: int) -> None:
    typed("backup", "copy.gz")
    data = (tmp_path / "copy.gz").read_bytes()
    lines = gzip.decompress(data).splitlines(keepends=True)
    fewer = gzip.compress(b"".join([*lines[:3], *lines[4:]]))
    for broken in (data[:cut], b"rubbish" + data, fewer, gzip.compress(b"[]\n{}\n")):
        (tmp_path / "broken.gz").write_bytes(broken)
        done = typed("restore", "broken.gz", "--database", "other.db")
        assert done.err.startswith("This file is broken")
        assert not (tmp_path / "other.db").exists()
    assert typed("restore", "nosuch.gz", "--database", "other.db").code == 1


def test_a_pack_is_published_once_it_is_easy_to_read(typed: Typed, tmp_path: Path) -> None:
    two, ten = new_version(tmp_path / "2", "2"), new_version(tmp_path / "10", "10")
    for _time in range(2):  # the same words again change nothing
        assert typed("pack", str(two)).out == "Everyone can read version 2 now.\n"
    assert json.loads(typed("pack", str(ten), "--json").out) == {"name": "charter", "version": "10"}
    said, _told = published(tmp_path, typed)
    file = (tmp_path / "site/v1/packs/charter/10").read_bytes()
    assert said.packs == (PackInfo("charter", "10", len(file), sha256(file).hexdigest()),)
    assert read_zipped(verify(file, "pack").payload).version == "10"
    assert (tmp_path / "site/v1/packs/charter/2").is_file()
    (two / "glossary.toml").write_text('pace = "How fast a thing is."\n')
    assert typed("pack", str(two)).code == 1
    assert published(tmp_path, typed)[0] == said
    listed = json.loads(typed("pack", "--list", "--json").out)
    assert [(one["version"], one["newest"], one["changes"]) for one in listed] == [
        ("10", True, [TOLD]), ("2", False, [TOLD]),
    ]  # fmt: skip
    assert "charter, version 10, " in typed("pack", "--list").out
    # Taken back: members read the one before, also from a static host.
    assert typed("pack", "--withdraw", "2").err.startswith("charter/2 is not the newest version")
    done = typed("pack", "--withdraw", "10")
    assert done.out == "We took back version 10. Members read the version before.\n"
    said, _told = published(tmp_path, typed)
    assert [one.version for one in said.packs] == ["2"]
    assert not list((tmp_path / "site/v1/packs/charter").glob("10*"))
    assert typed("pack", "--withdraw", "charter/10").code == 1
    # A signed file is taken, too; other words under the same version are not.
    (tmp_path / "ten").write_bytes(file)
    (ten / "glossary.toml").write_text((ten / "glossary.toml").read_text() + 'tea = "A drink."\n')
    assert typed("pack", str(ten)).err.startswith("Everyone has other words as version 10 already")
    assert typed("pack", "ten", "--draft").out == "We kept your words as draft 1.\n"
    [draft] = json.loads(typed("draft", "list", "--json").out)
    assert (draft["kind"], draft["says"]["version"], "zip" in draft["says"]) == (
        "pack", "10", False,
    )  # fmt: skip
    shown = typed("draft", "show", "1")
    assert (shown.code, len(shown.out) < 300) == (0, True)
    assert typed("draft", "edit", "1", "-", words="x").err.startswith("You can change a text only")
    assert typed("draft", "publish", "1").out == "Everyone can read it now.\n"
    assert [one.version for one in published(tmp_path, typed)[0].packs] == ["10"]
    assert typed("pack").code == 2


@only_sqlite
@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        (
            "part-1.md",
            "\n- ",
            "\n- It was decided by the committee. ",
            "These words are hard",
        ),
        ("pack.toml", 'version = "2"', 'version = "../2"', "pack"),
        ("pack.toml", 'name = "charter"', 'name = "x/y"', "pack"),
        ("changes.toml", 'version = "2"', 'version = "3"', "changes.toml"),
    ],
)
def test_a_pack_that_is_not_right_is_refused(
    typed: Typed, tmp_path: Path, name: str, old: str, new: str, told: str
) -> None:
    path = new_version(tmp_path / "2", "2") / name
    path.write_text(path.read_text().replace(old, new, 1))
    done = typed("pack", str(path.parent))
    assert done.code == 1
    assert told in done.err
    assert published(tmp_path, typed)[0].packs == ()
    assert typed("pack", str(tmp_path / "nothing")).code == 1


def test_purge_says_how_many_went(typed: Typed) -> None:
    assert json.loads(typed("purge", "--json").out) == {"purged": 0}


@only_sqlite
def test_a_port_that_is_taken_is_told(typed: Typed) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert typed("serve", "--port", port).err.startswith("We cannot use this address")
