"""What is let go of when the journal is locked."""

import gc
import weakref

from rich.cells import cached_cell_len

from companion.guarding import let_go_of_words


class Drawn:
    """Something that holds itself, as a removed widget does."""

    def __init__(self) -> None:
        self.itself = self


def test_nothing_that_was_drawn_is_remembered() -> None:
    gc.disable()
    try:
        drawn = weakref.ref(Drawn())
        cached_cell_len("words that nobody else has")
        assert drawn() is not None
        gc.freeze()  # as the screen does when the first page stands
        let_go_of_words()
    finally:
        gc.enable()
    assert drawn() is None
    assert cached_cell_len.cache_info().currsize == 0
