"""Settings: a plain file that is whole at any instant, and never a reason not to start."""

import json
import os
import threading
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.problems import Problem
from companion.store.home import Home
from companion.store.settings import SettingsFile


@pytest.fixture
def file(home: Home) -> Path:
    return home.path / "settings.json"


def damaged(home: Home) -> list[bytes]:
    folder = home.path / "damaged"
    return [p.read_bytes() for p in folder.iterdir()] if folder.exists() else []


def test_what_is_put_is_there_for_everyone(home: Home) -> None:
    one, two = SettingsFile(home), SettingsFile(Home(home.path))
    assert one.get("look") == ""
    one.put("look", "plain")
    two.put("size", "large")
    one.put("look", "")
    assert (two.get("look"), one.get("size"), one.get("other")) == ("", "large", "")


def test_the_file_is_plain_and_private(home: Home, file: Path) -> None:
    SettingsFile(home).put("look", "plain")
    assert json.loads(file.read_text()) == {"version": 1, "choices": {"look": "plain"}}
    assert file.stat().st_mode & 0o777 == 0o600
    assert not file.with_name("settings.json.new").exists()


def test_what_we_do_not_know_is_kept(home: Home, file: Path) -> None:
    home.make_id()
    mine = {"version": 1, "choices": {"later": [1, {"x": 2}], "look": "plain"}, "by": "hand"}
    file.write_text(json.dumps(mine))
    kept = SettingsFile(home)
    assert kept.get("later") == ""  # not a text
    kept.put("look", "large")
    mine["choices"] = {"later": [1, {"x": 2}], "look": "large"}
    assert json.loads(file.read_text()) == mine


NONSENSE = [b"", b"{", b"[]", b"5", b"null", b'{"version": 1}', b'{"version": "1", "choices": {}}']


@pytest.mark.parametrize("bytes_", [*NONSENSE, b"\xff\xfe\x00", b"[" * 100_000])
def test_a_damaged_file_is_set_aside_and_told_once(home: Home, file: Path, bytes_: bytes) -> None:
    home.make_id()
    file.write_bytes(bytes_)
    kept = SettingsFile(home)
    with pytest.raises(Problem) as caught:
        kept.get("look")
    assert caught.value.code == "settings_damaged"
    assert str(home.path / "damaged") in caught.value.say
    assert damaged(home) == [bytes_]
    assert kept.get("look") == SettingsFile(home).get("look") == ""
    kept.put("look", "plain")
    assert SettingsFile(home).get("look") == "plain"
    assert damaged(home) == [bytes_]


def test_putting_never_writes_over_a_damaged_file(home: Home, file: Path) -> None:
    home.make_id()
    file.write_bytes(b"{ nearly json")
    kept = SettingsFile(home)
    with pytest.raises(Problem) as caught:
        kept.put("look", "plain")
    assert caught.value.code == "settings_damaged"
    assert damaged(home) == [b"{ nearly json"]
    kept.put("look", "plain")
    assert kept.get("look") == "plain"


def test_a_damaged_file_that_cannot_be_moved_is_told_once(home: Home, file: Path) -> None:
    home.make_id()
    (home.path / "damaged").touch()  # in the way of the folder
    file.write_bytes(b"{ nearly json")
    kept = SettingsFile(home)
    with pytest.raises(Problem):
        kept.get("look")
    assert kept.get("look") == ""
    assert file.read_bytes() == b"{ nearly json"


def test_a_damaged_file_that_cannot_be_moved_is_not_written_over(home: Home, file: Path) -> None:
    home.make_id()
    (home.path / "damaged").touch()
    file.write_bytes(b"{ nearly json")
    kept = SettingsFile(home)
    for code in ("settings_damaged", "home_not_writable", "home_not_writable"):
        with pytest.raises(Problem) as caught:
            kept.put("look", "plain")
        assert caught.value.code == code
        assert file.read_bytes() == b"{ nearly json"
    (home.path / "damaged").unlink()
    with pytest.raises(Problem):
        kept.put("look", "plain")
    kept.put("look", "plain")
    assert (kept.get("look"), damaged(home)) == ("plain", [b"{ nearly json"])


def test_a_file_that_another_companion_mends_meanwhile_stays(home: Home, file: Path) -> None:
    home.make_id()
    file.write_bytes(b"{ nearly json")
    found: list[str] = []
    reader = SettingsFile(Home(home.path))
    thread = threading.Thread(target=lambda: found.append(reader.get("look")))
    with home.writing():
        thread.start()  # sees the damage, then waits for the lock
        time.sleep(0.1)
        file.write_text('{"version": 1, "choices": {"look": "plain"}}')
    thread.join()
    assert found == ["plain"]
    assert damaged(home) == []


def test_newer_settings_are_left_alone(home: Home, file: Path) -> None:
    home.make_id()
    file.write_text('{"version": 2, "anything": true}')
    kept = SettingsFile(home)
    for call in (lambda: kept.get("look"), lambda: kept.put("look", "plain")):
        with pytest.raises(Problem) as caught:
            call()
        assert caught.value.code == "newer_home"
    assert file.read_text() == '{"version": 2, "anything": true}'


@given(name=st.text(), value=st.text())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_value_at_all(home: Home, name: str, value: str) -> None:
    SettingsFile(home).put(name, value)
    assert SettingsFile(home).get(name) == value


def test_what_another_one_writes_counts_at_once(home: Home) -> None:
    here, there = SettingsFile(home), SettingsFile(Home(home.path))
    for value in ("dark", "cream", "light", "cream"):
        there.put("theme", value)
        assert here.get("theme") == value
    file = home.path / "settings.json"
    long_ago = time.time_ns() - 10**10
    os.utime(file, ns=(long_ago, long_ago))
    assert here.get("theme") == here.get("theme") == "cream"
    file.write_bytes(file.read_bytes().replace(b"cream", b"light"))  # by hand, in its place
    assert here.get("theme") == "light"
    file.unlink()
    assert here.get("theme") == ""


def test_what_was_read_once_is_not_read_again(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = SettingsFile(home)
    settings.put("theme", "dark")
    long_ago = time.time_ns() - 10**10
    os.utime(home.path / "settings.json", ns=(long_ago, long_ago))
    assert settings.get("theme") == "dark"
    monkeypatch.setattr(Path, "read_bytes", lambda _path: pytest.fail("it was read"))
    assert settings.get("theme") == "dark"
