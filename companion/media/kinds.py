"""What is made of a file, and the bounds that both sides of the child process know."""

LARGEST_IN = 50_000_000  # bytes of a file that is chosen
LARGEST_OUT = 2_000_000  # bytes of what is made of it; 5 minutes of voice are half of that
LONGEST = 300  # seconds of sound
HERTZ = 48_000  # samples a second of what is made, recorded and played
RECORDS = b"+"  # what the child that records says first
SILENCE = 4  # how it ends where no sample was other than 0

# The first byte of an answer: it is there, or why it is not.
MADE = b"+"
WHY = {b"p": "no_picture", b"s": "no_sound", b"d": "picture_too_large", b"l": "sound_too_long"}


class CannotUse(Exception):
    """What is in a file cannot be used: `why` is a value of WHY."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why
