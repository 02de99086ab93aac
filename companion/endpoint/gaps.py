"""What the community has not said or decided yet, so that nobody believes it has."""

from typing import NamedTuple

from sqlalchemy import Connection, select

from companion.easyread.pack import Pack
from companion.easyread.reading import charter_pack
from companion.easyread.tick import not_checked
from companion.easyread.zipped import read_zipped
from companion.endpoint.database import fact
from companion.endpoint.describing_community import all_leads, newest_packs
from companion.endpoint.tables import published
from companion.plainwords.messages import N_, _

_ASKED = {
    "about": N_("What this community is."),
    "who_reads": N_("Who reads what people send."),
    "how_often": N_("How often they read it."),
    "kept_for": N_("How long you keep what people send."),
    "contact": N_("Who people can ask."),
    "safeguarding": N_("What to do when you are worried about someone."),
    "joining": N_("How to join."),
    "access": N_("What help people can get to take part."),
    "payment": N_("Whether you pay people for their time or travel."),
    "costs": N_("What it costs to meet face to face."),
    "recording": N_("Whether you record sessions or take photos."),
    "concerns": N_("What people can do about words that hurt."),
    "decides": N_("Who decides, and when you look at the charter again."),
    "names": N_("Whether you show names."),
    "supporters": N_("Whether supporters may send something for someone."),
}
_FIRST_CONSENT = "1"


class Gap(NamedTuple):
    """One thing that is missing: its name, and an easy sentence that says it."""

    name: str
    words: str


def missing(connection: Connection) -> list[Gap]:
    """What is not filled in, not decided or not checked yet, in the order of the questions."""
    found = [Gap(name, _(words)) for name, words in _ASKED.items() if not fact(connection, name)]
    for name, words in (
        ("kept_days", N_("For how many days you keep what people send.")),
        ("answer_days", N_("Within how many days you answer.")),
    ):
        if fact(connection, name, "0") == "0":
            found.append(Gap(name, _(words)))
    if fact(connection, "consent_version", _FIRST_CONSENT) == _FIRST_CONSENT:
        found.append(Gap("consent", _("What people agree to, in your own words.")))
    if not all_leads(connection):
        found.append(Gap("leads", _("Who leads, if they agree to show their names.")))
    return found + _of_charter(newest_charter(connection))


def newest_charter(connection: Connection) -> Pack:
    """The charter that members read: the newest that was published, else the one that ships.

    Raises Problem("pack_broken").
    """
    info = next((one for one in newest_packs(connection) if one.name == "charter"), None)
    if info is None:
        return charter_pack()
    path = f"packs/charter/{info.version}"
    data = connection.scalar(select(published.c.data).where(published.c.name == path))
    return read_zipped(bytes(data or b"").partition(b"\n")[2])


def _of_charter(pack: Pack) -> list[Gap]:
    found = [
        Gap(f"charter {clause.id}", _("The group has not decided part {part} of the charter yet.")
            .format(part=clause.id))
        for clause in pack.pending
    ]  # fmt: skip
    if pack.checked == not_checked():
        told = _("People with learning disabilities have not checked the charter yet.")
        found.append(Gap("tick", told))
    return found
