"""Names languages: the one that a voice speaks, and that of a text, where it is another."""

from companion.plainwords.messages import N_, _, base_of, language

# The languages of these islands, and those that most people in England speak beside English.
_NAMES = {
    "ar": N_("Arabic"),
    "bn": N_("Bengali"),
    "cy": N_("Welsh"),
    "en": N_("English"),
    "es": N_("Spanish"),
    "fr": N_("French"),
    "ga": N_("Irish"),
    "gd": N_("Gaelic"),
    "gu": N_("Gujarati"),
    "it": N_("Italian"),
    "ne": N_("Nepali"),
    "pa": N_("Panjabi"),
    "pl": N_("Polish"),
    "pt": N_("Portuguese"),
    "ro": N_("Romanian"),
    "ur": N_("Urdu"),
}


def spoken_language() -> str:
    """The language that the program speaks, as voices name it: "en-GB", "cy"."""
    code = language().replace("_", "-")
    return "en-GB" if code == "en" else code


def language_note(code: str) -> tuple[str, ...]:
    """A sentence on the language of a text; none where it is the program's own."""
    if base_of(code) == base_of(language()):
        return ()
    name = _NAMES.get(base_of(code))
    if name is None:
        return (_("This text is in another language: {code}.").format(code=code),)
    return (_("This text is in {language}.").format(language=_(name)),)
