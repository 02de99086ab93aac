"""How keys count, as the member has set it."""

from msgspec.structs import replace

from companion.domain.bounce import HELD, Bounce, Verdict
from companion.domain.choices import chosen
from companion.domain.own_keys import letters_off, own_keys
from companion.page.blocks import Page
from companion.ports import Settings


class Pressing:
    """The rules of the keys, for one run of the program and every front end."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._bounce = Bounce(self._soon)

    def judge(self, key: str, at: float) -> Verdict:
        """Whether a key that came at a time (in seconds) counts (companion.domain.bounce)."""
        return self._bounce.judge(key, at)

    @property
    def few(self) -> bool:
        """Whether the member uses two keys or one, so that nothing may need any other."""
        return chosen(self._settings, "keys") != "all"

    def keyed(self, page: Page) -> Page:
        """A page with the member's own keys."""
        off = letters_off(self._settings) and self._settings.get("way") != "plain"
        changed = tuple(own_keys(self._settings).items())
        return replace(page, keys=changed, letters_off=off) if off or changed else page

    def goes_on(self, key: str) -> bool:
        """Whether a key alone goes on to the next choice, in lines."""
        return key == " " and self.few

    @property
    def scans(self) -> bool:
        """Whether the member uses one key, so that the program goes from choice to choice."""
        return chosen(self._settings, "keys") == "one"

    @property
    def rest(self) -> float:
        """How long a choice waits for the one key, in seconds."""
        return float(chosen(self._settings, "scan_speed"))

    def _soon(self) -> float:
        kept = chosen(self._settings, "bounce")
        least = HELD if self.scans else 0.0  # a switch that is held must not choose on and on
        return max(least, 0.0 if kept == "off" else float(kept))
