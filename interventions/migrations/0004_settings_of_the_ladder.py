"""The colours of the steps, the groups that needs are sorted by, and how far each role's word goes to begin with."""

from django.db import migrations

# Light to dark, so that the order survives print and colour blindness; the municipality may choose others.
COLOURS = ["#8FD3B6", "#4FB3A5", "#2A8FA0", "#2F6A9A", "#45468C", "#5B2A75"]
TARGET_GROUPS = [
    ("tidlig-omsorg", "Graviditet, spæd- og småbørn", "Pregnancy, infants and toddlers"),
    ("trivsel", "Trivsel og mistrivsel", "Well-being and distress"),
    ("udvikling", "Forsinket udvikling eller funktionsnedsættelse", "Delayed development or disability"),
    ("adfaerd", "Adfærd og konflikter", "Behaviour and conflict"),
    ("skole", "Skolevægring og fravær", "School refusal and absence"),
    ("omsorgssvigt", "Omsorgssvigt", "Neglect"),
    ("vold-overgreb", "Vold eller overgreb", "Violence or abuse"),
    ("skilsmisse", "Skilsmisse og samlivsbrud", "Divorce and separation"),
    ("rusmidler-foraeldre", "Rusmidler i familien", "Substance use in the family"),
    ("psykisk-sygdom-foraeldre", "Psykisk sygdom i familien", "Mental illness in the family"),
    ("rusmidler-unge", "Unges rusmidler", "Young people's substance use"),
    ("kriminalitet", "Kriminalitet", "Crime"),
    ("selvskade", "Angst, depression og selvskade", "Anxiety, depression and self-harm"),
    ("overgang", "Overgang til voksenlivet", "Transition to adult life"),
]
# No price limit until the municipality sets one; steps 3 to 5 always need the team leader.
LIMITS = [("caseworker", 2), ("team_leader", 5), ("manager", 5)]


def lay(apps, schema_editor):
    step = apps.get_model("interventions", "Step")
    for number, colour in enumerate(COLOURS):
        step.objects.filter(pk=number).update(colour=colour)
    group = apps.get_model("interventions", "TargetGroup")
    for order, (code, name, name_en) in enumerate(TARGET_GROUPS):
        group.objects.get_or_create(code=code, defaults={"name": name, "name_en": name_en, "order": order})
    limit = apps.get_model("interventions", "ApprovalLimit")
    for role, highest_step in LIMITS:
        limit.objects.get_or_create(role=role, defaults={"highest_step": highest_step})


def take_away(apps, schema_editor):
    apps.get_model("interventions", "ApprovalLimit").objects.all().delete()
    apps.get_model("interventions", "TargetGroup").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("interventions", "0003_cases_are_counted")]

    operations = [migrations.RunPython(lay, take_away)]
