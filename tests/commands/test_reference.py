"""The reference says what the code does: nothing is missing, and it is up to date."""

from companion.actions import ACTIONS
from companion.commands.arguments import COMMANDS
from companion.commands.helping import TOPICS
from companion.domain.choices import SETTINGS
from companion.pages.setting_words import WORDS
from companion.problems import KINDS
from tools.reference import ENVIRONMENT, REPORT, asked_for, report


def test_the_reference_is_up_to_date() -> None:
    assert REPORT.read_text(encoding="utf-8") == report(), "run: python -m tools.reference"


def test_every_command_has_help_and_every_help_has_its_command() -> None:
    assert set(TOPICS) - {"now"} == set(COMMANDS)


def test_every_value_of_every_setting_has_words() -> None:
    told = {name: set(values) for name, (_label, _does, values) in WORDS.items()}
    assert told == {name: set(values) for name, values in SETTINGS.items()}


def test_every_environment_variable_of_ours_is_told() -> None:
    assert asked_for() == set(ENVIRONMENT)


def test_commands_keys_settings_and_problems_are_all_there() -> None:
    page = report()
    assert [name for name in COMMANDS if f"`companion {name}" not in page] == []
    assert [entry.id for entry in ACTIONS if entry.key and entry.help not in page] == []
    assert [name for name in SETTINGS if f"| `{name}` |" not in page] == []
    assert [name for name in KINDS if f"| `{name}` |" not in page] == []


def test_what_a_command_takes_is_written_as_it_is_typed() -> None:
    page = report()
    assert "`companion note mark ID aloud\\|private`" in page
    assert "(--preview \\| --send \\| --ask-tomorrow)`" in page
    assert "[--kind words\\|" in page
    assert "`companion charter [PART] [--view simple\\|" in page


def test_each_problem_says_what_to_do() -> None:
    assert [name for name, kind in KINDS.items() if not (kind.say and kind.next)] == []
