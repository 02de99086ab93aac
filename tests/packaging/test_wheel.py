"""What people install is whole: built, put into an empty environment, used far from the source."""

import json
import os
import shlex
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from companion import __version__
from companion.store.home import Home
from companion.store.opening import open_store
from tests.terminal.pty_program import Program
from tools.set_up import PROGRAMS, ROOT, uv_environment

pytestmark = pytest.mark.slow

UV = str(Path(sys.executable).with_name("uv"))
ASSETS = {f"companion/{file.relative_to(ROOT)}" for file in ROOT.glob("assets/**/*.*")}


def uv(*words: str | Path, **env: str) -> str:
    """Run uv. What it has kept from setting up serves first, so that no network is needed."""
    for how in (["--offline"], []):
        done = subprocess.run(
            [UV, *how, *words],
            cwd=ROOT,
            env=uv_environment() | env,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode == 0:
            return done.stdout
    pytest.fail(f"uv {' '.join(map(str, words))}\n{done.stderr}")


@dataclass
class Installed:
    """A companion that was installed from the wheel, and an empty place to use it in."""

    programs: Path
    place: Path

    def environment(self) -> dict[str, str]:
        """Nothing in it leads to the source, or to a home that is there."""
        ours = {"COMPANION_HOME", "PYTHONPATH", "VIRTUAL_ENV"}
        environment = {name: value for name, value in os.environ.items() if name not in ours}
        return environment | {"HOME": str(self.place), "XDG_DATA_HOME": str(self.place / "data")}

    def run(self, *words: str, said: str = "") -> str:
        """What a program of it answers; nothing is wrong."""
        done = self.done(words[1:], words[0], said)
        assert (done.returncode, done.stderr) == (0, ""), done.stdout
        return done.stdout

    def done(
        self, words: Sequence[str], program: str = "companion", said: str = ""
    ) -> subprocess.CompletedProcess[str]:
        """How a program of it ended, and all that it said."""
        return subprocess.run(
            [self.programs / program, *words],
            cwd=self.place,
            env=self.environment(),
            input=said,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the source distribution, and with the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("dist")
    uv("build", "--out-dir", folder)
    return folder


@pytest.fixture(scope="session")
def wheel(built: Path) -> Path:
    (wheel,) = built.glob("*.whl")
    return wheel


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("installed")
    pins = folder / "pins.txt"
    uv("export", "--frozen", "--no-dev", "--no-emit-project", "--output-file", pins)
    uv("venv", "--python", sys.executable, folder / "venv")
    python = folder / "venv" / PROGRAMS / "python"
    uv("pip", "install", "--python", python, "--require-hashes", "--requirement", pins)
    uv("pip", "install", "--python", python, "--no-deps", wheel)
    (folder / "place").mkdir()
    return Installed(python.parent, folder / "place")


def test_the_wheel_carries_the_packs_and_the_styles(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    kinds = {".tcss", ".css", ".html", ".typ"}
    files = [file for file in ROOT.glob("companion/**/*") if file.suffix in kinds]
    styles = {str(file.relative_to(ROOT)) for file in files}
    assert "companion/assets/easyread/charter/pack.toml" in names
    assert styles and styles | ASSETS <= names


def test_the_wheel_carries_the_companion_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    manual = f"companion-{__version__}.data/data/share/man/man1/companion.1"
    assert manual in names
    assert {name.partition("/")[0] for name in names if name != manual} == {
        "companion",
        f"companion-{__version__}.dist-info",
    }
    assert not [name for name in names if "__pycache__" in name]


def test_the_source_distribution_carries_what_the_wheel_is_made_from(built: Path) -> None:
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"pyproject.toml", "README.md", "LICENSE", "companion/__main__.py"} <= names
    assert {asset.removeprefix("companion/") for asset in ASSETS} <= names


def test_the_lock_is_in_step_with_pyproject() -> None:
    uv("lock", "--check")


@pytest.mark.parametrize("start", [["companion"], ["python", "-m", "companion"]])
def test_the_installed_companion_tells_its_version(installed: Installed, start: list[str]) -> None:
    assert installed.run(*start, "--version") == f"companion {__version__}\n"


def test_the_installed_companion_reads_the_charter(installed: Installed) -> None:
    source = subprocess.run(
        [sys.executable, "-m", "companion", "charter", "5"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    assert installed.run("companion", "charter", "5").encode() == source.stdout


def test_the_installed_companion_keeps_a_note(installed: Installed) -> None:
    installed.run("companion", "note", "add", "-", said="Bring the blue cup")
    assert "Bring the blue cup" in installed.run("companion", "note", "list")


def test_an_endpoint_without_its_extra_says_what_to_type(installed: Installed) -> None:
    done = subprocess.run(
        [installed.programs / "companion", "endpoint", "list"],
        cwd=installed.place,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "make endpoint" in done.stderr


def test_the_installed_companion_helps(installed: Installed) -> None:
    assert installed.run("companion", "help", "now").strip()


@pytest.mark.parametrize("name", ["charter.html", "charter.pdf", "charter.txt"])
def test_the_installed_companion_prints(installed: Installed, name: str) -> None:
    installed.run("companion", "print", "charter", "--part", "5", "--replace", "--output", name)
    assert (installed.place / name).stat().st_size > 500


def test_the_installed_companion_prints_its_guide(installed: Installed) -> None:
    installed.run("companion", "print", "guide", "--replace", "--output", "guide.pdf")
    assert (installed.place / "guide.pdf").read_bytes()[:5] == b"%PDF-"
    words = installed.run("companion", "print", "guide", "--format", "text", "--output", "-")
    assert "Press x to hide the page." in words


EVERY_MODULE = """
import importlib, pkgutil, companion
apart = ("companion.endpoint", "companion.commands.endpoint", "companion.windows.console")
def broken(name):
    if not name.startswith(apart):
        raise SystemExit(name)
for one in pkgutil.walk_packages(companion.__path__, "companion.", onerror=broken):
    if not one.name.startswith(apart):
        importlib.import_module(one.name)
print(companion.__file__)
"""


def test_no_module_needs_what_is_not_installed_with_it(installed: Installed) -> None:
    """But for the extra of the endpoint, and what only Windows has."""
    file = installed.run("python", "-c", EVERY_MODULE)
    assert Path(file.strip()).is_relative_to(installed.programs.parent)


@pytest.mark.parametrize(("way", "answers"), [("screen", ["1\r"]), ("plain", ["3\r", "1\r"])])
def test_a_first_start_of_the_installed_companion_leads_to_the_charter(
    installed: Installed, tmp_path: Path, way: str, answers: list[str]
) -> None:
    program = installed.programs / "companion"
    start = f"cd {shlex.quote(str(installed.place))} && exec {shlex.quote(str(program))}"
    home = tmp_path / "home"
    end = "\r" if way == "plain" else ""
    with Program(home, shell=f"unset PYTHONPATH; {start}", HOME=str(installed.place)) as opened:
        opened.expect("How do you want to use Companion?")
        for answer in answers:
            opened.expect(":")
            opened.read(0.3)
            opened.type(answer)
        opened.expect("2 Charter")
        opened.type("2" + end)
        opened.expect("1 Part 1")
        opened.type("1" + end)
        opened.expect("Page 1 of")
        opened.type("q" + end)
        opened.expect("Your words are safe. Goodbye.")
        assert opened.wait() == 0
    assert (home / "settings.json").is_file()


@pytest.mark.parametrize("name", ["version-1", "version-2"])
def test_a_newer_companion_keeps_the_home_of_an_older_one(
    installed: Installed, tmp_path: Path, name: str
) -> None:
    """As after an upgrade: every note, entry and setting that the older one kept."""
    old = ROOT / "tests" / "store" / "homes" / name
    here, beside = tmp_path / "home", tmp_path / "beside"
    for place in (here, beside):
        shutil.copytree(old, place)
    kept = json.loads((old / "settings.json").read_text(encoding="utf-8"))["choices"]
    store = open_store(Home(beside))
    for what, table in (("note", store.notes), ("journal", store.journal)):
        listed = json.loads(installed.run("companion", what, "list", "--json", f"--home={here}"))
        assert {one["id"] for one in listed} == {one.id for one in table.all()} != set()
    now = json.loads(installed.run("companion", "settings", "--json", f"--home={here}"))
    assert kept.items() <= now.items()
    words = "Written after the upgrade"
    installed.run("companion", "note", "add", "-", f"--home={here}", said=words)
    assert words in installed.run("companion", "note", "list", f"--home={here}")


def test_the_installed_companion_takes_its_words_elsewhere(
    installed: Installed, tmp_path: Path
) -> None:
    first, second = f"--home={tmp_path / 'first'}", f"--home={tmp_path / 'second'}"
    installed.run("companion", "journal", "add", "-", first, said="A lamp\n---\nLess light")
    file = str(tmp_path / "mine.zip")
    # Its warning stands on standard error.
    for words in (["export", file, "--yes", first], ["import", file, "--yes", second]):
        done = installed.done(words)
        assert done.returncode == 0, done.stderr
    assert "A lamp" in installed.run("companion", "journal", "list", second)


def test_the_installed_companion_has_its_voice_and_its_parts(
    installed: Installed, tmp_path: Path
) -> None:
    found = json.loads(installed.run("companion", "doctor", "--json"))
    assert next(one for one in found if one["what"] == "Parts")["ok"]
    file = tmp_path / "part5.wav"
    done = installed.done(["read", "charter", "5", "--to", str(file)])
    assert done.returncode == 0, done.stderr
    assert file.read_bytes()[:4] == b"RIFF"
    assert file.stat().st_size > 500_000


def test_uv_installs_it_as_a_program_of_its_own(wheel: Path, tmp_path: Path) -> None:
    """As `pipx install` does; both make an environment and a link to the program."""
    places = {"UV_TOOL_DIR": str(tmp_path / "tools"), "UV_TOOL_BIN_DIR": str(tmp_path / "bin")}
    uv("tool", "install", "--python", sys.executable, wheel, **places)
    program = tmp_path / "bin" / "companion"
    done = subprocess.run([program, "--version"], cwd=tmp_path, capture_output=True, check=True)
    assert done.stdout.decode() == f"companion {__version__}\n"
