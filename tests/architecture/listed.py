"""A service of the directory, in the small world in which every address is walked."""

from typing import Any

from connexions.ground.base import tenancy
from connexions.ground.base.acting import system
from connexions.registers.directory.models import Reading, Service
from connexions.registers.directory.topics import LGSL, YOUTH, taxonomy_id, term_id
from connexions.registers.partners.models import Partnership
from tests.factories.directory import MORNING, make_service


def plant_directory(about: dict[str, Any]) -> dict[str, Any]:
    """A service at a place; a topic and its list; an import."""
    here = Partnership.objects.get(pk=about["partnership_id"])
    service: Service = make_service(partnership=here)
    with tenancy.acting(system("tests", partnership=here.pk)):
        reading = Reading.objects.create(partnership=here, name="Another directory", asked_at=MORNING)
    return {
        "reading_id": reading.pk,
        "service_id": service.pk,
        "at_id": service.at.get().pk,
        "taxonomy_id": taxonomy_id(LGSL),
        "term_id": term_id(YOUTH, "home"),
    }
