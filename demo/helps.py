"""The help a child is given: referral, answer, start, notes, reviews, moves and end."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from demo.course import BY_CONSENT, OF_AGE, SPEAKS_FROM, Course
from demo.days import after, before, office_day, some_after, some_before
from demo.families import BY_NAME
from demo.offers import OFFERS, SECURE, Ledger, Offered, fitting
from demo.rounds import Round
from herning.rules import add_months
from interventions.actions import Heard
from interventions.rules import supervision_due

FIRST_APPROVED = 3
SUPERVISED_EVERY = timedelta(days=150)


@dataclass(slots=True)
class Help:
    """One help in a course: its days, its offer, and the reviews held while it was the main one."""

    key: str
    offer: Offered
    refer_on: date
    approve_on: date | None
    answer_on: date
    starts_on: date
    ends_on: date | None = None
    # The foster family that is asked, where one has room.
    family: str = ""
    # The latest visit of the unbroken stay out of the home, or its first day.
    supervised_on: date | None = None


def chain_back(rng: Random, starts_on: date, *, step: int) -> tuple[date, date | None, date]:
    """When help that starts on a day was referred, approved and accepted."""
    answer_on = some_before(rng, starts_on, 2, 9)
    sent_on = some_before(rng, answer_on, 1, 5)
    if step < FIRST_APPROVED:
        return sent_on, None, answer_on
    return some_before(rng, sent_on, 1, 4), sent_on, answer_on


def chain_on(rng: Random, decided_on: date, *, step: int) -> tuple[date, date | None, date, date]:
    """When help that was decided at a review is referred, approved, accepted and started."""
    refer_on = some_after(rng, decided_on, 1, 2)
    approve_on = some_after(rng, refer_on, 1, 2) if step >= FIRST_APPROVED else None
    answer_on = some_after(rng, approve_on or refer_on, 1, 3)
    return refer_on, approve_on, answer_on, some_after(rng, answer_on, 1, 4)


def pick(course: Course, ledger: Ledger, *, step: int, since: date, until: date) -> Offered | None:
    """An offer of a step that fits the child's age and has room for the whole stay."""
    found = fitting(ledger, step=step, age=course.age(since), since=since, until=until)
    if course.index:
        # Only the eldest child's custody holders are on record, and without them there is no consent to a placement.
        found = [offer for offer in found if not offer.is_placement]
    return course.rng.choices(found, [offer.weight for offer in found])[0] if found else None


def refer(
    course: Course, key: str, offer: Offered, on: date, *, wanted: str = "", draft: str = "", family: str = ""
) -> None:
    """The caseworker names the need and chooses the offer."""
    need, why_not = course.voice.tell("need"), course.voice.tell("why_not")
    course.add(
        on, "refer", key=key, offer=offer.code, need=need, why_not_lower=why_not, wanted=wanted, draft=draft,
        family=family,
    )  # fmt: skip


def begin(
    course: Course, given: Help, *, draft: str = "", oddity: str = "", moved_from: Help | None = None
) -> None:  # fmt: skip
    """From referral to the first day; a placement may be a change from another."""
    refer(course, given.key, given.offer, given.refer_on, draft=draft, family=given.family)
    if given.approve_on is not None:
        course.add(given.approve_on, "approve", key=given.key)
    course.add(given.answer_on, "accept", key=given.key, expected_on=given.starts_on, answer=course.voice.say("accept"))
    if given.offer.is_placement:
        _place(course, given, oddity=oddity, moved_from=moved_from)
    else:
        course.add(given.starts_on, "start", key=given.key, **_exits(course, given, oddity=oddity))


def _exits(course: Course, given: Help, *, oddity: str) -> dict[str, Any]:
    """The exit plan, the next, lower step, and sometimes a planned end."""
    rng, step = course.rng, given.offer.step
    next_step = {0: None, 1: 0, 2: 1, 3: 2, 4: 2, 5: rng.choice((2, 4))}[step]
    lower = [offer.code for offer in OFFERS if offer.step == next_step and not offer.is_placement]
    next_offer = rng.choice(lower) if lower and rng.random() < 0.35 else ""
    planned_end_on: date | None = None
    if oddity == "running_out":
        planned_end_on, next_offer = office_day(course.today + timedelta(days=rng.randint(9, 24))), ""
    elif given.ends_on is not None:
        planned_end_on = max(after(given.ends_on, rng.randint(0, 15)), given.starts_on + timedelta(days=7))
    elif rng.random() < 0.45:
        planned_end_on = office_day(max(given.starts_on, course.today) + timedelta(days=rng.randint(35, 240)))
    return {
        "exit_plan": course.voice.tell("exit_plan"),
        "next_step": next_step,
        "next_offer": next_offer,
        "planned_end_on": planned_end_on,
    }


def _place(course: Course, given: Help, *, oddity: str, moved_from: Help | None) -> None:
    """A placement begins, with its legal fields."""
    rng = course.rng
    usual = "board" if given.offer.code == SECURE else "consent"
    basis = {"board_pending": "provisional", "board": "board"}.get(oddity, usual)
    if course.age(given.starts_on) >= OF_AGE:
        basis = "youth"
    if basis in BY_CONSENT:
        course.consents(given.refer_on, given.starts_on)
    stayed = course.months_since(given.starts_on)
    exits = _exits(course, given, oddity=oddity)
    if exits["planned_end_on"] is None:
        exits["planned_end_on"] = add_months(given.starts_on, stayed + rng.randint(3, 14))
    first_on = office_day(given.starts_on + timedelta(days=rng.randint(40, 120)))
    if moved_from is not None and moved_from.supervised_on is not None:
        given.supervised_on = moved_from.supervised_on
        first_on = max(given.starts_on, min(first_on, office_day(supervision_due(moved_from.supervised_on))))
    foster = {3: "network", 4: rng.choice(("general", "general", "reinforced", "specialised"))}
    course.add(
        given.starts_on, "place", key=given.key, legal_basis=basis,
        purpose=course.voice.say("placement_purpose"),
        expected_months=max(1, round((exits["planned_end_on"] - given.starts_on).days / 30.4)),
        contact=course.voice.say("contact"),
        first_supervision_on=first_on,
        siblings_considered=course.voice.say("siblings"),
        heard=Heard(
            is_companion_right_told=True,
            party_heard_on=given.refer_on,
            is_support_person_offered=True,
            is_child_support_person_offered=rng.random() < 0.8,
        ),
        urgent_ground=course.voice.say("urgent") if basis == "provisional" else "",
        foster_type=_foster_type(given, foster.get(given.offer.step, "")),
        is_address_secret=oddity == "secret",
        moved_from=moved_from.key if moved_from else "",
        why_moved=course.voice.say("change_text") if moved_from else "",
        **_boards_word(course, given, basis),
        **exits,
    )  # fmt: skip
    _supervise(course, given, first_on)


def _boards_word(course: Course, given: Help, basis: str) -> dict[str, Any]:
    """By § 47 the Board has decided before the child is placed."""
    if basis != "board":
        return {}
    return {"board_decided_on": before(given.starts_on, 2), "board_decision": course.voice.say("board_text")}


def _foster_type(given: Help, usual: str) -> str:
    """The family's own type where one was asked; a hybrid solution is no foster family."""
    if given.family:
        return str(BY_NAME[given.family].kind)
    return "" if given.offer.code == "hybridloesninger" else usual


def _supervise(course: Course, given: Help, first_on: date) -> None:
    """The visits of a placement, two a year and a little more; one in ten is behind with the last."""
    last, on = given.ends_on or course.today, first_on
    days = []
    while on < last:
        days.append(on)
        on = office_day(on + SUPERVISED_EVERY)
    if given.ends_on is None and course.rng.random() < 0.1:
        days = days[:-1]
    given.supervised_on = days[-1] if days else given.supervised_on or given.starts_on
    for day in days:
        is_small = course.age(day) < SPEAKS_FROM
        words = course.infant_words() if is_small else course.voice.tell("words")
        findings = course.voice.say("supervision")
        next_on = office_day(day + SUPERVISED_EVERY)
        course.add(
            day, "supervise", key=given.key, is_small=is_small, words=words, findings=findings, next_due_on=next_on
        )


def end(course: Course, given: Help, on: date, reason: str, *, decided_on: date) -> None:
    """Help ends; from a placement the child goes home, decided on a day when the plan has been revised (§ 100)."""
    if given.offer.is_placement:
        course.replanned(decided_on)
        course.add(
            decided_on, "decide_return", key=given.key, period_until=on,
            statement=course.voice.say("return_statement"), support_at_home=course.voice.say("home_support"),
        )  # fmt: skip
        course.add(on, "come_home", key=given.key, text=course.voice.say("end_text"))
        return
    course.add(on, "end", key=given.key, reason=reason, text=course.voice.say("end_text"))


def provider_note(course: Course, given: Help, on: date, *, drift: float, proposal: str = "") -> None:
    """The provider tells what has happened and scores the sub-goals."""
    course.add(
        on, "provider_note", key=given.key, text=course.voice.tell("notes"),
        attendance=course.voice.say("attendance"), scores=course.scores(drift / 2), proposal=proposal,
        proposal_reason=course.voice.say("proposal_reason") if proposal else "",
    )  # fmt: skip


def review(
    course: Course, given: Help, held: Round, *, since: date, decision: str = "stay", to_step: int | None = None
) -> None:
    """A review with, nearly always, the provider's note before it."""
    rng = course.rng
    drift = {"down": 0.55, "up": -0.5, "end": 0.6}.get(decision, rng.uniform(-0.1, 0.4))
    asked_on = max(before(min(held.due_on, held.held_on), rng.randint(2, 6)), after(since, 1), given.starts_on)
    if asked_on <= held.held_on and rng.random() < 0.9:
        proposal = decision if rng.random() < 0.4 else ""
        provider_note(course, given, asked_on, drift=drift, proposal=proposal)
    small = course.age(held.held_on) < SPEAKS_FROM or rng.random() < 0.05
    scores = course.scores(drift / 2)
    course.add(
        held.held_on, "review",
        words="" if small else course.voice.tell("words"),
        waiver=course.voice.say("waiver") if small else "",
        parents=course.voice.tell("parents"), network=course.voice.say("network"),
        well_being=max(1, min(10, round(5.2 + 1.6 * course.level + rng.gauss(0, 0.8)))),
        promises=_promises(course, held.held_on), kept_from=rng.random() < 0.85, scores=scores,
        decision=decision, to_step=to_step,
        reason=course.voice.say(f"reason_{decision}"),
        next_due_on=None if decision == "end" else held.next_due_on,
    )  # fmt: skip


def _promises(course: Course, held_on: date) -> tuple[tuple[str, str, date | None], ...]:
    """One or two things that somebody promises to do, most of them by a day."""
    found = []
    for _ in range(course.rng.choice((1, 1, 2))):
        who, _separator, what = course.voice.say("promises").partition(": ")
        by_on = after(held_on, course.rng.randint(3, 20)) if course.rng.random() < 0.7 else None
        found.append((what, who, by_on))
    return tuple(found)
