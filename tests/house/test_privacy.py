"""Every model says of every field whether it is personal: erasure, masking and access requests read it."""

import pytest
from django.apps import apps

OURS = ("herning.", "cases.", "interventions.", "reviews.", "dashboards.", "demo.")
MODELS = [
    model
    for model in apps.get_models()
    if model.__module__.startswith(OURS) and not hasattr(model, "pgh_tracked_model")
]


def test_the_models_are_found():
    assert {"User", "Child", "Case", "Intervention", "Review", "Event"} <= {model.__name__ for model in MODELS}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_is_sorted_once(model):
    fields = {field.name for field in [*model._meta.local_fields, *model._meta.local_many_to_many]}
    personal, plain = set(model.Privacy.personal), set(model.Privacy.plain)

    assert personal | plain == fields
    assert personal & plain == set()
