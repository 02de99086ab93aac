"""The log: what is added is there, whatever happens to the file between two looks."""

import os
import shutil
from pathlib import Path

import pytest

from companion.problems import Problem
from companion.store import compaction
from companion.store import log as log_module
from companion.store.home import Home
from companion.store.keys import KeyFile
from companion.store.lines import Header, Record, Seal, read_header
from companion.store.vault import find_vault
from tests.store.places import keys_of, open_log, texts


def seal_of(home: Home) -> Seal:
    """The seal of the vault in a home, to write lines as a stranger with the key would."""
    with (home.path / "words.log").open("rb") as file:
        header = read_header(file.readline())
    return find_vault(home, "words", keys_of(home), header).seal


def add_bytes(path: Path, data: bytes) -> None:
    with path.open("ab") as file:
        file.write(data)


def test_what_is_added_is_there_after_reopening(home: Home) -> None:
    log = open_log(home)
    log.append("notes", {"a": {"text": "one"}, "b": {"text": "two"}})
    log.append("notes", {"a": {"text": "three"}, "b": None})
    log.append("other", {"a": {"list": [1, {"deep": None}]}})
    for look in (log, open_log(home)):
        assert texts(look) == {"a": {"text": "three"}}
        assert look.documents("other") == {"a": {"list": [1, {"deep": None}]}}
        assert look.document("notes", "a") == {"text": "three"}
        assert look.document("notes", "b") is None
        assert sorted(look.tables()) == ["notes", "other"]
        assert look.damaged == 0


def test_nothing_to_change_writes_nothing(home: Home) -> None:
    open_log(home).append("notes", {})
    assert not home.path.exists()
    with pytest.raises(ValueError, match="name"):
        open_log(home).append("", {"a": {}})


def test_what_is_no_plain_data_is_refused_and_changes_nothing(filled: Home) -> None:
    log = open_log(filled)
    before = (filled.path / "words.log").read_bytes()
    with pytest.raises(TypeError):
        log.append("notes", {"d": {"text": "fine"}, "e": {"text": {1, 2}}})
    assert (filled.path / "words.log").read_bytes() == before
    assert len(texts(log)) == 3


@pytest.mark.parametrize("text", ["\ud83d\ude00", "\ud800", "\x00\x1b[2J\r\n", "\u2028é\u202e", ""])
def test_any_text_comes_back_exactly(home: Home, text: str) -> None:
    open_log(home).append("notes", {"a" + text: {"text": text}})
    assert texts(open_log(home)) == {"a" + text: {"text": text}}


def test_the_file_is_one_readable_line_and_one_line_a_record(filled: Home, log_file: Path) -> None:
    first, *rest = log_file.read_bytes().splitlines(keepends=True)
    assert first.startswith(b"companion-log 1 " + filled.id().encode() + b".words ")
    assert len(rest) == 3
    assert all(line[:1] == b":" and line[-1:] == b"\n" for line in rest)
    assert len({len(line) for line in rest}) == 1


def test_the_length_of_a_line_hides_the_length_of_short_words(home: Home, log_file: Path) -> None:
    open_log(home).append("notes", {"a": {"text": "no"}, "b": {"text": "yes, and more"}})
    _first, one, two = log_file.read_bytes().splitlines()
    assert len(one) == len(two)


def test_the_header_reads_back() -> None:
    header = Header(1, "home.words", "abc")
    assert read_header(header.line()) == header
    assert read_header(header.line().replace(b"abc", b"abd")) is None
    assert read_header(b"") is None
    assert read_header(b"\n") is None


def test_a_newer_log_is_left_alone(filled: Home, log_file: Path) -> None:
    newer = Header(2, "something else", "entirely").line()
    log_file.write_bytes(newer + b"\x00\xff in a form of its own")
    log = open_log(filled)
    with pytest.raises(Problem) as read:
        texts(log)
    with pytest.raises(Problem) as write:
        log.append("notes", {"d": {"text": "new"}})
    assert read.value.code == write.value.code == "newer_home"
    assert log_file.read_bytes() == newer + b"\x00\xff in a form of its own"


def test_a_vault_that_cannot_be_read_says_so(home: Home, log_file: Path) -> None:
    log_file.mkdir(parents=True)
    with pytest.raises(Problem) as caught:
        texts(open_log(home))
    assert caught.value.code == "not_read"


# Lines that come again, or in another order


def test_lines_that_come_again_change_nothing(filled: Home, log_file: Path) -> None:
    log = open_log(filled)
    old = log_file.read_bytes().splitlines(keepends=True)[1:]
    log.append("notes", {"a": {"text": "newer"}, "b": None})
    now = texts(log)
    add_bytes(log_file, b"".join(old))
    assert texts(log) == texts(open_log(filled)) == now


def test_the_order_of_lines_does_not_matter(filled: Home, log_file: Path) -> None:
    open_log(filled).append("notes", {"a": {"text": "newer"}, "b": None})
    open_log(filled).append("notes", {"b": {"text": "again"}})
    first, *rest = log_file.read_bytes().splitlines(keepends=True)
    now = texts(open_log(filled))
    log_file.write_bytes(first + b"".join(reversed(rest)))
    assert texts(open_log(filled)) == now
    open_log(filled).compact()
    first, *rest = log_file.read_bytes().splitlines(keepends=True)
    log_file.write_bytes(first + b"".join(reversed(rest)))
    assert texts(open_log(filled)) == now


def test_old_lines_of_gone_documents_stay_gone_after_compaction(
    filled: Home, log_file: Path
) -> None:
    old = log_file.read_bytes().splitlines(keepends=True)[1:]
    log = open_log(filled)
    log.append("notes", {"a": None, "b": {"text": "newer"}})
    log.compact()
    add_bytes(log_file, b"".join(old))
    expected = {"b": {"text": "newer"}, "c": {"text": "the words of c"}}
    assert texts(log) == texts(open_log(filled)) == expected
    log.append("notes", {"a": {"text": "a new one"}})
    assert texts(open_log(filled)) == {**expected, "a": {"text": "a new one"}}


# Damage


def test_a_damaged_line_is_set_aside_told_and_kept(filled: Home, log_file: Path) -> None:
    lines = log_file.read_bytes().splitlines(keepends=True)
    lines[2] = lines[2][:50] + b"?" + lines[2][51:]
    log_file.write_bytes(b"".join(lines))
    log = open_log(filled)
    assert (sorted(texts(log)), log.damaged) == (["a", "c"], 1)
    for _ in range(3):
        log.append("notes", {"d": {"text": "more"}})
        log.compact()
    assert (sorted(texts(log)), log.damaged) == (["a", "c", "d"], 1)
    assert lines[2] in log_file.read_bytes()
    assert open_log(filled).damaged == 1
    (aside,) = (filled.path / "damaged").iterdir()
    assert aside.read_bytes() == lines[2]
    assert aside.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("plain", [b"not json", b"5", b"[1,2]", b'{"t":1}', b"\xff\xfe"])
def test_a_sealed_line_of_nonsense_is_damaged(filled: Home, log_file: Path, plain: bytes) -> None:
    from base64 import b64encode

    seal = seal_of(filled)
    sealed = b"n" * 12 + seal._cipher.encrypt(b"n" * 12, plain, seal._bound)
    add_bytes(log_file, b":" + b64encode(sealed) + b"\n")
    log = open_log(filled)
    assert (len(texts(log)), log.damaged) == (3, 1)


def test_a_line_without_its_end_is_cut_and_set_aside(filled: Home, log_file: Path) -> None:
    whole = log_file.read_bytes()
    torn = seal_of(filled).close(Record("notes", "d", 4, {"text": "half"}))[:-20]
    add_bytes(log_file, torn)
    log = open_log(filled)
    assert (len(texts(log)), log.damaged) == (3, 0)
    assert log_file.read_bytes() == whole + torn  # looking changes nothing
    log.append("notes", {"e": {"text": "whole"}})
    assert log_file.read_bytes().startswith(whole + b":")
    assert torn not in log_file.read_bytes()
    assert [p.read_bytes() for p in (filled.path / "damaged").iterdir()] == [torn]
    assert sorted(texts(open_log(filled))) == ["a", "b", "c", "e"]


def test_a_whole_record_without_its_line_end_counts(filled: Home, log_file: Path) -> None:
    log_file.write_bytes(log_file.read_bytes()[:-1])
    log = open_log(filled)
    assert sorted(texts(log)) == ["a", "b", "c"]
    log.append("notes", {"d": {"text": "more"}})
    for look in (log, open_log(filled)):
        assert (sorted(texts(look)), look.damaged) == (["a", "b", "c", "d"], 0)
    assert len(log_file.read_bytes().splitlines()) == 5


def test_a_record_that_its_writer_takes_back_is_forgotten(filled: Home, log_file: Path) -> None:
    """Another companion's write is seen half way, then fails and is taken back."""
    log = open_log(filled)
    before = log_file.read_bytes()
    for end in (-1, None):
        line = seal_of(filled).close(Record("notes", "a", 4, {"text": "never saved"}))
        add_bytes(log_file, line[:end])
        assert texts(log)["a"] == {"text": "never saved"}
        os.truncate(log_file, len(before))
        assert texts(log)["a"] == {"text": "the words of a"}
    open_log(filled).append("notes", {"a": {"text": "saved"}})
    assert texts(log)["a"] == {"text": "saved"}


def test_a_vault_torn_in_its_first_line_starts_again(home: Home, log_file: Path) -> None:
    KeyFile(home.path).make(home.make_id())
    log_file.write_bytes(b"companion-log 1 ab")
    log = open_log(home)
    assert texts(log) == {}
    log.append("notes", {"a": {"text": "words"}})
    assert texts(open_log(home)) == {"a": {"text": "words"}}
    assert [p.read_bytes() for p in (home.path / "damaged").iterdir()] == [b"companion-log 1 ab"]


# Other companions, and files that change behind our back


def test_two_logs_see_each_others_changes(home: Home) -> None:
    one, two = open_log(home), open_log(home)
    for n in range(20):
        writer, reader = (one, two) if n % 2 else (two, one)
        writer.append("notes", {f"{n % 5}": {"n": n}})
        assert texts(reader) == texts(writer)
        if n % 7 == 0:
            writer.compact()
    assert {d["n"] for d in texts(open_log(home)).values()} == set(range(15, 20))


def test_compactions_of_others_never_confuse_where_records_lie(home: Home) -> None:
    """All lines are equally long here, so the new file looks much like the old one."""
    one, two = open_log(home), open_log(home)
    one.append("notes", {"x": {"n": 1}})
    for n in range(12):
        one.append("notes", {f"{n % 3}": {"n": n}})
        assert texts(two) == texts(one)
        one.append("notes", {f"{n % 3}": None} if n % 2 else {"y": {"n": n}})
        one.compact()
        two.append("notes", {"z": {"n": n}})
        two.compact()
        assert texts(one) == texts(two) == texts(open_log(home))
        assert texts(one)["x"] == {"n": 1}


def test_a_home_that_is_deleted_meanwhile_starts_anew(filled: Home) -> None:
    log = open_log(filled)
    assert len(texts(log)) == 3
    shutil.rmtree(filled.path)
    assert texts(log) == {}
    log.append("notes", {"d": {"text": "new"}})
    assert texts(open_log(filled)) == {"d": {"text": "new"}}


def test_a_backup_put_in_the_same_file_is_read(filled: Home, log_file: Path) -> None:
    backup = log_file.read_bytes()
    log = open_log(filled)
    log.append("notes", {"a": {"text": "newer"}})
    log_file.write_bytes(backup)
    assert texts(log)["a"] == {"text": "the words of a"}


def test_a_home_copied_while_in_use_opens(filled: Home, tmp_path: Path) -> None:
    with filled.presence():
        shutil.copytree(filled.path, tmp_path / "copy")
    copy = Home(tmp_path / "copy")
    open_log(copy).append("notes", {"d": {"text": "more"}})
    assert len(texts(open_log(copy))) == 4
    assert copy.running() == set()


# Compaction


def test_old_lines_are_dropped_now_and_then(
    home: Home, log_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_module, "WORTH_COMPACTING", 20_000)
    log = open_log(home)
    log.append("notes", {"stays": {"text": "here"}})
    for n in range(400):
        log.append("drafts", {"d": {"text": f"typing {n}"}}, durable=False)
        assert log_file.stat().st_size < 25_000
    assert open_log(home).document("drafts", "d") == {"text": "typing 399"}
    assert open_log(home).document("notes", "stays") == {"text": "here"}
    assert not log_file.with_name("words.log.new").exists()


def test_order_outlives_compaction(home: Home) -> None:
    log = open_log(home)
    log.append("notes", {name: {"text": name} for name in "abcd"})
    log.append("notes", {"a": {"text": "newer"}, "c": None})
    log.compact()
    assert list(texts(log)) == list(texts(open_log(home))) == ["a", "b", "d"]


def test_a_failed_compaction_loses_nothing_and_is_not_tried_again(
    home: Home, log_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_module, "WORTH_COMPACTING", 1_000)
    log_file.with_name("words.log.new").mkdir(parents=True)  # the new file cannot be made
    log = open_log(home)
    for n in range(20):
        log.append("notes", {"a": {"n": n}})
    assert texts(open_log(home)) == {"a": {"n": 19}}
    with pytest.raises(Problem):
        log.compact()


def test_a_torn_line_is_set_aside_before_compaction(filled: Home, log_file: Path) -> None:
    add_bytes(log_file, b":torn")
    log = open_log(filled)
    log.compact()
    assert (sorted(texts(log)), log.damaged) == (["a", "b", "c"], 0)
    assert [p.read_bytes() for p in (filled.path / "damaged").iterdir()] == [b":torn"]


def test_a_disk_that_spoils_the_new_file_does_not_get_the_old_one(
    filled: Home, log_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = log_file.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(compaction, "sync", lambda file: os.pwrite(file, b"?", len(before) - 99))
        with pytest.raises(Problem) as caught:
            open_log(filled).compact()
    assert caught.value.code == "not_saved"
    assert log_file.read_bytes() == before
    assert not log_file.with_name("words.log.new").exists()


def test_compacting_what_is_not_there_makes_nothing(home: Home, log_file: Path) -> None:
    open_log(home).compact()
    assert not log_file.exists()


def test_removed_lines_are_known_until_compaction(filled: Home) -> None:
    log = open_log(filled)
    assert not log.has_removed("notes")
    log.append("notes", {"a": None})
    assert log.has_removed("notes")
    assert open_log(filled).has_removed("notes")
    assert not log.has_removed("drafts")
    log.compact()
    assert not log.has_removed("notes")
