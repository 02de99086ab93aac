"""The companion in real screen readers: what is heard on every page, against the bar."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from companion.pages import MODULES
from tests.listening.companion_rig import companion
from tests.listening.conftest import AGAIN
from tests.listening.journeys import PLAIN, SCREEN, listen
from tests.listening.measures import PLAIN_BAR, SCREEN_BAR, Bar, Sound, faults
from tests.listening.readers import READERS, Name, missing

pytestmark = [pytest.mark.listening, pytest.mark.slow]


def problems(sound: Sound, bar: Bar) -> list[str]:
    """All that is not as it must be."""
    missed = (f"{m.page}, {m.key}: not {m.hear!r}, but: {m.transcript}" for m in sound.misses)
    return [*faults(sound, bar), *missed]


def hold(play_all: Callable[[], Sound], judge: Callable[[Sound], list[str]]) -> str:
    """Play, and once more if it was not right: machines are busy. Returns why it had to."""
    found = judge(play_all())
    if found and (again := judge(play_all())):
        pytest.fail("\n".join([*again, "", "and before that:", *found]), pytrace=False)
    return "; ".join(found)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    ("way", "bar"), [("screen", SCREEN_BAR), ("lines", PLAIN_BAR)], ids=["screen", "lines"]
)
def test_every_page_is_heard_right(
    reader: Name, way: str, bar: Bar, record_property: Callable[[str, object], None]
) -> None:
    journeys = SCREEN if way == "screen" else PLAIN
    sounds: list[Sound] = []

    def play_all() -> Sound:
        sounds.append(listen(journeys, reader))
        return sounds[-1]

    why = hold(play_all, lambda sound: problems(sound, bar))
    if why:
        record_property(AGAIN, why)
    pages = dict(sounds[-1].pages())
    assert pages.keys() == set(MODULES)
    if way == "screen":
        walked = [Sound(reader, page.steps) for page in pages.values() if len(page.steps) > 2]
        assert min(sound.share_of_moves for sound in walked) >= bar.share


def test_nothing_is_spoken_while_nothing_happens(tmp_path: Path) -> None:
    here = [(reader, way) for reader in READERS for way in ("reader", "plain")]
    here = [(reader, way) for reader, way in here if not missing(reader)]
    here.remove(("brltty", "plain")) if ("brltty", "plain") in here else None

    def idle(which: tuple[Name, str]) -> tuple[str, ...]:
        reader, way = which
        with companion(reader, tmp_path / f"{reader}-{way}", way) as rig:
            rig.started("Companion." if way == "plain" else "1 Next session")
            rig.press("5", "1 My notes" if way == "reader" else "5")
            return tuple(said.text for said in rig.idle(10).said)

    with ThreadPoolExecutor(len(here) or 1) as together:
        said = dict(zip(here, together.map(idle, here), strict=True))
    assert said == dict.fromkeys(here, ())
