"""`companion endpoint take` and `publish` of one file: what comes and goes by hand."""

from argparse import Namespace
from collections import Counter
from pathlib import Path

from companion.commands.endpoint.opened import answered, opened
from companion.commands.files import check_place, keep, read_file
from companion.endpoint.carrying import carried_file
from companion.endpoint.days import system_clock
from companion.endpoint.taking_in import LARGEST_TOGETHER, take_in
from companion.endpoint.taking_in import opened as opened_files
from companion.plainwords.characters import shown_line
from companion.plainwords.messages import _, n_
from companion.plainwords.refusals import refused_words
from companion.problems import Problem
from companion.wire.outgoing import LARGEST_FILE


def take_command(options: Namespace) -> int:
    """Take in files that members made, and write the one that goes back."""
    back = Path(options.back) if options.back else None
    if back is not None:
        check_place(back, replace=options.replace)
    files = _read(options.file)
    with opened(options) as database:
        taken = take_in(database, opened_files(database, files), system_clock)
        data = carried_file(database, system_clock, taken)[0] if back else b""
    if back is not None:
        keep(back, data, replace=options.replace, private=False)
    counts = {
        "new": sum(one.new and not one.told.refused for one in taken),
        "here_before": sum(bool(one.told.receipt) and not one.new for one in taken),
        "taken_back": sum(one.told.taken_back for one in taken),
    }
    refused = Counter(one.told.refused for one in taken if one.told.refused)
    document = {**counts, "refused": dict(sorted(refused.items())), "back": options.back}
    answered(options, document, *_told(counts, refused), *_back(options.back))
    return 1 if refused else 0


def publish_file(options: Namespace) -> int:
    """Write what is published into one file, for members without a network."""
    path = Path(options.folder)
    check_place(path, replace=options.replace)
    with opened(options) as database:
        data, count = carried_file(database, system_clock)
    keep(path, data, replace=options.replace, private=False)
    ready = _("The file is ready: {path}.").format(path=shown_line(options.folder))
    how = _("People take it in with: companion import FILE")
    return answered(options, {"file": options.folder, "files": count}, ready, how)


def _read(names: list[str]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    room = LARGEST_TOGETHER
    for name in names:
        try:
            data = read_file(Path(name), LARGEST_FILE)
        except Problem as problem:
            other = {"import_not_ours": "wrong", "import_too_large": "too_large"}.get(problem.code)
            raise Problem(f"endpoint_outbox_{other}", path=name) if other else problem from None
        found[shown_line(name)] = data
        room -= len(data)
        if room < 0:
            raise Problem("endpoint_outbox_too_large")
    return found


def _told(counts: dict[str, int], refused: Counter[str]) -> list[str]:
    words = {
        "new": n_("{n} thing is new.", "{n} things are new.", counts["new"]),
        "here_before": n_(
            "{n} thing was here before.", "{n} things were here before.", counts["here_before"]
        ),
        "taken_back": n_(
            "They took back {n} thing.", "They took back {n} things.", counts["taken_back"]
        ),
    }
    lines = [words[name].format(n=count) for name, count in counts.items() if count]
    for why, count in sorted(refused.items()):
        told = n_("We did not take {n} thing.", "We did not take {n} things.", count)
        lines.append(f"{told.format(n=count)} {refused_words(why)[0]}")
    return lines or [_("There is nothing in it.")]


def _back(place: str) -> list[str]:
    if place:
        ready = _("The file is ready: {path}.").format(path=shown_line(place))
        return [ready, _("Give it back to each person who brought you a file.")]
    return [_("To make the file for the way back, add {option}").format(option="--back FILE.zip")]
