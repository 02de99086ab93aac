"""What organisers type to answer, to promise, to hand on, and to see what is missing."""

import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from companion.endpoint.database import Database
from companion.endpoint.days import system_clock
from companion.endpoint.organisers import sign_in
from companion.endpoint.taking_back import take_back
from companion.wire.contributions import About
from tests.endpoint.senders import contribution
from tests.endpoint.test_answering import HARD
from tests.endpoint.test_commands import WHOLE, Typed, published, sent_to, there, typed

__all__ = ["there", "typed"]  # fixtures

ONLY_SQLITE = True


def of_json(typed: Typed, *arguments: str, words: str = "") -> dict[str, object]:
    done = typed(*arguments, "--json", words=words)
    assert done.code == 0, done.err
    found: dict[str, object] = json.loads(done.out)
    return found


def rows(typed: Typed, *arguments: str) -> list[dict[str, object]]:
    found = json.loads(typed(*arguments, "--json").out)
    assert isinstance(found, list)
    return found


def test_a_link_for_an_organiser_is_the_last_line(typed: Typed, there: Database) -> None:
    made = typed("organiser", "add", "Sam", "--address", "https://community.example/")
    address, _slash, words = made.out.splitlines()[-1].rpartition("/")
    assert address == "https://community.example/organisers/sign-in"
    again = typed("organiser", "link", "1").out.splitlines()[-1].rpartition("/")[2]
    with there.writing() as connection:
        assert sign_in(connection, words, system_clock) is None  # another link was made
        assert sign_in(connection, again, system_clock)
    assert typed("organiser", "list").out == "1: Sam\n"
    assert typed("organiser", "end", "1").code == 0
    assert typed("organiser", "link", "1").err.startswith("There is no organiser with the number 1")
    assert rows(typed, "organiser", "list")[0]["ended"]


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["organiser", "add"], 1, "We need a name."),
        (["organiser", "end"], 2, "Something is missing"),
        (["organiser", "end", "Sam"], 2, ""),
        (["organiser", "dance"], 2, ""),
        (["draft", "show", "7"], 1, "There is no draft with the number 7."),
        (["worry", "add", "7"], 1, "There is nothing with the number 7."),
        (["worry", "end", "7"], 1, "Nobody has noted a worry about number 7."),
        (["pass-on", "7"], 1, "There is nothing with the number 7."),
        (["promise", "kept", "7"], 1, "There is no promise with the number 7."),
        (["promise", "add", "--until", "soon"], 2, "We do not know this day: soon."),
        (["promise", "late"], 2, "Something is missing"),
        (["group", "remove", "7"], 1, "There is no group with the number 7."),
        (["lead", "add", "Sam"], 1, "We show a name only when the person has said yes."),
        (["lead", "add", "Sam", "--agreed", "9999-01-01"], 1, "We show a name only"),
        (["agenda"], 1, "There is no shaping meeting to come."),
        (["agenda", "nosuch"], 1, "There is no shaping meeting nosuch."),
        (["agenda", "--file", "agenda.doc"], 2, ""),
        (["reply", "7", "-"], 1, "There is nothing with the number 7."),
    ],
)
def test_what_does_not_fit_is_told(
    typed: Typed, arguments: list[str], code: int, told: str
) -> None:
    done = typed(*arguments, words="Thank you.")
    assert (done.code, done.out) == (code, "")
    assert done.err.startswith(told)
    assert "Traceback" not in done.err
    as_json = typed(*arguments, "--json", words="Thank you.")
    assert as_json.code == code
    assert {"problem", "say", "next"} == set(json.loads(as_json.err))


def test_hard_words_for_everyone_are_kept_and_can_be_mended(
    typed: Typed, there: Database, tmp_path: Path
) -> None:
    sent = sent_to(there, contribution())
    done = typed("reply", "1", "--for-all", "-", words=HARD)
    assert done.code == 1
    assert "We kept them as draft 1." in done.err
    assert '"In due course"' in done.err
    assert "begin with thanks" in done.err
    shown = typed("draft", "show", "1").out
    assert HARD in shown
    assert "in due course" in shown.casefold()
    assert of_json(typed, "draft", "show", "1")["hard"]
    assert published(tmp_path, typed)[1].trails[sent.trail].replies == ()
    assert of_json(typed, "draft", "edit", "1", "-", words="Thank you. We heard you.") == {
        "draft": 1, "version": 2, "newer": None,
    }  # fmt: skip
    assert typed("draft", "publish", "1").out.startswith("Everyone can read your answer.")
    assert [one.words for one in published(tmp_path, typed)[1].trails[sent.trail].replies] == [
        "Thank you. We heard you."
    ]
    assert typed("draft", "list").out == "There is no draft.\n"


def test_hard_words_about_what_happened_are_kept_and_can_be_mended(
    typed: Typed, there: Database, tmp_path: Path
) -> None:
    sent = sent_to(there, contribution())
    done = typed("status", "1", "changed", "--words", "-", words=HARD)
    assert (done.code, done.out) == (1, "")
    assert "We kept them as draft 1." in done.err
    assert '"In due course"' in done.err
    assert typed("status", "1", "not-changed").err.startswith("Say why nothing changed.")
    assert typed("status", "1", "talked").err.startswith("Choose the session")
    wrong = typed("status", "1", "read", "--words", "-", words="On Thursday 26 June 2026.")
    assert "We kept them as draft 2." in wrong.err
    assert of_json(typed, "status", "1", "read", "--draft") == {"draft": 3}
    assert [one["kind"] for one in rows(typed, "draft", "list")] == ["status"] * 3
    assert "What happened, about number 1" in typed("draft", "show", "1").out
    assert published(tmp_path, typed)[1].trails[sent.trail].marks[1:] == ()
    assert typed("draft", "edit", "1", "-", words="There is a quiet room.").code == 0
    assert typed("draft", "publish", "1").out == "The person who sent it can see this now.\n"
    [mark] = published(tmp_path, typed)[1].trails[sent.trail].marks[1:]
    assert (mark.status, mark.words) == ("changed", "There is a quiet room.")


def test_hard_words_for_the_sender_alone_are_told_and_sent(typed: Typed, there: Database) -> None:
    sent_to(there, contribution())
    done = typed("reply", "1", "-", words=HARD)
    assert done.code == 0
    assert "In due course" in done.err
    shown = typed("list", "1").out
    assert "Answer for the person who sent it" in shown
    assert HARD in shown
    assert of_json(typed, "list", "1")["answers"][0]["words"] == HARD  # type: ignore[index]
    assert rows(typed, "draft", "list") == []


def test_the_second_who_answers_reads_the_first(
    typed: Typed, there: Database, tmp_path: Path
) -> None:
    sent = sent_to(there, contribution())
    assert typed("reply", "1", "-", words="Thank you. From Sam.").code == 0
    done = typed("reply", "1", "-", words="Thank you. From Priya.")
    assert done.code == 1
    assert "From Sam." in done.err
    assert "Look at it first." in done.err
    assert len(published(tmp_path, typed)[1].trails[sent.trail].replies) == 1
    [kept] = rows(typed, "draft", "list")
    assert kept["says"] == {"words": "Thank you. From Priya.", "for_all": False}
    assert typed("draft", "publish", str(kept["number"]), "--seen").code == 0
    assert len(published(tmp_path, typed)[1].trails[sent.trail].replies) == 2
    assert typed("reply", "1", "-", "--seen", words="Thank you again.").code == 0


def test_two_who_change_one_draft_by_commands(typed: Typed, there: Database) -> None:
    sent_to(there, contribution())
    assert typed("reply", "1", "-", "--draft", words="Thank you.").out.startswith("We kept")
    first = typed("draft", "edit", "1", "-", "--from", "1", words="Thank you, from Sam.")
    assert "meanwhile" not in first.out
    second = typed("draft", "edit", "1", "-", "--from", "1", words="Thank you, from Priya.")
    assert "Someone else has changed the draft meanwhile." in second.out
    assert "Thank you, from Sam." in second.out
    done = typed("draft", "publish", "1")
    assert done.code == 1
    assert "Thank you, from Priya." in done.err
    assert typed("draft", "publish", "1", "--seen").code == 0
    assert [one["number"] for one in rows(typed, "draft", "list")] == [2]
    assert typed("draft", "delete", "2").out == "Draft 2 is gone.\n"


def test_hard_news_and_a_session_that_is_not_whole_are_kept(typed: Typed, tmp_path: Path) -> None:
    done = typed("news", "--title", "A room", "-", words=HARD)
    assert (done.code, done.out) == (1, "")
    assert "We kept them as draft 1." in done.err
    done = typed("session", "--title", "How we listen", "--starts", "2026-06-26T18:00")
    assert "People need to know more about this session: steps, cost" in done.err
    assert "We kept them as draft 2." in done.err
    said, _told = published(tmp_path, typed)
    assert (said.news, said.sessions) == ((), ())
    assert typed("draft", "edit", "1", "-", words="There will be a quiet room.").code == 0
    assert typed("draft", "publish", "1").out == "Everyone can read it now.\n"
    whole = {"title": "How we listen", "starts": "2026-06-26T18:00", "free": True,
             "where": "Online", "steps": [{"what": "We talk."}],
             "like": dict.fromkeys(("sound", "quiet_room", "camera"), "It is quiet.")}  # fmt: skip
    assert typed("draft", "edit", "2", "-", words="[").err.startswith("This part of the session")
    assert typed("draft", "edit", "2", "-", words=json.dumps(whole)).code == 0
    assert typed("draft", "publish", "2").code == 0
    said, _told = published(tmp_path, typed)
    assert ([one.title for one in said.news], [one.title for one in said.sessions]) == (
        ["A room"], ["How we listen"],
    )  # fmt: skip


def test_a_session_that_is_cancelled_needs_nothing_more(typed: Typed, tmp_path: Path) -> None:
    typed("session", "--id", "k7m4d", "--title", "A", "--starts", "2026-06-26T18:00", *WHOLE)
    assert typed("session", "--id", "k7m4d", "--status", "cancelled", "--step", " ").code == 0
    assert published(tmp_path, typed)[0].sessions[0].status == "cancelled"


def test_a_worry_shows_the_route_and_stops_answers(
    typed: Typed, there: Database, tmp_path: Path
) -> None:
    sent = sent_to(there, contribution(name="NAMED"))
    typed("about", "--safeguarding", "Call Ana.")
    done = typed("worry", "add", "1")
    assert "call 999" in done.out
    assert "Call Ana." in done.out
    assert "NAMED" not in done.out
    assert published(tmp_path, typed)[1].trails[sent.trail].closed
    assert "someone is worried" in typed("list").out
    refused = typed("reply", "1", "-", words="Thank you.")
    assert refused.code == 1
    assert "Someone is worried" in refused.err
    assert "We kept them as draft" in refused.err
    assert of_json(typed, "worry", "list")["route"] == [
        "If someone is in danger now, call 999.", "Call Ana.",
    ]  # fmt: skip
    assert typed("worry", "end", "1").code == 0
    assert not published(tmp_path, typed)[1].trails[sent.trail].closed
    assert "it has ended" in typed("worry", "list").out


def test_what_is_owed_is_listed_until_it_is_answered(typed: Typed, there: Database) -> None:
    sent_to(there, contribution())
    assert [one["state"] for one in rows(typed, "owed")] == ["open"]
    assert typed("status", "1", "read", "--promise", "2020-01-01").code == 0
    assert typed("owed").out.startswith("Late: 1: ")
    typed("reply", "1", "-", words="Thank you.")
    assert typed("owed").out == "You owe no answer.\n"


def test_promises_groups_leads_and_what_is_passed_on_are_published(
    typed: Typed, there: Database, tmp_path: Path
) -> None:
    sent_to(there, contribution("It is loud.", audience="members"))
    sent_to(there, contribution("Only for you."))
    assert typed("promise", "add", "--until", "2020-01-31", words="We find a room.").code == 0
    assert typed("promise", "list").out.startswith("1: Late, Friday 31 January 2020, We find")
    why = "The room costs too much."
    assert typed("promise", "changed", "1", "--words", "-", words=why).code == 0
    assert typed("group", "add", "Words", "--does", "We look for easy words.").code == 0
    assert typed("lead", "add", "Sam", "--agreed", "2020-01-31").code == 0
    assert typed("pass-on", "1").out == "Everyone can read it now.\n"
    assert typed("pass-on", "2").err.startswith("The person who sent this did not say")
    said, _told = published(tmp_path, typed)
    assert [(one.state, one.told) for one in said.promises] == [("changed", why)]
    assert [(one.name, one.does) for one in said.groups] == [("Words", "We look for easy words.")]
    assert said.leads == ("Sam",)
    assert [one.words for one in said.shared] == ["It is loud."]
    assert typed("pass-on", "1", "--back").out.startswith("Only the people who lead")
    assert typed("group", "remove", "1").code == typed("lead", "remove", "1").code == 0
    said, _told = published(tmp_path, typed)
    assert (said.shared, said.groups, said.leads) == ((), (), ())
    assert typed("promise", "add", "--until", "2027-01-31", words=HARD).code == 1


def test_the_agenda_is_read_and_printed(typed: Typed, there: Database, tmp_path: Path) -> None:
    typed("session", "--id", "shape", "--title", "We make the plan", "--kind", "shaping",
          "--starts", "2099-07-16T18:00", *WHOLE)  # fmt: skip
    taken = sent_to(there, contribution("TAKENBACK", about=About("agenda", "shape")))
    sent_to(there, contribution("More breaks, \x1b[31mplease.", about=About("agenda", "shape")))
    sent_to(
        there,
        contribution("", kind="symbols", symbols=("noise",), about=About("agenda", "shape")),
    )
    take_back(there, taken.id, taken.key, system_clock)
    lines = typed("agenda").out.splitlines()
    assert lines[:3] == [
        "Shaping meeting: We make the plan", "When: Thursday 16 July 2099", "There are 2 ideas.",
    ]  # fmt: skip
    assert "More breaks, please." in lines
    assert [one["words"] for one in of_json(typed, "agenda", "shape")["ideas"]] == [  # type: ignore[attr-defined]
        "More breaks, \x1b[31mplease.", "",
    ]  # fmt: skip
    for name in ("agenda.pdf", "agenda.html", "agenda.txt"):
        assert typed("agenda", "shape", "--file", name).code == 0
        assert (tmp_path / name).stat().st_mode & 0o077 == 0
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "agenda.pdf").pages)
    files = [(tmp_path / name).read_text() for name in ("agenda.html", "agenda.txt")]
    for told in (part.replace("\xa0", " ") for part in (text, *files)):
        assert "More breaks, please." in told
        assert "Thursday 16 July 2099" in told
        assert "TAKENBACK" not in told
        assert "\x1b" not in told
    assert typed("agenda", "shape", "--file", "agenda.txt").code == 1
    assert typed("agenda", "shape", "--file", "agenda.txt", "--replace").code == 0


def test_what_is_missing_is_listed(typed: Typed) -> None:
    assert "What to do when you are worried about someone." in typed("missing").out
    typed("about", "--safeguarding", "Call Ana.", "--joining", "Ask Ana.")
    names = {one["name"] for one in rows(typed, "missing")}
    assert {"safeguarding", "joining"}.isdisjoint(names)
    assert "who_reads" in names
    assert "safeguarding: Call Ana." in typed("about").out


def test_a_report_tells_of_nobody(typed: Typed, there: Database) -> None:
    sent_to(there, contribution())
    assert typed("report").out.splitlines()[-1] == "10 or fewer."
    assert of_json(typed, "report")["total"] is None


def test_a_list_for_other_programs_holds_nothing_that_was_taken_back(
    typed: Typed, there: Database
) -> None:
    sent = sent_to(there, contribution("TAKENBACK", audience="members"))
    typed("reply", "1", "-", "--draft", words="DRAFTWORDS")
    typed("pass-on", "1")
    take_back(there, sent.id, sent.key, system_clock)
    for arguments in (["list"], ["list", "1"], ["draft", "list"], ["owed"], ["report"]):
        for told in (typed(*arguments), typed(*arguments, "--json")):
            assert "TAKENBACK" not in told.out
            assert "DRAFTWORDS" not in told.out
