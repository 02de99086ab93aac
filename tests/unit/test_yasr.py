"""Whether yasr is among the programs that started this one."""

from pathlib import Path

import pytest

from companion.screens.yasr import in_yasr


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["python", "yasr", "bash"], True),
        (["python", "bash", "login"], False),
        (["python", "not yasr) 1 (x", "bash"], False),
        (["yasr"], True),
        ([], False),
    ],
)
def test_yasr_is_found_among_the_parents(tmp_path: Path, names: list[str], found: bool) -> None:
    for pid, name in enumerate(names, 10):
        (tmp_path / str(pid)).mkdir()
        parent = pid + 1 if pid - 9 < len(names) else 1
        (tmp_path / str(pid) / "stat").write_text(f"{pid} ({name}) S {parent} 1 1 0")
    assert in_yasr(tmp_path, 10) is found
