"""Who could read a member's words on this computer: what is really so, and what to do about it."""

from collections.abc import Callable, Iterator
from shlex import quote

from companion.actions import offer
from companion.domain.exposure import Copy, Exposure
from companion.page.blocks import Block, Fact, Heading, Line, Page
from companion.page.events import Event, Pressed
from companion.page.wishes import Go, Wish
from companion.pages.route import Route
from companion.plainwords.characters import shown_line
from companion.plainwords.dates import day
from companion.plainwords.messages import _, n_
from companion.ports import Ports

NAMES = 5  # of other accounts that are told; more would be a list that nobody reads


def open_page(ports: Ports, _go: Go) -> Exposure:
    """Look at the computer as it is now."""
    return ports.condition.exposure()


def view(here: Exposure) -> Page:
    """Who can read the words, with what should be mended first."""
    return Page(
        "privacy",
        _("Who can read my words"),
        (*people(here), offer("open_where"), offer("open_copies"), offer("open_computer")),
        about=_("Who could read your words, and what you can do."),
    )


def view_where(here: Exposure) -> Page:
    """Where the words are, and what opens them."""
    return Page(
        "privacy_where",
        _("Where my words are"),
        tuple(where(here)),
        about=_("Where your words and their key are."),
    )


def view_copies(here: Exposure) -> Page:
    """Where copies of the words are, or may be."""
    return Page(
        "privacy_copies",
        _("Copies of my words"),
        tuple(copies(here)),
        about=_("Where copies of your words may be."),
    )


def view_computer(here: Exposure) -> Page:
    """What the computer does with words, and what nobody can know."""
    return Page(
        "privacy_computer",
        _("What this computer does"),
        tuple(computer(here)),
        about=_("What this computer does with your words."),
    )


def take(here: Exposure, event: Event) -> tuple[Exposure, tuple[Wish, ...]]:
    """Open a part."""
    match event:
        case Pressed(action="open_where"):
            return here, (Go("privacy_where"),)
        case Pressed(action="open_copies"):
            return here, (Go("privacy_copies"),)
        case Pressed(action="open_computer"):
            return here, (Go("privacy_computer"),)
        case _:
            return here, ()


def everything(here: Exposure) -> tuple[Block, ...]:
    """All that the pages say, for a command."""
    return (
        *people(here),
        Heading(_("Where my words are")),
        *where(here),
        Heading(_("Copies of my words")),
        *copies(here),
        Heading(_("What this computer does")),
        *computer(here),
    )


# Who can read them.


def people(here: Exposure) -> tuple[Block, ...]:
    """Who could read the words: the open doors first, then what is always so."""
    return tuple(block for part in _PEOPLE for block in part(here))


def _sending(here: Exposure) -> Iterator[Block]:
    if here.brief:
        yield Line(_("This is only to try. All words go when you stop."))
    if here.community:
        yield Line(_("Companion sends only what you say yes to."))
        yield Fact(_("It goes to"), shown_line(here.community))
    else:
        yield Line(_("Companion sends none of your words."))
    if not here.machine.synced:
        yield Line(_("Your notes and your journal stay on this computer."))
    yield Line(_("We keep no list of what you do."))


def where(here: Exposure) -> Iterator[Block]:
    """Where the words and their key lie."""
    yield Fact(_("Your words"), shown_line(here.folder))
    yield Line(_("They are in secret code. A key opens them."))
    match here.key:
        case "store":
            yield Fact(_("The key"), _("in the key store of this computer"))
            yield Line(_("Who copies only your folder cannot read it."))
        case "folder":
            yield Fact(_("The key"), shown_line(here.key_path))
            if here.lock:
                yield Line(_("The key is in the same folder. It opens your notes."))
                yield Line(_("Your journal has a lock. Only your answer opens it."))
                if here.lock == "pictures":
                    yield Line(_("A computer that has a copy can find 4 pictures in 1 week."))
                    yield Line(_("Words of your own are safer."))
            else:
                yield Line(_("The key is in the same folder. Who copies the folder can read it."))
            yield Line(_("Give nobody a copy of the folder."))
        case "named":
            yield Fact(_("The key"), shown_line(here.key_path))
            yield Line(_("Who has the folder and the key can read your words."))
            yield Line(_("Keep them in 2 places."))
        case "none":
            yield Line(_("There is no key yet. We make it with your first words."))


def _account(here: Exposure) -> Iterator[Block]:
    yield Line(_("People who use this computer as you do can open Companion too."))
    if not here.lock:
        yield Line(_("They could read your words."))
        yield Line(_("You can lock your journal. Look in Settings."))
    else:
        yield Line(_("They could read your notes. Your journal has a lock."))
    if here.people.logins:
        count = here.people.logins
        told = n_(
            "Your name is in use in {n} other place now.",
            "Your name is in use in {n} other places now.",
            count,
        )
        yield Line(told.format(n=count) + " " + _("If that is not you, tell a person you trust."))
    if here.other_open:
        yield Line(_("Companion is open in another window too. Close it when you do not need it."))
    yield Line(_("Ask for a name and a password of your own on this computer."))


def _managers(here: Exposure) -> Iterator[Block]:
    yield Line(_("People who look after this computer can open every file."))
    if here.people.manages:
        yield Line(_("You look after this computer too."))
    if here.people.managers:
        yield Fact(_("They may be"), _names(here.people.managers))
    yield Line(_("Write only what these people may know."))


def _rights(here: Exposure) -> Iterator[Block]:
    rights = here.rights
    close = _("To close the folder, type: {command}").format(
        command=f"chmod -R go= {quote(shown_line(here.folder))}"
    )
    if not rights.known:
        yield Line(_("We cannot see who else may open your folder."))
        yield Line(_("Ask the person who looks after this computer."))
        return
    if not here.machine.keeps_rights:
        yield Line(_("This disk keeps no rights. Anyone who has it can open your folder."))
        yield Line(_("Keep this disk with you."))
    if here.people.others:
        yield Fact(_("Other names on this computer"), _names(here.people.others))
    for names, told in (
        (rights.read, _("Others on this computer can read your words")),
        (rights.copy, _("Others on this computer can copy your words in secret code")),
        (rights.change, _("Others on this computer can change your files")),
    ):
        if names:
            yield Fact(told, _names(names))
    if rights.read or rights.copy:
        yield Line(close)
    if rights.change:
        yield Line(_("A folder above yours is open. Ask the person who looks after this computer."))
    elif not (rights.read or rights.copy) and here.machine.keeps_rights and not rights.special:
        yield Line(_("No other name on this computer can open your folder."))
    if rights.special:
        yield Line(_("Your folder has more rights than we can read."))
        yield Line(_("Ask the person who looks after this computer."))


def _names(names: tuple[str, ...]) -> str:
    """Names of accounts, or that it is everyone."""
    if "" in names:
        return _("everyone")
    more = _("and more") if len(names) > NAMES else ""
    return ", ".join([*map(shown_line, names[:NAMES]), *filter(None, [more])])


_PEOPLE: tuple[Callable[[Exposure], Iterator[Block]], ...] = (
    _sending,
    _rights,
    _managers,
    _account,
)


# Copies.


def copies(here: Exposure) -> Iterator[Block]:
    """Copies that were found, then those that cannot be seen."""
    for service in here.machine.synced:
        told = _("{service} copies your folder to other places.").format(service=service)
        yield Line(told)
        yield Line(_("Others who use it may have your words. Move your folder out of it."))
    yield from _disk(here)
    if not here.copies:
        yield Line(_("We found no other copy of your folder here."))
    for copy in here.copies:
        yield from _copy(copy)
    yield Line(_("Files that you print or save are not in secret code."))
    yield Line(_("We do not know where they are now. Delete what you do not need."))
    yield Line(_("This computer may make copies of all files. We cannot see that."))
    yield Line(_("Ask the person who looks after it who has them."))
    yield Line(_("When you delete words, they are gone after 30 days."))
    yield Line(_("To have a copy of everything, type: companion export FILE"))
    yield Line(_("To forget everything, type: companion forget"))


def _copy(copy: Copy) -> Iterator[Block]:
    place = shown_line(copy.path)
    match copy.kind:
        case "forgotten":
            yield Fact(_("What you forgot is still here, in secret code"), place)
            if copy.until:
                yield Line(_("It goes after {day}.").format(day=day(copy.until)))
            yield Line(_("To let it go now, type: companion forget --now"))
        case "damaged":
            yield Fact(_("Broken parts of your words, in secret code"), place)
            yield Line(_("They go when you forget everything."))
        case "earlier":
            yield Fact(_("Your words from before, in secret code"), place)
            yield Line(_("Companion made this copy. It goes after 30 days."))
        case "other":
            yield Fact(_("A file that Companion does not use"), place)
            yield Line(_("Another program made it. Delete it if you do not need it."))
        case "beside":
            yield Fact(_("A copy of your folder"), place)
            yield Line(_("It has all words of its day. Delete it if you do not need it."))
        case "packed":
            yield Fact(_("This may be a copy of your folder"), place)
            yield Line(_("Look at it. Delete it if you do not need it."))


def _disk(here: Exposure) -> Iterator[Block]:
    match here.machine.disk:
        case "network":
            yield Line(_("Your folder is on another computer. People who look after it have it."))
            yield Line(_("You can have your folder on this computer. Ask a person to help."))
        case "removable":
            yield Line(_("Your folder is on a disk that you can take out. Keep it with you."))
        case "memory":
            yield Line(_("Your folder goes when this computer stops."))
            yield Line(_("To keep your words, type: companion export FILE"))
        case _:
            pass


# The computer.


def computer(here: Exposure) -> Iterator[Block]:
    """What the computer itself may write down or show, and what nobody can know."""
    machine = here.machine
    if machine.sealed:
        yield Line(_("The disk of this computer is in secret code."))
    elif machine.sealed is False:
        yield Line(_("We see no secret code on this disk. Ask for that."))
    yield from _swap(here)
    if machine.core_files:
        yield Line(_("If Companion breaks, this computer may write down what it knew."))
        yield Line(_("Tell the people who made Companion."))
    else:
        yield Line(_("If Companion breaks, this computer writes down none of your words."))
    yield Line(_("While Companion is open, your words are in the memory of this computer."))
    yield Line(_("Stop Companion when you go away."))
    yield Line(_("People near you can see the screen. Press x to hide the page."))
    yield Line(_("In lines, your words stay above until you hide the page or stop."))
    if here.people.far:
        yield Line(_("You use Companion from another computer. That one has your words too."))
    yield Line(_("A program that watches this computer can see what you type."))
    yield Line(_("We cannot see such programs. Ask the person who looks after it."))
    yield Line(_("The names of sessions are not in secret code."))


def _swap(here: Exposure) -> Iterator[Block]:
    match here.machine.swap:
        case "open":
            yield Line(_("This computer may write its memory to the disk, with your words."))
            yield Line(_("Ask for a disk in secret code."))
        case "unknown":
            yield Line(_("We cannot see if this computer writes its memory to the disk."))
            yield Line(_("Ask for a disk in secret code."))
        case "none":
            yield Line(_("This computer does not write its memory to the disk."))
        case "sealed":
            yield Line(_("What this computer writes of its memory is in secret code."))


ROUTES = {
    "privacy": Route(open_page, view, take),
    "privacy_where": Route(open_page, view_where),
    "privacy_copies": Route(open_page, view_copies),
    "privacy_computer": Route(open_page, view_computer),
}
