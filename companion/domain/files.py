"""A picture or a sound of a member's: what it is. Its bytes are kept apart, and encrypted."""

from msgspec import Struct

from companion.wire.files import FileInfo, Type


class SharedFile(Struct, frozen=True):
    """One file. `id` (32 hex digits) finds its bytes here; `size` and `sha256` are of those."""

    id: str
    type: Type
    size: int
    sha256: str

    @property
    def info(self) -> FileInfo:
        """What a contribution says of it. Its id here stays here."""
        return FileInfo(self.type, self.size, self.sha256)
