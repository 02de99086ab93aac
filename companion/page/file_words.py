"""A drawing, a photo or a voice in words: what it is, and what to know before a yes."""

from companion.domain.chosen_files import KindOfFile
from companion.domain.files import SharedFile
from companion.domain.shares import Share
from companion.plainwords.messages import N_, _, n_
from companion.wire.contributions import Kind

NAMES: dict[Kind, str] = {
    "drawing": N_("A drawing"),
    "photo": N_("A photo"),
    "voice": N_("My voice"),
}
_MAY_TELL: dict[KindOfFile, str] = {
    "photo": N_("A photo can show who you are and where you are."),
    "voice": N_("People who know your voice can know that it is you."),
}
_KINDS: dict[str, KindOfFile] = {"drawing": "drawing", "photo": "photo", "voice": "voice"}


def kind_of_file(kind: Kind) -> KindOfFile | None:
    """The kind, where it is one that has a file."""
    return _KINDS.get(kind)


def size_words(size: int) -> str:
    """How large some bytes are: "212 KB", "1.3 MB"."""
    if size < 1_000_000:
        return _("{n} KB").format(n=max(1, -(-size // 1000)))
    return _("{n} MB").format(n=f"{size / 1_000_000:.1f}")


def what_it_is(share: Share, file: SharedFile, seconds: float = 0) -> str:
    """A file in short sentences: "A drawing. 212 KB.", "My voice. 12 seconds. 38 KB."."""
    kind = kind_of_file(share.kind)
    said = [_(NAMES[kind]) if kind else _("A file")]
    if seconds:
        said.append(how_long(max(1, round(seconds))))
    return " ".join(f"{words}." for words in (*said, size_words(file.size)))


def how_long(seconds: int) -> str:
    """A length of time: "12 seconds", "2 minutes and 5 seconds"."""
    minutes, rest = divmod(seconds, 60)
    said = [n_("{n} minute", "{n} minutes", minutes).format(n=minutes)] if minutes else []
    if rest or not minutes:
        said.append(n_("{n} second", "{n} seconds", rest).format(n=rest))
    if len(said) == 1:
        return said[0]
    return _("{minutes} and {seconds}").format(minutes=said[0], seconds=said[1])


def may_tell(share: Share) -> list[str]:
    """What such a file may tell of the member."""
    kind = kind_of_file(share.kind)
    return [_(_MAY_TELL[kind])] if kind in _MAY_TELL else []
