"""The one list of actions: it makes the keys, the menus, the help page and the docs."""

from enum import Enum

from msgspec import Struct

from companion.page.blocks import Action, Page
from companion.plainwords.messages import N_, _


class When(Enum):
    """When an action can be done."""

    ALWAYS = "on every page"
    AWAY_FROM_HOME = "on every page but home"
    OFFERED = "on pages that offer it"


class Spec(Struct, frozen=True):
    """One action. `label` and `help` are message ids, translated where they are shown.

    `key` is the letter or sign that works the same in the full screen and in plain
    lines; `screen_keys` are further keys of the full screen, `words` are further words of
    plain mode ("" is Enter alone).
    """

    id: str
    label: str
    help: str
    when: When = When.OFFERED
    key: str = ""
    screen_keys: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


ACTIONS: tuple[Spec, ...] = (
    Spec("back", N_("Back"), N_("Go back 1 step. You lose nothing."),
         When.AWAY_FROM_HOME, "b", ("escape",), ("back",)),
    Spec("home", N_("Home"), N_("Go to the first page. You lose nothing."),
         When.AWAY_FROM_HOME, "0", (), ("home",)),
    Spec("help", N_("Help"), N_("Help with this page, and help for you."),
         When.ALWAYS, "?", (), ("help",)),
    Spec("hide", N_("Hide now"), N_("Hide this page at once. Your words are safe."),
         When.ALWAYS, "x", (), ("hide",)),
    Spec("stop", N_("Stop"), N_("Stop Companion. Your words are safe."),
         When.ALWAYS, "q", (), ("stop", "quit", "exit")),
    Spec("next_page", N_("Next"), N_("The next page of this text."),
         screen_keys=("space", "pagedown"), words=("", "next")),
    Spec("page_before", N_("Page before"), N_("The page before this one."),
         screen_keys=("pageup",), words=("p",)),
    Spec("meanings", N_("What does it mean?"), N_("What the hard words on this page mean."),
         key="w", words=("meaning",)),
    Spec("open_charter", N_("Charter"), N_("What we agreed, in easy words.")),
    Spec("open_part", N_("Open this part"), N_("Read this part of the charter.")),
    Spec("open_notes", N_("My notes"), N_("Words you write for a session.")),
    Spec("open_note", N_("Open this note"), N_("Read or change this note.")),
    Spec("new_note", N_("New note"), N_("Write a new note.")),
    Spec("more_notes", N_("More notes"), N_("Show more of your notes.")),
    Spec("save_note", N_("Done"), N_("Keep this note and go back.")),
    Spec("mark_aloud", N_("Make it OK to say aloud"),
         N_("Mark this note as OK to say aloud in a session.")),
    Spec("mark_private", N_("Make it only for me"), N_("Mark this note as only for you.")),
    Spec("delete_note", N_("Delete this note"), N_("Hide this note. You can undo it.")),
    Spec("undo_delete", N_("Bring the note back"), N_("Undo: bring back the note you deleted.")),
    Spec("carry_on", N_("Carry on with it"), N_("Open the words you did not finish.")),
    Spec("open_ways", N_("How I use Companion"), N_("Choose screen, bigger words or lines.")),
    Spec("help_now", N_("I need help now"), N_("Who you can call or text now.")),
    Spec("word_list", N_("What words mean"), N_("The hard words and what they mean.")),
    Spec("more_words", N_("More words"), N_("Show more words.")),
    Spec("word", N_("What this word means"), N_("What this word means.")),
    Spec("carry_on_home", N_("Carry on"), N_("Open the first page again.")),
)  # fmt: skip

_BY_ID = {spec.id: spec for spec in ACTIONS}


def spec(action: str) -> Spec:
    """The entry of one action. An unknown id is a mistake in the program (KeyError)."""
    return _BY_ID[action]


def offer(action: str, arg: str = "", label: str = "") -> Action:
    """A row for a page. `label` replaces the usual one where a row needs its own words."""
    return Action(action, label or _(spec(action).label), arg)


def available(page: Page) -> tuple[Spec, ...]:
    """Every action that can be done on this page, in the list's order."""
    offered = page.actions()
    return tuple(s for s in ACTIONS if s.id in offered or _everywhere(s, page))


def always(page: Page) -> tuple[Spec, ...]:
    """The actions that every page adds by itself."""
    offered = page.actions()
    return tuple(s for s in ACTIONS if _everywhere(s, page) and s.id not in offered)


def _everywhere(entry: Spec, page: Page) -> bool:
    if page.route == "hidden":  # it shows nothing but the way on
        return False
    away = entry.when is When.AWAY_FROM_HOME and page.route != "home"
    return entry.when is When.ALWAYS or away


def for_key(page: Page, key: str) -> Action | None:
    """What a key of the full screen does on this page, as a row; None for nothing."""
    for entry in available(page):
        if key == entry.key or key in entry.screen_keys:
            return _offered(page, entry)
    return None


def for_word(page: Page, word: str) -> Action | None:
    """What words typed in plain mode do on this page, as a row; None for nothing.

    A person may type the key, one of the action's short words, or its name.
    """
    for entry in available(page):
        names = (*entry.words, _(entry.label).casefold())
        if (word and word == entry.key) or word in names:
            return _offered(page, entry)
    return None


def _offered(page: Page, entry: Spec) -> Action:
    for block in page.blocks:
        if isinstance(block, Action) and block.action == entry.id:
            return block
    return offer(entry.id)
