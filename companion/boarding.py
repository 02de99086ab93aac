"""Writing without a keyboard: where a member uses two keys or one, choices take the place of
text boxes."""

from msgspec.structs import replace

from companion.granting import Granting
from companion.page.blocks import Block, Field, Page, Quote
from companion.page.events import Chose, Event, Pressed, Typed
from companion.pages import find_route
from companion.pages.board import State, label_with_state, take, view
from companion.plainwords.messages import OWN, language
from companion.problems import Problem


class Boarding(Granting):
    """The page as the member's keys need it, and the letter board that stands on it."""

    _board: State | None = None

    def _page_for_keys(self) -> Page:
        place = self._trail[-1]
        page = self.pressing.keyed(find_route(place.route).view(place.state))
        if not self.pressing.few:
            return page
        if self._board is not None:
            return view(page, self._board)
        blocks = [new for block in page.blocks for new in _without_box(page, block)]
        return replace(page, blocks=tuple(blocks), begin_at="")

    def _on_board(self, event: Event) -> bool:
        """Let the board hear of an event first. False where it is for the page."""
        if isinstance(event, Pressed) and event.action == "write_board":
            self._open_board(event.arg)
            return True
        board = self._board
        if board is None or not isinstance(event, Chose | Pressed):
            return False
        self._board = take(board, event)
        if self._board is None:
            return isinstance(event, Pressed) and event.action in ("back", "board_done")
        if self._board.text != board.text:
            # The page keeps it at once, as it keeps each key.
            self._grant_all(self._take(Typed(board.field.key, self._board.text)))
        return True

    def _open_board(self, key: str) -> None:
        place = self._trail[-1]
        page = find_route(place.route).view(place.state)
        fields = (b for b in page.blocks if isinstance(b, Field) and b.key == key)
        field = next(fields, None)
        if field is not None:
            secret = page.secret or field.hidden
            self._board = State(field) if secret else State(field, self._own_lines(), _known())

    def _own_lines(self) -> tuple[str, ...]:
        """Lines that the member marked as OK to say aloud."""
        try:
            notes = sorted(self._ports.notes.all(), key=lambda note: note.created)
        except Problem:  # the letters are there without them
            return ()
        return tuple(note.text for note in notes if note.aloud and note.text.strip())


def _known() -> tuple[str, ...]:
    """Words to go on with. Those that ship are English."""
    from companion.easyread.lexicon import roots_by_use  # noqa: PLC0415 - few write so

    return roots_by_use() if language() == OWN else ()


def _without_box(page: Page, block: Block) -> tuple[Block, ...]:
    if not isinstance(block, Field):
        return (block,)
    hidden = page.secret or block.hidden or not block.value
    written = () if hidden else (Quote(block.value, exact=True),)
    return (*written, label_with_state(block))
