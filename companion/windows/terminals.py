"""The terminals that can be opened with larger letters, and how each of them is called.

A table, so that another terminal is one entry. docs/display.md has the recipe, and tells
which of these were tried. What is called is always a list of words, never a line for a shell.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from companion.plainwords.messages import N_

TITLE = "Companion"
FONT = "Monospace"  # each system has a font that it gives for this name

# With 16 colours, these terminals would paint black bold letters grey.
COLOURS = "xterm-256color"

# A font that is this large is zoom 1, where a terminal takes only a factor.
USUAL_POINTS = 11
LARGEST_ZOOM = 4.0

# So many points fit across and down a small screen, where a terminal cannot fill it itself.
POINTS_ACROSS, POINTS_DOWN = 1450, 420
LEAST_COLUMNS, LEAST_ROWS = 20, 6

# The keys that make the letters of a terminal bigger, as they are when nobody has changed them.
CTRL_PLUS = N_("Hold Ctrl and press the plus key.")
CTRL_SHIFT_PLUS = N_("Hold Ctrl and Shift. Then press the plus key.")
XTERM_MENU = N_("Hold Ctrl and press the right mouse button. Choose Huge.")
ASK = N_("Ask someone you trust.")

X11 = ("DISPLAY",)
WAYLAND = ("WAYLAND_DISPLAY",)
EITHER = ("WAYLAND_DISPLAY", "DISPLAY")

Words = list[str]
Call = Callable[[int, Sequence[str]], Words]


class Terminal(NamedTuple):
    """One terminal: its program, how it is called, and how it is known from inside.

    `call` gets the points and the command that runs in the window, and gives what follows
    the program's name. `screens` are the variables of which one must be set. `marks` are
    variables that the terminal sets, each with the start of its value. `keys` is what a person
    does for bigger letters in it.
    """

    name: str
    program: str
    call: Call
    screens: tuple[str, ...]
    marks: tuple[tuple[str, str], ...]
    keys: str = CTRL_PLUS


def cells(points: int) -> tuple[int, int]:
    """How many letters and lines fit a small screen."""
    columns = max(LEAST_COLUMNS, POINTS_ACROSS // points)
    rows = max(LEAST_ROWS, POINTS_DOWN // points)
    return columns, rows


def zoom(points: int) -> str:
    """The factor that makes a usual font about as large as `points`."""
    return f"{min(points / USUAL_POINTS, LARGEST_ZOOM):.2f}"


def pixels(points: int) -> str:
    """The same size in dots, on a usual screen of 96 dots to the inch."""
    return str(round(points * 96 / 72))


def _alacritty(points: int, command: Sequence[str]) -> Words:
    columns, rows = cells(points)
    return [
        *("-o", f"font.size={points}", "-o", 'window.startup_mode="Maximized"'),
        *("-o", f"window.dimensions.columns={columns}", "-o", f"window.dimensions.lines={rows}"),
        *("--title", TITLE, "-e", *command),
    ]


def _foot(points: int, command: Sequence[str]) -> Words:
    font = f"--font={FONT.lower()}:size={points}"
    return [font, "--maximized", f"--title={TITLE}", *command]


def _ghostty(points: int, command: Sequence[str]) -> Words:
    size = f"--font-size={points}"
    return [size, "--maximize=true", "--gtk-single-instance=false", "-e", *command]


def _gnome_terminal(points: int, command: Sequence[str]) -> Words:
    return ["--window", "--maximize", f"--zoom={zoom(points)}", f"--title={TITLE}", "--", *command]


def _kitty(points: int, command: Sequence[str]) -> Words:
    # Without --title, which would forbid the title that the companion gives each page.
    columns, rows = cells(points)
    return [
        *("--start-as=maximized", "-o", f"font_size={points}", "-o", "remember_window_size=no"),
        *("-o", f"initial_window_width={columns}c", "-o", f"initial_window_height={rows}c"),
        *("--", *command),
    ]


def _konsole(points: int, command: Sequence[str]) -> Words:
    columns, rows = cells(points)
    return [
        *("--separate", "-p", f"Font={FONT},{points}"),
        *("-p", f"TerminalColumns={columns}", "-p", f"TerminalRows={rows}", "-e", *command),
    ]


def _mate_terminal(points: int, command: Sequence[str]) -> Words:
    size = f"--zoom={zoom(points)}"
    return ["--disable-factory", "--maximize", size, f"--title={TITLE}", "-x", *command]


def _mlterm(points: int, command: Sequence[str]) -> Words:
    return [
        *(f"--fontsize={pixels(points)}", "--geometry", "{}x{}".format(*cells(points))),
        *(f"--term={COLOURS}", f"--title={TITLE}", "-e", *command),
    ]


def _urxvt(points: int, command: Sequence[str]) -> Words:
    return [
        *("-fn", f"xft:{FONT}:size={points}", "-geometry", "{}x{}".format(*cells(points))),
        *("-tn", "rxvt-unicode-256color", "-title", TITLE, "-e", *command),
    ]


def _wezterm(points: int, command: Sequence[str]) -> Words:
    return ["--config", f"font_size={points}", "start", "--always-new-process", "--", *command]


def _xfce4_terminal(points: int, command: Sequence[str]) -> Words:
    font = f"--font={FONT} {points}"
    return ["--disable-server", "--maximize", font, f"--title={TITLE}", "-x", *command]


def _xterm(points: int, command: Sequence[str]) -> Words:
    # Without -maximized, which takes the whole screen and puts the last line below its edge.
    return [
        *("-geometry", "{}x{}".format(*cells(points))),
        *("-fa", FONT, "-fs", str(points), "-tn", COLOURS, "-title", TITLE, "-e", *command),
    ]


# The first that is there is taken, after the one that the member is in. Those that a desktop
# brings stand first: they have the member's own colours and keys.
TERMINALS: tuple[Terminal, ...] = (
    Terminal(
        "GNOME Terminal",
        "gnome-terminal",
        _gnome_terminal,
        EITHER,
        (("GNOME_TERMINAL_SCREEN", ""),),
    ),
    Terminal("Konsole", "konsole", _konsole, EITHER, (("KONSOLE_VERSION", ""),)),
    Terminal("Xfce Terminal", "xfce4-terminal", _xfce4_terminal, EITHER, ()),
    Terminal("MATE Terminal", "mate-terminal", _mate_terminal, EITHER, ()),
    Terminal(
        "kitty",
        "kitty",
        _kitty,
        EITHER,
        (("KITTY_WINDOW_ID", ""), ("TERM", "xterm-kitty")),
        CTRL_SHIFT_PLUS,
    ),
    Terminal(
        "Ghostty",
        "ghostty",
        _ghostty,
        EITHER,
        (("TERM_PROGRAM", "ghostty"), ("TERM", "xterm-ghostty")),
    ),
    Terminal(
        "WezTerm",
        "wezterm",
        _wezterm,
        EITHER,
        (("TERM_PROGRAM", "WezTerm"), ("WEZTERM_PANE", "")),
    ),
    Terminal(
        "Alacritty",
        "alacritty",
        _alacritty,
        EITHER,
        (("ALACRITTY_WINDOW_ID", ""), ("TERM", "alacritty")),
    ),
    Terminal("foot", "foot", _foot, WAYLAND, (("TERM", "foot"),)),
    Terminal("xterm", "xterm", _xterm, X11, (("XTERM_VERSION", ""),), XTERM_MENU),
    Terminal("mlterm", "mlterm", _mlterm, X11, (("MLTERM", ""),), ASK),
    Terminal("urxvt", "urxvt", _urxvt, X11, (("TERM", "rxvt"),), ASK),
)
