"""Stories of children who are given help, or were."""

from datetime import date, timedelta

from demo.course import Course
from demo.days import after, before, between, office_day, some_after, some_before
from demo.helps import Help, begin, chain_on, end, pick, provider_note, refer, review
from demo.offers import BY_CODE, FULL, OFFERS, Ledger, Offered
from demo.paths import BEFORE_BOARD, Role, Way, opened_before, way
from demo.rounds import Round, planned_day

PENDING = ("draft", "waiting", "awaiting", "returned")


def tell_helped(course: Course, ledger: Ledger, role: Role) -> bool:
    """A child in help now; False when the offers had no room for such a story."""
    rng = course.rng
    lateness = "fresh" if role.oddity in PENDING else role.lateness
    if lateness == "fresh":
        until = office_day(course.today + timedelta(days=rng.randint(24, 36)))
    elif role.oddity == BEFORE_BOARD:
        # Begun within the week in which the Board has to decide (§ 143).
        until = office_day(course.today + timedelta(days=rng.randint(36, 40)))
    else:
        until = planned_day(rng, course.today, lateness=lateness)
    found = way(course, ledger, role, until=until, is_closed=False)
    if found is None or (role.oddity in PENDING and not _last_is_recent(course, found)):
        return False
    opened_on = _beginning(course, found, role)
    _middle(course, found, role)
    if role.oddity in PENDING:
        _pending(course, found, role)
    else:
        _waiting_note(course, found, role)
        _second_help(course, ledger, found)
    if rng.random() < 0.12 or role.oddity == "joined":
        course.joined_concern(between(rng, after(opened_on, 5), before(course.today, 8)))
    course.journal(opened_on, before(course.today, 1), count=rng.choice((0, 0, 1, 1, 2)))
    return True


def tell_closed(course: Course, ledger: Ledger, role: Role) -> bool:
    """A child whose help has ended and whose case is closed."""
    rng = course.rng
    ended_on = office_day(course.today - timedelta(days=rng.randint(30, 420)))
    found = way(course, ledger, role, until=ended_on, is_closed=True)
    if found is None:
        return False
    opened_on = _beginning(course, found, role)
    _middle(course, found, role, last_decision="end")
    last = found.helps[-1]
    assert last.ends_on is not None  # noqa: S101 - a closed way has ended
    end(course, last, last.ends_on, "finished", decided_on=found.reviews[-1].held_on)
    closed_on = some_after(rng, last.ends_on, 0, 4)
    course.journal(opened_on, last.ends_on, count=rng.choice((0, 1)))
    reason = "goals_reached" if rng.random() < 0.8 else "no_need"
    course.add(
        closed_on,
        "close",
        reason=reason,
        text=course.voice.draw("closing", _CLOSING),
        aftercare=course.voice.say("aftercare"),
    )
    return True


_CLOSING = [
    "Målene er nået, og der er ikke længere behov for særlig støtte.",
    "Familien klarer sig nu med det almene område. De ved, hvem de kan ringe til.",
    "Fremgangen har holdt i to opfølgninger, og familien ønsker selv at stoppe.",
]


def _beginning(course: Course, found: Way, role: Role) -> date:
    """From the concern to the first day of help; gives the day the case was opened."""
    rng, first = course.rng, found.helps[0]
    placements = [given for given in found.helps if given.offer.is_placement]
    is_urgent = role.oddity == BEFORE_BOARD and placements[:1] == found.helps[-1:]
    opened_on = opened_before(course, first.refer_on, is_placement=first.offer.is_placement, is_urgent=is_urgent)
    aware_on = max(some_before(rng, opened_on, 0, 3), min(course.born_or_now, opened_on))
    late = after(aware_on, rng.randint(8, 11)) if role.oddity == "late_acknowledgement" else None
    course.concern("first", aware_on)
    course.assessed("first", aware_on, is_in_danger=is_urgent, acknowledged_on=late)
    course.add(opened_on, "open", key="first", reason=course.voice.say("open_reason"))
    if placements:
        latest = placements[0].refer_on
        begun_on = min(some_after(rng, opened_on, 0, 4), latest)
        finished_on = None if is_urgent else max(begun_on, before(latest, rng.randint(0, 3)))
        course.investigated(begun_on, finished_on, is_placement=True)
    elif rng.random() < 0.45:
        begun_on = some_after(rng, opened_on, 0, 5)
        finished_on = begun_on + timedelta(days=rng.randint(30, 105))
        if found.helps[-1].ends_on is not None:
            finished_on = min(finished_on, max(found.helps[-1].ends_on, begun_on))
        course.investigated(begun_on, max(office_day(finished_on), begun_on) if finished_on < course.today else None)
    course.spoken_with(between(rng, opened_on, first.refer_on))
    course.planned(max(some_before(rng, first.refer_on, 0, 2), opened_on))
    return opened_on


def _middle(course: Course, found: Way, role: Role, *, last_decision: str = "") -> None:
    """The helps one after the other, with their reviews."""
    current = 0
    begin(course, found.helps[0], oddity=_oddity_of(found, 0, role))
    since = found.helps[0].starts_on
    for number, held in enumerate(found.reviews):
        given = found.helps[current]
        if number in found.cuts:
            then = found.helps[current + 1]
            decision = "down" if then.offer.step < given.offer.step else "up"
            review(course, given, held, since=since, decision=decision, to_step=then.offer.step)
            _change(course, given, then, decision, oddity=_oddity_of(found, current + 1, role))
            current += 1
        elif number == len(found.reviews) - 1 and role.oddity in PENDING:
            to_step = _pending_step(course, role)
            decision = "down" if to_step < given.offer.step else "up"
            review(course, given, held, since=since, decision=decision, to_step=to_step)
        else:
            is_last = number == len(found.reviews) - 1
            review(course, given, held, since=since, decision=(is_last and last_decision) or "stay")
        since = held.held_on


def _change(course: Course, given: Help, then: Help, decision: str, *, oddity: str) -> None:
    """One help gives way to the next: the new one begins before the old ends, or the child changes placement."""
    if given.offer.is_placement and then.offer.is_placement:
        begin(course, then, draft="review", oddity=oddity, moved_from=given)
        return
    begin(course, then, draft="review", oddity=oddity)
    end(course, given, then.starts_on, f"moved_{decision}", decided_on=then.refer_on)


def _oddity_of(found: Way, number: int, role: Role) -> str:
    """A story's oddity belongs to its last help."""
    return role.oddity if number == len(found.helps) - 1 else ""


def _last_is_recent(course: Course, found: Way) -> bool:
    return bool(found.reviews) and len(found.reviews) - 1 not in found.cuts


def _pending_step(course: Course, role: Role) -> int:
    if role.oddity == "draft":
        return role.step - 1 if role.step > 1 else 2
    if role.oddity == "waiting":
        return BY_CODE[_full_offer(course)].step
    return 4 if role.step < 4 else 5


def _full_offer(course: Course) -> str:
    """An offer without a free place that the child could use; by age alone, so the same on each asking."""
    age = course.age(course.today)
    return next((code for code in FULL if BY_CODE[code].youngest <= age <= BY_CODE[code].oldest), "munkgaard")


def _pending(course: Course, found: Way, role: Role) -> None:
    """What the last review decided is not carried out yet: a draft, a waiting list, or a team leader's desk."""
    decided_on = found.reviews[-1].held_on
    refer_on, approve_on, answer_on, _ = chain_on(course.rng, decided_on, step=4)
    if role.oddity == "draft":
        return
    if role.oddity == "waiting":
        refer(course, "next", BY_CODE[_full_offer(course)], refer_on, draft="review")
        if BY_CODE[_full_offer(course)].step > 2 and approve_on:
            course.add(approve_on, "approve", key="next")
        course.add(answer_on, "wait", key="next", answer=course.voice.say("waiting"))
        return
    offer = _upper(course, _pending_step(course, role))
    refer(course, "next", offer, refer_on, draft="review")
    if role.oddity == "returned":
        course.add(after(refer_on, 1), "return", key="next", reason=course.voice.say("returned"))


def _upper(course: Course, step: int) -> Offered:
    age = course.age(course.today)
    fit = [offer for offer in OFFERS if offer.step == step and offer.youngest <= age <= offer.oldest]
    return course.rng.choice(fit)


def _waiting_note(course: Course, found: Way, role: Role) -> None:
    """Before a review that is near, most providers have written; the silent have not."""
    given, rng = found.helps[-1], course.rng
    since = max(found.reviews[-1].held_on if found.reviews else given.starts_on, given.starts_on)
    near = (found.next_due_on - course.today).days <= 10
    on = max(before(min(found.next_due_on, course.today), rng.randint(1, 4)), after(since, 1))
    if on >= course.today or (not near and rng.random() < 0.8) or role.oddity == "silent":
        return
    if rng.random() < 0.68 or not near:
        provider_note(course, given, on, drift=0.2)


def _second_help(course: Course, ledger: Ledger, found: Way) -> None:
    """Some children have two helps at once."""
    rng, main = course.rng, found.helps[-1]
    later: list[Round] = [held for held in found.reviews if held.held_on > main.starts_on]
    if not later or main.offer.step < 2 or rng.random() > 0.16:
        return
    step = min(rng.choice((1, 2)), main.offer.step)
    refer_on, _, answer_on, starts_on = chain_on(rng, rng.choice(later).held_on, step=step)
    until = course.today + timedelta(days=14)
    if starts_on >= course.today:
        return
    offer = pick(course, ledger, step=step, since=answer_on, until=until)
    if offer is None or offer.code == main.offer.code:
        return
    ledger.take(offer.code, answer_on, until)
    given = Help("second", offer, refer_on, None, answer_on, starts_on)
    begin(course, given)
    heard = [held.held_on for held in later if held.held_on > after(starts_on, 8)]
    for on in [before(day, rng.randint(1, 5)) for day in heard] + [before(course.today, rng.randint(1, 6))]:
        if on > starts_on and rng.random() < 0.8:
            provider_note(course, given, on, drift=0.1)
