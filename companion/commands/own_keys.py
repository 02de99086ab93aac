"""`companion settings key.NAME`: which key does what, as on the page "Change a key"."""

from companion.actions import spec
from companion.domain.own_keys import SETTING
from companion.pages.own_keys import CHANGEABLE, keys_now, why_not, with_key
from companion.plainwords.messages import _
from companion.ports import Settings
from companion.problems import Problem

ALL = "key"
NAMES = {f"{ALL}.{one.id}": one.id for one in CHANGEABLE}
OFF, USUAL = "off", "usual"


def keys_by_name(settings: Settings, *, changed: bool = False) -> dict[str, str]:
    """The key of each action that can have another one; `changed`: only where it has."""
    now = dict(keys_now(settings))
    return {
        name: now[action] or OFF
        for name, action in NAMES.items()
        if not changed or now[action] != spec(action).key
    }


def change_key(settings: Settings, name: str, value: str) -> None:
    """Give an action another key, none ("off") or its first one ("usual").

    Raises Problem("key_not_changed") with the reason where the key is not free.
    """
    action, keys = NAMES[name], keys_now(settings)
    key = {OFF: "", USUAL: spec(action).key}.get(value, value.casefold())
    why = why_not(keys, action, key) if key else ""
    if why:
        raise Problem("key_not_changed", why=why)
    settings.put(SETTING, with_key(keys, action, key))


def about(name: str) -> list[str]:
    """What the key does, and what can be chosen."""
    return [
        _(spec(NAMES[name]).help),
        _("You can choose:"),
        _("1 letter or sign: this key"),
        _("off: no key"),
        _("usual: the key that it has at first"),
    ]
