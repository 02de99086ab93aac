"""The words of the settings, each by what it is good for."""

from companion.domain.rates import RATES
from companion.plainwords.messages import N_

# name: (its name, what it does, the words of each value)
WORDS: dict[str, tuple[str, str, dict[str, str]]] = {
    "way": (
        N_("Screen or lines"),
        N_("How Companion shows things."),
        {
            "screen": N_("Screen"),
            "reader": N_("Full screen for screen readers"),
            "plain": N_("Line by line"),
        },
    ),
    "text_size": (
        N_("Size of words"),
        N_("How big the words on the screen are. You can press plus or minus."),
        {
            "normal": N_("Normal"),
            "spaced": N_("More space"),
            "large": N_("Large"),
            "giant": N_("Giant"),
        },
    ),
    "letters": (
        N_("How we draw large words"),
        N_("Choose the line that you can read best."),
        {
            "quadrants": N_("First"),
            "sextants": N_("Second"),
            "halves": N_("Third"),
        },
    ),
    "show_lines": (
        N_("Lines that you see"),
        N_("Show all lines of a page, or only the line where you are."),
        {"all": N_("All lines"), "one": N_("Only 1 line")},
    ),
    "high_lines": (
        N_("Lines twice as high"),
        N_("Only line by line. If you see each line 2 times, choose No."),
        {"off": N_("No"), "on": N_("Yes")},
    ),
    "charter_view": (
        N_("Words in the charter"),
        N_("How the charter says things."),
        {
            "simple": N_("Easy words"),
            "pictures": N_("Easy words with pictures"),
            "full": N_("Full words"),
        },
    ),
    "charter_steps": (
        N_("How much of the charter"),
        N_("How much of the charter we show at a time."),
        {"pages": N_("A page"), "sentences": N_("1 sentence")},
    ),
    "clock": (
        N_("Times"),
        N_("How we say times."),
        {"words": N_("6pm, and 6 in the evening"), "short": N_("6pm")},
    ),
    "width": (
        N_("Long lines"),
        N_("How long a line is, when you use lines. 40 or 20 is for braille."),
        {
            "free": N_("Each sentence is a line"),
            "80": N_("80 letters"),
            "40": N_("40 letters"),
            "20": N_("20 letters"),
        },
    ),
    "sending": (
        N_("Sending"),
        N_("Send what you said yes to, or wait. What waits stays here."),
        {"on": N_("Send"), "paused": N_("Wait for now")},
    ),
    "remind": (
        N_("Remind me"),
        N_("How long before a session. We remind you only if you ask."),
        {
            "off": N_("No"),
            "10": N_("10 minutes before"),
            "30": N_("30 minutes before"),
            "60": N_("1 hour before"),
            "day": N_("1 day before"),
        },
    ),
    "remind_notice": (
        N_("A message when Companion is closed"),
        N_("Your computer shows the day and time. Set it up in Reminders, too."),
        {"off": N_("No"), "on": N_("Yes")},
    ),
    "remind_sound": (
        N_("A sound when Companion is closed"),
        N_("Your computer plays a short sound. Set it up in Reminders, too."),
        {"off": N_("No"), "on": N_("Yes")},
    ),
    "theme": (
        N_("Colours"),
        N_("The colours of the screen."),
        {
            "dark": N_("Light on black"),
            "light": N_("Dark on white"),
            "cream": N_("Dark on cream"),
            "terminal": N_("The colours of my terminal"),
            "none": N_("No colours"),
        },
    ),
    "keys": (
        N_("Keys that you use"),
        N_("With 2 keys, Space goes on and Enter chooses. With 1 key, we go on. Space chooses."),
        {"all": N_("All keys"), "two": N_("2 keys"), "one": N_("1 key, on the screen")},
    ),
    "scan_speed": (
        N_("How long we wait"),
        N_("With 1 key, how long each choice waits for you."),
        {
            "2": N_("2 seconds"),
            "1": N_("1 second"),
            "3": N_("3 seconds"),
            "4": N_("4 seconds"),
            "6": N_("6 seconds"),
            "8": N_("8 seconds"),
        },
    ),
    "bounce": (
        N_("The same key again"),
        N_("When a key counts again. A key that you hold then counts once."),
        {
            "off": N_("At once"),
            "0.2": N_("After a fifth of a second"),
            "0.3": N_("After a third of a second"),
            "0.5": N_("After half a second"),
            "1": N_("After 1 second"),
            "2": N_("After 2 seconds"),
        },
    ),
    "letter_keys": (
        N_("Letters as keys"),
        N_("With Off, only numbers do something on the screen."),
        {"on": N_("On"), "off": N_("Off")},
    ),
    "voice": (
        N_("Voice"),
        N_("The voice reads to you. It is quiet until you turn it on."),
        {"off": N_("Off"), "on": N_("On")},
    ),
    "rate": (
        N_("How fast it speaks"),
        N_("How fast the voice speaks, in words a minute."),
        {str(rate): str(rate) for rate in RATES},
    ),
    "volume": (
        N_("How loud it is"),
        N_("How loud the voice is."),
        {"100": N_("Loud"), "75": N_("Less loud"), "50": N_("Half"), "25": N_("Quiet")},
    ),
    "pauses": (
        N_("Pauses"),
        N_("How long the voice waits between sentences."),
        {"normal": N_("Normal"), "short": N_("Short"), "long": N_("Long")},
    ),
    "say_moves": (
        N_("Say where I am"),
        N_("The voice says what you go to."),
        {
            "auto": N_("When no screen reader runs"),
            "on": N_("Always"),
            "off": N_("Never"),
        },
    ),
    "say_typing": (
        N_("Say what I type"),
        N_("The voice says what you type, on pages without private words."),
        {"words": N_("Words"), "letters": N_("Letters"), "nothing": N_("Nothing")},
    ),
    "say_private_typing": (
        N_("Say private words as I type"),
        N_("The voice says what you type in notes and in your journal."),
        {"nothing": N_("Nothing"), "words": N_("Words"), "letters": N_("Letters")},
    ),
    "say_pictures": (
        N_("Say what pictures show"),
        N_("The voice says what is on a picture."),
        {"off": N_("No"), "on": N_("Yes")},
    ),
    "mark_reading": (
        N_("Mark what you hear"),
        N_("On the screen, we mark the sentence that you hear."),
        {"on": N_("Yes"), "off": N_("No")},
    ),
    "room_volume": (
        N_("How loud it is for the room"),
        N_("How loud Speak for me is."),
        {"100": N_("Loud"), "75": N_("Less loud"), "50": N_("Half")},
    ),
}
