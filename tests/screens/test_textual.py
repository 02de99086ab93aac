"""What we use and change of Textual's inside. A newer Textual that differs is told here.

Each test takes one of our changes away and looks for the fault that it was made for. Where
Textual no longer has the fault, the test says what can be deleted.
"""

import ast
import asyncio
import gc
import importlib
import inspect
import json
import os
import pkgutil
import pty
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from rich.console import Console
from rich.containers import Lines
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual._compositor import Compositor
from textual.app import App, ComposeResult
from textual.color import Color
from textual.filter import Monochrome, NoColor
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import TextArea

import companion.screens
from companion.guarding import let_go_of_words
from companion.page.blocks import Field
from companion.screens.app import CompanionApp
from companion.screens.driver import POINTER_SHAPE, UNWANTED
from companion.screens.field import FieldView
from companion.screens.flow import Flow
from companion.screens.page_screen import PageScreen
from companion.screens.reader import Asking, ReaderApp
from companion.screens.themes import NoColours
from companion.screens.turning import TurningField
from tests.places import CANARY, at
from tests.screens.pilots import _event, press, settle
from tests.screens.terminals import on_terminal, run_fast
from tests.screens.test_screen import the_screen

SIZE = (80, 24)
STYLES = Path(companion.screens.__path__[0])
PATIENCE = 30.0  # seconds for a program on a busy machine

# Every private name of Textual's that companion/screens uses, and why.
PRIVATE = {
    "_app": "the driver ends the app when its terminal is gone",
    "_batch_count": "the reader way paints nothing inside a batch, as Textual does",
    "_check_bindings": "keys go to the screen, but Textual's own keys still work",
    "_check_refresh": "a page that opens is laid out and painted once",
    "_close_messages_no_wait": "a fault ends the app, as Textual ends it",
    "_closed": "the reader way paints nothing once the app is closed, as Textual does",
    "_compositor": "the reader way compares the rows of the whole screen",
    "_dirty_regions": "the reader way asks only whether anything has changed",
    "_display": "the cursor goes out with each paint; the reader way sends text alone",
    "_driver": "the reader way writes to the terminal; the window gets a name",
    "_exception": "a fault reaches the tests",
    "_exception_event": "a fault reaches the tests",
    "_file": "the screen is drawn on standard output",
    "_handle_exception": "a fault prints nothing of a member's",
    "_on_timer_update": "the first page is painted at once",
    "_refresh_truecolor_filter": "the first theme is put on before the app runs, at less cost",
    "_return_code": "a fault gives an exit code",
    "_set_forwarded": "a key is handed to the screen only once",
}


def needless(ours: str) -> str:
    return f"Textual does well by itself now. Try to delete {ours}."


def bare(app: type[CompanionApp], **textuals: object) -> type[CompanionApp]:
    """One of our apps with something of Textual's in place of ours."""
    styles = [str(STYLES / name) for name in app.CSS_PATH]
    return type("Bare", (app,), {"CSS_PATH": styles, **textuals})


# The list.


def modules() -> list[ModuleType]:
    found = pkgutil.walk_packages(companion.screens.__path__, "companion.screens.")
    return [importlib.import_module(module.name) for module in found]


def names_of_textual() -> set[str]:
    """The private names in the classes that ours build on."""
    ours = [c for module in modules() for c in vars(module).values() if inspect.isclass(c)]
    bases = {base for c in ours for base in c.__mro__ if base.__module__.startswith("textual.")}
    sources = "\n".join(map(inspect.getsource, bases))
    return {a or b for a, b in re.findall(r"\bself\.(_[a-z]\w*)|\bdef (_[a-z]\w*)", sources)}


def names_of_ours() -> tuple[set[str], set[str]]:
    """The private names that companion/screens uses of objects, and those that it makes."""
    used, made = set(), set()
    nodes = (n for m in modules() for n in ast.walk(ast.parse(inspect.getsource(m))))
    for node in nodes:
        if isinstance(node, ast.Attribute):
            used.add(node.attr)
            made |= {node.attr} if isinstance(node.ctx, ast.Store) else set()
        elif isinstance(node, ast.ClassDef):
            methods = {part.name for part in ast.walk(node) if isinstance(part, METHODS)}
            used |= methods
            made |= methods
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            made.add(node.id)
    return {name for name in used if re.match("_[a-z]", name)}, made


METHODS = (ast.FunctionDef, ast.AsyncFunctionDef)


def test_each_private_name_has_its_reason_and_none_is_taken_by_accident() -> None:
    theirs, (used, made) = names_of_textual(), names_of_ours()
    found = {name for name in used if name in theirs or name not in made}
    assert found == set(PRIVATE), "Give the reason in PRIVATE and test it, or take it out."


@pytest.mark.parametrize(
    ("method", "takes"),
    [
        (App._display, ["self", "screen", "renderable"]),
        (App._handle_exception, ["self", "error"]),
        (App._check_bindings, ["self", "key", "priority"]),
        (App.on_event, ["self", "event"]),
        (Compositor.render_strips, ["self", "size"]),
        (TextArea.get_line, ["self", "line_index"]),
        (TextArea.scroll_cursor_visible, ["self", "center", "animate"]),
        (Text.divide, ["self", "offsets"]),
    ],
)
def test_what_we_override_or_call_takes_the_same(method: Any, takes: list[str]) -> None:
    assert list(inspect.signature(method).parameters) == takes


@pytest.mark.slow
def test_the_settings_of_textual_are_obeyed() -> None:
    look = (
        "import companion.screens.app\n"
        "from textual import constants\n"
        "print(constants.DISABLE_KITTY_KEY, constants.TEXTUAL_ANIMATIONS)\n"
    )
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout == "True none\n"


# The app.


def test_textual_leaves_the_cursor_behind() -> None:
    app = bare(CompanionApp, _display=App._display)(at("home")[0])

    async def look() -> None:
        async with on_terminal(app, SIZE) as (pilot, terminal):
            await press(pilot, "tab", "tab")
            here = the_screen(app).here()
            assert here is not None
            assert terminal.cursor != here.cursor(), needless("CompanionApp._display")

    run_fast(look())


def test_textual_keeps_what_is_gone_until_it_is_asked_for_what_is_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here = CompanionApp(at("entry")[0])

    def drawn() -> list[Strip]:
        strips = (one for one in gc.get_objects() if isinstance(one, Strip))
        return [strip for strip in strips if CANARY in strip.text]

    async def look() -> None:
        async with here.run_test(size=SIZE) as pilot:
            await settle(pilot)
            assert drawn()
            with monkeypatch.context() as patched:
                patched.setattr(PageScreen, "let_go", lambda _screen: let_go_of_words())
                await press(pilot, "x")
            assert drawn(), needless("what PageScreen.let_go does of its own")
            the_screen(here).let_go()
            assert not drawn()

    asyncio.run(look())


def test_textual_hands_keys_to_what_has_the_focus_too_early() -> None:
    session, world = at("new note")
    app = bare(CompanionApp, on_event=App.on_event)(session)

    async def look() -> None:
        async with on_terminal(app, SIZE) as (pilot, _terminal):
            for key in (*"quick", "tab", "2"):  # faster than the focus moves
                app.post_message(_event(key))
            await settle(pilot)
            the_screen(app).keep_typed()
            typed = [draft.text for draft in world.drafts.stored.values()]
            assert typed == ["quick2"], needless("CompanionApp.on_event")

    run_fast(look())


def test_textual_paints_several_times_at_the_start() -> None:
    def painted(app: CompanionApp) -> int:
        async def look() -> None:
            async with on_terminal(app, SIZE) as (_pilot, terminal):
                written.append(len(terminal.written))

        written: list[int] = []
        run_fast(look())
        return written[0]

    early = CompanionApp(at("home")[0])
    early._opening.close()
    twice = painted(early) > 1.5 * painted(CompanionApp(at("home")[0]))
    assert twice, needless("CompanionApp._opening")


def test_textual_prints_the_words_that_a_fault_held() -> None:
    app = bare(CompanionApp, _handle_exception=App._handle_exception)(at("home")[0])

    def fail() -> None:
        private = CANARY.split()[1]
        raise ValueError(len(private))

    async def look() -> None:
        async with app.run_test(size=SIZE):
            app.call_later(fail)
            await asyncio.sleep(1)
            console = Console(width=200)
            with console.capture() as printed:
                console.print(*app._exit_renderables)
            assert "lamp" in printed.get(), needless("CompanionApp._handle_exception")

    with pytest.raises(ValueError, match="4"):
        run_fast(look())


def test_textual_prints_why_it_cannot_go_on() -> None:
    ours = CompanionApp(at("home")[0])
    textuals = bare(CompanionApp, panic=App.panic)(at("home")[0])

    async def look(app: CompanionApp) -> None:
        async with app.run_test(size=SIZE):
            app.panic("Words of Textual's.")

    with pytest.raises(RuntimeError):
        run_fast(look(ours))
    assert isinstance(ours.failure, RuntimeError)
    assert ours._exit_renderables == []
    run_fast(look(textuals))
    assert textuals.failure is None, needless("CompanionApp.panic")


def test_textual_answers_ctrl_c_with_a_passing_message() -> None:
    app = bare(CompanionApp, action_help_quit=App.action_help_quit)(at("home")[0])

    async def look() -> None:
        async with app.run_test(size=SIZE, notifications=True) as pilot:
            await press(pilot, "ctrl+c")
            assert len(app._notifications) == 1, needless("CompanionApp.action_help_quit")

    run_fast(look())


# The screen-reader way.


def test_textual_sends_rows_whose_text_did_not_change(monkeypatch: pytest.MonkeyPatch) -> None:
    def sent(app: CompanionApp) -> str:
        async def look() -> None:
            async with on_terminal(app, SIZE) as (pilot, terminal):
                await settle(pilot)
                before = len(terminal.written)
                await press(pilot, "down")
                written.append(terminal.written[before:])

        written: list[str] = []
        run_fast(look())
        return written[0]

    assert "Charter" not in sent(ReaderApp(at("home", "reader")[0]))
    textual = bare(ReaderApp, _display=CompanionApp._display)
    monkeypatch.setattr(Asking, "render_update", Compositor.render_update)
    assert "Charter" in sent(textual(at("home", "reader")[0])), needless("TextPainter")


# The text box.


class BoxApp(App[None]):
    """A text box alone, of 3 rows."""

    CSS = "TextArea { height: 3; width: 20; border: none; padding: 0; }"

    def __init__(self, box: TextArea) -> None:
        super().__init__()
        self.box = box

    def compose(self) -> ComposeResult:
        yield self.box


def field(text: str) -> Field:
    return Field("text", "Your note", text)


def rows_of(box: TextArea) -> str:
    return "".join(box.render_line(y).text for y in range(box.size.height))


async def test_textual_divides_a_paragraph_anew_for_each_row() -> None:
    divided: list[Text] = []

    class Counting(Text):
        def divide(self, offsets: Any) -> Lines:
            divided.append(self)
            return super().divide(offsets)

    class Box(TextArea):
        def get_line(self, line_index: int) -> Text:
            return Counting(self.document.get_line(line_index), end="", no_wrap=True)

    app = BoxApp(Box("many words " * 20))
    async with app.run_test(size=SIZE):
        divided.clear()
        app.box._line_cache.clear()
        rows_of(app.box)
        assert len(divided) >= 3, needless("_Paragraph in field.py")


async def test_textual_draws_what_turns_the_reading_direction() -> None:
    for box, drawn in [(TextArea("a\u202eb"), True), (FieldView(field("a\u202eb"), ""), False)]:
        app = BoxApp(box)
        async with app.run_test(size=SIZE):
            assert ("\u202e" in rows_of(box)) is drawn, needless("UNTURNED in field.py")


async def test_textual_forgets_the_caret_where_rows_come_to_end_elsewhere() -> None:
    box = FieldView(field("several words in several rows"), "")
    app = BoxApp(box)
    async with app.run_test(size=SIZE) as pilot:
        box.styles.height = 10  # room for all rows, so that nothing scrolls
        box.go_on()
        await settle(pilot)
        assert box.cursor() == box.cursor_screen_offset
        box.styles.width = 10
        await settle(pilot)
        row = box.cursor().y - box.region.y
        assert box.render_line(row).text.strip() == "rows"
        assert box.cursor() != box.cursor_screen_offset, needless("the sum in FieldView.cursor")


async def test_textual_scrolls_a_text_box_by_a_row() -> None:
    class ByRow(TurningField):
        scroll_cursor_visible = TextArea.scroll_cursor_visible

    class NoRoom(TurningField):
        max_scroll_y = TextArea.max_scroll_y

    async def turned(kind: type[TurningField]) -> int:
        box = kind(field("1\n2\n3\n4"), "")
        app = BoxApp(box)
        async with app.run_test(size=SIZE) as pilot:
            box.focus()
            await press(pilot, "down", "down", "down")
            return box.scroll_offset.y

    assert await turned(TurningField) == 3
    assert await turned(ByRow) == 1, needless("TurningField.scroll_cursor_visible")
    assert await turned(NoRoom) == 1, needless("TurningField.max_scroll_y")


# What stands where, and colours.


async def test_textual_has_no_layout_that_flows() -> None:
    class Named(Flow):
        render = Widget.render  # type: ignore[assignment]

    with pytest.raises(ValueError, match="flow"):
        Widget().styles.layout = "flow"
    assert "Named" in str(Named().render()), needless("Flow.render")


def test_textual_makes_greys_or_names_the_default_colour() -> None:
    coloured = Segment("words", Style.parse("red on blue"))
    [ours] = NoColours().apply([coloured], Color(0, 0, 0))
    assert ours.style is not None
    assert (ours.style.color, ours.style.bgcolor) == (None, None)
    for textuals in (Monochrome(), NoColor()):
        [theirs] = textuals.apply([coloured], Color(0, 0, 0))
        assert theirs.style is not None
        assert theirs.style.color is not None, needless("NoColours in themes.py")


def test_lines_go_through_the_filters_that_we_choose() -> None:
    session, world = at("home")
    world.settings.put("theme", "none")

    def written(app: CompanionApp) -> str:
        async def look() -> None:
            async with on_terminal(app, SIZE) as (_pilot, terminal):
                seen.append(terminal.written)

        seen: list[str] = []
        run_fast(look())
        return seen[0]

    colours = re.compile(r"\x1b\[[0-9;]*\b(?:3[0-9]|4[0-9]|9[0-7])[;m]")
    assert not colours.search(written(CompanionApp(session)))
    textual = bare(CompanionApp, get_line_filters=App.get_line_filters)
    assert colours.search(written(textual(session))), needless("CompanionApp.get_line_filters")


# The driver, on a real terminal.


def told(mode: str) -> list[dict[str, Any]]:
    """What Textual's own driver does when its app stops ("stop"), or its terminal is "gone"."""
    ours, theirs = pty.openpty()
    listen, tell = os.pipe()
    command = [sys.executable, "-m", "tests.screens.bare_driver", str(tell), mode]
    terminal: dict[str, Any] = {"stdin": theirs, "stdout": theirs, "stderr": theirs}
    with (
        subprocess.Popen(command, pass_fds=[tell], start_new_session=True, **terminal) as program,
        os.fdopen(listen, encoding="utf-8") as lines,
    ):
        os.close(theirs)
        os.close(tell)
        try:
            said = [json.loads(lines.readline())]
            if mode == "gone":
                os.close(ours)
            said += map(json.loads, lines)
            program.wait(PATIENCE)
        finally:
            program.kill()
            if mode != "gone":
                os.close(ours)
    return said


@pytest.mark.slow
def test_textual_writes_what_members_terminals_must_not_get() -> None:
    started, ended = told("stop")
    assert started["on_standard_error"], needless("QuietDriver.__init__")
    for sequence in sorted(UNWANTED):
        assert sequence in ended["written"], needless(f"{sequence!r} in UNWANTED")


@pytest.mark.slow
def test_textual_reads_for_ever_where_the_terminal_is_gone() -> None:
    _started, ended = told("gone")
    assert not ended["ended"], needless("QuietDriver._leave_with_the_terminal")


def test_textual_names_a_shape_for_the_pointer() -> None:
    app = CompanionApp(at("home")[0])

    async def look() -> None:
        async with on_terminal(app, SIZE) as (_pilot, terminal):
            app._set_pointer_shape("text")
            assert terminal.written.count(POINTER_SHAPE), needless("POINTER_SHAPE")

    run_fast(look())
