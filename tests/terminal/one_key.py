"""Steps of a member who uses one key, the space bar."""

import time
from collections.abc import Callable

from tests.terminal.pty_program import Program

KEY = " "
AGAIN = 1.1  # seconds after which the key counts again
ROUND = 90.0  # seconds that the program may take to come round to a choice
LISTEN = "I am here to listen"


def choose(program: Program, words: str, seen: Callable[[], None] = lambda: None) -> None:
    """Wait until the program has gone to a choice, then press the key. `seen` may look first."""
    end = time.monotonic() + ROUND
    while words not in program.cursor_words:
        assert program.read(0.05), program.screen
        assert time.monotonic() < end, f"{words!r} is not met on:\n{program.screen}"
    seen()
    program.type(KEY)
    program.read(AGAIN)


def send_that_i_listen(program: Program, seen: Callable[[], None] = lambda: None) -> None:
    """From the first page on: "I am here to listen" is sent."""
    for words in ("5 More", "3 Things I sent", "Share something", LISTEN, "Carry on"):
        choose(program, words, seen)
    choose(program, "Send it now", seen)
    program.expect("Thank you.")


def take_it_back(program: Program, seen: Callable[[], None] = lambda: None) -> None:
    """From a page that is not the first: it is taken back, with no reason asked."""
    for words in ("Home", "5 More", "3 Things I sent", "Take back", "Yes, take it back"):
        choose(program, words, seen)
    program.expect("You took it back.")
