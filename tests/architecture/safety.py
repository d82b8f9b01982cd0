"""What is planted about somebody's safety: a concern that is open to few, a risk note, a visit that goes on."""

from datetime import date, timedelta
from typing import Any

from connexions.ground.base import clock
from connexions.ground.base.acting import Role
from connexions.registers.accounts.models import Membership, User
from connexions.trust.safeguarding.models import (
    Alert,
    Challenge,
    Concern,
    Decision,
    Event,
    Lead,
    Outing,
    Reader,
    RiskNote,
    RotaTurn,
    RoutingRule,
    ToDo,
    ToldOf,
)

# Words of a concern, and to whom alone they may ever show: whoever raised it sees their own and no decision.
SAID, DECIDED = ("Plantedconcern",), ("Plantedgrounds", "Plantedtask", "Plantedofficer")
GIVEN = (Role.DUTY_ADVISER, "near")
RAISED = (Role.PERSONAL_ADVISER, "near")


def words_of_concerns_hidden_from(role: Role, where: str) -> list[str]:
    """What of the planted concern somebody may see nowhere."""
    if (role, where) == GIVEN:
        return []
    return [*(() if (role, where) == RAISED else SAID), *DECIDED]


def plant_safety(about: dict[str, Any], adviser: User, given: User) -> dict[str, Any]:
    """A concern raised by the adviser and given to one other, with all that is kept of it; and the rest of the room."""
    here, now = {"partnership_id": about["partnership_id"]}, clock.now()
    day, later = clock.today(), now + timedelta(hours=5)
    concern = Concern(
        **about, whom="", kind="abuse", words="Plantedconcern", raised_by=adviser, raised_as=Role.PERSONAL_ADVISER,
        raised_at=now, at_night=False, minutes=30, steps=[], take_on_by_at=later, state="taken_on", taken_on_at=now,
        held_by=given,
    )  # fmt: skip
    concern.save(force_insert=True)
    of = {**here, "concern": concern}
    Reader.objects.create(**of, user=adviser, how="raised", from_at=now)
    Reader.objects.create(**of, user=given, how="given", from_at=now)
    Alert.objects.create(**of, user=given, level=0, why="on duty", at=now)
    Event.objects.create(
        **of, at=now, what="raised", by=adviser, by_name=adviser.name, words="Plantedgrounds"
    )
    Decision.objects.create(**of, what="police", reasons="Plantedgrounds", by=given, at=now)
    ToldOf.objects.create(**of, who="Plantedofficer", how="phone", what="Plantedgrounds", at=now, by=given)
    todo = ToDo.objects.create(**of, words="Plantedtask", owner=given, due_on=day)
    note = RiskNote.objects.create(
        **about, whose="to_them", words="Plantedrisk", visit="Plantedrisk", severity="care", source="Plantedrisk",
        said_on=day, ends_on=day + timedelta(days=60), review_on=day + timedelta(days=30), known_to_them=True,
        written_by=adviser, written_at=now,
    )  # fmt: skip
    challenge = Challenge.objects.create(
        **about, note=note, words="Plantedrisk", made_by=given, made_at=now, by_young_person=False
    )
    outing = Outing.objects.create(
        **about, worker=adviser, team=about["young_person"].team, where="Plantedrow", started_at=now, expected_at=later,
        look_again_at=later,
    )  # fmt: skip
    lead = User.objects.create_user(email="planted.lead@example.org", name="Plantedlead")
    Membership.objects.create(user=lead, **here, role=Role.TEAM_MANAGER, from_on=date(2020, 1, 1))
    return {
        "concern_id": concern.pk,
        "to_do_id": todo.pk,
        "doing": "decide",
        "note_id": note.pk,
        "challenge_id": challenge.pk,
        "outing_id": outing.pk,
        "rule_id": RoutingRule.objects.create(**here, steps=[{"to": "leads", "minutes": 30}]).pk,
        "lead_id": Lead.objects.create(**here, user=lead, from_on=day).pk,
        "turn_on_rota_id": RotaTurn.objects.create(**here, user=lead, from_at=now, until_at=later).pk,
    }
