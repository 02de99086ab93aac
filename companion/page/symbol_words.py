"""The symbols of the journal in words. Pages and commands say the same.

The commands that read load this, so it makes no blocks.
"""

from companion.domain.journal import SYMBOLS
from companion.plainwords.messages import N_, _

_WORDS = dict(
    zip(
        SYMBOLS,
        (
            N_("Noise"), N_("Quiet"), N_("Too much"), N_("Light"), N_("Dark"),
            N_("Headphones"), N_("Slow"), N_("Fast"), N_("Wait"), N_("Break"), N_("Time"),
            N_("Late"), N_("People"), N_("Too many people"), N_("Alone"), N_("Friend"),
            N_("Supporter"), N_("Listen"), N_("Speak"), N_("Type"), N_("Draw"),
            N_("Pictures"), N_("Words"), N_("Hard words"), N_("Plan"), N_("Change"),
            N_("Room"), N_("Chair"), N_("Food"), N_("Drink"), N_("Toilet"), N_("Travel"),
            N_("Online"), N_("Help"), N_("Helped"), N_("Did not help"),
            N_("Happy"), N_("Calm"), N_("Tired"), N_("Worried"), N_("Angry"), N_("Not sure"),
            N_("Lonely"), N_("Pain"), N_("Sick"),
        ),
        strict=True,
    )
)  # fmt: skip


def symbol_words(symbols: tuple[str, ...]) -> str:
    """The words of some symbols, as a list: "noise, too much"."""
    return ", ".join(symbol_word(symbol).lower() for symbol in symbols)


def symbol_word(symbol: str) -> str:
    """The word of a symbol. One that this program does not know is shown by its id."""
    return _(_WORDS[symbol]) if symbol in _WORDS else symbol.replace("_", " ")
