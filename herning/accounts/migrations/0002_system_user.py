"""The named user that the machine's own acts are recorded under; it cannot sign in."""

from django.db import migrations


def add(apps, schema_editor):
    apps.get_model("accounts", "User").objects.create(
        email="system@invalid",
        name="Systemet",
        role="system",
        password="!",  # noqa: S106  (no password at all: nothing hashes to it)
        is_active=True,
    )


def remove(apps, schema_editor):
    apps.get_model("accounts", "User").objects.filter(role="system").delete()


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunPython(add, remove)]
