"""What a page asks the program to do. Imperative; the session grants them in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:  # they load with the pages that need them
    from companion.domain.chosen_files import KindOfFile
    from companion.domain.connections import Offer
    from companion.domain.files import SharedFile
    from companion.domain.kept import About
    from companion.domain.locking import LockKind
    from companion.domain.room import RoomLine
    from companion.domain.shares import Share
    from companion.page.blocks import Page
    from companion.page.events import Thing


class Go(Struct, frozen=True):
    """Open another page; `back` returns here. Help is given the page it is asked on.

    `after` names a page on the way here: back then returns to that one. `instead` leaves this
    page out of the way back. `then` is where the page of the lock leads on to, once it is open.
    """

    route: str
    arg: str = ""
    page: Page | None = None
    after: str = ""
    instead: bool = False
    then: Go | None = None


class GoBack(Struct, frozen=True):
    """Return to the page before this one."""


class GoHome(Struct, frozen=True):
    """Open home and forget the way here."""


class Hide(Struct, frozen=True):
    """Show a calm page, with no way back to this one, and lock what a lock is set for."""


class Stop(Struct, frozen=True):
    """End the program; everything is kept."""


class Tell(Struct, frozen=True):
    """Say one sentence about what was done."""

    text: str


class KeepSettings(Struct, frozen=True):
    """Keep choices that are not private: pairs of a name and a value."""

    choices: tuple[tuple[str, str], ...]


class KeepDraft(Struct, frozen=True):
    """Keep text as it was typed."""

    draft_id: str
    about: About
    text: str


class DropDraft(Struct, frozen=True):
    """Forget a draft."""

    draft_id: str


class Save(Struct, frozen=True):
    """Keep a note, an entry or a share, and drop its draft. Version 0 makes a new one."""

    draft_id: str
    thing: Thing


class Delete(Struct, frozen=True):
    """Hide one of them for 30 days, then forget it."""

    thing: Thing


class Undelete(Struct, frozen=True):
    """Bring a deleted one back."""

    thing: Thing


class MarkRead(Struct, frozen=True):
    """The member has read what changed in a session."""

    session_id: str


class Send(Struct, frozen=True):
    """The member said yes to these bytes: keep the share, drop its draft, and send them.

    `share` and `body` come from companion.domain.shares.ready. The page hears Saved.
    """

    draft_id: str
    share: Share
    body: bytes


class TakeBack(Struct, frozen=True):
    """Take back what was sent, or waits to be. The page hears TookBack."""

    share: Share


class Look(Struct, frozen=True):
    """Look what community is at an address. Later the page hears Looked, or a problem is told."""

    address: str
    code: str


class Connect(Struct, frozen=True):
    """The member said yes to a community."""

    offer: Offer


class Disconnect(Struct, frozen=True):
    """Send and ask no more."""


class PauseSending(Struct, frozen=True):
    """Send nothing for now; False: send again."""

    paused: bool = True


class GetNew(Struct, frozen=True):
    """Get what is new from the community now."""


class ReadAloud(Struct, frozen=True):
    """Read this private page aloud: the member said yes."""


class TryVoice(Struct, frozen=True):
    """Let the member hear how the voice sounds now."""


class SayToRoom(Struct, frozen=True):
    """Say a line to the people in the room."""

    line: RoomLine


class HushRoom(Struct, frozen=True):
    """Stop what is said to the room."""


class OpenLock(Struct, frozen=True):
    """Try an answer. The page then hears `Unlocked`."""

    answer: str


class CloseLock(Struct, frozen=True):
    """Lock the journal, with no way back to what was open, and open another page."""

    then: Go


class SetLock(Struct, frozen=True):
    """Set a lock, or another one. The page then hears `LockSet`."""

    kind: LockKind
    answer: str


class RemoveLock(Struct, frozen=True):
    """Take the lock off. The page then hears `LockSet`."""


class MakeCard(Struct, frozen=True):
    """Make a recovery card. The page then hears `CardMade`."""


class UseCard(Struct, frozen=True):
    """Try the words of a recovery card. The page then hears `Unlocked`."""

    words: str


class MakeFile(Struct, frozen=True):
    """Make a file of text that the member said yes to. The page then hears `FileMade`."""

    text: str


class UseFile(Struct, frozen=True):
    """Make a drawing, photo or voice of a file, and keep it. The page hears `FileKept`, or
    `MakingFile` where that takes longer."""

    kind: KindOfFile
    typed: str


class GiveUp(Struct, frozen=True):
    """Make the file no more."""


class Record(Struct, frozen=True):
    """Begin to record. The page hears `Recording`."""


class StopRecording(Struct, frozen=True):
    """End it, and keep what was recorded. The page hears `FileKept`."""


class DropFile(Struct, frozen=True):
    """Let go of a file that another has taken the place of."""

    file: SharedFile


class PlayFile(Struct, frozen=True):
    """Let the member hear a sound."""

    file: SharedFile


class ShowFile(Struct, frozen=True):
    """Show a picture in another program."""

    file: SharedFile


class HushFile(Struct, frozen=True):
    """Stop the sound that the member hears."""


class ForgetFiles(Struct, frozen=True):
    """Nobody looks or listens any more."""


class Copy(Struct, frozen=True):
    """Copy words, to put them into another program."""

    text: str


class SetReminding(Struct, frozen=True):
    """Let this computer give reminders while the companion is closed, or not."""

    on: bool


Outside = Copy | SetReminding
Speaking = ReadAloud | TryVoice | SayToRoom | HushRoom
Keeping = KeepSettings | KeepDraft | DropDraft | Save | Delete | Undelete | MarkRead
Sharing = Send | TakeBack | Look | Connect | Disconnect | PauseSending | GetNew
Locking = OpenLock | SetLock | RemoveLock | MakeCard | UseCard | MakeFile
Moving = Go | GoBack | GoHome | Hide | Stop | CloseLock
Recorded = Record | StopRecording | PlayFile | HushFile
Making = UseFile | GiveUp | Recorded | DropFile | ShowFile | ForgetFiles
Wish = Moving | Tell | Keeping | Sharing | Locking | Speaking | Making | Outside
