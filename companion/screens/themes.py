"""The colours of the screen: three sets of our own, the terminal's own, and none at all.

Of our own sets every text has at least 7:1, and tests/screens/test_contrast.py holds that.
The contrast of a terminal's own colours cannot be known. There, and without colours, signs,
words, bold, underline and swapped colours tell what colours tell elsewhere.
"""

from collections.abc import Sequence
from functools import lru_cache

from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.filter import LineFilter, Monochrome, NoColor
from textual.theme import Theme

from companion.domain.choices import value_of

_OWN = "ansi_default"  # what the terminal itself writes with, and on
FIRST_BRIGHT = 8  # of 16 colours


def _theme(name: str, page: str, ink: str, accent: str, *, dark: bool = False) -> Theme:
    """A theme of three colours. Textual would mix others from them, with less contrast."""
    bars = ("scrollbar", "scrollbar-hover", "scrollbar-active", "screen-selection-background")
    pages = ("scrollbar-background", "scrollbar-background-hover", "scrollbar-background-active")
    inks = dict.fromkeys(bars, accent) | {"scrollbar": ink}
    return Theme(
        name,
        primary=accent,
        foreground=ink,
        background=page,
        surface=page,
        panel=page,
        dark=dark,
        ansi=page == _OWN,
        variables={
            **inks,
            **dict.fromkeys(pages, page),
            "scrollbar-corner-color": page,
            "screen-selection-foreground": page,
            "ansi-background": page,  # Textual's own style sheet asks for these two
            "ansi-foreground": ink,
        },
    )


# By the values of the setting, the default first.
THEMES = {
    theme.name: theme
    for theme in (
        _theme("dark", "#000000", "#ffffff", "#ffd700", dark=True),
        _theme("light", "#ffffff", "#000000", "#00308f"),
        _theme("cream", "#fbf5e6", "#241c10", "#7a2e00"),
        _theme("terminal", _OWN, _OWN, _OWN),
        _theme("none", _OWN, _OWN, _OWN),
    )
}


class NoColours(LineFilter):
    """Takes every colour away, also the default one: Textual's own filter would name it."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        del background
        return [
            Segment(text, None if style is None else _without_colour(style), control)
            for text, style, control in segments
        ]


@lru_cache(1024)
def _without_colour(style: Style) -> Style:
    # What the mouse does is kept in the style, too.
    return style.without_color + Style.from_meta(style.meta) if style.meta else style.without_color


class NoBrightBold(LineFilter):
    """Leaves out bold where a terminal of 16 colours may show it as a lighter colour.

    Most of them do so with the first 8 colours: a bold black would be grey.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        del background
        return [
            Segment(text, style and without_bright_bold(style), control)
            for text, style, control in segments
        ]


@lru_cache(1024)
def without_bright_bold(style: Style) -> Style:
    if not style.bold or style.color is None:
        return style
    shown = style.color.downgrade(ColorSystem.STANDARD).number
    return style + Style(bold=False) if shown is not None and shown < FIRST_BRIGHT else style


_TEXTUALS = (Monochrome, NoColor)  # its filters where NO_COLOR is set
_NO_COLOURS, _NO_BRIGHT_BOLD = NoColours(), NoBrightBold()


def dress(app: App[None], name: str) -> None:
    """Get an app that does not run yet ready to wear our themes, and put the first on.

    Textual would read all style sheets with its own theme first, and then once more.
    """
    for theme in THEMES.values():
        app.register_theme(theme)
    app.no_color = False
    app.set_reactive(App.theme, _fitting(app, name))
    app.set_class(app.current_theme.dark, "-dark-mode", update=False)
    app.set_class(not app.current_theme.dark, "-light-mode", update=False)
    app._refresh_truecolor_filter(app.ansi_theme)
    app.stylesheet.set_variables(app.get_css_variables())


def wear(app: App[None], name: str) -> None:
    """Let an app that was dressed wear a theme from now on."""
    name = _fitting(app, name)
    if app.theme != name:
        app.theme = name


def _fitting(app: App[None], name: str) -> str:
    """The theme to wear where one of a name was chosen."""
    name = value_of("theme", name)
    few = name == "cream" and _few_colours(app)
    return "light" if few else name  # 16 colours have no cream, and a brown that is too light


def filters(app: App[None], textuals: Sequence[LineFilter]) -> list[LineFilter]:
    """What each line of the screen goes through: Textual's filters, and ours.

    NO_COLOR has been obeyed by then: compose.py turns it into a theme. Textual would turn
    colours into greys, and would go on when the member has chosen colours.
    """
    worn = [line_filter for line_filter in textuals if not isinstance(line_filter, _TEXTUALS)]
    worn += [_NO_COLOURS] if app.theme == "none" else []
    return worn + ([_NO_BRIGHT_BOLD] if _few_colours(app) else [])


def _few_colours(app: App[None]) -> bool:
    return app.console.color_system == "standard"
