"""The one list of the organisers' pages."""

from companion.endpoint.web import (
    agenda,
    charter,
    community,
    contributions,
    drafting,
    news,
    people,
    promises,
    replies,
    sent,
    sessions,
    signing_in,
)

# The first one that fits a path answers.
PAGES = [
    *signing_in.PAGES,
    *contributions.PAGES,
    *sent.PAGES,
    *replies.PAGES,
    *drafting.PAGES,
    *sessions.PAGES,
    *news.PAGES,
    *promises.PAGES,
    *agenda.PAGES,
    *people.PAGES,
    *charter.PAGES,
    *community.PAGES,
]
