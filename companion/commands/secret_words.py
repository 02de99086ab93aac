"""The secret words of a sealed file: typed twice, or made here and shown once."""

import secrets
from argparse import Namespace

from companion.commands.confirming import agreed, ask, inform
from companion.easyread.lexicon import everyday
from companion.plain.lines import EndOfInput
from companion.plainwords.messages import _
from companion.problems import Problem
from companion.store.sealing import LEAST_LETTERS, same_words

WORDS = 6  # of about 1,800: 64 bits, and each guess costs half a second


def new_secret(options: Namespace) -> str:
    """Words that the person chose, or that they said they wrote down.

    Raises Problem("not_exported"), ("secret_too_short") or ("secrets_differ").
    """
    inform(
        [
            _("Secret words open the file. We do not keep them."),
            _("You need them each time you open the file."),
            _("You do not see them while you type."),
            _("To get secret words from us, type nothing."),
        ],
        options,
    )
    try:
        words = ask(_("Type your secret words:"), options, hidden=True)
        if not words.strip():
            return _made(options)
        if len(same_words(words)) < LEAST_LETTERS:
            raise Problem("secret_too_short", least=LEAST_LETTERS)
        again = ask(_("Type them again:"), options, hidden=True)
    except EndOfInput:
        raise Problem("not_exported") from None
    if same_words(again) != same_words(words):
        raise Problem("secrets_differ")
    return words


def _made(options: Namespace) -> str:
    """Six everyday words, shown once."""
    known = everyday()
    words = " ".join(secrets.choice(known) for _time in range(WORDS))
    told = [_("These are your secret words:"), words, _("Write them down. We show them only now.")]
    inform(told, options)
    if not agreed(_("Did you write them down? Type yes:"), "yes", options):
        raise Problem("not_exported")
    return words
