"""The drawing, photo or voice of `companion share`: a file that was named, made anew."""

from argparse import Namespace

from msgspec.structs import replace

from companion.domain.chosen_files import KindOfFile
from companion.domain.files import SharedFile
from companion.domain.shares import Share
from companion.wire.files import TYPE_OF_KIND, info_of


def file_kind(options: Namespace) -> KindOfFile | None:
    """Which of them was named; None for the other ways to share."""
    kinds: tuple[KindOfFile, ...] = ("drawing", "photo", "voice")
    return next((kind for kind in kinds if getattr(options, kind)), None)


def with_file(share: Share, options: Namespace) -> tuple[Share, bytes]:
    """The share with its file, and the bytes, which are not kept yet: so the file has no id.

    Raises Problem like read_chosen and clean.
    """
    kind = file_kind(options)
    if kind is None:
        return share, b""
    from companion.media.choosing import read_chosen  # noqa: PLC0415 - other ways need none
    from companion.media.cleaning import clean  # noqa: PLC0415

    data = clean(read_chosen(getattr(options, kind)), kind)
    info = info_of(data, TYPE_OF_KIND[kind])
    file = SharedFile("", info.type, info.size, info.sha256)
    return replace(share, kind=kind, files=(file,)), data
