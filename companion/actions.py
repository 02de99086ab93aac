"""The one list of actions: it makes the keys, the menus, the help page and the docs."""

from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from companion.page.blocks import Action, Page
from companion.plainwords.messages import N_, _


class When(Enum):
    """When an action can be done."""

    ALWAYS = "on every page"
    AWAY_FROM_HOME = "on every page but home"
    WITH_VOICE = "on every page, while the voice is on"
    BY_KEY = "on every page, by its key; no row of the page"
    IN_LINES = "on every page in plain lines, by its word"
    OFFERED = "on pages that offer it"


class Spec(Struct, frozen=True):
    """One action. `label` and `help` are message ids, translated where they are shown.

    `key` is the letter or sign that works the same in the full screen and in plain
    lines; `screen_keys` are further keys of the full screen, `words` are further words of
    plain mode ("" is Enter alone).
    """

    id: str
    label: str
    help: str
    when: When = When.OFFERED
    key: str = ""
    screen_keys: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


ACTIONS: tuple[Spec, ...] = (
    Spec("back", N_("Back"), N_("Go back 1 step. You lose nothing."),
         When.AWAY_FROM_HOME, "b", ("escape",), ("back",)),
    Spec("home", N_("Home"), N_("Go to the first page. You lose nothing."),
         When.AWAY_FROM_HOME, "0", (), ("home",)),
    Spec("help", N_("Help"), N_("Help with this page, and help for you."),
         When.ALWAYS, "?", (), ("help",)),
    Spec("hide", N_("Hide now"), N_("Hide this page at once. Your words are safe."),
         When.ALWAYS, "x", (), ("hide",)),
    Spec("stop", N_("Stop"), N_("Stop Companion. Your words are safe."),
         When.ALWAYS, "q", (), ("stop", "quit", "exit")),
    Spec("go", N_("Go to a page"), N_("Choose a page and go there."), When.BY_KEY, "g", (),
         ("go",)),
    Spec("larger", N_("Larger words"), N_("Make the words on the screen larger."),
         When.BY_KEY, "+", ("=",)),
    Spec("smaller", N_("Smaller words"), N_("Make the words on the screen smaller."),
         When.BY_KEY, "-"),
    Spec("read", N_("Read to me"), N_("Read this page aloud. Any key stops it."),
         When.WITH_VOICE, "r", (), ("read",)),
    Spec("voice", N_("Voice on or off"), N_("Turn the voice on or off."),
         When.WITH_VOICE, "v", (), ("voice",)),
    Spec("read_here", N_("Read from here"), N_("Read aloud from where you are."),
         When.BY_KEY, "e"),
    Spec("again", N_("Again"), N_("Say the same sentence again."), When.BY_KEY, "a"),
    Spec("sentence_before", N_("Sentence before"), N_("Say the sentence before."),
         When.BY_KEY, ","),
    Spec("sentence_next", N_("Next sentence"), N_("Say the next sentence."), When.BY_KEY, "."),
    Spec("slower", N_("Slower"), N_("The voice speaks more slowly."), When.BY_KEY, "d"),
    Spec("faster", N_("Faster"), N_("The voice speaks faster."), When.BY_KEY, "f"),
    Spec("spell", N_("Spell it"), N_("Say the letters of the word that you heard last."),
         When.BY_KEY, "l"),
    Spec("menu", N_("Choices"), N_("Say again what you can choose."), When.IN_LINES, "m"),
    Spec("headings", N_("Headings"), N_("Say the headings of this page."), When.IN_LINES, "h"),
    Spec("where", N_("Where"), N_("Say which page this is."),
         When.IN_LINES, words=("where am i", "where am i?")),
    Spec("repeat", N_("Repeat"), N_("Say the last words again."), When.IN_LINES),
    Spec("find", N_("Find"), N_("Type find and a word. We say the lines with the word."),
         When.IN_LINES),
    Spec("rest", N_("Rest"), N_("Say all pages of this text, up to the last page."),
         When.IN_LINES),
    Spec("save", N_("Save"), N_("Make a file of what we said and you typed. We ask you first."),
         When.IN_LINES),
    Spec("next_page", N_("Next"), N_("The next page of this text."),
         screen_keys=("space", "pagedown"), words=("", "next")),
    Spec("page_before", N_("Page before"), N_("The page before this one."),
         screen_keys=("pageup",), words=("p",)),
    Spec("meanings", N_("What does it mean?"), N_("What the hard words on this page mean."),
         key="w", words=("meaning",)),
    Spec("open_next_session", N_("Next session"), N_("When and where the next session is.")),
    Spec("open_charter", N_("Charter"), N_("What we agreed, in easy words.")),
    Spec("open_changes", N_("What changed"), N_("What is new in the charter, and what is open.")),
    Spec("open_version", N_("Read this version"), N_("Read an older version of the charter.")),
    Spec("open_part", N_("Open this part"), N_("Read this part of the charter.")),
    Spec("open_notes", N_("My notes"), N_("Words you write for a session.")),
    Spec("open_note", N_("Open this note"), N_("Read or change this note.")),
    Spec("new_note", N_("New note"), N_("Write a new note.")),
    Spec("more_notes", N_("More notes"), N_("Show more of your notes.")),
    Spec("save_note", N_("Done"), N_("Keep this note and go back.")),
    Spec("mark_aloud", N_("Make it OK to say aloud"),
         N_("Mark this note as OK to say aloud in a session.")),
    Spec("mark_private", N_("Make it only for me"), N_("Mark this note as only for you.")),
    Spec("delete_note", N_("Delete this note"), N_("Hide this note. You can undo it.")),
    Spec("undo_delete", N_("Bring the note back"), N_("Undo: bring back the note you deleted.")),
    Spec("open_helps", N_("What helps me"), N_("A card: what you need, and what to do.")),
    Spec("new_help", N_("Write something new"), N_("Write what you need, and what to do.")),
    Spec("still_right", N_("It is still right"), N_("Keep the day when you checked it.")),
    Spec("print_helps", N_("Print"), N_("Make a file to print. We ask you first.")),
    Spec("helps_file_yes", N_("Yes, make the file"), N_("Make a file with your card.")),
    Spec("helps_file_no", N_("No file"), N_("Go back. Nothing changes.")),
    Spec("share_helps", N_("Share this"), N_("Copy your card, to share it. Nothing leaves yet.")),
    Spec("carry_on", N_("Carry on with it"), N_("Open the words you did not finish.")),
    Spec("open_ways", N_("How I use Companion"), N_("Choose screen, bigger words or lines.")),
    Spec("help_now", N_("I need help now"), N_("Who you can call or text now.")),
    Spec("word_list", N_("What words mean"), N_("The hard words and what they mean.")),
    Spec("more_words", N_("More words"), N_("Show more words.")),
    Spec("word", N_("What this word means"), N_("What this word means.")),
    Spec("how_to_join", N_("How to join"), N_("The link, the phone number or the place.")),
    Spec("what_will_happen", N_("What will happen"), N_("The session, step by step.")),
    Spec("what_it_is_like", N_("What it is like"), N_("Sound, light and who speaks.")),
    Spec("session_notes", N_("My notes"), N_("Your notes for this session.")),
    Spec("getting_there", N_("Getting there"), N_("When to leave, and what to take.")),
    Spec("getting_part", N_("Change this"), N_("Say how you go, or what you take.")),
    Spec("own_things", N_("Write more"), N_("Write what else you take.")),
    Spec("open_sessions", N_("Other sessions"), N_("All sessions by date.")),
    Spec("open_session", N_("Open this session"), N_("When and where this session is.")),
    Spec("more_sessions", N_("More sessions"), N_("Show more sessions.")),
    Spec("past_sessions", N_("Sessions that have been"), N_("Sessions that are over.")),
    Spec("open_rhythm", N_("How often we meet"), N_("How often there are sessions.")),
    Spec("have_read_changes", N_("I have read this"), N_("Show the session as it is now.")),
    Spec("open_prompt", N_("Open this note"), N_("Write about this.")),
    Spec("other_notes", N_("Other notes"), N_("All your notes for this session.")),
    Spec("joining_done", N_("Done"), N_("Keep this and go back.")),
    Spec("open_journal", N_("My journal"), N_("2 questions about a session, for you.")),
    Spec("write_entry", N_("Write now"), N_("Answer the 2 questions.")),
    Spec("entries_for_later", N_("Come back to these"), N_("What you wanted to come back to.")),
    Spec("look_back", N_("Look back"), N_("What you wrote before.")),
    Spec("search_journal", N_("Search"), N_("Find a word in your journal.")),
    Spec("choose_symbols", N_("Choose pictures"), N_("Answer with pictures.")),
    Spec("do_not_know", N_("I do not know yet"), N_("That is a full answer.")),
    Spec("next_question", N_("Skip"), N_("Go on. You do not have to answer.")),
    Spec("stop_and_keep", N_("Stop and keep"), N_("Keep what is here and go to the first page.")),
    Spec("more_symbols", N_("More pictures"), N_("Show more pictures.")),
    Spec("symbols_done", N_("Done"), N_("Go back to the question.")),
    Spec("open_entry", N_("Open this"), N_("Read or change what you wrote.")),
    Spec("more_entries", N_("Show more"), N_("Show more of what you wrote.")),
    Spec("change_helped", N_("Change what would have helped"), N_("Change your first answer.")),
    Spec("change_different", N_("Change what could be different"),
         N_("Change your second answer.")),
    Spec("come_back_later", N_("Come back to it"), N_("Put it in your list to come back to.")),
    Spec("no_more_later", N_("I am done with it"), N_("Take it out of your list.")),
    Spec("delete_entry", N_("Delete this"), N_("Hide what you wrote. You can undo it.")),
    Spec("undo_delete_entry", N_("Bring it back"), N_("Undo: bring back what you deleted.")),
    Spec("find_entries", N_("Look for it"), N_("Show where you wrote these words.")),
    Spec("share_entry", N_("Share this"), N_("Choose lines to share. Your journal stays.")),
    Spec("share_note", N_("Share this"), N_("Send these words to the people who lead.")),
    Spec("share_session", N_("Share about it"), N_("Share something about this session.")),
    Spec("share_idea", N_("Share an idea for it"), N_("Share an idea for a shaping meeting.")),
    Spec("hard_for_me", N_("This is hard for me"), N_("Tell the people who lead what is hard.")),
    Spec("new_share", N_("Share something"), N_("Share in the way that is good for you.")),
    Spec("record", N_("Record now"), N_("Record your voice. The voice of Companion is quiet.")),
    Spec("stop_recording", N_("Stop recording"), N_("Stop. We keep what you said.")),
    Spec("stop_making", N_("Stop this"), N_("Stop. Your own file stays as it is.")),
    Spec("more_files", N_("More files"), N_("Show more files to choose from.")),
    Spec("use_file", N_("Use this file"), N_("Go on with the file that you typed.")),
    Spec("hear_file", N_("Listen to it"), N_("Hear what you would send.")),
    Spec("hush_file", N_("Stop the sound"), N_("Stop what you hear. You lose nothing.")),
    Spec("show_file", N_("Look at it"), N_("See it in another window.")),
    Spec("add_words", N_("Add words"), N_("Say in words what it is. You can skip it.")),
    Spec("other_file", N_("Choose another file"), N_("Take another file in its place.")),
    Spec("share_thing_done", N_("Carry on"), N_("Go on to the next step. Nothing leaves yet.")),
    Spec("share_written", N_("Done"), N_("Go on to the next step. Nothing leaves yet.")),
    Spec("more_share_lines", N_("More lines"), N_("Show more lines to choose from.")),
    Spec("share_chosen", N_("Done"), N_("Go on with these lines. Nothing leaves yet.")),
    Spec("share_on", N_("Carry on"), N_("Go on to the next step. Nothing leaves yet.")),
    Spec("share_audience", N_("Change who can see it"), N_("Choose who can see it.")),
    Spec("share_name", N_("Add my name"), N_("Type a name for this one.")),
    Spec("share_more", N_("Say more"), N_("What it is about, and how you speak.")),
    Spec("share_about", N_("What is it about?"), N_("Choose what it is about.")),
    Spec("share_made", N_("Who made this?"), N_("Say if someone helped you.")),
    Spec("share_as", N_("How I speak"), N_("Say as who you speak, if you want.")),
    Spec("share_more_done", N_("Done"), N_("Go back to the step before.")),
    Spec("share_choice_done", N_("Done"), N_("Keep this and go back.")),
    Spec("name_done", N_("Done"), N_("Send this name with it.")),
    Spec("no_name", N_("Send no name"), N_("Take the name away.")),
    Spec("share_change_clues", N_("Change it"), N_("See new words without this.")),
    Spec("share_leave_clues", N_("Leave it as it is"), N_("Go on with your own words.")),
    Spec("share_rewrite", N_("Write it again"), N_("Change the words yourself.")),
    Spec("more_clues", N_("Show more"), N_("Show more of what we found.")),
    Spec("use_new_words", N_("Use the new words"), N_("Put the new words in this share.")),
    Spec("keep_for_me", N_("Keep it for me"), N_("Keep it on this computer. Send nothing.")),
    Spec("ask_tomorrow", N_("Ask me again"), N_("Keep it. We ask you on the next day.")),
    Spec("send_now", N_("Send it now"), N_("Send it to the community. You can take it back.")),
    Spec("share_change_it", N_("Change it"), N_("Go back and change it.")),
    Spec("share_all_letters", N_("Show every letter that leaves"),
         N_("Show all of it, letter by letter.")),
    Spec("share_in_short", N_("Show it in short"), N_("Show your words and what goes along.")),
    Spec("open_sent", N_("Things I sent"), N_("What you sent, and what became of it.")),
    Spec("open_share", N_("Open this"), N_("See how it stands.")),
    Spec("open_asked", N_("Look at it now"), N_("Decide if you want to send it.")),
    Spec("more_shares", N_("Show more"), N_("Show more of what you sent.")),
    Spec("take_back", N_("Take it back"), N_("Take back what you sent. You need no reason.")),
    Spec("take_back_yes", N_("Yes, take it back"), N_("Take it back now.")),
    Spec("take_back_no", N_("No"), N_("Go back. Nothing changes.")),
    Spec("take_back_done", N_("Done"), N_("Go to Things I sent.")),
    Spec("read_sent", N_("Read it"), N_("See the words that you sent.")),
    Spec("print_receipt", N_("Print"), N_("Make a file to print. We ask you first.")),
    Spec("receipt_file_yes", N_("Yes, make the file"), N_("Make a file with this receipt.")),
    Spec("receipt_file_no", N_("No file"), N_("Go back. Nothing changes.")),
    Spec("answer_back", N_("Answer them"), N_("Share an answer. You do not have to.")),
    Spec("share_carry_on", N_("Carry on"), N_("Go on with the steps to share it.")),
    Spec("delete_share", N_("Delete this"), N_("Delete it here. You can undo it.")),
    Spec("undo_delete_share", N_("Bring it back"), N_("Undo: bring back your copy.")),
    Spec("share_again", N_("Share it again"), N_("Share the same again. Nothing leaves yet.")),
    Spec("open_connect", N_("Connect to a community"), N_("Use the address and code you have.")),
    Spec("look_at_community", N_("Look what is there"),
         N_("Ask the community what it is. Nothing of yours leaves.")),
    Spec("connect_yes", N_("Yes, connect"), N_("Connect to this community.")),
    Spec("connect_no", N_("No"), N_("Do not connect.")),
    Spec("open_community", N_("My community"), N_("Who they are, and how you connect.")),
    Spec("get_new", N_("Get what is new"), N_("Ask the community for news and answers.")),
    Spec("pause_sending", N_("Pause sending"), N_("Send nothing until you say so.")),
    Spec("send_again", N_("Send again"), N_("Send what waits.")),
    Spec("disconnect", N_("End the connection"), N_("Send and get nothing any more.")),
    Spec("disconnect_yes", N_("Yes, end it"), N_("End the connection now.")),
    Spec("disconnect_no", N_("No"), N_("Stay connected.")),
    Spec("open_news", N_("News"), N_("What your community tells everyone.")),
    Spec("more_news", N_("More news"), N_("Show more news.")),
    Spec("open_told", N_("What they tell us"), N_("What changed, promises, and who leads.")),
    Spec("open_changed", N_("What changed"), N_("What changed because people spoke.")),
    Spec("open_promises", N_("Promises"), N_("What your community promised.")),
    Spec("open_shared", N_("What others shared"), N_("What members sent for other members.")),
    Spec("open_people", N_("Who leads"), N_("Who leads, and what groups there are.")),
    Spec("open_groups", N_("Sub-groups"), N_("Small groups between sessions.")),
    Spec("open_how", N_("How they do things"), N_("How to join, and what help there is.")),
    Spec("open_not_planned", N_("What did not go to plan"), N_("What went wrong.")),
    Spec("more_told", N_("Show more"), N_("Show more of this.")),
    Spec("open_rest", N_("Other things"), N_("Privacy, your community and more.")),
    Spec("open_my_lock", N_("My lock and my supporter"), N_("Who can open your journal.")),
    Spec("set_lock", N_("Set a lock"), N_("Choose what opens your journal.")),
    Spec("open_lock", N_("Open the lock"), N_("Give your answer. Then you can read.")),
    Spec("close_lock", N_("Lock my journal"), N_("Lock it now. Your words are safe.")),
    Spec("remove_lock", N_("Take the lock off"), N_("Your journal has no lock then.")),
    Spec("remove_lock_now", N_("Yes, take it off"), N_("Take the lock off now.")),
    Spec("lock_pictures", N_("Pictures in order"), N_("Your lock is 4 pictures in order.")),
    Spec("lock_words", N_("My own words"), N_("Your lock is words that you choose.")),
    Spec("take_picture_back", N_("Take 1 back"), N_("Take back the last picture.")),
    Spec("show_typed", N_("Show what I type"), N_("Show the letters.")),
    Spec("hide_typed", N_("Hide what I type"), N_("Show a star for each letter.")),
    Spec("try_answer", N_("Open it"), N_("Try these words.")),
    Spec("set_lock_now", N_("Set this lock"), N_("Set the lock. It stays open now.")),
    Spec("choose_again", N_("Choose again"), N_("Begin again. We set nothing.")),
    Spec("use_card", N_("I have my card"), N_("Open everything with your recovery card.")),
    Spec("try_card", N_("Open everything"), N_("Try the words of your card.")),
    Spec("make_card", N_("Make a recovery card"), N_("8 words that open everything of yours.")),
    Spec("make_card_now", N_("Make the card"), N_("Show 8 new words.")),
    Spec("no_card", N_("No card"), N_("We do not ask again. You find it in Settings.")),
    Spec("card_done", N_("I wrote it down"), N_("Go back. We do not show the words again.")),
    Spec("card_file", N_("Put it in a file"), N_("Make a file to print. We ask you first.")),
    Spec("card_file_yes", N_("Yes, make the file"), N_("Make a file with the 8 words.")),
    Spec("card_file_no", N_("No file"), N_("Go back to the words.")),
    Spec("open_supporter", N_("My supporter"), N_("Say who is with you.")),
    Spec("open_more", N_("More"), N_("Settings, things you sent and more.")),
    Spec("open_settings", N_("Settings"), N_("Change how Companion works.")),
    Spec("open_setting", N_("Change this"), N_("Change this setting.")),
    Spec("open_speak", N_("Speak for me"), N_("Companion says your lines in a session.")),
    Spec("say_line", N_("Say this"), N_("Say this line. The room can hear it.")),
    Spec("more_lines", N_("More lines"), N_("Show more lines.")),
    Spec("say_typed", N_("Say what I typed"), N_("Say your words. The room can hear them.")),
    Spec("stop_room", N_("Stop the voice"), N_("Stop what the room hears. You lose nothing."),
         screen_keys=("space",), words=("s",)),
    Spec("said_it", N_("I said it in the session"), N_("Keep in your journal that you said it."),
         key="i"),
    Spec("share_said", N_("Share that I said it"),
         N_("Send that you said it. Nothing leaves yet.")),
    Spec("show_words", N_("Show the words"), N_("Show the words alone, for others to read."),
         key="o"),
    Spec("say_again", N_("Say it again"), N_("Say this line again. The room can hear it.")),
    Spec("all_lines", N_("All lines"), N_("Go back to all lines.")),
    Spec("open_reading", N_("Read to me"), N_("How the voice reads this page.")),
    Spec("read_yes", N_("Yes, read it"), N_("Read your own words aloud now.")),
    Spec("read_no", N_("No"), N_("Go back. You hear nothing.")),
    Spec("open_look", N_("How the screen looks"), N_("Big words, colours and lines.")),
    Spec("open_reminders", N_("Reminders"), N_("If and how we remind you of a session.")),
    Spec("open_my_calendar", N_("Sessions in my calendar"),
         N_("Let the calendar of your phone or computer show the sessions.")),
    Spec("copy_address", N_("Copy the address"), N_("Copy it, to paste it in your calendar.")),
    Spec("open_reminding", N_("Let my computer remind me"),
         N_("Let your computer remind you when Companion is closed.")),
    Spec("start_reminding", N_("Set it up"), N_("Your computer reminds you from now on.")),
    Spec("stop_reminding", N_("Take it away"), N_("Your computer looks no more.")),
    Spec("open_keys", N_("Keys"), N_("Which keys you use, and how they work.")),
    Spec("open_voice", N_("Voice"), N_("How the voice speaks.")),
    Spec("choose_voice", N_("Choose a voice"), N_("Choose who speaks.")),
    Spec("try_voice", N_("Try it"), N_("Hear how the voice speaks now.")),
    Spec("more_voice", N_("What the voice says"), N_("What the voice says as you go.")),
    Spec("room_voice", N_("Voice for the room"), N_("The voice of Speak for me.")),
    Spec("choose_device", N_("Where it comes out"), N_("Choose where the room hears it.")),
    Spec("more_voices", N_("More voices"), N_("Show more voices.")),
    Spec("open_missed", N_("I missed a session"), N_("What to know when you missed a session.")),
    Spec("open_privacy", N_("Who can read my words"), N_("Where your words are.")),
    Spec("open_where", N_("Where my words are"), N_("Where your words and their key are.")),
    Spec("open_copies", N_("Copies of my words"), N_("Where copies of your words may be.")),
    Spec("open_computer", N_("What this computer does"), N_("What happens to your words here.")),
    Spec("open_about", N_("About Companion"), N_("What this is and who made it.")),
    Spec("not_right", N_("This is not right"), N_("Say that words are wrong or hurt.")),
    Spec("not_right_line", N_("These words"), N_("Say what is wrong with these words.")),
    Spec("read_together", N_("Read together"), N_("1 sentence at a time. You can talk about it.")),
    Spec("whole_pages", N_("Whole pages"), N_("Show whole pages again.")),
    Spec("talk_about", N_("Talk about it"), N_("Stop here and talk about this sentence.")),
    Spec("other_words", N_("Say it in another way"), N_("The same in other easy words.")),
    Spec("first_words", N_("Say it as before"), N_("The same in the first words.")),
    Spec("with_pictures", N_("With pictures"), N_("Show the pictures, or say what they show.")),
    Spec("without_pictures", N_("Without pictures"), N_("Show the words alone.")),
    Spec("full_words", N_("Full words"), N_("The same page in full words.")),
    Spec("easy_words", N_("Easy words"), N_("The same page in easy words.")),
    Spec("open_own_keys", N_("Change a key"), N_("Choose other keys, or turn keys off.")),
    Spec("open_own_key", N_("Change this key"), N_("Choose another key, or none.")),
    Spec("more_keys", N_("More keys"), N_("Show more keys.")),
    Spec("use_own_key", N_("Use this key"), N_("Use the key that you typed.")),
    Spec("no_own_key", N_("No key"), N_("No key does this. Its row still works.")),
    Spec("usual_key", N_("The usual key"), N_("Use the first key again.")),
    Spec("write_board", N_("Write"), N_("Write with letters to choose.")),
    Spec("board_more", N_("More"), N_("Show more to choose from.")),
    Spec("board_done", N_("Done"), N_("Go back to the page. Your words stay.")),
    Spec("carry_on_home", N_("Carry on"), N_("Open the first page again.")),
)  # fmt: skip

_WITH_WORDS = ("find", "save")  # in plain lines: what to find, the file's name

_BY_ID = {spec.id: spec for spec in ACTIONS}


def spec(action: str) -> Spec:
    """The entry of one action. An unknown id is a mistake in the program (KeyError)."""
    return _BY_ID[action]


def offer(action: str, arg: str = "", label: str = "") -> Action:
    """A row for a page. `label` replaces the usual one where a row needs its own words."""
    return Action(action, label or _(spec(action).label), arg)


def available(page: Page) -> tuple[Spec, ...]:
    """Every action that can be done on this page, in the list's order."""
    offered = page.actions()
    found = (s for s in ACTIONS if s.id in offered or _everywhere(s, page))
    return tuple(_keyed(s, page) for s in found)


def _keyed(entry: Spec, page: Page) -> Spec:
    """An action with the member's own key for it."""
    own = dict(page.keys)
    if page.letters_off:
        signs = (key for key in entry.screen_keys if len(key) > 1)
        return replace(entry, key=_number(entry.key), screen_keys=tuple(signs))
    return replace(entry, key=own[entry.id]) if entry.id in own else entry


def _number(key: str) -> str:
    return key if key.isdigit() else ""


def always(page: Page) -> tuple[Spec, ...]:
    """The actions that every page adds by itself, as rows."""
    offered = page.actions()
    found = (s for s in _ROWS if _everywhere(s, page) and s.id not in offered)
    # Keys of the voice are rows only where the voice is on, so that pages stay calm.
    voice = page.voice_on
    return tuple(_keyed(s, page) for s in found if voice or s.when is not When.WITH_VOICE)


_ROWS = tuple(s for s in ACTIONS if s.when not in (When.OFFERED, When.IN_LINES, When.BY_KEY))


def _everywhere(entry: Spec, page: Page) -> bool:
    if page.hidden:  # it shows nothing but the way on
        return False
    if entry.when is When.AWAY_FROM_HOME:
        return page.route != "home"
    return entry.when not in (When.OFFERED, When.IN_LINES)


def for_key(page: Page, key: str) -> Action | None:
    """What a key of the full screen does on this page, as a row; None for nothing."""
    for entry in available(page):
        if key == entry.key or key in entry.screen_keys:
            return _offered(page, entry)
    return None


def for_word(page: Page, word: str) -> Action | None:
    """What words typed in plain mode do on this page, as a row; None for nothing.

    A person may type the key, one of the action's short words, or its name.
    """
    for entry in available(page):
        names = (*entry.words, _(entry.label).casefold())
        if (word and word == entry.key) or word in names:
            return _offered(page, entry)
    return None


def in_lines() -> tuple[Spec, ...]:
    """What only plain lines need, since nothing there can be looked back at."""
    return tuple(s for s in ACTIONS if s.when is When.IN_LINES)


def for_line(page: Page, words: str) -> tuple[str, str]:
    """What typed words ask of plain lines: an action of theirs, and the words after it.

    The English word works in every language, as the action's name does.
    """
    if page.hidden:  # it says nothing of the other pages
        return "", ""
    first, _space, rest = words.partition(" ")
    for entry in in_lines():
        names = (entry.id, _keyed(entry, page).key, *entry.words, _(entry.label).casefold())
        if words and words.casefold() in names:
            return entry.id, ""
        if entry.id in _WITH_WORDS and first and first.casefold() in names:
            return entry.id, rest.strip()
    return "", ""


def _offered(page: Page, entry: Spec) -> Action:
    for block in page.blocks:
        if isinstance(block, Action) and block.action == entry.id:
            return block
    return offer(entry.id)
