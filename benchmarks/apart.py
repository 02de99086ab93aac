"""Other programs, each in a folder of its own that this computer keeps for the next time.

They are fetched from the package index once. Nothing of ours depends on them.
"""

import subprocess
import sys
from pathlib import Path
from tempfile import gettempdir


def apart(name: str, *packages: str) -> Path:
    """The folder of an environment that holds just these packages; made where there is none."""
    place = Path(gettempdir(), f"companion-benchmarks-{name}")
    done = place / "packages.txt"
    asked = "\n".join(packages)
    if not done.exists() or done.read_text(encoding="utf-8") != asked:
        uv, python = str(Path(sys.executable).with_name("uv")), str(folder_of(place) / "python")
        subprocess.run([uv, "venv", "--quiet", "--clear", str(place)], check=True)
        subprocess.run([uv, "pip", "install", "--quiet", "--python", python, *packages], check=True)
        done.write_text(asked, encoding="utf-8")
    return place


def folder_of(place: Path) -> Path:
    """Where an environment has its programs."""
    return place / ("Scripts" if sys.platform == "win32" else "bin")
