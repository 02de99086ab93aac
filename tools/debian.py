"""Debian packages: which are missing, and how to install them when we may."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence

# Waits for another apt-get, and gives up on a server that does not answer.
_APT_GET = (
    "apt-get",
    "--yes",
    "--option=DPkg::Lock::Timeout=120",
    "--option=Acquire::Retries=2",
    "--option=Acquire::http::Timeout=30",
)


def here() -> bool:
    """Whether this computer has Debian packages."""
    return bool(shutil.which("apt-get") and shutil.which("dpkg-query"))


def may_install() -> bool:
    """Whether we may install Debian packages without asking for a password."""
    return here() and os.geteuid() == 0


def missing(packages: Sequence[str]) -> list[str]:
    """Those of the packages that are not installed."""
    asked = subprocess.run(
        ["dpkg-query", "--show", "--showformat=${Package} ${db:Status-Status}\n", *packages],
        capture_output=True,
        text=True,
        check=False,
    )
    have = {line.split()[0] for line in asked.stdout.splitlines() if line.endswith(" installed")}
    return [package for package in packages if package not in have]


def install(packages: Sequence[str]) -> list[str]:
    """Install the packages. Returns those that could not be installed, with a word on stderr.

    One that this release of Debian lacks does not keep the others from being installed.
    """
    _apt_get("update")
    if not _apt_get("install", *packages):
        for package in packages:
            _apt_get("install", package)
    return missing(packages)


def _apt_get(*words: str) -> bool:
    """Run apt-get. What it says is shown only when it fails: it is long, and it is not for us."""
    done = subprocess.run(
        [*_APT_GET, words[0], *(["--no-install-recommends"] if words[1:] else []), *words[1:]],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        check=False,
    )
    if done.returncode != 0:
        print("\n".join(done.stdout.splitlines()[-5:]), file=sys.stderr)
    return done.returncode == 0
