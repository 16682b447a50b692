"""The manager's page counts the help that is over its planned end: it is found by that day, not by reading all help."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("interventions", "0015_step_0_is_never_skipped")]
    operations = [
        migrations.AddIndex(
            model_name="intervention",
            index=models.Index(
                condition=models.Q(("ends_on", None)), fields=["planned_end_on"], name="intervention_by_planned_end"
            ),
        ),
    ]
