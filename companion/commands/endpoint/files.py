"""`companion endpoint publish`, `pack`, `purge`, `backup` and `restore`."""

from argparse import Namespace
from pathlib import Path

from companion.commands.answer import tell
from companion.commands.endpoint.opened import answered, opened
from companion.endpoint.backups import back_up, restore
from companion.endpoint.days import system_clock
from companion.endpoint.keeping import purge
from companion.endpoint.packs import put_pack
from companion.endpoint.static_files import write_all
from companion.plainwords.characters import shown_line
from companion.plainwords.messages import _, n_


def publish_command(options: Namespace) -> int:
    """Write all published files into a folder, for any web host."""
    with opened(options) as database:
        count = write_all(database, Path(options.folder), system_clock)
    told = n_("We wrote 1 file.", "We wrote {n} files.", count).format(n=count)
    return answered(options, {"folder": options.folder, "files": count}, told)


def pack_command(options: Namespace) -> int:
    """Publish the pack in a folder, such as a new version of the charter."""
    with opened(options) as database, database.writing() as connection:
        name, version = put_pack(connection, options.folder, system_clock)
    told = _("Everyone can read version {version} now.").format(version=version)
    return answered(options, {"name": name, "version": version}, told)


def purge_command(options: Namespace) -> int:
    """Remove what was kept for as long as people were told."""
    with opened(options) as database:
        count = purge(database, system_clock)
    told = n_("1 thing is gone for ever.", "{n} things are gone for ever.", count)
    return answered(options, {"purged": count}, told.format(n=count))


def backup_command(options: Namespace) -> int:
    """Write everything into one file."""
    with opened(options) as database:
        rows = back_up(database, Path(options.file))
    ready = _("The file is ready: {path}.").format(path=shown_line(options.file))
    answered(options, {"file": options.file, "rows": rows}, ready)
    tell([
        _("This file holds the words of the people, and the key of the community."),
        _("Keep it safe."),
    ])  # fmt: skip
    return 0


def restore_command(options: Namespace) -> int:
    """Make the endpoint again from such a file."""
    database, rows, marks = restore(Path(options.file), options.database, system_clock)
    database.close()
    document = {"rows": rows, "gone_again": marks, "marks": str(database.marks.path)}
    lines = [_("The endpoint is ready: {place}.").format(place=shown_line(options.database))]
    if database.marks.path.exists():
        told = n_(
            "Since then, people took back 1 thing. It is not here now.",
            "Since then, people took back {n} things. They are not here now.",
            marks,
        )
        lines.append(told.format(n=marks))
    else:
        name = shown_line(str(database.marks.path))
        lines += [
            _("We found no file {path}.").format(path=name),
            _("It says what people took back since then. Put it there before you start."),
        ]
    return answered(options, document, *lines)
