"""Stories of children without help: concerns that led to nothing, cases just opened, help on its way."""

from datetime import date, time, timedelta

from demo.course import Course
from demo.days import after, before, between, office_day, some_after, some_before
from demo.helps import refer
from demo.offers import BY_CODE, CLAUDISVEJ, FULL, OFFERS, Offered
from demo.paths import Role
from demo.words import sentences


def tell_concern(course: Course, role: Role) -> bool:
    """A concern of which nothing has become, or nothing yet."""
    rng, today = course.rng, course.today
    match role.oddity:
        case "tonight":
            course.concern("first", today, at=time(0, 20), kind="police")
        case "yesterday":
            course.concern("first", today - timedelta(days=1), at=time(15, 40))
        case "late":
            course.concern("first", before(today, rng.randint(2, 3)))
        case "assessed":
            received_on = before(today, rng.randint(1, 6))
            course.concern("first", received_on)
            course.add(received_on, "assess", key="first", is_in_danger=False, text=course.voice.say("assessment_safe"))
        case "late_acknowledgement":
            received_on = before(today, 24)
            course.concern("first", received_on, kind="school")
            course.assessed("first", received_on, acknowledged_on=after(received_on, 9))
            course.add(after(received_on, 10), "dismiss", key="first", reason=course.voice.say("closed_concern"))
        case _:
            received_on = office_day(today - timedelta(days=rng.randint(12, 700)))
            received_on = max(received_on, office_day(course.born_or_now + timedelta(days=4)))
            course.concern("first", received_on)
            course.assessed("first", received_on)
            dismissed_on = some_after(rng, received_on, 3, 9)
            if dismissed_on < today:
                course.add(dismissed_on, "dismiss", key="first", reason=course.voice.say("closed_concern"))
    return True


def tell_new(course: Course, role: Role) -> bool:
    """An open case in which no help has begun."""
    rng, today = course.rng, course.today
    ages_of_case = {"new": (2, 12), "late_investigation": (86, 92), "investigating": (12, 66)}
    days = rng.randint(*ages_of_case.get(role.oddity, (18, 40)))
    opened_on = max(before(today, days), min(office_day(course.born_or_now + timedelta(days=6)), before(today, 2)))
    course.opened(opened_on, aware_on=some_before(rng, opened_on, 0, 3))
    if role.oddity == "new":
        if rng.random() < 0.5:
            course.spoken_with(before(today, 1))
        return True
    course.spoken_with(between(rng, opened_on, after(opened_on, 8)))
    course.journal(opened_on, before(today, 1), count=rng.choice((0, 1, 2)))
    begun_on = some_after(rng, opened_on, 0, 4)
    if role.oddity in {"investigating", "late_investigation"}:
        course.investigated(begun_on, None)
        return True
    course.investigated(begun_on, before(today, 11), is_placement=role.oddity in {"awaiting", "grant", "too_young"})
    course.planned(before(today, 10))
    _on_its_way(course, role)
    return True


def _on_its_way(course: Course, role: Role) -> None:
    """A referral that has not led to help yet."""
    today = course.today
    refer_on = before(today, course.rng.randint(5, 8))
    offer = _wished(course, role)
    wanted = _full(course).code if role.oddity == "wanted" else ""
    refer(course, "next", offer, refer_on, wanted=wanted)
    if role.oddity == "awaiting":
        return
    if offer.step > 2:
        course.add(after(refer_on, 1), "approve", key="next")
    answered_on = after(refer_on, 2)
    match role.oddity:
        case "waiting" | "too_young":
            course.add(answered_on, "wait", key="next", answer=course.voice.say("waiting"))
        case "accepted" | "wanted":
            expected_on = office_day(today + timedelta(days=course.rng.randint(4, 12)))
            answer = course.voice.say("accept")
            course.add(answered_on, "accept", key="next", expected_on=expected_on, answer=answer)
        case "declined":
            answer = course.voice.draw("decline", sentences()["decline"])
            course.add(answered_on, "decline", key="next", reason="staff", answer=course.voice.fill(answer))


def _wished(course: Course, role: Role) -> Offered:
    """An unlimited offer where the child is to get in; a full one where it is to wait; an upper one to be approved."""
    age = course.age(course.today)
    fit = [offer for offer in OFFERS if offer.youngest <= age <= offer.oldest]
    if role.oddity == "waiting":
        return _full(course)
    if role.oddity == "too_young":
        # Since Toften closed there is no residential place for whoever is not fourteen: a hole in the ladder.
        return BY_CODE[CLAUDISVEJ]
    if role.oddity == "awaiting":
        return course.rng.choice([offer for offer in fit if offer.step in {3, 4}] or fit)
    return course.rng.choice([offer for offer in fit if offer.places is None and offer.step in {1, 2}] or fit)


def _full(course: Course) -> Offered:
    age = course.age(course.today)
    found = [BY_CODE[code] for code in FULL if BY_CODE[code].youngest <= age <= BY_CODE[code].oldest]
    return course.rng.choice(found) if found else BY_CODE["munkgaard"]


def first_day(course: Course) -> date:
    """The day the child's story begins."""
    return min(scene.on for scene in course.scenes)
