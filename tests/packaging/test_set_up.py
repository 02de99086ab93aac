"""`make` on machines that lack something: what it does, and the words a person then reads.

The Makefile and the tools are the real ones, in a folder with a space in its name. Only what a
machine has or lacks is played by small programs on the PATH: an old Python, apt-get, a companion.
"""

import os
import shutil
import sys
import time
from pathlib import Path

import pytest

from tests.packaging.machine import Machine, assert_easy
from tools.set_up import UV, uv_environment

pytestmark = pytest.mark.skipif(
    not shutil.which("make"), reason="The program make is missing on this computer."
)

NO_ENSUREPIP = "import sys; sys.modules['ensurepip'] = None"


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_no_python_is_told_plainly(machine: Machine) -> None:
    code, said = machine.make("run")
    assert code != 0
    assert said.startswith("The companion needs Python 3.11 or newer.")
    assert_easy(said)


def test_an_old_python_is_told_plainly(machine: Machine) -> None:
    machine.has(machine.programs / "python3", "exit 1")
    assert machine.make("run") == (
        2,
        "The companion needs Python 3.11 or newer. This computer does not have it.\n"
        "You can get Python here:\n\n    https://www.python.org/downloads/\n\n"
        "Then type the same command again.",
    )


def test_an_old_python_that_was_asked_for_is_told_plainly(machine: Machine) -> None:
    machine.has(machine.programs / "old", "exit 1")
    machine.has_python()
    code, said = machine.make("run", "PYTHON=old")
    assert code != 0
    assert said == "We cannot use old. The companion needs Python 3.11 or newer."


def test_a_newer_python_beside_an_old_one_is_found(machine: Machine) -> None:
    machine.has_python(without=NO_ENSUREPIP)
    (machine.programs / "python3").rename(machine.programs / "python3.12")
    machine.has(machine.programs / "python3", "exit 1")
    assert "ensurepip" in machine.make("run")[1]


@pytest.mark.skipif(os.geteuid() != 0, reason="Only root installs Debian packages.")
def test_root_on_debian_gets_python3_venv(machine: Machine) -> None:
    machine.has_python(without=NO_ENSUREPIP)
    machine.has_debian()
    machine.make("run")
    update, install, *_ = machine.asked.read_text(encoding="utf-8").splitlines()
    assert update.endswith(" update")
    assert install.endswith("-venv")


def test_on_debian_a_person_is_told_what_to_type(machine: Machine) -> None:
    machine.has_python(without=f"{NO_ENSUREPIP}; import os; os.geteuid = lambda: 1000")
    machine.has_debian()
    code, said = machine.make("run")
    assert code != 0
    assert "\n\n    sudo apt install python3" in said
    assert said.endswith("Then type the same command again.")
    assert not machine.asked.exists()
    assert_easy(said)


@pytest.mark.slow
def test_no_network_is_told_plainly(machine: Machine) -> None:
    machine.has_python()
    nowhere = "http://127.0.0.1:9/simple"
    machine.has(
        machine.programs / "python3.11",
        f'PIP_INDEX_URL={nowhere} PIP_RETRIES=0 exec "{sys.executable}" "$@"',
    )
    code, said = machine.make("run", "PYTHON=python3.11")
    assert code != 0
    assert "Check that this computer is on the internet." in said
    assert_easy(said.partition("A supporter")[0])


def test_a_folder_that_cannot_be_written_is_told_plainly(machine: Machine) -> None:
    machine.has_python()
    machine.has(machine.clone / ".make", "a file where a folder should be")
    code, said = machine.make("run")
    assert code != 0
    assert f"We cannot write in this folder: {machine.clone}" in said
    assert "Traceback" not in said


@pytest.fixture
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of this computer about certificates."""
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR", "UV_SYSTEM_CERTS"):
        monkeypatch.delenv(name, raising=False)
    for name in ("PIP_CERT", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("nothing_set")
def test_uv_trusts_the_certificates_that_pip_trusts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_CERT", "/school.pem")
    assert uv_environment()["SSL_CERT_FILE"] == "/school.pem"


@pytest.mark.usefixtures("nothing_set")
@pytest.mark.skipif(not UV.parent.is_dir(), reason="This environment was not made with make.")
def test_uv_trusts_the_certificates_in_the_settings_of_pip(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "pip.conf").write_text("[global]\ncert = /school.pem\n", encoding="utf-8")
    monkeypatch.setenv("PIP_CONFIG_FILE", str(tmp_path / "pip.conf"))
    assert uv_environment()["SSL_CERT_FILE"] == "/school.pem"


@pytest.mark.usefixtures("nothing_set")
def test_a_certificate_that_was_chosen_for_all_programs_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PIP_CERT", "/school.pem")
    monkeypatch.setenv("SSL_CERT_FILE", "/mine.pem")
    assert uv_environment()["SSL_CERT_FILE"] == "/mine.pem"


def test_uv_fetches_no_python_and_leaves_other_environments_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("UV_PYTHON_DOWNLOADS", "automatic")
    monkeypatch.setenv("VIRTUAL_ENV", "/another")
    environment = uv_environment()
    assert environment["UV_PYTHON_DOWNLOADS"] == "never"
    assert "VIRTUAL_ENV" not in environment


def ready(machine: Machine) -> None:
    """As after the first `make run`."""
    machine.has_python()
    machine.has(machine.clone / ".venv/bin/companion", 'echo "opened $*"; exit 1')
    machine.has(machine.clone / ".venv/bin/python", "")
    machine.has(machine.clone / ".make/run", "")
    os.utime(machine.clone / ".make/run", (time.time() + 5,) * 2)


def test_the_second_time_opens_at_once_and_adds_no_words(machine: Machine) -> None:
    ready(machine)
    assert machine.make("run", "ARGS=--plain --width 40") == (0, "opened --plain --width 40")


@pytest.mark.parametrize("name", ["uv.lock", "pyproject.toml"])
def test_a_change_of_what_is_needed_sets_up_again(machine: Machine, name: str) -> None:
    ready(machine)
    os.utime(machine.clone / name, (time.time() + 10,) * 2)
    assert machine.make("--question", ".make/run")[0] == 1


def test_an_environment_that_lost_its_python_is_set_up_again(machine: Machine) -> None:
    ready(machine)
    python = machine.clone / ".venv/bin/python"
    python.unlink()
    python.symlink_to("/nowhere/python3")
    assert machine.make("--question", ".make/run")[0] == 1


def test_another_python_sets_up_again(machine: Machine) -> None:
    ready(machine)
    assert machine.make("--question", ".make/run")[0] == 0
    assert machine.make("--question", ".make/run", "PYTHON=python3.12")[0] == 1


def test_each_command_of_make_is_told_in_easy_words(machine: Machine) -> None:
    code, said = machine.make()
    assert code == 0
    for line in said.splitlines():
        assert_easy(line.split(maxsplit=2)[2].capitalize() + ".")
