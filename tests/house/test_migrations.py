"""The migrations say what the models say."""

from io import StringIO

from django.core.management import call_command


def test_no_change_of_a_model_lacks_its_migration(db):
    told = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=told, skip_checks=True)
    except SystemExit:
        raise AssertionError(told.getvalue()) from None

    assert told.getvalue().strip() == "No changes detected"
