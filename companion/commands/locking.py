"""`companion lock`, `companion unlock` and `companion recover`."""

import sys
from argparse import Namespace

from companion.commands.answer import say, say_json, tell
from companion.commands.confirming import agreed, ask, inform
from companion.commands.unlocking import as_answer, asking, open_lock
from companion.compose import open_home
from companion.domain.locking import PICTURES, LockKind, check_answer
from companion.page.symbol_words import symbol_word
from companion.pages.card import card_facts, card_trouble, card_typed
from companion.plain.lines import EndOfInput
from companion.plainwords.messages import _
from companion.problems import Problem
from companion.store.opening import Store
from companion.store.sealing import same_words

_KINDS: dict[str, LockKind] = {"1": "pictures", "2": "words"}


def lock(options: Namespace) -> int:
    """Set a lock, or another one."""
    store = open_home(options)
    open_lock(store, options)
    inform(
        [
            _("A lock keeps others out of your journal."),
            _("Your answer opens it, and your card. If you lose both, nobody can open it."),
        ],
        options,
    )
    try:
        _offer_card(store, options)
        kind = _KINDS.get(ask(_("For 4 pictures, type 1. For your own words, type 2:"), options))
        if kind is None:
            raise Problem("no_lock_set")
        store.lock.set(kind, _new_answer(kind, options))
    except EndOfInput:
        raise Problem("no_lock_set") from None
    _tell(kind, _("You set your lock."), options)
    return 0


def _offer_card(store: Store, options: Namespace) -> None:
    if store.recovery.made or not sys.stdin.isatty():
        return
    inform([_("You have no recovery card. It is 8 words on paper.")], options)
    if agreed(_("To make a card first, type yes:"), "yes", options):
        facts = card_facts(store.recovery.make())
        inform([_("Write these 8 words on paper now. We show them only here.")], options)
        inform([f"{name}: {word}" for name, word in facts], options)
        ask(_("To go on, press Enter:"), options)


def _new_answer(kind: LockKind, options: Namespace) -> str:
    """An answer that was typed 2 times, since nobody sees it. Raises EndOfInput."""
    if kind == "pictures":
        names = ", ".join(symbol_word(one).lower() for one in PICTURES)
        inform([_("These are the pictures: {names}.").format(names=names)], options)
    inform([_("You do not see what you type.")], options)
    answer = as_answer(kind, ask(asking(kind), options, hidden=True))
    check_answer(kind, answer)
    again = as_answer(kind, ask(_("Type the same again:"), options, hidden=True))
    if same_words(again) != same_words(answer):
        raise Problem("answers_differ")
    return answer


def unlock(options: Namespace) -> int:
    """Take the lock off, after a yes and the answer."""
    store = open_home(options)
    if not store.lock.kind:
        raise Problem("no_lock")
    inform(
        [
            _("This takes your lock off."),
            _("Then other people who use this computer may read your journal."),
        ],
        options,
    )
    if not agreed(_("To take it off, type yes:"), "yes", options):
        raise Problem("lock_stays")
    open_lock(store, options)
    store.lock.remove()
    _tell("", _("Your lock is off."), options)
    return 0


def recover(options: Namespace) -> int:
    """Open everything with the words of the card."""
    store = open_home(options)
    inform([_("Type the 8 words of your card. Capital letters do not matter.")], options)
    while True:
        try:
            typed = ask(_("The 8 words:"), options)
        except EndOfInput:
            typed = ""
        if not typed.strip():
            raise Problem("not_recovered")
        words = card_typed(typed)
        trouble = card_trouble(words)
        if not trouble and store.recovery.recover(" ".join(words)):
            break
        if not sys.stdin.isatty():
            raise Problem("not_recovered")
        tell([trouble or _("These are not the words of your card. Look at each word."),
              _("Try again, or type nothing to stop.")])  # fmt: skip
    _tell("", _("Your words are open. There is no lock now."), options)
    return 0


def _tell(kind: str, told: str, options: Namespace) -> None:
    if options.json:
        say_json({"lock": kind})
    else:
        say([told], options.width)
