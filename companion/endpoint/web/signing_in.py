"""Sign-in by a link that is good once, and sign-out. To open the link uses nothing up."""

from companion.endpoint.organisers import sign_in, sign_out
from companion.endpoint.web.asking import Answer, Asked, Enter, Leave, Page, Shown, Wrong
from companion.endpoint.web.security import is_secret
from companion.plainwords.messages import _


def _show(asked: Asked) -> Answer:
    words = asked.names.get("words", "") if asked.form is None else ""
    return Shown("sign_in.html", {"words": words if is_secret(words) else ""})


def _act(asked: Asked) -> Answer:
    words = asked.said("words")
    session = None
    if is_secret(words):
        with asked.database.writing() as connection:
            session = sign_in(connection, words, asked.clock)
            if session and asked.session:  # nobody goes on in a session from before
                sign_out(connection, asked.session)
    if session is None:
        raise Wrong({"": _("This link does not work any more. Ask for a new link.")})
    return Enter(session)


def _leave(asked: Asked) -> Answer:
    with asked.database.writing() as connection:
        sign_out(connection, asked.session)
    return Leave()


PAGES = [
    Page("/sign-in", _show, _act, open=True),
    Page("/sign-in/{words}", _show, None, open=True),
    Page("/sign-out", None, _leave),
]
