"""What is planted of the return: a month that speaks of the young person, a fault, a move, and a package."""

from datetime import date
from typing import Any
from uuid import UUID

from connexions.insight.performance.models import Target
from connexions.practice.returns.models import Move, OfferRound, Package, Return, StandingFault, Told
from connexions.practice.tracking.models import GuaranteeStatus
from tests.factories.oversight import NOON
from tests.factories.oversight import TODAY as DAY

END = date(2026, 10, 31)


def plant_returns(about: dict[str, Any]) -> dict[str, UUID]:
    """A return that was sent and tells of them by name and street; their status is seen by whoever may see it."""
    here = {"partnership_id": about["partnership_id"]}
    target = Target.objects.create(**here, indicator="neet", from_on=date(2026, 9, 1), percent=3)
    sent = Return.objects.create(
        **here,
        period_end=END,
        authorities=["391"],
        sent_on=DAY,
        built_at=NOON,
        built_by_name="Tests",
        records=1,
        counts={"to_mend": 0},
    )
    fields = {
        "FamilyName": "Plantedfamily",
        "GivenName": "Pat",
        "AddressLine1": "1 Plantedrow",
        "ActivityCode": "350",
        "EstablishmentName": "Plantedpast",
    }
    Told.objects.create(
        **about, of=sent, young_persons_id="3910000000001", status="P", authority="391", academic_age=16,
        standing="neet", fields=fields, rules=[6],
    )  # fmt: skip
    StandingFault.objects.create(
        **about, rule=6, priority=2, field="Ethnicity", words="Plantedpast", fix="Ask them.", opened_on=DAY
    )
    GuaranteeStatus.objects.create(**about, year=11, code="159", authority="391", on_baseline=True)
    move = Move.objects.create(
        **about,
        from_authority="391",
        to_authority="929",
        because="Plantedpast",
        proposed_on=DAY,
        proposed_by_name="Tests",
    )
    package = Package.objects.create(
        **here, digest="0" * 64, key="0", from_authority="929", to_authority="391", moved_on=DAY,
        former_number="9290000000001", fields={"FamilyName": "Somebody"}, arrived_at=NOON, arrived_by_name="Tests",
    )  # fmt: skip
    given = OfferRound.objects.create(
        **here, year=11, code="110", said="Offer made", number=0, done_by_name="Tests", done_at=NOON
    )
    return {
        "return_id": sent.pk,
        "move_id": move.pk,
        "package_id": package.pk,
        "round_id": given.pk,
        "target_id": target.pk,
    }
