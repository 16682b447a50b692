"""The sequence that case numbers are drawn from: two cases opened at once never share one."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]
    operations = [migrations.RunSQL("CREATE SEQUENCE case_number", "DROP SEQUENCE case_number")]
