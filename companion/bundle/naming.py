"""What pictures and sounds are called in the zip."""

from companion.domain.files import SharedFile
from companion.wire.files import ENDINGS


def file_name(file: SharedFile) -> str:
    """The name of a file. It lies beside the words, in no folder."""
    return f"file-{file.id}.{ENDINGS[file.type]}"
