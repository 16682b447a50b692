"""The one ladder with its six steps; the municipality renames them as it likes."""

from django.db import migrations

STEPS = [
    (
        0,
        "Tidlig forebyggende indsats og sundhedsfremme",
        "Alle børn",
        "Universal early prevention and health promotion",
        False,
    ),
    (1, "Forebyggelse", "Forebyggelse", "Targeted prevention", False),
    (2, "Hjemmebaserede indsatser", "I hjemmet", "Home-based interventions", False),
    (3, "Anbringelse i slægt eller netværk", "Slægt og netværk", "Kinship or network placement", True),
    (4, "Anbringelse i familiepleje", "Familiepleje", "Foster-family placement", True),
    (5, "Anbringelse i døgntilbud på institution", "Døgntilbud", "Residential placement", True),
]
SIX_WEEKS = 6


def lay(apps, schema_editor):
    apps.get_model("interventions", "Ladder").objects.create(pk=1, name="Indsatstrappen", number_offset=0)
    step = apps.get_model("interventions", "Step")
    for number, name, short_name, name_en, is_out_of_home in STEPS:
        step.objects.create(
            number=number,
            name=name,
            short_name=short_name,
            name_en=name_en,
            is_out_of_home=is_out_of_home,
            review_weeks=SIX_WEEKS if number else None,
        )


def take_away(apps, schema_editor):
    apps.get_model("interventions", "Step").objects.all().delete()
    apps.get_model("interventions", "Ladder").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("interventions", "0001_initial")]
    operations = [migrations.RunPython(lay, take_away)]
