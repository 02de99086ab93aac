"""The agenda of each shaping meeting, and a page of one to print."""

from companion.endpoint.agendas import agenda_of, agendas
from companion.endpoint.answering import note_seen
from companion.endpoint.days import today
from companion.endpoint.web.asking import Answer, Asked, Page, Shown
from companion.endpoint.web.sent import sent


def _all(asked: Asked) -> Answer:
    with asked.database.reading() as connection:
        found = agendas(connection)
    facts = {"agendas": found[::-1], "today": today(asked.clock)}
    return Shown("agendas.html", facts)


def _one(asked: Asked) -> Answer:
    with asked.database.writing() as connection:
        found = agenda_of(connection, asked.names["session"])
        note_seen(connection, [one.number for one in found.ideas])
    ideas = [(one, *sent(one.says).values()) for one in found.ideas if one.says]
    return Shown("agenda.html", {"agenda": found, "ideas": ideas})


PAGES = [
    Page("/agenda", _all),
    Page("/agenda/{session}", _one),
]
