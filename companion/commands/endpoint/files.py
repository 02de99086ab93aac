"""`companion endpoint publish`, `purge`, `backup`, `restore` and `marks`."""

from argparse import Namespace
from pathlib import Path

from companion.commands.answer import tell
from companion.commands.endpoint.by_hand import publish_file
from companion.commands.endpoint.opened import answered, opened
from companion.endpoint.backups import back_up, restore
from companion.endpoint.copying_marks import marks_at, write_marks
from companion.endpoint.database import shown_place
from companion.endpoint.days import system_clock
from companion.endpoint.keeping import purge
from companion.endpoint.static_files import write_all
from companion.endpoint.taking_back import replay
from companion.plainwords.characters import shown_line
from companion.plainwords.messages import _, n_
from companion.problems import Problem


def publish_command(options: Namespace) -> int:
    """Write all published files into a folder, for any web host; with .zip into one file."""
    if Path(options.folder).suffix.lower() == ".zip" and not Path(options.folder).is_dir():
        return publish_file(options)
    with opened(options) as database:
        count, new = write_all(database, Path(options.folder), system_clock)
    told = n_("There is 1 file.", "There are {n} files.", count).format(n=count)
    written = n_("We wrote 1 file.", "We wrote {n} files.", new).format(n=new)
    document = {"folder": options.folder, "files": count, "written": new}
    return answered(options, document, told, written if new else _("Nothing has changed."))


def purge_command(options: Namespace) -> int:
    """Remove what was kept for as long as people were told."""
    with opened(options) as database:
        count = purge(database, system_clock)
        if options.rewrite and not database.leave_nothing(wholly=True):
            raise Problem("endpoint_not_rewritten")
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
    more = marks_at(options.marks) if options.marks else []
    file = Path(options.file)
    database, rows, marks = restore(file, options.database, system_clock, more)
    database.close()
    beside = database.marks.path
    told_by = options.marks or str(beside or "")
    document = {"rows": rows, "gone_again": marks, "marks": shown_place(told_by)}
    lines = [_("The endpoint is ready: {place}.").format(place=database.place)]
    if options.marks or (beside and beside.exists()):
        told = n_(
            "Since then, people took back 1 thing. It is not here now.",
            "Since then, people took back {n} things. They are not here now.",
            marks,
        )
        lines.append(told.format(n=marks))
    elif beside:
        lines += [
            _("We found no file {path}.").format(path=shown_line(str(beside))),
            _("It says what people took back since then. Put it there before you start."),
        ]
    else:
        lines += [
            _("We do not know what people took back since then."),
            _("If you have a file of marks, type: companion endpoint marks --from FILE"),
        ]
    return answered(options, document, *lines)


def marks_command(options: Namespace) -> int:
    """Copy the marks of what was taken back into a file; with --from, do them again."""
    if options.again:
        more = marks_at(options.file)
        with opened(options) as database:
            count = replay(database, system_clock(), more)
        told = n_("1 thing is gone for ever.", "{n} things are gone for ever.", count)
        return answered(options, {"gone_again": count}, told.format(n=count))
    with opened(options) as database:
        count = write_marks(database, Path(options.file))
    ready = _("The file is ready: {path}.").format(path=shown_line(options.file))
    return answered(options, {"file": options.file, "marks": count}, ready)
