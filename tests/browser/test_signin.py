"""The door: who is known comes in, and the page tells a guesser nothing."""


def test_ida_signs_in_and_meets_her_day(people, ida):
    at_work = people(ida)

    at_work.reads("Min dag")
