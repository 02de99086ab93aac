"""Choices that are not private, in a plain file that a supporter can read and mend."""

import json
import secrets
from contextlib import suppress
from typing import Any

from companion.problems import Problem
from companion.store.files import make_folder, saving, write_whole
from companion.store.home import Home

FORMAT = 1
_DAMAGE = (OSError, ValueError, RecursionError)  # bad UTF-8 and bad JSON are ValueErrors


class SettingsFile:
    """Keeps settings (ports.Settings) in settings.json. Reading needs no home."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._path = home.path / "settings.json"
        self._told = False

    def get(self, name: str) -> str:
        """The value kept under `name`, or "".

        Raises Problem("settings_damaged"), but only once: the file is moved to damaged/,
        and from then on every value is "".
        """
        value = _choices(self._read()).get(name, "")
        return value if isinstance(value, str) else ""

    def put(self, name: str, value: str) -> None:
        """Keep `value` under `name` at once, beside whatever else the file holds.

        Raises like `get` and `Home.writing`, and Problem("not_saved").
        """
        with self._home.writing(), saving(self._home.path):
            kept = self._read()
            kept["version"] = FORMAT
            kept["choices"] = {**_choices(kept), name: value}
            write_whole(self._path, json.dumps(kept, indent=2).encode() + b"\n")

    def _read(self) -> dict[str, Any]:
        """What the file says. Raises Problem("settings_damaged") or ("newer_home")."""
        try:
            return self._parse()
        except _DAMAGE:
            return self._mend()

    def _parse(self) -> dict[str, Any]:
        try:
            kept = json.loads(self._path.read_bytes())
        except (FileNotFoundError, NotADirectoryError):
            return {}
        match kept:
            case {"version": int(version)} if version > FORMAT:
                raise Problem("newer_home", path=self._home.path)
            case {"version": int(), "choices": dict()}:
                return dict(kept)
        raise ValueError("not the shape of our settings")

    def _mend(self) -> dict[str, Any]:
        """Move a damaged file to damaged/ and tell it, once."""
        place = self._path
        with suppress(Problem), self._home.writing(), saving(self._home.path):
            try:
                return self._parse()  # another companion has mended it meanwhile
            except _DAMAGE:
                aside = self._home.path / "damaged" / f"settings-{secrets.token_hex(4)}.json"
                make_folder(aside.parent)
                place = self._path.replace(aside)
        if place == self._path and self._told:
            return {}
        self._told = True
        raise Problem("settings_damaged", path=place)


def _choices(kept: dict[str, Any]) -> dict[str, Any]:
    choices: dict[str, Any] = kept.get("choices", {})
    return choices
