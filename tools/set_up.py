"""Make `.venv` exactly as uv.lock says: `set_up run` for the companion, `set_up test` with tools.

`set_up endpoint` adds what `companion endpoint` needs. `set_up lock` writes uv.lock anew.

Python's own library is all that is used here: on a fresh machine nothing else is there yet.
"""

import os
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from tools import debian
from tools.lock import held

ROOT = Path(__file__).resolve().parent.parent
MAKE = ROOT / ".make"
LOG = MAKE / "log.txt"
PROGRAMS = "Scripts" if os.name == "nt" else "bin"
UV = MAKE / "uv" / PROGRAMS / "uv"

# Where Linux keeps the certificates that a computer trusts.
_CERTIFICATES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
)


class CannotSetUp(Exception):
    """Why we stop, as a person is told it."""


def main(what: str, *words: str) -> int:
    """Set up for "run", "endpoint" or "test", or "lock" with words for uv.

    Returns the exit code.
    """
    print("We get the companion ready. This can take 3 minutes.", flush=True)
    try:
        MAKE.mkdir(exist_ok=True)
        LOG.touch()
        with held(LOG):
            LOG.write_text("", encoding="utf-8")
            _get_uv()
            if what == "lock":
                return subprocess.call([UV, "lock", *words], cwd=ROOT, env=uv_environment())
            _sync(what)
            _stamp(what)
    except CannotSetUp as why:
        print(why, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"We cannot write in this folder: {ROOT}\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    print("The companion is ready.", flush=True)
    return 0


def _get_uv() -> None:
    """Put uv in a place of its own, in the version and with the hashes that uv.lock has."""
    wanted = _uv_in_lock()
    got = MAKE / "uv" / "requirements.txt"
    if got.is_file() and got.read_text(encoding="utf-8") == wanted:
        return
    if find_spec("ensurepip") is None:
        _get_ensurepip()
    _do([sys.executable, "-m", "venv", "--clear", str(MAKE / "uv")])
    part = got.with_name("requirements.part")
    part.write_text(wanted, encoding="utf-8")
    options = ["--no-user", "--require-hashes", "--no-deps", "--only-binary=:all:", "--quiet"]
    _do([_python_of_uv(), "-m", "pip", "install", *options, "--requirement", str(part)])
    part.replace(got)


def _uv_in_lock() -> str:
    """The line of a pip requirements file that asks for uv, for any computer."""
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    uv = next(package for package in lock["package"] if package["name"] == "uv")
    hashes = " ".join(f"--hash={wheel['hash']}" for wheel in uv["wheels"])
    return f"uv=={uv['version']} {hashes}\n"


def _get_ensurepip() -> None:
    """Debian keeps this part of Python in a package of its own."""
    if not debian.here():
        raise CannotSetUp("This Python lacks a part that we need: ensurepip. Try another Python.")
    ours = Path(sys.executable).resolve() == Path("/usr/bin/python3").resolve()
    package = "python3-venv" if ours else f"python3.{sys.version_info.minor}-venv"
    if debian.may_install() and not debian.install([package]):
        return
    raise CannotSetUp(
        f"A part of Python is missing. Type this:\n\n    sudo apt install {package}\n\n"
        "Then type the same command again."
    )


# What each asks uv for. Tools that are there already do no harm, so "run" leaves them.
_WANTED = {
    "run": ("--no-dev", "--inexact"),
    "endpoint": ("--no-dev", "--inexact", "--extra", "endpoint"),
    "test": ("--all-extras",),
}


def _sync(what: str) -> None:
    words = ["sync", "--frozen", "--python", sys.executable, *_WANTED[what]]
    _do([str(UV), *words], environment=uv_environment())


def _stamp(what: str) -> None:
    """Note what is ready, and with which Python, so that the next time costs nothing."""
    (MAKE / "python").write_text(os.environ.get("PYTHON") or sys.executable, encoding="utf-8")
    (MAKE / "test").unlink(missing_ok=True)
    (MAKE / "run").touch()
    if what != "run":
        (MAKE / what).touch()
    if what == "test":
        (MAKE / "endpoint").touch()


def uv_environment() -> dict[str, str]:
    """The environment to start uv in: it gets no Python by itself, it trusts what pip trusts."""
    dropped = {"VIRTUAL_ENV", "UV_PYTHON", "UV_PROJECT_ENVIRONMENT", "PYTHONHOME", "PYTHONPATH"}
    environment = {name: value for name, value in os.environ.items() if name not in dropped}
    environment["UV_PYTHON_DOWNLOADS"] = "never"
    if not environment.keys() & {"SSL_CERT_FILE", "SSL_CERT_DIR", "UV_SYSTEM_CERTS"}:
        environment |= _certificates()
    return environment


def _certificates() -> dict[str, str]:
    """A computer may trust more than uv brings along, such as the certificate of a school."""
    for name in ("PIP_CERT", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        if os.environ.get(name):
            return {"SSL_CERT_FILE": os.environ[name]}
    for line in _settings_of_pip():
        name, _is, value = line.partition("=")
        if name == "global.cert":
            return {"SSL_CERT_FILE": value.strip("'")}
    # Where a computer has no certificates at all, those that uv brings are better than none.
    if sys.platform == "linux" and not any(Path(path).is_file() for path in _CERTIFICATES):
        return {}
    return {"UV_SYSTEM_CERTS": "1"}


def _settings_of_pip() -> list[str]:
    """What is in all of pip's files; `pip config get` would look in one of them."""
    if not UV.parent.is_dir():
        return []
    asking = [_python_of_uv(), "-m", "pip", "config", "list"]
    return subprocess.run(asking, capture_output=True, text=True, check=False).stdout.splitlines()


def _python_of_uv() -> str:
    return str(MAKE / "uv" / PROGRAMS / "python")


def _do(words: Sequence[str], *, environment: dict[str, str] | None = None) -> None:
    """Run a program. What it says goes to the log: it is written for supporters."""
    with LOG.open("a", encoding="utf-8") as log:
        done = subprocess.run(
            words,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if done.returncode == 0:
        return
    if os.environ.get("CI"):
        print(LOG.read_text(encoding="utf-8", errors="replace"), flush=True)
    raise CannotSetUp(
        "We could not get the parts that the companion needs.\n"
        "Check that this computer is on the internet. Then type the same command again.\n"
        f"A supporter can read why in this file: {LOG}"
    )


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
