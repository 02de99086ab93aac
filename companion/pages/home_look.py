"""What home tells of the words, of what came and of what was shared. It loads and reads much."""

from msgspec import Struct

from companion.domain.kept import Draft
from companion.page.blocks import Block
from companion.plainwords.messages import _, n_
from companion.ports import Ports
from companion.problems import KEY_OUT_OF_REACH, Problem


class Seen(Struct, frozen=True):
    """What there is to tell; each may be "", 0, (), False or None.

    `draft` is text that an earlier run left unfinished; `trouble` says what is wrong with what
    is kept. `card`: a recovery card would put the key back. `news` counts the news that was not
    opened; `charter`: a new one came, and was not opened. `sent` are quiet lines about things
    that were shared, and `sent_rows` the ways to them.
    """

    draft: Draft | None = None
    trouble: tuple[str, ...] = ()
    card: bool = False
    news: int = 0
    charter: bool = False
    sent: tuple[Block, ...] = ()
    sent_rows: tuple[Block, ...] = ()


def look(ports: Ports) -> Seen:
    """Look at all of it. Never raises: home opens whatever is wrong."""
    trouble: list[str] = []
    draft, card, news, charter = None, False, 0, False
    sent: tuple[Block, ...] = ()
    sent_rows: tuple[Block, ...] = ()
    try:
        left = ports.drafts.left_over()
        draft = left[0] if left else None
        trouble += _damage(ports.condition.damaged)
    except Problem as problem:
        trouble.append(f"{problem.say} {problem.next}")
        card = problem.code in KEY_OUT_OF_REACH and ports.recovery.made
    try:
        news, charter = _news(ports), _charter(ports)
        sent, sent_rows = _sent(ports)
    except Problem as problem:
        trouble.append(f"{problem.say} {problem.next}")
    return Seen(draft, tuple(trouble), card, news, charter, sent, sent_rows)


def _news(ports: Ports) -> int:
    published = ports.community.published()
    if published is None:
        return 0
    from companion.pages.news import newest_first, unread  # noqa: PLC0415 - few homes need it

    return unread(newest_first(published), ports.settings)


def _charter(ports: Ports) -> bool:
    if not ports.content.came():
        return False
    from companion.pages.charter import new_charter  # noqa: PLC0415 - few homes need it

    return bool(new_charter(ports))


def _sent(ports: Ports) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    if not ports.lock.open or not ports.shares.all():
        return (), ()
    from companion.pages.sent_news import told_of_sent  # noqa: PLC0415 - few homes need it

    told = told_of_sent(ports)
    return tuple(told.blocks), tuple(told.rows)


def _damage(count: int) -> list[str]:
    if not count:
        return []
    told = n_(
        "We cannot read {n} part of your words.", "We cannot read {n} parts of your words.", count
    )
    return [told.format(n=count) + " " + _("We keep it safe. Ask someone you trust to help.")]
