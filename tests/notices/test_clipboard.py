"""Words that are copied, to be put into another program."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from companion.notices.clipboard import copy
from companion.problems import Problem


@pytest.mark.slow
def test_another_program_gets_what_was_copied(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if not (shutil.which("xclip") and shutil.which("Xvfb")):
        pytest.skip("needs xclip and Xvfb")
    address = "https://example.org/a?b=1&c='2'/sessions.ics"
    reading, writing = os.pipe()
    call = ["Xvfb", "-displayfd", str(writing), "-nolisten", "tcp"]
    with subprocess.Popen(call, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading) as told:
            monkeypatch.setenv("DISPLAY", f":{told.readline().strip()}")
        monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
        try:
            copy(address)
            call = ["xclip", "-selection", "clipboard", "-o"]
            pasted = subprocess.run(call, capture_output=True, text=True, check=True).stdout
        finally:
            server.terminate()
    assert pasted == address


def test_where_nothing_can_copy_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    for platform in ("linux", "darwin", "win32"):
        monkeypatch.setattr(sys, "platform", platform)
        with pytest.raises(Problem):
            copy("x")
    assert os.environ["PATH"] == str(tmp_path)
