"""A community in words, before a yes and after: the page and the command say the same."""

from collections.abc import Mapping
from datetime import datetime

from companion.domain.connections import Connection, Offer
from companion.page.session_words import Said
from companion.plainwords.dates import until
from companion.plainwords.messages import _, n_
from companion.wire.community import Community


def community_words(community: Community) -> Said:
    """What a community is, who reads, how often, how long things are kept."""
    unknown = _("they have not said yet")
    said: Said = [(_("Community"), community.name or unknown)]
    if community.about:
        said.append((_("About it"), community.about))
    said.append((_("Who reads what you send"), community.who_reads or unknown))
    said.append((_("How often they read"), community.how_often or unknown))
    said.append((_("How long they keep it"), _kept_for(community) or unknown))
    if community.answer_days:
        answer = n_("in {n} day", "in {n} days", community.answer_days)
        said.append((_("They answer"), answer.format(n=community.answer_days)))
    if community.contact:
        said.append((_("Who to ask"), community.contact))
    return said


def before_connecting(offer: Offer, now: Connection | None, waiting: Mapping[str, int]) -> Said:
    """The same, with what a yes does. `now` is the connection that there is; `waiting` counts
    what waits, by the key of its community."""
    said = community_words(offer.community)
    if now is not None and now.key != offer.key:
        said.append(("", _("Your connection to {name} ends then.").format(name=now.name)))
    others = sum(n for key, n in waiting.items() if key not in ("", offer.key))
    if others:
        said.append(("", waits_for_others(others)))
    if offer.address:
        said.append(("", _("Companion asks them for news. It sends only what you say yes to.")))
    else:
        said.append(("", _("Nothing goes over a network. You bring and get files.")))
    said.append(("", _("You can end the connection at any time.")))
    return said


def waits_for_others(count: int) -> str:
    """What waits for a community that is not the one that is connected."""
    return n_(
        "{n} thing waits for another community. It does not go to this one.",
        "{n} things wait for another community. They do not go to this one.",
        count,
    ).format(n=count)


def asked_to_wait(moment: datetime) -> str:
    """The community wants to be left alone: until when."""
    return _("The community asks us to wait. We try again after {time}.").format(time=until(moment))


def _kept_for(community: Community) -> str:
    if community.kept_for or not community.kept_days:
        return community.kept_for
    return n_("{n} day", "{n} days", community.kept_days).format(n=community.kept_days)
