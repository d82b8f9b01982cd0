"""Who may look things up in the directory, and who looks after it."""

from connexions.ground.base.acting import STAFF, Actor, Role
from connexions.ground.base.refusals import NotAllowed
from connexions.registers.directory.models import Service

READERS = STAFF - {Role.NATIONAL_ANALYST, Role.ADMINISTRATOR}
KEEPERS = frozenset({Role.DATA_OFFICER, Role.TEAM_MANAGER, Role.PARTNERSHIP_MANAGER})


def check_may_read(by: Actor) -> None:
    """Refuse whoever does not work with young people here. Raises ``NotAllowed``."""
    if by.role not in READERS | {Role.SYSTEM, Role.YOUNG_PERSON}:
        raise NotAllowed("The directory is for those who work with young people.")


def check_may_keep(by: Actor) -> None:
    """Refuse whoever does not look after the directory. Raises ``NotAllowed``."""
    if by.role not in KEEPERS | {Role.SYSTEM}:
        raise NotAllowed("Only a manager or the data officer changes what stands in the directory.")


def check_may_assure(service: Service, by: Actor) -> None:
    """Refuse whoever does not look after this service: it is another partnership's."""
    check_may_keep(by)
    if service.partnership_id != by.partnership:
        raise NotAllowed("Another partnership looks after this service: tell them what is wrong.")


def check_may_change(service: Service, by: Actor) -> None:
    """Refuse whoever may not change this service: it is another partnership's, or comes from a feed."""
    check_may_assure(service, by)
    if service.feed_id is not None and by.role != Role.SYSTEM:
        raise NotAllowed("This service comes from another directory, which looks after it: tell them.")


def may_change(service: Service, by: Actor) -> bool:
    """Whether the page offers to change it."""
    own = service.partnership_id == by.partnership
    return own and by.role in KEEPERS and service.feed_id is None


def may_check(service: Service, by: Actor) -> bool:
    """Whether the page offers to say that it was checked: what came from a feed can be checked too."""
    return service.partnership_id == by.partnership and by.role in KEEPERS
