"""Small words about children, for templates."""

from datetime import date

from django import template

from cases.models import Child

register = template.Library()


@register.filter
def age(child: Child, today: date) -> str:
    """ "14 år", "7 måneder", "ufødt, termin 14.01.2027"."""
    return child.age_text(on=today)
