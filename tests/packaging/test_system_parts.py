"""The list of system parts, and what is done with it on a machine that lacks them."""

import os
import re
from pathlib import Path

import pytest

from tests.packaging.machine import Machine, assert_easy
from tools.system_parts import listed

NOT_ROOT = "import os; os.geteuid = lambda: 1000"


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def system_parts(machine: Machine) -> str:
    """What a person reads. It is never a reason to stop."""
    code, said = machine.run("python3", "-m", "tools.system_parts")
    assert code == 0
    return said


def test_the_list_names_debian_packages() -> None:
    names = listed()
    assert names
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9.+-]+", name) for name in names)


def test_away_from_debian_the_missing_parts_are_named(machine: Machine) -> None:
    machine.has_python()
    said = system_parts(machine)
    assert all(name in said for name in listed())
    assert "sudo" not in said
    assert_easy(said.partition(".")[2])


def test_on_debian_a_person_is_told_what_to_type(machine: Machine) -> None:
    machine.has_python(without=NOT_ROOT)
    machine.has_debian()
    said = system_parts(machine)
    assert f"\n    sudo apt install {' '.join(listed())}\n" in said
    assert not machine.asked.exists()
    assert_easy(said.partition(".")[2])


def test_when_nothing_is_missing_nothing_is_said_or_done(machine: Machine) -> None:
    machine.has_python()
    machine.has_debian(*listed())
    assert system_parts(machine) == ""
    assert not machine.asked.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="Only root installs Debian packages.")
def test_root_installs_what_is_missing_and_nothing_else(machine: Machine) -> None:
    first, *others = listed()
    machine.has_python()
    machine.has_debian(*others)
    system_parts(machine)
    update, install, *_ = machine.asked.read_text(encoding="utf-8").splitlines()
    assert update.endswith(" update")
    assert install.endswith(f" install --no-install-recommends {first}")


@pytest.mark.skipif(os.geteuid() != 0, reason="Only root installs Debian packages.")
def test_parts_that_cannot_be_installed_do_not_stop_the_others(machine: Machine) -> None:
    machine.has_python()
    machine.has_debian()
    machine.has(machine.programs / "apt-get", f'echo "$@" >> "{machine.asked}"; exit 100')
    said = system_parts(machine)
    asked = machine.asked.read_text(encoding="utf-8").splitlines()
    assert [line.split()[-1] for line in asked[2:]] == listed()
    assert "We skip the tests that need them." in said
