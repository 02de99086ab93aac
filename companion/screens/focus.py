"""Where the focus is on a page, and with it the terminal's cursor, the scrolling and the voice."""

from textual.geometry import Region
from textual.widget import Widget

from companion.screens.picture import PictureView
from companion.screens.sheet import Place, Sheet, View
from companion.screens.views import BIG, RowView, Stop, TextBox, WordsView


class FocusScreen(Sheet):
    """A page with something in focus."""

    def _bring_here(self) -> None:
        """Bring what has the focus by then."""
        if (here := self.here()) is not None:
            self.bring(here, +1)

    def place(self) -> Place | None:
        """Where the focus is: the words of a line, or the key of a text box and its caret."""
        here = self.here()
        if isinstance(here, TextBox):
            return here.key, here.caret()
        return (here.words, None) if here is not None else None

    def start(self, place: Place | None = None) -> bool:
        """Where the focus stands when a page opens.

        It is the end of a text that the member goes on with, else the first thing that can
        be done. A page that is drawn anew has it where it was: then this is true.
        """
        if place is not None and (view := self._find(place)) is not None:
            self.go_to(view, +1, bring=False)
            self.call_after_refresh(self._bring_here)
            return True
        view = self.controls()[0]
        for box in self.views():
            if isinstance(box, TextBox) and box.key == self.session.page.begin_at:
                box.go_on()
                view = box
        self.go_to(view, +1, bring=False)
        self.call_after_refresh(self._settle)
        return False

    def _find(self, place: Place) -> View | None:
        """What stands at a place now; a text box gets its caret back."""
        name, caret = place
        for view in self.stops():
            if isinstance(view, TextBox) and view.key == name:
                view.put_caret(caret)
                return view
            if isinstance(view, Stop) and view.words == name:
                return view
        return None

    def _settle(self) -> None:
        """Begin a page that is longer than the screen at its top: nothing is skipped.

        A text box keeps the focus, so that what is typed goes into it.
        """
        sheet, here = self.query_one("#sheet"), self.here()
        if here is None:
            return
        if isinstance(here, RowView) and here.parent is sheet:
            below = here.virtual_region.bottom > sheet.size.height
            here = self._top() if below else here
        if here is self.focused:
            self.bring(here, +1)
        else:
            self.go_to(here, +1)
        self.tell_focus()

    def _top(self) -> View:
        """What is new at the top: the title, or where a text was turned, its words.

        Words to show to others come first, too: they must fit.
        """
        stops = self.stops()
        heads = [s for s in stops if self._turned and s.classes & {"title", "place"}]
        big = [s for s in stops if s.has_class(BIG)]
        return big[0] if big else stops[len(heads)]

    # Focus, and with it the real cursor.

    def stops(self) -> list[View]:
        """All that the focus can rest on, in reading order."""
        return [view for view in self.views() if view.display]

    def controls(self) -> list[View]:
        """All that can be chosen or written in, in reading order."""
        return [view for view in self.stops() if not isinstance(view, WordsView)]

    def here(self) -> View | None:
        """The view that has the focus."""
        return self.focused if isinstance(self.focused, Stop | TextBox) else None

    def go_to(self, view: View, by: int, *, bring: bool = True) -> None:
        """Move the focus to a view, coming from above (+1) or below (-1)."""
        if isinstance(view, Stop):
            view.enter(by, self.app.size.width)
        self.set_focus(view, scroll_visible=False)
        if isinstance(view, RowView) and view.picture:
            for side in self.query("#side").results(PictureView):
                side.show(view.picture)
        if bring:
            self.call_after_refresh(self.bring, view, by)

    def bring(self, view: View, by: int) -> None:
        """Scroll, where needed, so that a view, or at least its row, can be seen."""
        sheet = self.query_one("#sheet")
        child = next((w for w in view.ancestors_with_self if w.parent is sheet), None)
        if not isinstance(child, Widget):
            return
        at, top, height = child.virtual_region, sheet.scroll_offset.y, sheet.size.height
        first, last = at.y, at.bottom
        if at.height > height:
            # A line of a longer view, counted from where the view itself begins.
            begin = at.y + view.virtual_region.y if child is not view else at.y
            first, last = (begin + row for row in view.row_span())
        if first < top or last > top + height:
            y = self.scrolled(first, last, by, top, height)
            sheet.scroll_to(y=y, animate=False, force=True)

    def scrolled(self, first: int, last: int, by: int, top: int, height: int) -> int:
        """The first row to show, so that the rows from `first` to `last` can be seen."""
        del by
        return first if first < top else last - height

    def turn(self, by: int) -> bool:
        """Show more of a page that is longer than the screen. False when there is no more of it.

        A text that has been read to its end goes on with its next page, whatever can be chosen
        below. The focus goes along, to the first line that was not in sight: the next Enter
        chooses nothing unseen, and the cursor stands on what is read now. It never goes to a
        text box, where the next key that turns the page would be written.
        """
        sheet = self.query_one("#sheet")
        before, height, first = sheet.scroll_offset.y, sheet.size.height, sheet.content_region.y
        there = [(view, view.region) for view in sheet.query(Stop) if view.display]
        below = any(at.bottom > first + height for v, at in there if isinstance(v, WordsView))
        if by > 0 and not below and "next_page" in self.session.page.actions():
            return False
        step = max(1, height - (self.scale.rows if self.scale else 1))
        # At once: Textual would scroll after the next refresh, and we could not see how far.
        sheet.scroll_to(y=before + by * step, animate=False, force=True, immediate=True)
        moved = sheet.scroll_offset.y - before
        if moved and there:
            # Regions are as they were before it scrolled, and so is this row.
            seen = range(first + moved, first + moved + height)
            self._stand_at(first + (height if by > 0 else moved), by, there, seen)
        return moved != 0

    def _stand_at(self, row: int, by: int, there: list[tuple[Stop, Region]], seen: range) -> None:
        """Move the focus to the first line from a row of the screen on, or what is nearest.

        `seen` are the rows in sight. Where a text box fills them, the focus waits at the words
        above it: nothing scrolls to them, and Enter chooses nothing unseen.
        """
        at = next((n for n, (_view, at) in enumerate(there) if at.bottom > row), len(there) - 1)
        view, region = there[at]
        if region.y >= seen.stop or region.bottom <= seen.start:
            words = [v for v, _region in there[: at + 1] if isinstance(v, WordsView)]
            self.go_to(words[-1], by, bring=False)
            return
        self.go_to(view, by)
        view.skip(row - region.y)
        self.tell_focus()

    def follow(self) -> None:
        """The sheet was scrolled by the wheel: let the focus be on something that is in sight.

        A text box keeps it, so that what is typed goes into it.
        """
        sheet, here = self.query_one("#sheet"), self.here()
        seen = sheet.content_region
        if not isinstance(here, Stop) or sheet not in here.ancestors or here.region.overlaps(seen):
            return
        there = [(view, view.region) for view in sheet.query(Stop) if view.display]
        by = 1 if here.region.y < seen.y else -1
        self._stand_at(seen.y, by, there, range(seen.y, seen.bottom))

    def move(self, by: int, *, controls: bool) -> None:
        """Go to the next (+1) or the one before (-1); after the last comes the first."""
        here = self.here()
        stops = self.stops()
        if not controls and isinstance(here, Stop) and here.step(by):
            here.refresh()
            self.bring(here, by)
            return  # it is inside words that were said whole
        at = stops.index(here) if here in stops else 0
        ring = [stops[(at + by * n) % len(stops)] for n in range(1, len(stops) + 1)]
        view = next((v for v in ring if not controls or not isinstance(v, WordsView)), None)
        if view is not None:
            self.go_to(view, by)
            self.tell_focus()

    # The voice.

    def show_mark(self) -> None:
        """Mark the sentence that is being read, and bring it into sight."""
        mark = self.session.mark
        stops = [view for view in self.views() if isinstance(view, Stop)]
        same = [view for view in stops if mark is not None and view.words == mark.shown]
        there = same[min(mark.time, len(same) - 1)] if mark is not None and same else None
        for view in stops:
            letters = (mark.start, mark.end) if mark is not None and view is there else None
            if view.mark(letters):
                self.bring(view, +1)

    def tell_focus(self) -> None:
        """Tell the voice where the member is now."""
        here = self.here()
        if isinstance(here, Stop):
            self.session.moved_to(here.words)
        elif here is not None:
            self.session.moved_to(here.label)
