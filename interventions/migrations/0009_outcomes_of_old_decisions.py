"""What was recorded before the outcome was asked for counts as decided, as every reader took it."""

from django.db import migrations

DECIDED = """
UPDATE interventions_placement SET board_outcome = 'decided' WHERE board_decided_on IS NOT NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("interventions", "0008_the_boards_outcome")]
    operations = [migrations.RunSQL(DECIDED, migrations.RunSQL.noop)]
