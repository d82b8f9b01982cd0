"""A service of the directory, in the small world in which every address is walked."""

from typing import Any

from connexions.registers.directory.models import Service
from connexions.registers.directory.topics import LGSL, YOUTH, taxonomy_id, term_id
from connexions.registers.partners.models import Partnership
from tests.factories.directory import make_service


def plant_directory(about: dict[str, Any]) -> dict[str, Any]:
    """A service at a place; a topic and its list."""
    here = Partnership.objects.get(pk=about["partnership_id"])
    service: Service = make_service(partnership=here)
    return {
        "service_id": service.pk,
        "at_id": service.at.get().pk,
        "taxonomy_id": taxonomy_id(LGSL),
        "term_id": term_id(YOUTH, "home"),
    }
