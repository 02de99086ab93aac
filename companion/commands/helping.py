"""`companion help [TOPIC]`: what can be typed, and "I need help now"."""

from argparse import Namespace

from companion.commands.answer import say, say_json
from companion.page import wording
from companion.page.blocks import Fact
from companion.pages.help import now_page
from companion.plainwords.messages import N_, _
from companion.problems import Problem

# Each command: how it is typed, and what it does.
TOPICS: dict[str, tuple[str, str]] = {
    "now": ("companion help now", N_("Who you can call or text now.")),
    "next": ("companion next", N_("The next session.")),
    "sessions": (
        "companion sessions [--past] | add FILE | update | calendars | forget NAME",
        N_("All sessions by date, or take in a calendar."),
    ),
    "session": ("companion session ID", N_("When and where a session is, and what will happen.")),
    "calendar": (
        "companion calendar --output FILE [--remind 10|30|60|day] | --address",
        N_("A calendar file for other programs, or the address of your community's calendar."),
    ),
    "remind": (
        "companion remind [--set-up | --take-away]",
        N_("Give your reminders, or let your computer do it when Companion is closed."),
    ),
    "charter": (
        "companion charter [PART] [--view full|simple|pictures] [--older VERSION] [--changes]",
        N_("Read the charter, a part of it, or what changed."),
    ),
    "pack": (
        "companion pack FOLDER [PART] [--view full|simple|pictures] [--older VERSION] [--changes]",
        N_("Read another text, from a folder that holds it."),
    ),
    "meaning": ("companion meaning [WORD]", N_("What a hard word means.")),
    "note": (
        "companion note list | add | show ID | edit ID | mark ID aloud | delete ID | undelete ID",
        N_("Your notes. We ask for your words, or read them with -."),
    ),
    "card": (
        "companion card [add | check]",
        N_("What helps you in a session: your card. Print it with: companion print card"),
    ),
    "journal": (
        "companion journal list | add | show ID | edit ID | delete ID | undelete ID | search",
        N_("Your journal. We ask for your words, or read them with -."),
    ),
    "check": (
        "companion check FILE... | -",
        N_("Find what is hard to read in a text or a pack."),
    ),
    "print": (
        "companion print charter [--part 5] | guide | session [ID] | notes [--session ID]"
        " | receipt ID | recovery | card --output FILE",
        N_("A file for paper or a browser. Its name ends with .pdf, .html or .txt"),
    ),
    "say": (
        "companion say [NOTE | WORDS | -] [--to FILE.wav]",
        N_("Say words to the room, or a note that is OK to say aloud."),
    ),
    "read": (
        "companion read PAGE [WHICH] [--to FILE.wav]",
        N_("Read a page to you, or keep it as a sound file."),
    ),
    "lock": ("companion lock", N_("Set a lock for your journal, or another one.")),
    "unlock": ("companion unlock", N_("Take the lock off. We ask you for your answer.")),
    "recover": ("companion recover", N_("Open everything with your recovery card.")),
    "share": (
        "companion share [--entry ID] [--kind words] [--drawing FILE | --photo FILE | --voice FILE]"
        " [--about session:ID] [--name]"
        " --preview | --send | --ask-tomorrow [-]",
        N_("See what would leave, send it, or let us ask you again."),
    ),
    "sent": ("companion sent", N_("What you sent, and what you keep to send.")),
    "trail": ("companion trail ID", N_("What became of something that you sent.")),
    "take-back": ("companion take-back ID", N_("Take back what you sent. You need no reason.")),
    "export": (
        "companion export FILE [--encrypted]",
        N_("Everything of yours in 1 file, open or with secret words."),
    ),
    "import": (
        "companion import FILE [--settings]",
        N_("Take in such a file, or a file from your community. What is here stays as it is."),
    ),
    "forget": (
        "companion forget [--undo | --now]",
        N_("Forget everything of yours. You can bring it back for 30 days."),
    ),
    "connect": (
        "companion connect ADDRESS | FILE [CODE | -]",
        N_("See what a community is, and connect to it."),
    ),
    "community": (
        "companion community [changed | promises | shared | leads | groups | not-planned]",
        N_("What your community tells everyone. It asks nobody."),
    ),
    "disconnect": ("companion disconnect", N_("Send and ask no more. What came stays here.")),
    "sync": ("companion sync", N_("Send what you said yes to, and get what is new.")),
    "outbox": (
        "companion outbox [--save FILE]",
        N_("What waits, and a file with it to bring to your community."),
    ),
    "pause": ("companion pause", N_("Send nothing for now.")),
    "resume": ("companion resume", N_("Send again.")),
    "settings": (
        "companion settings [NAME [VALUE]]",
        N_("See or change how Companion works. Keys: companion settings key"),
    ),
    "window": (
        "companion window [--text-size 28]",
        N_("Open Companion in a new window with bigger letters. Choose a size from 16 to 72."),
    ),
    "icons": (
        "companion icons [--remove]",
        N_("Put start icons in the menu of your computer, or take them away."),
    ),
    "endpoint": (
        "companion endpoint init | about | code | serve | organiser | list | owed | reply | draft"
        " | status | worry | pass-on | session | news | promise | group | lead | agenda | missing"
        " | report | take | publish | pack | purge | backup | restore",
        N_("Run the place where a community gets what people send. For those who lead."),
    ),
    "privacy": ("companion privacy", N_("Who could read your words.")),
    "doctor": ("companion doctor", N_("What works on this computer.")),
    "completions": (
        "companion completions bash | zsh | fish",
        N_("Print what lets the Tab key finish a command."),
    ),
    "help": ("companion help [WORD]", N_("This help, or help with a command.")),
}
OPTIONS: dict[str, str] = {
    "--plain": N_("Use Companion line by line."),
    "--full": N_("Use the full screen."),
    "--speak": N_("Turn the voice on, this time."),
    "--no-speak": N_("Turn the voice off, this time."),
    "--demo": N_("Look at examples. We keep nothing."),
    "--home FOLDER": N_("Keep everything in this folder."),
    "--text-size spaced": N_("Bigger spaces between words and lines."),
    "--keys two": N_("Use 2 keys, this time: Space goes on and Enter chooses."),
    "--keys one": N_("Use 1 key, this time: Space chooses."),
    "--theme light": N_("Dark letters on white, this time."),
    "--width 40": N_("Lines of 40 letters at most."),
    "--json": N_("Answer for other programs."),
    "--version": N_("Which Companion this is."),
}


# Said once, for all commands that take a member's own words.
OWN_WORDS = (
    N_("Keep your own words out of a command. Your computer makes a list of commands."),
    N_("Type the command without your words. We ask you for them."),
    N_("Or type - in their place. Then we read them from another program."),
)


def help_topic(options: Namespace) -> int:
    """Print help: all of it, one command's, or who can help now."""
    topic = options.topic
    if topic == "now" and options.json:
        say_json({b.name: b.value for b in now_page().blocks if isinstance(b, Fact)})
    elif topic == "now":
        say(wording.page_lines(now_page()), options.width)
    elif topic is None:
        _everything(options)
    elif topic in TOPICS:
        _one(topic, options)
    else:
        raise Problem("no_such_help", topic=topic)
    return 0


def _everything(options: Namespace) -> None:
    if options.json:
        say_json({name: {"type": typed, "does": _(does)} for name, (typed, does) in TOPICS.items()})
        return
    lines = [_("To open Companion, type: companion"), ""]
    for typed, does in TOPICS.values():
        lines += [typed, _(does), ""]
    lines += [_("You can add:"), *(f"{option}: {_(does)}" for option, does in OPTIONS.items())]
    lines += ["", *map(_, OWN_WORDS)]
    say(lines, options.width)


def _one(topic: str, options: Namespace) -> None:
    typed, does = TOPICS[topic]
    if options.json:
        say_json({topic: {"type": typed, "does": _(does)}})
    else:
        say([_("Type: {typed}").format(typed=typed), _(does)], options.width)
