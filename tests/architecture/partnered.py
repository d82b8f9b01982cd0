"""What is agreed and in dispute, in the small world in which every address is walked."""

from typing import Any

from connexions.ground.base import clock
from connexions.ground.base.acting import system
from connexions.registers.partners.actions import disputes
from connexions.registers.partners.models import DayOff
from tests.factories.partners import ON, make_edition, make_organisation


def plant_agreements(here: Any) -> dict[str, Any]:
    """An organisation with an agreement in force and a dispute of which nothing was shared."""
    organisation = make_organisation(here, "Plantedagency")
    by = system("tests", partnership=here.pk)
    edition = make_edition(organisation)
    made = disputes.raise_dispute(
        about_kind="decision", about_id=None, organisation=organisation, title="Planteddispute", words="Plantedkept",
        shared=False, at=clock.now(), by=by,
    )  # fmt: skip
    return {
        "organisation_id": organisation.pk,
        "terms_id": edition.pk,
        "dispute_id": made.pk,
        "day_off_id": DayOff.objects.create(partnership=here, on=ON, name="Planted day").pk,
    }
