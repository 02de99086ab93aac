"""What can go wrong, each with a plain sentence and a next step.

A problem is raised where it is noticed and shown where the person is: one sentence that
says what is wrong, one that says what to do. It never carries a member's words.

Every command loads this module, so it does not load dataclasses, which take far longer.
"""

from typing import NamedTuple

from companion.plainwords.messages import N_, _


class Kind(NamedTuple):
    """One kind of problem: its sentences (message ids) and the exit code of a command."""

    say: str
    next: str
    exit_code: int = 1


# The home's key is not at hand, so what is there cannot be read. A recovery card mends it.
KEY_OUT_OF_REACH = frozenset(
    {"key_missing", "key_wrong", "key_not_reached", "key_not_in_store", "stored_key_wrong"}
)

# A drawing, photo or voice cannot be had any more; its share or note goes on without it.
FILE_LOST = frozenset({"attachment_missing", "attachment_damaged"})

KINDS: dict[str, Kind] = {
    "home_not_writable": Kind(
        N_("We cannot write in this folder: {path}."),
        N_("Choose another folder. Type: companion --home FOLDER"),
    ),
    "disk_full": Kind(
        N_("The disk is full. We could not save your last words yet."),
        N_("Make space on the disk. We will try again."),
    ),
    "not_saved": Kind(
        N_("We could not save your last words yet."),
        N_("We will try again. If it fails, ask someone you trust."),
    ),
    "not_read": Kind(
        N_("We could not open your words: {path}."),
        N_("We changed nothing. Ask someone you trust to help."),
    ),
    "attachment_missing": Kind(
        N_("We cannot find this picture or sound."),
        N_("Your words are still here. You can add it again."),
    ),
    "attachment_damaged": Kind(
        N_("We cannot open this picture or sound."),
        N_("We changed nothing. You can add it again."),
    ),
    "home_busy": Kind(
        N_("Another Companion is busy in this folder: {path}."),
        N_("Close the other Companion. Then try again."),
    ),
    "key_missing": Kind(
        N_("The key for your words is not here: {path}."),
        N_("We changed nothing. Put the key file back. Then try again."),
    ),
    "key_wrong": Kind(
        N_("This key does not fit your words: {path}."),
        N_("We changed nothing. Put the right key file back. Then try again."),
    ),
    "key_not_reached": Kind(
        N_("The key for your words is in the key store of this computer. We cannot reach it now."),
        N_("We changed nothing. Log in on the screen of this computer. Then try again."),
    ),
    "key_not_in_store": Kind(
        N_("The key for your words is not in the key store of this computer."),
        N_("We changed nothing. Ask someone who knows this computer."),
    ),
    "stored_key_wrong": Kind(
        N_("The key in the key store of this computer does not fit your words."),
        N_("We changed nothing. Ask someone who knows this computer."),
    ),
    "keys_damaged": Kind(
        N_("We cannot read this file: {path}. Your words need it."),
        N_("We changed nothing. Put a copy of the file there. Then try again."),
    ),
    "journal_locked": Kind(
        N_("Your journal is locked."),
        N_("To read it, open the lock first. You can write new answers all the same."),
    ),
    "not_four_pictures": Kind(
        N_("This lock needs 4 pictures."),
        N_("Choose 4 pictures. You can choose a picture again."),
    ),
    "lock_words_short": Kind(
        N_("These words are too short for a lock."),
        N_("Type {least} letters or more."),
    ),
    "no_lock": Kind(
        N_("Your journal has no lock."),
        N_("To set a lock, type: companion lock"),
    ),
    "no_lock_set": Kind(
        N_("We set no lock. Everything is as it was."),
        N_("To set a lock, type: companion lock"),
    ),
    "lock_stays": Kind(
        N_("Your lock is as it was."),
        N_("To take it off, type the same again. Then type yes."),
    ),
    "answers_differ": Kind(
        N_("You did not type the same 2 times. We set no lock."),
        N_("Type the same command again."),
    ),
    "not_recovered": Kind(
        N_("We opened nothing. Everything is as it was."),
        N_("Look at the words of your card. Then type: companion recover"),
    ),
    "card_needs_file": Kind(
        N_("A recovery card needs a file."),
        N_("Add a name to --output. Then try again."),
        2,
    ),
    "card_not_made": Kind(
        N_("We made no card."),
        N_("To make it, type the same again. Then type yes."),
    ),
    "newer_home": Kind(
        N_("A newer Companion made this folder: {path}."),
        N_("We changed nothing. Get the newer Companion. Then try again."),
    ),
    "settings_damaged": Kind(
        N_("We could not read your settings: {path}."),
        N_("We kept the old file. Choose your settings again."),
    ),
    "pack_broken": Kind(
        N_("We could not open this text: {path}, line {line}. {why}"),
        N_("Get the text again, or ask the person who made it."),
    ),
    "sessions_damaged": Kind(
        N_("We could not read your sessions: {path}."),
        N_("We kept the old file. Bring in your calendar again."),
    ),
    "no_such_session": Kind(
        N_("There is no session {id}."),
        N_("To see your sessions, type: companion sessions"),
    ),
    "calendar_not_read": Kind(
        N_("We could not read this calendar."),
        N_("Get the calendar again, or ask the person who made it."),
    ),
    "calendar_too_large": Kind(
        N_("This calendar is too large for us."),
        N_("Ask for a calendar with sessions only."),
    ),
    "calendar_slow": Kind(
        N_("This calendar takes too long to read. We stopped."),
        N_("Ask the person who made it for a simpler calendar."),
    ),
    "address_not_allowed": Kind(
        N_("We cannot use this address."),
        N_("Use an address that starts with https."),
    ),
    "address_not_reached": Kind(
        N_("We could not reach {place}."),
        N_("Check that you are online. Then try again."),
    ),
    "address_slow": Kind(
        N_("{place} takes too long to answer."),
        N_("Wait 10 minutes. Then try again."),
    ),
    "address_not_safe": Kind(
        N_("We could not make a safe link to {place}."),
        N_("Ask the person who gave you the address."),
    ),
    "address_not_found": Kind(
        N_("There is no calendar at this address of {place}."),
        N_("Check the address, or ask for a new address."),
    ),
    "address_refused": Kind(
        N_("{place} does not let us read this calendar."),
        N_("Ask for an address that is open to everyone."),
    ),
    "address_not_calendar": Kind(
        N_("There is no calendar at this address of {place}. It may be a web page."),
        N_("Ask for the address of the calendar. It often ends with .ics"),
    ),
    "no_community_there": Kind(
        N_("We found no community at {place}."),
        N_("Check the address. Or ask the person who gave it to you."),
    ),
    "code_word_unknown": Kind(
        N_("A code never has the word {word}."),
        N_("Check each word of the code. Then try again."),
    ),
    "code_not_whole": Kind(
        N_("A code has 4 easy words."),
        N_("Look for the words of your code. Then type all 4."),
    ),
    "code_of_another": Kind(
        N_("This code does not fit the community at {place}. We did not connect."),
        N_("Check the address and the last 2 words. Or ask for them again."),
    ),
    "code_ended": Kind(
        N_("Your code does not work any more. Your words wait here."),
        N_("Ask for the new code. Then connect again."),
    ),
    "community_other_key": Kind(
        N_("Something came that is not from your community. We did not take it."),
        N_("If you see this again, tell the people who run the community."),
    ),
    "community_older": Kind(
        N_("Your community sent us something old. We did not take it."),
        N_("If you see this again, tell the people who run the community."),
    ),
    "community_newer": Kind(
        N_("Your community uses a newer Companion."),
        N_("Get the newer Companion. What waits stays here."),
    ),
    "share_refused": Kind(
        N_("Your community did not do what you asked. {why}"),
        N_("{then} You still have your words."),
    ),
    "not_connected": Kind(
        N_("You are not connected to a community."),
        N_("To connect, type: companion connect ADDRESS"),
    ),
    "no_address": Kind(
        N_("Your community has no address here. You bring and get files."),
        N_("To make a file with what waits, type: companion outbox --save FILE"),
    ),
    "outbox_not_saved": Kind(
        N_("We made no file. Nothing left this computer."),
        N_("To make it, type the same again. Then type yes."),
    ),
    "not_joined": Kind(
        N_("We did not connect. We sent nothing of yours."),
        N_("To connect, type the same again. Then type yes."),
    ),
    "no_such_file": Kind(
        N_("There is no file {path}."),
        N_("Check the name of the file. Then try again."),
    ),
    # These name no path: it may be in the member's own words, and this is spoken.
    "chosen_not_there": Kind(
        N_("We found no file with this name."),
        N_("Check where the file is. Then try again."),
    ),
    "chosen_not_a_file": Kind(
        N_("This is not a file."),
        N_("Choose a file. Then try again."),
    ),
    "chosen_not_read": Kind(
        N_("We could not open this file."),
        N_("Check that you may open it. Then try again."),
    ),
    "file_too_large": Kind(
        N_("This file is too large for us. It can have 50 MB at most."),
        N_("Choose a smaller file. Then try again."),
    ),
    "no_picture": Kind(
        N_("We cannot read this picture."),
        N_("Choose another picture. A photo from a phone or a camera is good."),
    ),
    "picture_too_large": Kind(
        N_("This picture is too large for us."),
        N_("Choose a smaller picture. Then try again."),
    ),
    "no_sound": Kind(
        N_("We cannot read this sound."),
        N_("Choose another sound. What you record with a phone is good."),
    ),
    "sound_too_long": Kind(
        N_("This sound is too long. It can be 5 minutes at most."),
        N_("Choose a shorter sound. You can share another sound after it."),
    ),
    "file_slow": Kind(
        N_("This file takes too long to read. We stopped."),
        N_("Choose a smaller file. Then try again."),
    ),
    "no_microphone": Kind(
        N_("We cannot record on this computer now."),
        N_("You can record with another program. Then choose the file here."),
    ),
    "no_viewer": Kind(
        N_("We cannot show it on this computer."),
        N_("To see it, open your own file."),
    ),
    "nothing_recorded": Kind(
        N_("We heard nothing. We kept nothing."),
        N_("Look if the microphone is on. Then record again."),
    ),
    "text_not_read": Kind(
        N_("We could not check this text: {path}. {why}"),
        N_("Save it as plain text, in a file of its own. Then try again."),
    ),
    "no_such_note": Kind(
        N_("There is no note {id}."),
        N_("To see your notes, type: companion note list"),
    ),
    "no_such_entry": Kind(
        N_("Your journal has no entry {id}."),
        N_("To see your journal, type: companion journal list"),
    ),
    "no_such_share": Kind(
        N_("You have not shared {id}."),
        N_("To see what you sent, type: companion sent"),
    ),
    "no_line_chosen": Kind(
        N_("We do not know which lines to share."),
        N_("Type numbers from 1 to {most}, for example: --lines 1,2"),
        2,
    ),
    "no_such_picture": Kind(
        N_("There is no picture {name}."),
        N_("To see the pictures, open your journal. Then choose pictures."),
    ),
    "no_such_about": Kind(
        N_("It cannot be about {words}."),
        N_("You can choose: {kinds}. To see more, type: companion help share"),
        2,
    ),
    "not_sent": Kind(
        N_("You did not send {id}."),
        N_("There is nothing to take back."),
    ),
    "not_taken_back": Kind(
        N_("We took nothing back."),
        N_("To take it back, type the same again. Then type yes."),
    ),
    "no_such_part": Kind(
        N_("This text has no part {part}."),
        N_("Read the whole text to see its parts."),
    ),
    "no_such_version": Kind(
        N_("We do not have version {version} of this text."),
        N_("To see the versions, add: --changes"),
    ),
    "no_such_word": Kind(
        N_("We have no meaning for {word} yet."),
        N_("To see the words we have, type: companion meaning"),
    ),
    "no_session_known": Kind(
        N_("We know no session yet."),
        N_("Ask for a calendar file. Then type: companion sessions add FILE"),
    ),
    "no_past_session": Kind(
        N_("We know no session that has been."),
        N_("To see the sessions that come, type: companion sessions"),
    ),
    "no_address_kept": Kind(
        N_("No calendar here has an address."),
        N_("To take in a file again, type: companion sessions add FILE"),
    ),
    "no_such_calendar": Kind(
        N_("There is no calendar {name}."),
        N_("To see the calendars, type: companion sessions calendars"),
    ),
    "file_is_there": Kind(
        N_("There is a file with this name: {path}."),
        N_("We changed nothing. Choose another name."),
    ),
    "file_not_written": Kind(
        N_("We could not write this file: {path}."),
        N_("Choose another place. Then try again."),
    ),
    "no_such_folder": Kind(
        N_("There is no folder {path}."),
        N_("Make the folder first, or choose another folder."),
    ),
    "folder_closed": Kind(
        N_("We cannot make a file in this folder: {path}."),
        N_("Type save and the name of another folder."),
    ),
    "no_room_for_file": Kind(
        N_("The disk is full. We could not write this file: {path}."),
        N_("Make space on the disk. Then try again."),
    ),
    "print_is_there": Kind(
        N_("There is a file with this name: {path}."),
        N_("We changed nothing. Choose another name. To write over it, add --replace"),
    ),
    "no_kind_of_file": Kind(
        N_("We do not know which kind of file you want."),
        N_("Add --format html, --format pdf or --format text"),
        2,
    ),
    "pdf_needs_file": Kind(
        N_("A PDF needs a file of its own."),
        N_("Add --output and a name that ends with .pdf"),
        2,
    ),
    "no_notice_here": Kind(
        N_("This computer could not show the reminder."),
        N_("We try it again. You can turn it off. Open Companion and choose Reminders."),
    ),
    "no_timer_here": Kind(
        N_("We found no way to do this on this computer."),
        N_("Companion still reminds you while it is open."),
    ),
    "timer_not_set_up": Kind(
        N_("This computer did not let us set it up."),
        N_("Everything is as it was. Ask someone who knows this computer."),
    ),
    "timer_not_taken_away": Kind(
        N_("This computer did not let us take it away."),
        N_("Ask someone who knows this computer. Or choose No for both reminders."),
    ),
    "no_reminders_asked": Kind(
        N_("You did not ask for reminders."),
        N_("To ask for them, type: companion settings remind 30"),
    ),
    "timer_stays": Kind(
        N_("We set up nothing. Everything is as it was."),
        N_("To set it up, type the same again. Then type yes."),
    ),
    "not_copied": Kind(
        N_("We could not copy it on this computer."),
        N_("Type it there, letter for letter. Or ask someone to help."),
    ),
    "no_sound_here": Kind(
        N_("We could not play a sound."),
        N_("You can turn it off. Open Companion and choose Reminders."),
    ),
    "card_empty": Kind(
        N_("There is nothing on your card yet."),
        N_("To write, type: companion card add"),
    ),
    "nothing_to_print": Kind(
        N_("There are no notes to print."),
        N_("To write a note, type: companion note add"),
    ),
    "pdf_slow": Kind(
        N_("This PDF takes too long to make. We stopped."),
        N_("Print a part of it, or choose another kind of file: --format html"),
    ),
    "pdf_too_long": Kind(
        N_("These words are too long for a PDF."),
        N_("Print a part of it, or choose another kind of file: --format html"),
    ),
    "pdf_not_made": Kind(
        N_("We could not make a PDF on this computer."),
        N_("Choose another kind of file: --format html. A browser can print it."),
    ),
    "nothing_to_export": Kind(
        N_("You have no words here yet."),
        N_("To write a note, type: companion note add"),
    ),
    "not_exported": Kind(
        N_("We made no file."),
        N_("To make it, type the same again. Then type yes."),
    ),
    "secret_too_short": Kind(
        N_("These secret words are too short."),
        N_("Type the same again. Then type {least} letters or more."),
    ),
    "secrets_differ": Kind(
        N_("You did not type the same words 2 times. We made no file."),
        N_("Type the same again."),
    ),
    "file_not_read": Kind(
        N_("We could not open this file: {path}."),
        N_("Check that you may open it. Then try again."),
    ),
    "import_not_ours": Kind(
        N_("This file is not from Companion."),
        N_("Choose a file that you made with: companion export"),
    ),
    "import_damaged": Kind(
        N_("This file is broken. We cannot read it."),
        N_("We changed nothing. Make the file again, or use another copy."),
    ),
    "import_newer": Kind(
        N_("A newer Companion made this file."),
        N_("We changed nothing. Get the newer Companion. Then try again."),
    ),
    "import_too_large": Kind(
        N_("This file is too large for us."),
        N_("We changed nothing. Choose another file."),
    ),
    "import_older": Kind(
        N_("This file is older than what is here."),
        N_("We changed nothing. Ask for a new file."),
    ),
    "import_other_community": Kind(
        N_("This file is not from your community, {name}."),
        N_("We changed nothing. Ask the people who lead for their file."),
    ),
    "import_not_whole": Kind(
        N_("A part of this file is missing or broken."),
        N_("We took in the rest. Ask for a new file."),
    ),
    "import_needs_connection": Kind(
        N_("This file is from a community. You are not connected to it."),
        N_("To connect, type: companion connect FILE"),
    ),
    "import_wrong_words": Kind(
        N_("These words do not open the file."),
        N_("You lose nothing. Look for the right words. Then try again."),
    ),
    "not_imported": Kind(
        N_("We took in nothing."),
        N_("To take it in, type the same again. Then type yes."),
    ),
    "import_no_room": Kind(
        N_("The disk is full. We could not take in all of this file."),
        N_("Make space on the disk. Then type the same again."),
    ),
    "nothing_to_forget": Kind(
        N_("There is nothing of yours here."),
        N_("To write a note, type: companion note add"),
    ),
    "not_forgotten": Kind(
        N_("We changed nothing. All your words are here."),
        N_("To forget them, type the same again. Then type the word that we ask for."),
    ),
    "open_elsewhere": Kind(
        N_("Companion is open in another window."),
        N_("Close the other window first. Then type the same again."),
    ),
    "words_forgotten": Kind(
        N_("You forgot all words in another window. We save nothing here."),
        N_("Close this window. Then open Companion again."),
    ),
    "nothing_to_undo": Kind(
        N_("There is nothing to bring back."),
        N_("We keep what you forget for 30 days. Then it is gone."),
    ),
    "no_voice": Kind(
        N_("We found no voice on this computer."),
        N_("To see what to do, type: companion doctor"),
    ),
    "not_wav": Kind(
        N_("A sound file has a name that ends with .wav"),
        N_("Choose such a name. Then try again."),
        2,
    ),
    "voice_stopped": Kind(
        N_("The voice stopped."),
        N_("Try again. If it fails, type: companion doctor"),
    ),
    "not_for_the_room": Kind(
        N_("This note is only for you. We did not say it."),
        N_("To make it OK to say aloud, type: companion note mark {id} aloud"),
    ),
    "not_read_aloud": Kind(
        N_("We did not read your words aloud."),
        N_("To hear them, type the same again. Then type y."),
    ),
    "no_such_page": Kind(
        N_("There is no page {name} to read."),
        N_("Choose 1 of these: {names}."),
        2,
    ),
    "no_such_setting": Kind(
        N_("There is no setting {name}."),
        N_("To see the settings, type: companion settings"),
        2,
    ),
    "no_such_value": Kind(
        N_("This setting cannot be {value}."),
        N_("You can choose: {values}."),
        2,
    ),
    "key_not_changed": Kind(
        N_("We did not change this key. {why}"),
        N_("To see all keys, type: companion settings key"),
        2,
    ),
    "which_key": Kind(
        N_("Say what the key does."),
        N_("For help, type: companion settings key.help {value}"),
        2,
    ),
    "nothing_written": Kind(
        N_("There are no words to keep."),
        N_("Type your words. Then try again."),
    ),
    "cannot_answer": Kind(
        N_("We could not write the answer there."),
        N_("Make space on the disk, or write it to another place."),
    ),
    "words_in_command": Kind(
        N_("Please keep your own words out of the command. People may see them there."),
        N_("We ask for your words. To see how, type: companion help"),
        2,
    ),
    "not_utf8": Kind(
        N_("We can only read text that is UTF-8."),
        N_("Save the text as UTF-8. Then try again."),
    ),
    "no_display": Kind(
        N_("We cannot open a new window from here."),
        N_("Make the letters bigger in this window. {keys}"),
    ),
    "no_icons_here": Kind(
        N_("We can make start icons only on Linux."),
        N_("Ask someone you trust for a start icon. It starts this: companion"),
    ),
    "file_not_removed": Kind(
        N_("We could not delete this file: {path}."),
        N_("Ask someone you trust to delete it."),
    ),
    "no_window_here": Kind(
        N_("We found no program that opens a bigger window."),
        N_("Make the letters bigger in this window. {keys}"),
    ),
    "no_terminal": Kind(
        N_("The full screen needs a terminal."),
        N_("Type: companion --plain"),
    ),
    "not_understood": Kind(
        N_("We do not understand: {words}"),
        N_("To see what you can type, type: companion help"),
        2,
    ),
    "command_unknown_close": Kind(
        N_("There is no command {words}."),
        N_("You may mean {close}. To see all, type: companion help"),
        2,
    ),
    "something_missing": Kind(
        N_("Something is missing after: {typed}"),
        N_("To see what you can type, type: companion help"),
        2,
    ),
    "not_a_number": Kind(
        N_("{words} does not fit here."),
        N_("Type a number from {least} to {most}."),
        2,
    ),
    "no_such_help": Kind(
        N_("There is no help for {topic}."),
        N_("To see what you can type, type: companion help"),
        2,
    ),
    "community_takes_nothing": Kind(
        N_("At this address, the community takes in nothing."),
        N_("Your words wait here. Ask the people who lead for the address to send to."),
    ),
    "community_pack_broken": Kind(
        N_("The new charter is broken. We did not take it."),
        N_("You can read the charter from before. Tell the people who lead."),
    ),
    "endpoint_parts_missing": Kind(
        N_("The endpoint needs more parts of this program."),
        N_("Open the folder of this program. Then type: make endpoint"),
    ),
    "endpoint_is_there": Kind(
        N_("There is an endpoint with this name: {path}."),
        N_("We changed nothing. Type: companion endpoint init --database NAME"),
    ),
    "endpoint_in_the_way": Kind(
        N_("There is an endpoint with this name: {path}."),
        N_("We changed nothing. First move the old files away."),
    ),
    "endpoint_not_there": Kind(
        N_("There is no endpoint here: {path}."),
        N_("To make an endpoint, type: companion endpoint init"),
    ),
    "endpoint_newer": Kind(
        N_("A newer Companion made this endpoint."),
        N_("We changed nothing. Get the newer Companion. Then try again."),
    ),
    "endpoint_database_wrong": Kind(
        N_("We cannot open the place where the endpoint keeps things."),
        N_("Check its name. Then try again."),
    ),
    "endpoint_postgresql_missing": Kind(
        N_("We need 1 more part to use PostgreSQL."),
        N_("Get the companion with the extras endpoint and postgresql."),
    ),
    "endpoint_not_safe": Kind(
        N_("This PostgreSQL may lose words. This setting is not right: {setting}."),
        N_("Change it on the server. docs/endpoint.md says to what."),
    ),
    "endpoint_not_rewritten": Kind(
        N_("We could not write the tables again. Someone uses them."),
        N_("Try again in 10 minutes."),
    ),
    "endpoint_marks_wrong": Kind(
        N_("This file has no marks: {path}."),
        N_("Choose another file."),
    ),
    "endpoint_no_room": Kind(
        N_("The disk of the endpoint is full."),
        N_("Make space on the disk. Then try again."),
    ),
    "endpoint_port": Kind(
        N_("We cannot use this address: {host}, number {port}."),
        N_("Choose another number. Add --port and the number."),
    ),
    "endpoint_no_code": Kind(
        N_("There is no code {number} that people can use."),
        N_("To see the codes, type: companion endpoint code --list"),
    ),
    "endpoint_no_contribution": Kind(
        N_("There is nothing with the number {number}."),
        N_("To see all, type: companion endpoint list"),
    ),
    "endpoint_no_session": Kind(
        N_("There is no session {id}."),
        N_("To see all sessions, type: companion endpoint session --list"),
    ),
    "endpoint_no_news": Kind(
        N_("There is no news with the number {number}."),
        N_("To see all news, type: companion endpoint news --list"),
    ),
    "endpoint_session_wrong": Kind(
        N_("This part of the session does not fit: {part}."),
        N_("We changed nothing. Put it right. Then try again."),
    ),
    "endpoint_weekday": Kind(
        N_("The day of the week is not right."),
        N_("We changed nothing. The right day is {day}."),
    ),
    "endpoint_date": Kind(
        N_("A date in these words is not right: {words}."),
        N_("We changed nothing. {why}"),
    ),
    "endpoint_day_wrong": Kind(
        N_("We do not know this day: {words}."),
        N_("Type the year, the month and the day, with - between them."),
        2,
    ),
    "endpoint_hard": Kind(
        N_("These words are not easy to read yet."),
        N_("We published nothing. Change the words. Then try again."),
    ),
    "endpoint_what_happened": Kind(
        N_("Choose what happened."),
        N_("We changed nothing. Choose 1 of these: read, talked, changed, not-changed."),
    ),
    "endpoint_where_talked": Kind(
        N_("Choose the session where you talked about it."),
        N_("To see all sessions, type: companion endpoint session --list"),
    ),
    "endpoint_why_not": Kind(
        N_("Say why nothing changed."),
        N_("We published nothing. Tell them. Then try again."),
    ),
    "endpoint_session_needs": Kind(
        N_("People need to know more about this session: {parts}."),
        N_("We published nothing. Tell them. Then try again."),
    ),
    "endpoint_name_wrong": Kind(
        N_("We need a name. It can have up to {most} letters."),
        N_("We changed nothing. Choose another name."),
    ),
    "endpoint_no_organiser": Kind(
        N_("There is no organiser with the number {number}."),
        N_("To see all, type: companion endpoint organiser list"),
    ),
    "endpoint_no_draft": Kind(
        N_("There is no draft with the number {number}."),
        N_("To see all drafts, type: companion endpoint draft list"),
    ),
    "endpoint_written_meanwhile": Kind(
        N_("Someone else has written meanwhile. Look at it first."),
        N_("We kept your words. To go on, type: companion endpoint draft publish {number} --seen"),
    ),
    "endpoint_kept_as_draft": Kind(
        N_("We could not publish your words. We kept them as draft {number}."),
        N_("To change the draft, type: companion endpoint draft edit {number} -"),
    ),
    "endpoint_draft_of_pack": Kind(
        N_("You can change a text only in its own files."),
        N_("We changed nothing. Change the files. Then type: companion endpoint pack FOLDER"),
    ),
    "endpoint_no_promise": Kind(
        N_("There is no promise with the number {number}."),
        N_("To see all, type: companion endpoint promise list"),
    ),
    "endpoint_no_group": Kind(
        N_("There is no group with the number {number}."),
        N_("To see all, type: companion endpoint group list"),
    ),
    "endpoint_no_lead": Kind(
        N_("There is no name with the number {number}."),
        N_("To see all, type: companion endpoint lead list"),
    ),
    "endpoint_not_agreed": Kind(
        N_("We show a name only when the person has said yes."),
        N_("We changed nothing. Type the day on which they said yes."),
    ),
    "endpoint_no_worry": Kind(
        N_("Nobody has noted a worry about number {number}."),
        N_("To see all, type: companion endpoint worry list"),
    ),
    "endpoint_closed": Kind(
        N_("Someone is worried about the person who sent this."),
        N_("Follow what you have agreed. To see it, type: companion endpoint worry list"),
    ),
    "endpoint_only_for_us": Kind(
        N_("The person who sent this did not say that all may read it."),
        N_("We changed nothing. Number {number} stays with the people who lead."),
    ),
    "endpoint_too_long_for_all": Kind(
        N_("This is too long to show to everyone."),
        N_("We changed nothing. We never cut what people say."),
    ),
    "endpoint_no_meeting": Kind(
        N_("There is no shaping meeting {id}."),
        N_("To see all sessions, type: companion endpoint session --list"),
    ),
    "endpoint_no_meeting_planned": Kind(
        N_("There is no shaping meeting to come."),
        N_("To plan a shaping meeting, type: companion endpoint session"),
    ),
    "endpoint_pack_hard": Kind(
        N_("These words are hard to read."),
        N_("We changed nothing. To see why, type: companion check {folder}"),
    ),
    "endpoint_pack_name": Kind(
        N_("The text is too large, or its name or version does not fit."),
        N_("We changed nothing. Put it right. Then try again."),
    ),
    "endpoint_pack_signature": Kind(
        N_("This file is not as it was when someone signed it."),
        N_("We changed nothing. Get the file again."),
    ),
    "endpoint_no_pack": Kind(
        N_("{name} is not the newest version of a text here."),
        N_("To see all versions, type: companion endpoint pack --list"),
    ),
    "endpoint_pack_is_there": Kind(
        N_("Everyone has other words as version {version} already."),
        N_("We changed nothing. Give your words a new version."),
    ),
    "endpoint_outbox_wrong": Kind(
        N_("No member made this file, or it is broken: {path}."),
        N_("We took in nothing. Ask the person for the file again."),
    ),
    "endpoint_outbox_newer": Kind(
        N_("A newer Companion made this file: {path}."),
        N_("We took in nothing. Get the newer Companion. Then try again."),
    ),
    "endpoint_outbox_another": Kind(
        N_("This file is for another community: {path}."),
        N_("We took in nothing. Only that community can open it."),
    ),
    "endpoint_outbox_too_large": Kind(
        N_("This is too much at once."),
        N_("We took in nothing. Take fewer files at once."),
    ),
    "endpoint_too_much_to_carry": Kind(
        N_("This is too large for 1 file."),
        N_("To write it into a folder, type: companion endpoint publish FOLDER"),
    ),
    "endpoint_backup_broken": Kind(
        N_("This file is broken, or it is from another program."),
        N_("We changed nothing. Use another file."),
    ),
}


class Problem(Exception):
    """Something went wrong that a person should hear about.

    `code` is a key of KINDS; `facts` fill the blanks of its sentences.
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    @property
    def say(self) -> str:
        """What is wrong, in one or two plain sentences."""
        return _(KINDS[self.code].say).format(**self.facts)

    @property
    def next(self) -> str:
        """What to do now, in plain sentences."""
        return _(KINDS[self.code].next).format(**self.facts)

    @property
    def exit_code(self) -> int:
        """The exit code of a command that ends with this problem: 1 or 2."""
        return KINDS[self.code].exit_code
