"""The words for what the endpoint keeps by a name of its own."""

from companion.plainwords.messages import N_

KINDS = {
    "words": N_("Words"),
    "symbols": N_("Symbols"),
    "drawing": N_("Drawing"),
    "voice": N_("Voice"),
    "photo": N_("Photo"),
    "said": N_("Said in the session"),
    "listening": N_("Here to listen"),
}
STATUSES = {
    "got": N_("Got"),
    "read": N_("Read"),
    "talked": N_("Talked about"),
    "changed": N_("Something changed"),
    "not-changed": N_("Not changed"),
}
ABOUT = {
    "session": N_("A session"),
    "charter": N_("The charter, part {id}"),
    "agenda": N_("An idea for a shaping meeting"),
    "access": N_("This is hard for me"),
    "answer": N_("An answer to your answer"),
    "general": N_("Anything"),
}
MADE_BY = {
    "me": N_("They chose it."),
    "me-with-supporter": N_("Their supporter helped."),
    "supporter": N_("It is their supporter's view."),
}
SPEAKING_AS = {
    "autistic": N_("An autistic person"),
    "learning-disability": N_("A person with a learning disability"),
    "adhd": N_("A person with ADHD"),
    "family": N_("Family"),
    "carer": N_("A carer"),
    "staff": N_("Staff"),
    "other": N_("Someone else"),
}
AUDIENCES = {
    "organisers": N_("Only the people who lead may read it."),
    "members": N_("All members may read it."),
    "services": N_("All members and services may read it."),
}
SESSION_KINDS = {
    "session": N_("Session"),
    "shaping": N_("Shaping meeting"),
    "subgroup": N_("Session of a group"),
    "in-person": N_("Day together in 1 place"),
}
SESSION_STATUSES = {
    "planned": N_("As planned"),
    "changed": N_("Changed"),
    "cancelled": N_("This will not happen"),
}
NEWS_KINDS = {
    "news": N_("News"),
    "changed": N_("What changed"),
    "not-as-planned": N_("What did not go to plan"),
}
PROMISES = {
    "open": N_("We work on it"),
    "kept": N_("Kept"),
    "late": N_("Late"),
    "changed": N_("Changed"),
}
DRAFTS = {
    "reply": N_("Answer"),
    "status": N_("What happened"),
    "pack": N_("Text"),
    "news": N_("News"),
    "session": N_("Session"),
}
LIKE = {
    "sound": N_("Sound"),
    "light": N_("Light"),
    "quiet_room": N_("Quiet room"),
    "camera": N_("Camera"),
    "who_speaks": N_("Who speaks"),
    "breaks": N_("Breaks"),
    "food": N_("Food"),
    "toilets": N_("Toilets"),
    "getting_there": N_("How to get there"),
    "who_meets_you": N_("Who meets you"),
}
JOIN = {
    "link": N_("Link"),
    "phone": N_("Phone number"),
    "code": N_("Code"),
    "how": N_("How to join"),
    "contact": N_("Who to ask"),
}
NEEDS = {
    "steps": N_("What will happen"),
    "cost": N_("What it costs"),
    **LIKE,
}
WEEKDAYS = {
    "monday": N_("Monday"),
    "tuesday": N_("Tuesday"),
    "wednesday": N_("Wednesday"),
    "thursday": N_("Thursday"),
    "friday": N_("Friday"),
    "saturday": N_("Saturday"),
    "sunday": N_("Sunday"),
}
COUNTED = {
    "kind": N_("Ways"),
    "about": N_("What it is about"),
    "month": N_("Months"),
}
COMMUNITY = {
    "name": N_("Name of the community"),
    "about": N_("What this community is"),
    "who_reads": N_("Who reads what people send"),
    "how_often": N_("How often they read it"),
    "kept_for": N_("How long you keep it, in words"),
    "contact": N_("Who people can ask"),
    "language": N_("Code of your language"),
    "joining": N_("How to join"),
    "access": N_("What help people can get to take part"),
    "payment": N_("Whether you pay people for their time or travel"),
    "costs": N_("What it costs to meet face to face"),
    "recording": N_("Whether you record sessions or take photos"),
    "concerns": N_("What people can do about words that hurt"),
    "decides": N_("Who decides, and when you look at the charter again"),
    "names": N_("Whether you show names"),
    "supporters": N_("Whether supporters may send something for someone"),
    "safeguarding": N_("What to do when you are worried about someone"),
    "kept_days": N_("For how many days you keep what people send"),
    "answer_days": N_("Within how many days you answer"),
}

NAMES = {
    "kind": KINDS,
    "status": STATUSES,
    "about": ABOUT,
    "made_by": MADE_BY,
    "speaking_as": SPEAKING_AS,
    "audience": AUDIENCES,
    "session": SESSION_KINDS,
    "session_status": SESSION_STATUSES,
    "news": NEWS_KINDS,
    "promise": PROMISES,
    "draft": DRAFTS,
    "like": LIKE,
    "join": JOIN,
    "weekday": WEEKDAYS,
    "counted": COUNTED,
    "community": COMMUNITY,
}

# What a page says at its top when something is done.
DONE = {
    "draft": N_("We kept your words as a draft. Only organisers see them."),
    "checked": N_("We looked at your words, and kept them as a draft."),
    "beside": N_("Someone else has written meanwhile. We kept your words. Read both."),
    "published": N_("Everyone can read this now."),
    "kept-text": N_("We looked at the text, and kept it as a draft. Only organisers see it."),
    "text-back": N_("We took it back. Members read the version before."),
    "answered": N_("The person who sent it can read your answer now."),
    "said": N_("The person who sent it can see this now."),
    "saved": N_("We kept it."),
    "removed": N_("It is gone."),
    "worry": N_("We noted the time. Nobody can answer it here now."),
    "worry-ended": N_("People can answer it again."),
    "passed-on": N_("All members can read it now."),
    "held-back": N_("Only organisers can read it now."),
    "signed-out": N_("You have signed out."),
    "ended": N_("It has ended."),
}
