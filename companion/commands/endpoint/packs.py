"""`companion endpoint pack`: a text such as the charter is published, taken back, and listed."""

from argparse import Namespace

from companion.commands.endpoint.opened import answered, day_in_words, opened
from companion.commands.endpoint.replying import told_kept
from companion.endpoint.days import system_clock
from companion.endpoint.drafts import Draft, save_draft
from companion.endpoint.packs import propose, put_pack, says_of, versions, withdraw_pack
from companion.plainwords.characters import shown_line
from companion.plainwords.messages import _
from companion.problems import Problem


def pack_command(options: Namespace) -> int:
    """Publish the pack in a folder, a zip or a signed file; or --list, or --withdraw."""
    if options.list:
        return _list(options)
    if options.withdraw:
        return _withdraw(options)
    if not options.folder:
        raise Problem("something_missing", typed="companion endpoint pack FOLDER")
    proposed = propose(options.folder)
    pack = proposed.pack
    if proposed.hard and not options.draft:
        raise Problem("endpoint_pack_hard", folder=shown_line(options.folder))
    with opened(options) as database, database.writing() as connection:
        if options.draft:
            draft = Draft("pack", says_of(proposed))
            return told_kept(options, save_draft(connection, draft, system_clock).draft)
        put_pack(connection, says_of(proposed), system_clock)
    told = _("Everyone can read version {version} now.").format(version=pack.version)
    return answered(options, {"name": pack.name, "version": pack.version}, told)


def _list(options: Namespace) -> int:
    with opened(options) as database, database.reading() as connection:
        found = versions(connection)
    rows = []
    for one in found:
        named = _("{name}, version {version}").format(name=one.name, version=one.version)
        rows.append(f"{named}, {day_in_words(one.day)}")
        rows += [f"  {shown_line(line)}" for line in one.changes]
    empty = _("You have published no text. Members read the charter that comes with Companion.")
    return answered(options, [one._asdict() for one in found], *(rows or [empty]))


def _withdraw(options: Namespace) -> int:
    name, _slash, version = options.withdraw.rpartition("/")
    with opened(options) as database, database.writing() as connection:
        withdraw_pack(connection, name or "charter", version, system_clock)
    told = _("We took back version {version}. Members read the version before.")
    document = {"name": name or "charter", "version": version, "withdrawn": True}
    return answered(options, document, told.format(version=shown_line(version)))
