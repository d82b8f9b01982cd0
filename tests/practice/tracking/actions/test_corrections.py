"""What was recorded wrongly is put right, and what was believed before can be read."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Role
from connexions.ground.base.refusals import Conflict, NotAllowed, NotPossible
from connexions.practice.tracking.actions import corrections as acts
from connexions.practice.tracking.models import Activity, ActivityKind, Correction
from connexions.registers.people.models import YoungPerson
from tests.factories import make_actor, make_partnership, make_young_person
from tests.factories.casework import TODAY, make_activity, make_adviser, make_mine

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 3, 12, tzinfo=ZoneInfo("Europe/London"))


class Scene:
    """Somebody at school to August, out of everything to October, at college since."""

    def __init__(self) -> None:
        self.by = make_adviser()
        self.jay = make_mine(self.by)
        with tenancy.acting(self.by):
            self.school = make_activity(
                self.jay, kind="110", start_on=date(2025, 9, 1), end_on=date(2026, 8, 31)
            )
            self.neet = make_activity(
                self.jay,
                kind="619",
                start_on=date(2026, 8, 31),
                end_on=date(2026, 10, 5),
                neet_start_on=date(2026, 8, 31),
            )
            self.college = make_activity(self.jay, kind="230", start_on=date(2026, 10, 5))

    def correct(self, activity: Activity, make_room: bool = False, **typed: Any) -> Correction:
        activity.refresh_from_db()
        return acts.correct(
            activity=activity,
            typed=typed,
            because="The college said so",
            version=activity.version,
            make_room=make_room,
            on=TODAY,
            at=NOW,
            by=self.by,
        )

    def add(self, kind: str, start: date, end: date, make_room: bool = True) -> Correction:
        return acts.add(
            young_person=self.jay,
            kind=ActivityKind.objects.get(pk=kind),
            start_on=start,
            end_on=end,
            because="Her mother remembers",
            make_room=make_room,
            on=TODAY,
            at=NOW,
            by=self.by,
        )

    def told(self) -> list[tuple[str, date, date | None, date | None]]:
        rows = Activity.objects.filter(young_person=self.jay).order_by("start_on", "end_on")
        return list(rows.values_list("kind_id", "start_on", "end_on", "neet_start_on"))


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_a_past_spell_is_put_right_and_what_it_said_stays(scene: Scene) -> None:
    with tenancy.acting(scene.by):
        made = scene.correct(scene.neet, start_on=date(2026, 9, 10))
        assert scene.told()[1] == ("619", date(2026, 9, 10), date(2026, 10, 5), date(2026, 9, 10))
        assert [row["start_on"] for row in made.before] == ["2026-08-31"]
        assert (made.kind, made.by_id) == ("corrected", scene.by.id)


def test_a_spell_that_would_overlap_is_refused_with_a_sentence_or_room_is_made(scene: Scene) -> None:
    with tenancy.acting(scene.by):
        with pytest.raises(NotPossible, match=r"Registered at a school.* from 1 September 2025"):
            scene.correct(scene.neet, start_on=date(2026, 7, 1))
        scene.correct(scene.neet, make_room=True, start_on=date(2026, 7, 1))
        assert [(a, b) for _, a, b, _ in scene.told()] == [
            (date(2025, 9, 1), date(2026, 7, 1)),
            (date(2026, 7, 1), date(2026, 10, 5)),
            (date(2026, 10, 5), None),
        ]


def test_a_missed_spell_is_put_between_and_the_current_one_goes_on_after_it(scene: Scene) -> None:
    with tenancy.acting(scene.by):
        made = scene.add("330", date(2026, 10, 10), date(2026, 10, 20))
        assert [(code, a, b) for code, a, b, _ in scene.told()][2:] == [
            ("230", date(2026, 10, 5), date(2026, 10, 10)),
            ("330", date(2026, 10, 10), date(2026, 10, 20)),
            ("230", date(2026, 10, 20), None),
        ]
        acts.undo(correction=made, at=NOW, by=scene.by)
        assert [(code, a, b) for code, a, b, _ in scene.told()][2:] == [("230", date(2026, 10, 5), None)]


def test_being_out_of_everything_is_counted_anew_across_what_is_put_right(scene: Scene) -> None:
    with tenancy.acting(scene.by):
        scene.correct(scene.school, end_on=date(2026, 7, 1))
        scene.add("640", date(2026, 7, 1), date(2026, 8, 31))
        assert [row[3] for row in scene.told()] == [None, date(2026, 7, 1), date(2026, 7, 1), None]


def test_one_that_never_was_is_taken_away_and_comes_back(scene: Scene) -> None:
    with tenancy.acting(scene.by):
        made = acts.remove(activity=scene.college, because="Another Jay", version=1, at=NOW, by=scene.by)
        assert [(code, b) for code, _, b, _ in scene.told()] == [("110", date(2026, 8, 31)), ("619", None)]
        acts.undo(correction=made, at=NOW, by=scene.by)
        assert [(code, b) for code, _, b, _ in scene.told()][1:] == [
            ("619", date(2026, 10, 5)),
            ("230", None),
        ]
        with pytest.raises(NotPossible, match="taken back already"):
            acts.undo(correction=made, at=NOW, by=scene.by)


def test_what_has_changed_since_is_not_undone(scene: Scene) -> None:
    with tenancy.acting(scene.by):
        made = scene.correct(scene.neet, start_on=date(2026, 9, 10))
        scene.correct(scene.neet, start_on=date(2026, 9, 12))
        with pytest.raises(NotPossible, match="changed again since"):
            acts.undo(correction=made, at=NOW, by=scene.by)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"end_on": date(2026, 8, 31)}, "ends before it begins, or on the same day"),
        ({"end_on": TODAY + timedelta(days=2)}, "ends after today"),
        ({"start_on": date(2001, 1, 1)}, "before they were born"),
        ({"end_on": None}, "This has ended"),
        ({"start_on": date(2026, 8, 31)}, "Nothing was changed"),
    ],
)
def test_dates_that_cannot_be(scene: Scene, said: dict[str, Any], words: str) -> None:
    with tenancy.acting(scene.by), pytest.raises(NotPossible, match=words):
        scene.correct(scene.neet, **said)


def test_who_may_not_why_and_when_somebody_else_did(scene: Scene) -> None:
    told = {"activity": scene.neet, "version": 1, "at": NOW}
    inspector = make_actor(partnership=scene.jay.partnership, role=Role.INSPECTOR)
    with tenancy.acting(inspector), pytest.raises(NotAllowed):
        acts.remove(because="Wrong", by=inspector, **told)  # type: ignore[arg-type]
    with tenancy.acting(scene.by):
        with pytest.raises(NotPossible, match="Say why"):
            acts.remove(because=" ", by=scene.by, **told)  # type: ignore[arg-type]
        scene.correct(scene.neet, start_on=date(2026, 9, 10))
        with pytest.raises(Conflict):
            acts.remove(because="Wrong", by=scene.by, **told)  # type: ignore[arg-type]


def test_the_database_refuses_what_no_action_would_write() -> None:
    here = make_partnership()
    jay: YoungPerson = make_young_person(partnership=here)
    by = make_actor(partnership=here, role=Role.TRACKING_OFFICER)
    with tenancy.acting(by):
        make_activity(jay, start_on=date(2026, 1, 1), end_on=date(2026, 5, 1))
        for said in (
            {"start_on": date(2026, 4, 30), "end_on": date(2026, 6, 1)},
            {"start_on": date(2026, 4, 30)},
            {"start_on": date(2026, 6, 1), "verified_on": date(2026, 5, 1)},
            {"start_on": date(2026, 6, 1), "predicted_end_on": date(2026, 5, 1)},
            {"start_on": date(2026, 6, 1), "neet_start_on": date(2026, 7, 1)},
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                make_activity(jay, **said)
        make_activity(jay, start_on=date(2026, 5, 1))  # as the one before ends


def test_whatever_is_put_right_is_told_to_the_rooms_above(monkeypatch: pytest.MonkeyPatch) -> None:
    scene, heard = Scene(), []
    monkeypatch.setattr(
        acts.signals.activity_changed,
        "send",
        lambda _, **told: heard.append(
            (told["young_person"].pk, told["activity"] and told["activity"].kind_id)
        ),
    )
    with tenancy.acting(scene.by):
        made = scene.correct(scene.neet, end_on=date(2026, 10, 1))
        acts.undo(correction=made, at=NOW, by=scene.by)
        scene.college.refresh_from_db()
        acts.remove(
            activity=scene.college, because="Never was", version=scene.college.version, at=NOW, by=scene.by
        )
    assert heard == [(scene.jay.pk, "230"), (scene.jay.pk, "230"), (scene.jay.pk, "619")]
