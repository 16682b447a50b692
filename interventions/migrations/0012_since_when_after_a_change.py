"""Since when a moved child is placed and on what: from the first placement of the chain of changes."""

from django.db import migrations

SINCE = """
WITH RECURSIVE stay (id, legal_basis, placed_since, basis_since) AS (
    SELECT id, legal_basis, starts_on, starts_on FROM interventions_placement WHERE previous_id IS NULL
     UNION ALL
    SELECT p.id, p.legal_basis, s.placed_since,
           CASE WHEN p.legal_basis = s.legal_basis THEN s.basis_since ELSE p.starts_on END
      FROM interventions_placement p JOIN stay s ON p.previous_id = s.id
)
UPDATE interventions_placement p
   SET placed_since = s.placed_since, basis_since = NULLIF(s.basis_since, p.starts_on)
  FROM stay s WHERE s.id = p.id AND p.previous_id IS NOT NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("interventions", "0011_days_of_the_stay")]
    operations = [migrations.RunSQL(SINCE, migrations.RunSQL.noop)]
