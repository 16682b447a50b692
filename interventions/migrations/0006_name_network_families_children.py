"""A network family's child is whom it was last asked for; one nobody was referred to is taken out of use.

Its approval is for one child (Barnets lov § 43), so without that child it lets nobody in; the leader registers it anew.
"""

from django.db import migrations

NAME = """
UPDATE interventions_fosterfamily f SET child_id = (
    SELECT c.child_id FROM interventions_referral r JOIN cases_case c ON c.id = r.case_id
     WHERE r.foster_family_id = f.id ORDER BY r.id DESC LIMIT 1
) WHERE f.kind = 'network';
UPDATE interventions_fosterfamily SET is_active = false WHERE kind = 'network' AND child_id IS NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("interventions", "0005_network_families_child")]
    operations = [migrations.RunSQL(NAME, migrations.RunSQL.noop)]
