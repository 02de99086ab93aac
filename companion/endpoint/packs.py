"""Publishes a pack, such as a new version of the charter, once it is easy to read."""

from sqlalchemy import Connection

from companion.easyread.checking_packs import check_pack
from companion.easyread.reading import load_pack
from companion.easyread.versions import is_version
from companion.easyread.zipped import LARGEST, zipped
from companion.endpoint.days import Clock
from companion.endpoint.publishing import publish_pack
from companion.plainwords.characters import shown_line
from companion.problems import Problem

_LONGEST_NAME = 33  # of name and version: what the table of published files takes


def put_pack(connection: Connection, folder: str, clock: Clock) -> tuple[str, str]:
    """Publish the pack in a folder. Gives its name and its version.

    Raises Problem("pack_broken"), ("endpoint_pack_hard"), ("endpoint_pack_name") or
    ("endpoint_pack_is_there").
    """
    findings = [finding for one in check_pack(folder) for finding in one.findings]
    if any(finding.level == "fail" for finding in findings):
        raise Problem("endpoint_pack_hard", folder=shown_line(folder))
    pack = load_pack(folder)
    data = zipped(pack)
    name = f"{pack.name}/{pack.version}"
    if not is_version(pack.version) or len(name) > _LONGEST_NAME or len(data) > LARGEST:
        raise Problem("endpoint_pack_name")
    if not publish_pack(connection, name, data, clock()):
        raise Problem("endpoint_pack_is_there", version=pack.version)
    return pack.name, pack.version
