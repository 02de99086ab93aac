"""Install what tests need beside Python, as far as this computer lets us; never a stop."""

from pathlib import Path

from tools import debian

LIST = Path(__file__).with_name("system-parts.txt")


def listed() -> list[str]:
    """The Debian packages of the list."""
    lines = LIST.read_text(encoding="utf-8").splitlines()
    return [line.split()[0] for line in lines if line.strip() and not line.startswith("#")]


def main() -> None:
    """Install what is missing, or say what is missing and what follows from it."""
    absent = debian.missing(listed()) if debian.here() else listed()
    if absent and debian.may_install():
        print(f"We install these parts for the tests: {', '.join(absent)}.", flush=True)
        absent = debian.install(absent)
    if not absent:
        return
    print(f"These parts are missing: {', '.join(absent)}.")
    print("We skip the tests that need them. We run all other tests.")
    if debian.here() and not debian.may_install():
        print(f"To run all tests, type this first:\n\n    sudo apt install {' '.join(absent)}\n")


if __name__ == "__main__":
    main()
