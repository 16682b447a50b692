"""Who the invented families are."""

from datetime import date, timedelta
from random import Random

from demo import names
from demo.story import Adult, Child
from demo.words import sentences
from herning.rules import add_months, age_on

MODULUS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)


class People:
    """Invents families; a CPR number is never used twice."""

    def __init__(self) -> None:
        self.used: set[str] = set()

    def cpr(self, rng: Random, born_on: date, *, is_girl: bool) -> str:
        """Ten digits that fit birth and gender and fail the check digit, as nearly no real person's do."""
        while True:
            made = f"{born_on:%d%m%y}{rng.choice((4, 5, 6, 7))}{rng.randint(0, 99):02d}"
            made += str(rng.choice((0, 2, 4, 6, 8) if is_girl else (1, 3, 5, 7, 9)))
            fails = sum(weight * int(digit) for weight, digit in zip(MODULUS, made, strict=True)) % 11
            if fails and made not in self.used:
                self.used.add(made)
                return made

    def child(self, rng: Random, *, surname: str, ages: tuple[int, int], district: str, today: date) -> Child:
        """A child of an age from a span; ages below zero are unborn."""
        is_girl = rng.random() < 0.47
        age = rng.randint(*ages)
        if age < 0:
            expected_on = today + timedelta(days=rng.randint(20, 110))
            return Child(f"Ufødt {surname}", is_girl, None, expected_on, "", "")
        born_on = add_months(today, -12 * age) - timedelta(days=rng.randint(3, 360 if age else 300))
        cpr = "" if rng.random() < 0.04 else self.cpr(rng, born_on, is_girl=is_girl)
        name = f"{rng.choice(names.GIRLS if is_girl else names.BOYS)} {surname}"
        language = rng.choice(names.LANGUAGES) if rng.random() < 0.05 else ""
        return Child(name, is_girl, born_on, None, cpr, _school(rng, district, age_on(born_on, today)), language)

    def adults(self, rng: Random, surname: str) -> tuple[Adult, ...]:
        """Mother, often a father with custody, and sometimes somebody of the network."""
        found = [Adult(f"{rng.choice(names.WOMEN)} {surname}", "mother", has_custody=True)]
        if rng.random() < 0.7:
            fathers = surname if rng.random() < 0.6 else rng.choice(names.SURNAMES)
            found.append(Adult(f"{rng.choice(names.MEN)} {fathers}", "father", has_custody=rng.random() < 0.8))
        if rng.random() < 0.55:
            kind = rng.choice(("grandparent", "aunt_uncle", "grandparent", "step_parent", "friend", "teacher"))
            name = f"{rng.choice(names.WOMEN + names.MEN)} {rng.choice((surname, rng.choice(names.SURNAMES)))}"
            found.append(Adult(name, kind, has_custody=False, can_support=rng.choice(sentences()["can_support"])))
        return tuple(found)


def address(rng: Random, district: str) -> str:
    """An invented address: the streets are made up."""
    return f"{rng.choice(names.STREETS)} {rng.randint(1, 98)}, {names.TOWNS[district]}"


def reporter(rng: Random, kind: str, child: Child) -> tuple[str, str]:
    """Who is worried, and how to reach them; numbers that begin with 00 belong to nobody."""
    if kind == "anonymous":
        return "", ""
    person = f"{rng.choice(names.WOMEN + names.MEN)} {rng.choice(names.SURNAMES)}"
    phone = f"00 {rng.randint(10, 99)} {rng.randint(10, 99)} {rng.randint(10, 99)}"
    title = rng.choice(_TITLES.get(kind, ("",)))
    where = f"{child.school}, " if kind in {"school", "day_care"} and child.school else ""
    return f"{title} {person}".strip(), f"{where}tlf. {phone}"


_TITLES = {
    "school": ("Klasselærer", "Trivselsvejleder", "Skoleleder", "AKT-vejleder"),
    "day_care": ("Pædagog", "Dagtilbudsleder", "Dagplejer"),
    "health_visitor": ("Sundhedsplejerske",),
    "hospital": ("Læge", "Jordemoder", "Psykolog", "Overlæge"),
    "police": ("Politiassistent", "SSP-konsulent"),
    "other_professional": ("Ungementor", "Tandlæge", "SSP-konsulent", "Klubpædagog"),
    "other_municipality": ("Socialrådgiver",),
    "family": ("Mormor", "Farfar", "Moster", "Far", "Onkel"),
    "citizen": ("Nabo",),
}


def _school(rng: Random, district: str, age: int) -> str:
    if age < 1:
        return ""
    if age < 6:
        return rng.choice(names.DAY_CARE[district])
    return rng.choice(names.SCHOOLS[district] if age < 16 else names.YOUTH)
