"""Who may oversee whose work; beyond what sight decides of each young person.

Samples and coverage are read by managers and inspectors. Supervision notes are not about one young person, so sight
does not decide: they are for the two who met and the partnership's manager.
"""

from uuid import UUID

from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import Missing, NotAllowed
from connexions.practice.casework.permissions import ALLOCATED_TO, CASEWORKERS, MANAGERS
from connexions.practice.oversight.models import Item, Meeting, Sample

READERS = MANAGERS | {Role.INSPECTOR}
COUNTERS = READERS | {Role.DATA_OFFICER}  # coverage: numbers, for some rounded and without the lists behind
WORKERS = ALLOCATED_TO  # whose work is sampled and who are supervised
SUPERVISED = CASEWORKERS
HIDDEN = "There is no such note, or it is not yours to read."

__all__ = ["COUNTERS", "MANAGERS", "READERS", "SUPERVISED", "WORKERS"]


def check_may_draw(by: Actor, *, team: int | None) -> UUID:
    """Refuse whoever may not draw a sample of this team's work. Raises ``NotAllowed``."""
    if by.role not in MANAGERS or by.id is None:
        raise NotAllowed("Only a manager draws samples.")
    if by.role is Role.TEAM_MANAGER and (team is None or team != by.team):
        raise NotAllowed("You may draw from your own team’s work: for another, ask the partnership manager.")
    return by.id


def check_may_read_sample(sample: Sample, by: Actor) -> None:
    """Refuse whoever may not read this sample: a team manager reads those of their own team. Raises ``Missing``."""
    if by.role not in READERS or (by.role is Role.TEAM_MANAGER and sample.team_id != by.team):
        raise Missing("There is no such sample, or it is of another team.")


def check_may_judge(item: Item, by: Actor) -> UUID:
    """Refuse whoever may not judge this piece of work: it must not be their own. Raises ``NotAllowed``."""
    if by.role not in MANAGERS or by.id is None:
        raise NotAllowed("Only a manager judges sampled work.")
    if item.adviser_id == by.id:
        raise NotAllowed("This is your own work: somebody else must judge it.")
    return by.id


def check_is_own_work(item: Item, by: Actor) -> UUID:
    """Refuse whoever did not do this piece of work. Raises ``NotAllowed``."""
    if by.id is None or item.adviser_id != by.id:
        raise NotAllowed("This feedback is for the adviser whose work it is about.")
    return by.id


def check_may_write_lists(by: Actor) -> UUID:
    """Refuse whoever may not change checklists and headings. Raises ``NotAllowed``."""
    if by.role is not Role.PARTNERSHIP_MANAGER or by.id is None:
        raise NotAllowed("Only the partnership manager changes what everybody’s work is judged by.")
    return by.id


def may_read_meeting(meeting: Meeting, by: Actor) -> bool:
    """Whether this is one of the two who met, or the partnership's manager."""
    if by.partnership != meeting.partnership_id or by.id is None or by.role not in SUPERVISED:
        return False
    return by.role is Role.PARTNERSHIP_MANAGER or by.id in (meeting.adviser_id, meeting.manager_id)


def check_may_read_meeting(meeting: Meeting, by: Actor) -> None:
    """Refuse everybody else as though there were no such note. Raises ``Missing``."""
    if not may_read_meeting(meeting, by):
        raise Missing(HIDDEN)


def check_is_of_meeting(meeting: Meeting, by: Actor) -> UUID:
    """Refuse whoever was not there: reading is not signing. Raises ``Missing`` or ``NotAllowed``."""
    check_may_read_meeting(meeting, by)
    if by.id is None or by.id not in (meeting.adviser_id, meeting.manager_id):
        raise NotAllowed("Only the two who met write in this note and sign it.")
    return by.id


def check_may_supervise(adviser: UUID, by: Actor) -> UUID:
    """Refuse whoever may not write a note of supervising this adviser. Raises ``NotAllowed``."""
    if by.role not in MANAGERS or by.id is None:
        raise NotAllowed("Only a manager writes a supervision note.")
    if by.id == adviser:
        raise NotAllowed("Nobody supervises themselves: your own manager writes this note.")
    return by.id
