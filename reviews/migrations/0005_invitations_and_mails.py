"""Invitations and mails were kept at the same time; here the two ways meet."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reviews", "0004_invitations"), ("reviews", "0004_messages_in_mails")]

    operations = []
