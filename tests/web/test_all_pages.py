"""Every page is shown, is safe, and its forms do what they say."""

import re
from datetime import date

import pytest

from companion.endpoint.announcing import put_session
from companion.endpoint.answering import received
from companion.endpoint.database import Database, fact
from companion.endpoint.describing_community import (
    all_groups,
    all_leads,
    all_news,
    all_sessions,
    consent_of,
)
from companion.endpoint.drafts import all_drafts
from companion.endpoint.organisers import all_organisers
from companion.endpoint.pieces import Piece, take_piece
from companion.endpoint.promising import add_promise, promises_now
from companion.endpoint.publishing import file_named
from companion.endpoint.receiving import digest_of, receive, understood
from companion.endpoint.taking_back import take_back
from companion.endpoint.web.pages import PAGES
from companion.wire.contributions import About
from companion.wire.files import info_of
from companion.wire.sealed import unseal
from tests.endpoint.senders import SetClock, contribution
from tests.endpoint.test_answering import HARD, come, trail_of
from tests.web.full import LIKE, MARKUP, SESSION, drawn, fill, pages, spoken, with_file
from tests.web.visitors import FAR, Form, Visitor


async def test_an_empty_community_has_every_page(sam: Visitor) -> None:
    paths = [page.path for page in PAGES if page.show and not page.open and "{" not in page.path]
    for path in paths:
        answer = await sam.get(path)
        assert answer.status_code == 200, path
        if answer.headers["content-type"].startswith("text/html"):
            assert answer.text.count("<h1>") == 1


async def test_a_full_community_shows_no_markup_of_others(
    database: Database, clock: SetClock, sam: Visitor
) -> None:
    full = fill(database, clock)
    last = full.came[7]
    take_back(database, last.sent.id, last.sent.key, clock)
    seen = 0
    for path in pages(full):
        answer = await sam.get(path)
        assert answer.status_code == 200, (path, answer.text)
        for hostile in ("<script", "<img src=x", "<b>", "\u202e", "<i>", ">49<", "../.."):
            assert hostile not in answer.text.replace("../../../etc/passwd</span>", ""), path
        seen += "&lt;script&gt;" in answer.text
        assert not re.search(r"(?:src|href|action)=\"(?!/organisers|#|\")", answer.text), path
        assert not re.search(r"\son[a-z]+=|style=", re.sub(r"onerror=alert", "", answer.text)), path
    assert seen >= 6  # else nothing hostile was there


async def test_rows_tell_nothing_of_what_is_in_them(
    database: Database, clock: SetClock, sam: Visitor
) -> None:
    come(database, clock, "long " * 2_000)
    come(database, clock, "", kind="listening")
    rows = re.findall(r"<li>\s*<a href=\"/organisers/contributions/.*?</li>",
                      (await sam.get("/contributions")).text, re.DOTALL)  # fmt: skip
    alike = {re.sub(r"Number \d|/\d|Words|Here to listen", "", row) for row in rows}
    assert (len(rows), len(alike)) == (2, 1)


async def test_what_is_late_comes_first(database: Database, clock: SetClock, sam: Visitor) -> None:
    come(database, clock)
    clock.move(days=15)
    await sam.sign_in(name="Priya")
    come(database, clock)
    clock.move(hours=1)
    page = (await sam.get()).text
    assert page.index('id="late"') < page.index("contributions/1") < page.index('id="open"')
    assert page.index('id="open"') < page.index("contributions/2")


async def test_an_answer_for_one_is_sealed_and_hard_words_for_all_stay_a_draft(
    database: Database, clock: SetClock, sam: Visitor
) -> None:
    came = come(database, clock)
    place = "/contributions/1/reply"
    kept = await sam.fill(place, words=HARD, who="all", do="publish")
    assert kept.status_code == 422
    assert "These words are not easy to read yet." in kept.text
    assert '<q dir="auto">' in kept.text
    with database.reading() as connection:
        [draft] = all_drafts(connection)
    assert (draft.says, draft.organiser) == ({"words": HARD, "for_all": True}, 1)
    form = Form(kept.text).forms[f"/organisers{place}"]
    assert (form["draft"], form["version"], form["words"]) == (str(draft.number), "1", HARD)
    again = await sam.send(place, {**form, "words": "Thank you.\r\n\r\nWe heard you.",
                                   "who": "sender", "do": "publish"})  # fmt: skip
    assert again.headers["location"] == "/organisers/contributions/1?done=answered"
    [told] = trail_of(database, came.sent).replies
    assert unseal(told.box, came.sent.private) == "Thank you.\n\nWe heard you."
    page = (await sam.get("/contributions/1")).text
    assert "for the person who sent it" in page
    assert '<p dir="auto">We heard you.</p>' in page
    assert '<p dir="auto">We heard you.</p>' in (await sam.get(place)).text  # before the next one
    with database.reading() as connection:
        assert all_drafts(connection) == []


async def test_words_are_checked_while_they_are_written(
    database: Database, clock: SetClock, sam: Visitor
) -> None:
    come(database, clock)
    checked = await sam.fill("/contributions/1/reply", words="But we cannot.", do="check")
    page = (await sam.get(checked.headers["location"].removeprefix("/organisers"))).text
    assert "The first word says no." in page
    assert "But we cannot." in page
    empty = await sam.fill("/contributions/1/reply", words=" ", do="publish")
    assert (empty.status_code, 'aria-invalid="true"' in empty.text) == (422, True)
    assert '<a href="#words">' in empty.text


async def test_two_organisers_lose_nothing(
    database: Database, clock: SetClock, sam: Visitor
) -> None:
    come(database, clock)
    place = "/contributions/1/reply"
    async with Visitor(database, clock) as priya:
        await priya.sign_in(name="Priya")
        forms = [
            Form((await one.get(place)).text).forms[f"/organisers{place}"] for one in (sam, priya)
        ]
        first = {**forms[0], "words": "Thank you, from Sam.", "who": "all", "do": "publish"}
        assert (await sam.send(place, first)).headers["location"].endswith("done=published")
        second = {**forms[1], "words": "Thank you, from Priya.", "who": "all", "do": "publish"}
        met = await priya.send(place, second)
        shown = await priya.get(met.headers["location"].removeprefix("/organisers"))
        assert "Someone else has written meanwhile" in shown.text
        assert "Thank you, from Sam." in shown.text
        form = Form(shown.text).forms[f"/organisers{place}"]
        assert form["words"] == "Thank you, from Priya."
        # Sam writes once more before Priya publishes: she sees that, too.
        await sam.fill(place, words="Thank you again.", who="all", do="publish")
        once = await priya.send(place, {**form, "do": "publish"})
        shown = await priya.get(once.headers["location"].removeprefix("/organisers"))
        assert "Thank you again." in shown.text
        form = Form(shown.text).forms[f"/organisers{place}"]
        done = await priya.send(place, {**form, "do": "publish"})
        assert done.headers["location"].endswith("done=published")
    page = (await sam.get("/contributions/1")).text
    assert page.count("Thank you") == 3


async def test_two_who_change_one_draft_see_both(
    database: Database, clock: SetClock, sam: Visitor
) -> None:
    first = await sam.fill("/news/write", title="We meet", words="We meet.", do="check")
    place = first.headers["location"].removeprefix("/organisers")
    forms = [Form((await sam.get(place)).text).forms["/organisers/news/write"] for _two in "ab"]
    await sam.send("/news/write", {**forms[0], "words": "From Sam.", "do": "keep"})
    second = await sam.send("/news/write", {**forms[1], "words": "From Priya.", "do": "publish"})
    page = (await sam.get(second.headers["location"].removeprefix("/organisers"))).text
    assert "From Sam." in page
    assert "From Priya." in page
    with database.reading() as connection:
        assert all_news(connection) == []
        assert [one.says["words"] for one in all_drafts(connection)] == ["From Sam.", "From Priya."]


async def test_two_who_change_what_is_published_write_over_nothing_unseen(
    database: Database, clock: SetClock, sam: Visitor
) -> None:
    """The community, a promise and a session: the second sees what the first wrote."""
    with database.writing() as connection:
        put_session(connection, SESSION, clock)
        add_promise(connection, "We find a room.", date(2026, 6, 30), clock)
    for page, action, first, second in (
        ("/community", "/community", {"about": "We meet."}, {"joining": "Ask Ana."}),
        ("/promises/1", "/promises/1", {"state": "kept", "told": "We have a room."},
         {"state": "late", "told": "The room is closed."}),
        ("/sessions/write?id=june", "/sessions/write", {"about": "We meet.", "do": "publish"},
         {"who": "It is for carers.", "do": "publish"}),
    ):  # fmt: skip
        forms = [
            Form((await sam.get(page)).text).forms[f"/organisers{action}"] for _two in range(2)
        ]
        assert (await sam.send(action, {**forms[0], **first})).status_code == 303
        met = await sam.send(action, {**forms[1], **second})
        assert met.status_code == 422, page
        assert "Someone else has changed this meanwhile." in met.text
        for words in (*first.values(), *second.values()):
            told = {"kept": "Kept", "late": "late"}.get(words, words)
            assert words == "publish" or told in met.text, words
        form = Form(met.text).forms[f"/organisers{action}"]
        assert all(form[name] == words for name, words in second.items() if name != "do")
        again = await sam.send(action, {**form, **second})
        assert again.status_code == 303, again.text
    with database.reading() as connection:
        assert all_sessions(connection)[0].who == "It is for carers."
        assert fact(connection, "joining") == "Ask Ana."


async def test_a_draft_of_another_kind_is_not_written_over(
    database: Database, clock: SetClock, sam: Visitor
) -> None:
    come(database, clock)
    await sam.fill("/news/write", title="We meet", words="We meet.", do="keep")
    await sam.fill("/contributions/1/reply", draft="1", version="1", words="Mine.", do="keep")
    with database.reading() as connection:
        assert [one.kind for one in all_drafts(connection)] == ["news", "reply"]
    assert (await sam.get("/contributions/1/reply?draft=1")).status_code == 404
    await sam.press("/drafts", "/drafts/1/remove")
    with database.reading() as connection:
        assert [one.kind for one in all_drafts(connection)] == ["reply"]


async def test_a_session_needs_what_people_must_know(
    database: Database, clock: SetClock, sam: Visitor
) -> None:
    told = {"title": "How we listen", "day": "2026-06-26", "starts_time": "18:00",
            "where": "The hall", "weekday": "thursday", "do": "publish"}  # fmt: skip
    wrong = await sam.fill("/sessions/write", **told)
    assert wrong.status_code == 422
    assert "The right day is Friday 26 June 2026." in wrong.text
    for field, words in (("day", "soon"), ("starts_time", "6pm"), ("ideas_until", "x" * 10)):
        no_time = await sam.fill("/sessions/write", **{**told, field: words})
        assert (no_time.status_code, f'id="{field}-error"' in no_time.text) == (422, True)
    form = Form(wrong.text).forms["/organisers/sessions/write"]
    assert form["draft"] == "1"
    lacks = await sam.send("/sessions/write", {**form, **told, "weekday": "friday"})
    needed = set(re.findall(r'id="(\w+)-error"', lacks.text))
    assert needed == {"steps", "cost", *(f"like_{name}" for name in LIKE)}
    assert "People need to know this: Quiet room." in lacks.text
    form = Form(lacks.text).forms["/organisers/sessions/write"]
    whole = {**form, "cost": "free", "steps": "10 We say hello.\nWe talk.", "do": "publish",
             **{f"like_{name}": words for name, words in LIKE.items()}}  # fmt: skip
    done = await sam.send("/sessions/write", whole)
    assert done.headers["location"] == "/organisers/sessions?done=published"
    with database.reading() as connection:
        [session] = all_sessions(connection)
        assert all_drafts(connection) == []
    assert (session.starts, session.free) == ("2026-06-26T18:00:00+01:00", True)
    assert [(step.minutes, step.what) for step in session.steps] == [
        (10, "We say hello."), (None, "We talk."),
    ]  # fmt: skip
    place = f"/sessions/write?id={session.id}"
    hard = await sam.fill(place, "/sessions/write", about=HARD, do="publish")
    assert (hard.status_code, '<a href="#hard">' in hard.text) == (422, True)
    assert '<div class="findings" id="hard">' in hard.text
    unsure = await sam.fill(place, "/sessions/write", day="2026-07-02", do="publish")
    assert "The right day is Thursday 2 July 2026." in unsure.text
    moved = await sam.fill(place, "/sessions/write", day="2026-07-03", do="check")
    page = (await sam.get(moved.headers["location"].removeprefix("/organisers"))).text
    assert "Before: Friday 26 June 2026" in page
    assert "Now: Friday 3 July 2026" in page
    form = Form(page).forms["/organisers/sessions/write"]
    await sam.send("/sessions/write", {**form, "do": "publish"})
    with database.reading() as connection:
        [session] = all_sessions(connection)
    assert (session.starts[:10], session.status) == ("2026-07-03", "changed")
    await sam.fill(place, "/sessions/write", cancelled="yes", do="publish")
    with database.reading() as connection:
        assert all_sessions(connection)[0].status == "cancelled"


async def test_a_status_says_what_is_missing(
    database: Database, clock: SetClock, sam: Visitor
) -> None:
    fill(database, clock)
    place = "/contributions/3"
    for fields, error in (
        ({"status": "got"}, "Choose what happened."),
        ({"status": "talked", "session": ""}, "Choose the session"),
        ({"status": "not-changed", "words": " "}, "Say why nothing changed."),
        ({"status": "read", "promise": "soon"}, "We need a day here."),
        ({"status": "read", "words": "On Thursday 26 June 2026."}, "Friday"),
        ({"status": "changed", "words": HARD}, "These words are not easy to read yet."),
    ):
        wrong = await sam.fill(place, do="publish", **fields)
        assert (wrong.status_code, error in wrong.text) == (422, True), error
    form = Form(wrong.text).forms[f"/organisers{place}"]
    assert (form["words"], '<q dir="auto">In due course</q>' in wrong.text) == (HARD, True)
    draft = form["draft"]
    again = (await sam.get(f"{place}?draft={draft}")).text
    assert Form(again).forms[f"/organisers{place}"]["words"] == HARD
    kept = await sam.send(place, {**form, "words": "We look for a room.", "do": "check"})
    assert kept.headers["location"] == f"/organisers{place}?draft={draft}&done=checked"
    with database.reading() as connection:
        assert [mark.status for mark in received(connection)[2].marks] == []
    done = await sam.fill(place, status="talked", session="june", promise="2026-07-20",
                          do="publish")  # fmt: skip
    assert done.headers["location"] == f"/organisers{place}?done=said"
    with database.reading() as connection:
        one = received(connection)[2]
    assert (one.status, one.marks[-1].session, one.promise) == ("talked", "june", "2026-07-20")


async def test_a_worry_notes_the_time_and_closes_it(
    database: Database, clock: SetClock, sam: Visitor
) -> None:
    came = come(database, clock, name="Ali")
    page = (await sam.get("/contributions/1/worry")).text
    assert "999" in page
    assert "Ali" not in page
    form = Form((await sam.get("/contributions/1/reply")).text).forms[
        "/organisers/contributions/1/reply"
    ]
    await sam.press("/contributions/1/worry", "/contributions/1/worry")
    page = (await sam.get("/contributions/1")).text
    assert "Noted on Friday 19 June 2026, 11am by Sam." in page
    assert "Write an answer" not in page
    assert (await sam.get("/contributions/1/reply")).status_code == 303
    late = await sam.send("/contributions/1/reply", {**form, "words": "Thank you.",
                                                    "who": "sender", "do": "publish"})  # fmt: skip
    assert late.status_code == 303  # to the contribution, where it says why
    assert trail_of(database, came.sent).replies == ()
    assert trail_of(database, came.sent).closed
    with database.reading() as connection:
        assert [one.says["words"] for one in all_drafts(connection)] == ["Thank you."]
    await sam.press("/worries", "/worries/1/end")
    assert not trail_of(database, came.sent).closed


async def test_what_is_taken_back_is_gone_with_the_next_request(
    database: Database, clock: SetClock, sam: Visitor
) -> None:
    came = come(database, clock, "SECRETWORDS", audience="members", name="SECRETNAME")
    await sam.press("/contributions/1", "/contributions/1/pass-on")
    await sam.fill("/contributions/1/reply", words="Thank you for SECRETWORDS.", do="keep")
    form = Form((await sam.get("/contributions/1/reply")).text).forms[
        "/organisers/contributions/1/reply"
    ]
    assert "SECRETWORDS" in (await sam.get("/contributions.json")).text
    take_back(database, came.sent.id, came.sent.key, clock)
    for path in ("", "/contributions", "/contributions/1", "/drafts", "/contributions.json"):
        answer = await sam.get(path)
        assert answer.status_code == 200
        assert "SECRET" not in answer.text
        assert answer.headers["cache-control"] == "no-store"
    export = (await sam.get("/contributions.json")).json()
    assert export == [{"number": 1, "taken_back": "2026-06-19"}]
    assert (await sam.get("/contributions/1/reply")).headers["location"].endswith("/1")
    late = await sam.send("/contributions/1/reply", {**form, "words": "Thank you.", "do": "keep"})
    assert late.status_code == 303
    assert (await sam.get("/drafts/1")).status_code == 404
    assert "taken back" in (await sam.get("/contributions/1")).text


async def test_a_file_is_shown_and_is_never_a_page(
    database: Database, clock: SetClock, sam: Visitor
) -> None:
    drawing, voice = drawn(), spoken()
    with_file(database, clock, "drawing", drawing)
    came = with_file(database, clock, "voice", voice)
    for number, data, kind, name in (
        (1, drawing, "image/png", "1-1.png"), (2, voice, "audio/ogg", "2-1.ogg"),
    ):  # fmt: skip
        place = f"/contributions/{number}/files/1"
        assert f'src="/organisers{place}"' in (await sam.get(f"/contributions/{number}")).text
        answer = await sam.get(place)
        assert (answer.status_code, answer.content) == (200, data)
        headers = answer.headers
        assert headers["content-type"] == kind
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["content-security-policy"] == "sandbox; default-src 'none'"
        assert headers["content-disposition"] == f'attachment; filename="{name}"'
        assert headers["cache-control"] == "no-store"
    for path in ("1/files/2", "1/files/0", "1/files/x", "3/files/1"):
        assert (await sam.get(f"/contributions/{path}")).status_code == 404
    take_back(database, came.sent.id, came.sent.key, clock)
    assert (await sam.get("/contributions/2/files/1")).status_code == 404


async def test_what_has_not_come_whole_is_not_shown(
    database: Database, clock: SetClock, sam: Visitor
) -> None:
    info = info_of(drawn(), "image/png")
    sent = contribution("", kind="drawing", files=(info,))
    with database.writing() as connection:
        receive(connection, sent.id, understood(sent.body, digest_of(sent.body)), 1, clock)
        take_piece(connection, sent.id, Piece(0, 0, b"\x89PNG\r\n\x1a\n"), 1, clock)
    assert "Nothing came in yet." in (await sam.get("/contributions")).text
    for path in ("/contributions/1", "/contributions/1/files/1", "/contributions/1/reply"):
        assert (await sam.get(path)).status_code == 404


async def test_an_export_has_no_keys(database: Database, clock: SetClock, sam: Visitor) -> None:
    come(database, clock)
    answer = await sam.get("/contributions.json")
    [one] = answer.json()
    assert one["words"] == "It is loud."
    assert not {"take_back", "reply_to"} & set(one)
    assert answer.headers["content-disposition"] == 'attachment; filename="contributions.json"'


async def test_promises_groups_and_names(database: Database, clock: SetClock, sam: Visitor) -> None:
    assert (await sam.fill("/promises", words="We find a room.", until="")).status_code == 422
    assert (await sam.fill("/promises", words=HARD, until="2026-06-30")).status_code == 422
    await sam.fill("/promises", words="We find a room.", until="2026-06-30")
    assert (await sam.fill("/promises/1", state="changed", told="")).status_code == 422
    await sam.fill("/promises/1", state="changed", told="It costs too much.")
    hard = await sam.fill("/groups", name="Words", does=HARD, join="Ask Ana.")
    assert (hard.status_code, "Ask Ana." in hard.text) == (422, True)
    await sam.fill("/groups", name="Words", does="We look for easy words.", join="Ask Ana.")
    assert (await sam.fill("/leads", name="Ana", agreed="2026-06-20")).status_code == 422
    await sam.fill("/leads", name="Ana", agreed="2026-06-19")
    with database.reading() as connection:
        [(_number, promise)] = promises_now(connection, clock)
        assert (promise.state, promise.told) == ("changed", "It costs too much.")
        assert [one.name for _number, one in all_groups(connection)] == ["Words"]
        assert [name for _number, name, _day in all_leads(connection)] == ["Ana"]
    await sam.press("/groups", "/groups/1/remove")
    await sam.press("/leads", "/leads/1/remove")
    with database.reading() as connection:
        assert (all_groups(connection), all_leads(connection)) == ([], [])


async def test_news_of_each_kind(database: Database, clock: SetClock, sam: Visitor) -> None:
    came = come(database, clock)
    for kind in ("news", "changed", "not-as-planned"):
        await sam.fill(f"/news/write?kind={kind}", "/news/write", title="We meet", words="We meet.",
                       numbers="1", do="publish")  # fmt: skip
    unknown = await sam.fill("/news/write", title="We meet", numbers="99", do="publish")
    assert (unknown.status_code, 'id="numbers-error"' in unknown.text) == (422, True)
    with database.reading() as connection:
        news = [one for _number, one in all_news(connection)]
    assert [one.kind for one in news] == ["not-as-planned", "changed", "news"]
    assert {one.trails for one in news} == {(came.sent.trail,)}
    await sam.press("/news", "/news/1/remove")
    with database.reading() as connection:
        assert len(all_news(connection)) == 2
    take_back(database, came.sent.id, came.sent.key, clock)
    with database.reading() as connection:  # the news stays, and names what is gone no more
        assert [one.trails for _number, one in all_news(connection)] == [(), ()]
        file = file_named(connection, "community")
    assert file
    assert came.sent.trail.encode() not in file.data


async def test_the_community_is_described(database: Database, sam: Visitor) -> None:
    with database.reading() as connection:
        before = consent_of(connection)
    await sam.fill("/community", safeguarding="Call Ana.\nThen call 999.", about="We meet.")
    with database.reading() as connection:
        assert fact(connection, "safeguarding") == "Call Ana.\nThen call 999."
        assert consent_of(connection) == before  # other words would be a new version
    for fields in ({"name": " "}, {"kept_days": "many"}, {"answer_days": "9999999"},
                   {"consent": " "}):  # fmt: skip
        assert (await sam.fill("/community", **fields)).status_code == 422, fields
    await sam.fill("/community", consent="We read it.")
    with database.reading() as connection:
        assert consent_of(connection).lines == ("We read it.",)


async def test_codes_and_organisers(database: Database, clock: SetClock, sam: Visitor) -> None:
    made = await sam.press("/codes", "/codes")
    words = re.findall(r"<p class=\"secret\"[^>]*>([a-z ]+)</p>", made.text)
    assert len(words[0].split()) == 4
    assert words[0] not in (await sam.get("/codes")).text
    await sam.press("/codes", "/codes/2/end")
    assert "Ended on Friday 19 June 2026" in (await sam.get("/codes")).text
    made = await sam.fill("/organisers", name="Priya")
    [link] = re.findall(r"http://127\.0\.0\.1:8765/organisers/sign-in/([\w-]{43})<", made.text)
    async with Visitor(database, clock) as priya:
        await priya.sign_in(link)
        await sam.press("/organisers", "/organisers/2/end")
        assert (await priya.get()).headers["location"] == "/organisers/sign-in"
    with database.reading() as connection:
        assert [bool(one.ended) for one in all_organisers(connection)] == [False, True]


async def test_the_report_has_no_small_group(
    database: Database, clock: SetClock, sam: Visitor
) -> None:
    for number in range(15):
        about = About("charter", "5.1") if number < 12 else About()
        come(database, clock, about=about)
    assert "All together: 10 or fewer." in (await sam.get("/report")).text
    clock.move(days=30)
    await sam.sign_in(name="Priya")
    page = (await sam.get("/report")).text
    assert "All together: 15." in page
    assert "June 2026: 15" in page
    assert ": 12" not in page  # the 3 others could be worked out from it
    assert "The charter" in page


@pytest.mark.parametrize(
    "path",
    ["/contributions/99", "/contributions/x", "/contributions/0", "/contributions/99999999999",
     "/contributions/1%2f..", "/drafts/9", "/sessions/write?id=nosuch", "/promises/7",
     "/agenda/nosuch", "/news/write?draft=7", "/pictures/..%2f..%2fLICENSE", "/pictures/nosuch",
     "/nothing", "/contributions/٣", "/page.css/x"],
)  # fmt: skip
async def test_what_is_not_there_is_said(sam: Visitor, path: str) -> None:
    answer = await sam.get(path)
    assert answer.status_code == 404
    assert "<h1>This did not work</h1>" in answer.text


async def test_pages_on_another_host_link_to_themselves(
    database: Database, clock: SetClock
) -> None:
    async with Visitor(database, clock, FAR) as sam:
        await sam.sign_in()
        made = await sam.fill("/organisers", name="Priya")
        assert f"{FAR}/organisers/sign-in/" in made.text


def test_the_hostile_words_are_hostile() -> None:
    assert "<script>" in MARKUP
