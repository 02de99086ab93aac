"""What came from the community, as one quiet line."""

from collections.abc import Iterator

from companion.domain.connections import Arrived
from companion.plainwords.messages import _, n_


def arrived_in_words(arrived: Arrived) -> str:
    """Sentences on what came; "" for nothing that a person needs to hear of."""
    return " ".join((*_sentences(arrived), *arrived.problems))


def _sentences(arrived: Arrived) -> Iterator[str]:
    if arrived.got:
        yield n_(
            "They have {n} thing that you sent.", "They have {n} things that you sent.", arrived.got
        ).format(n=arrived.got)
    if arrived.trails:
        yield _("Something happened with what you sent.")
    if arrived.taken_back:
        yield n_(
            "You took back {n} thing. They do not have it any more.",
            "You took back {n} things. They do not have them any more.",
            arrived.taken_back,
        ).format(n=arrived.taken_back)
    if arrived.cancelled:
        yield n_(
            "{n} session will not happen.", "{n} sessions will not happen.", arrived.cancelled
        ).format(n=arrived.cancelled)
    if arrived.changed:
        yield n_("{n} session has changed.", "{n} sessions have changed.", arrived.changed).format(
            n=arrived.changed
        )
    if arrived.sessions:
        yield n_(
            "There is {n} new session.", "There are {n} new sessions.", arrived.sessions
        ).format(n=arrived.sessions)
    if arrived.news:
        yield n_(
            "There is {n} piece of news.", "There are {n} pieces of news.", arrived.news
        ).format(n=arrived.news)
    if arrived.charter:
        yield _("There is a new charter.")
