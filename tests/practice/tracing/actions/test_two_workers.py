"""Two workers at once."""

import threading

from django.db import connection

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor
from connexions.practice.tracing.actions import calls
from connexions.practice.tracing.actions.calls import Rang
from connexions.practice.tracing.models import Turn
from connexions.practice.tracing.queries.queues import Filters
from connexions.registers.partners.models import Partnership
from tests.factories.casework import TODAY
from tests.factories.tracing import NOW, make_lost, make_officer


def test_two_at_once_never_get_the_same_person(committed: None) -> None:
    """Really at once: two threads, two connections, again and again until the queue is empty."""
    by = make_officer()
    other = make_officer(Partnership.objects.get(pk=by.partnership))
    for _ in range(8):
        make_lost(by)
    got: dict[int, list[object]] = {0: [], 1: []}
    start = threading.Barrier(2)

    def work(place: int, by: Actor) -> None:
        try:
            with tenancy.acting(by):
                session = calls.begin(queue="not-known", filters=Filters(), at=NOW, by=by)
            start.wait()
            while True:
                with tenancy.acting(by):
                    turn = calls.take_next(session=session, on=TODAY, at=NOW, by=by)
                    if turn is None:
                        return
                    got[place].append(turn.young_person_id)
                with tenancy.acting(by):
                    calls.settle(turn=turn, key="skip", rang=Rang(), on=TODAY, at=NOW, by=by)
        finally:
            connection.close()

    workers = [threading.Thread(target=work, args=(place, by)) for place, by in enumerate((by, other))]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    held = [one for one in got[0] if one in got[1]]
    with tenancy.acting(by):
        turns = list(Turn.objects.order_by("young_person", "taken_at"))
    for one in held:  # whoever left somebody for later lets a colleague have them, and only then
        first, second = [turn for turn in turns if turn.young_person_id == one][:2]
        assert first.settled_at is not None
        assert second.session_id != first.session_id
    assert len(set(got[0]) | set(got[1])) == 8
