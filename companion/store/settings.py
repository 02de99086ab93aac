"""Choices that are not private, in a plain file that a supporter can read and mend."""

import json
from typing import Any

from companion.problems import Problem
from companion.store.files import saving
from companion.store.home import Home
from companion.store.plain_file import PlainFile

FORMAT = 1


class SettingsFile:
    """Keeps settings (ports.Settings) in settings.json. Reading needs no home."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._file = PlainFile[dict[str, Any]](home, "settings", self._parse, dict)

    def get(self, name: str) -> str:
        """The value kept under `name`, or "".

        Raises Problem("settings_damaged"), but only once: the file is moved to damaged/,
        and from then on every value is "".
        """
        value = _choices(self._file.read()).get(name, "")
        return value if isinstance(value, str) else ""

    def everything(self) -> dict[str, str]:
        """Every value that is kept, by its name. Raises like `get`."""
        choices = _choices(self._file.read())
        return {name: value for name, value in choices.items() if isinstance(value, str)}

    def put(self, name: str, value: str) -> None:
        """Keep `value` under `name` at once, beside whatever else the file holds.

        Raises like `get` and `Home.writing`, and Problem("not_saved").
        """
        with self._home.writing(), saving(self._home.path):
            kept = self._file.read()
            choices = {**_choices(kept), name: value}
            kept = {**kept, "version": FORMAT, "choices": choices}
            self._file.write(json.dumps(kept, indent=2).encode() + b"\n")

    def _parse(self, data: bytes) -> dict[str, Any]:
        kept = json.loads(data)
        match kept:
            case {"version": int(version)} if version > FORMAT:
                raise Problem("newer_home", path=self._home.path)
            case {"version": int(), "choices": dict()}:
                return dict(kept)
        raise ValueError("not the shape of our settings")


def _choices(kept: dict[str, Any]) -> dict[str, Any]:
    choices: dict[str, Any] = kept.get("choices", {})
    return choices
