"""How keys count, as the member has set it."""

from companion.domain.bounce import Bounce
from companion.domain.choices import chosen
from companion.ports import Settings


class Pressing:
    """The rules of the keys, for one run of the program and every front end."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._bounce = Bounce(self._soon)

    def again(self, key: str, at: float) -> bool:
        """Whether a key that came at a time (in seconds) is a second press to ignore."""
        return self._bounce.again(key, at)

    def _soon(self) -> float:
        kept = chosen(self._settings, "bounce")
        return 0.0 if kept == "off" else float(kept)
