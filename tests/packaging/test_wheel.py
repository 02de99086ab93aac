"""What people install is whole: built, put into an empty environment, used far from the source."""

import os
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from companion import __version__
from tools.set_up import PROGRAMS, ROOT, uv_environment

pytestmark = pytest.mark.slow

UV = str(Path(sys.executable).with_name("uv"))
ASSETS = {f"companion/{file.relative_to(ROOT)}" for file in ROOT.glob("assets/**/*.*")}


def uv(*words: str | Path) -> str:
    """Run uv. What it has kept from setting up serves first, so that no network is needed."""
    for how in (["--offline"], []):
        done = subprocess.run(
            [UV, *how, *words],
            cwd=ROOT,
            env=uv_environment(),
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

    def run(self, *words: str, said: str = "") -> str:
        """What a command answers."""
        ours = {"COMPANION_HOME", "PYTHONPATH", "VIRTUAL_ENV"}
        environment = {name: value for name, value in os.environ.items() if name not in ours}
        environment |= {"HOME": str(self.place), "XDG_DATA_HOME": str(self.place / "data")}
        program = self.programs / words[0]
        done = subprocess.run(
            [program, *words[1:]],
            cwd=self.place,
            env=environment,
            input=said,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, ""), done.stdout
        return done.stdout


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
