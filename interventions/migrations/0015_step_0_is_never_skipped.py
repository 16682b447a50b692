"""Step 0 is for all children: a child's first help on step 1 skipped nothing, on step 3 steps 1 and 2."""

from django.db import migrations

WITHOUT_STEP_0 = """
UPDATE interventions_stepmove SET skipped = to_step_id - 1 WHERE from_step_id IS NULL AND to_step_id > 0;
"""
WITH_STEP_0 = """
UPDATE interventions_stepmove SET skipped = to_step_id WHERE from_step_id IS NULL AND to_step_id > 0;
"""


class Migration(migrations.Migration):
    dependencies = [("interventions", "0014_a_stay_may_rest_on_youth_support")]
    operations = [migrations.RunSQL(WITHOUT_STEP_0, WITH_STEP_0)]
