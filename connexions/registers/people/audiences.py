"""Who sees a record, in words: read from the table of ``people.sight``, so that no page can promise otherwise."""

from collections.abc import Iterable

from connexions.ground.base.acting import Actor, Role
from connexions.ground.design.words import listed
from connexions.registers.people import restricted
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.queries.opened import Open
from connexions.registers.people.sight import ALL_THAT_IS_KEPT, HEADLINE, REACH, STAFF_ROLES, TRACKING, Part

NAMED = "those who are named for this record, and nobody else"
THOSE_NEAR = "Connexions staff who help them or check the work"


def _plural(role: Role) -> str:
    return f"{role.label.lower()}s"


def _whoever_sees(part: Part) -> str:
    near = "their adviser and team" if part in REACH[Role.PERSONAL_ADVISER].team else "their adviser"
    here = [_plural(role) for role in STAFF_ROLES if part in REACH[role].partnership]
    return listed([near, "whoever covers for their adviser", *here])


# Who may see a part: what stands beneath every form.
AUDIENCES = {part: _whoever_sees(part) for part in Part} | {Part.HEADLINE: "Connexions staff here"}
AUDIENCES[Part.STATUS] += "; counted in the monthly return"


def audience_for(young_person: YoungPerson, part: Part) -> str:
    """Who may see this part of one record: of a restricted one nobody by their role."""
    return NAMED if young_person.pk in restricted.here() else AUDIENCES[part]


def audience_beneath(young_person: YoungPerson, part: Part) -> str:
    """The same where many stand beneath one another: those who see the work are named once, at the head of the
    record."""
    if young_person.pk not in restricted.here() and AUDIENCES[part] == AUDIENCES[Part.CASEWORK]:
        return THOSE_NEAR
    return audience_for(young_person, part)


def audience_of(young_person: YoungPerson, *, by: Actor, cover: str = "", others: str = "") -> str:
    """Who may see this record, in a few sentences: those near them by name, then the roles that see everybody's.

    *cover* is the name of whoever stands in for the adviser today. *others* says, where they were read, which
    ``organisations`` have leave.
    """
    whole, *less = audience_by_what(young_person, by=by, cover=cover)
    told = " ".join([f"{whole[1]}.", *(f"{what}: {whom}." for what, whom in less)])
    if not others or young_person.pk in restricted.here():
        return told  # no leave opens a restricted record: there is nobody else to name
    return f"{told} Other organisations: {others}"


def audience_by_what(young_person: YoungPerson, *, by: Actor, cover: str = "") -> list[tuple[str, str]]:
    """Who of the service sees how much, the most first: ``("Everything", "you, Priya Nair and …")``."""
    theirs = by.young_person == young_person.pk
    if young_person.pk in restricted.here():
        return [("Everything", f"you, and {NAMED}" if theirs else NAMED)]
    them, doing = ("you", "you are") if theirs else (young_person.known_as, f"{young_person.known_as} is")
    everybody = [_plural(role) for role in STAFF_ROLES if REACH[role].partnership >= ALL_THAT_IS_KEPT]
    some = [_plural(role) for role in STAFF_ROLES if REACH[role].partnership == TRACKING]
    few = [_plural(role) for role in STAFF_ROLES if REACH[role].partnership == HEADLINE]
    levels = [("Everything", listed([*_near(young_person, by, cover), *everybody, them]))]
    levels += [(f"All but the work with {them}", listed(some))] if some else []
    return [*levels, (f"Only name, age, what {doing} doing and who helps", f"other {listed(few)} here")]


def _near(young_person: YoungPerson, by: Actor, cover: str) -> list[str]:
    adviser, team = young_person.adviser, young_person.team
    near = []
    if adviser is not None:
        near.append("you" if adviser.pk == by.id else adviser.name)
    if cover:
        near.append("you" if cover == by.name else cover)
    if team is not None:
        near.append("your team" if team.pk == by.team else team_called(team.name))
    return near


def organisations(opened: Iterable[Open]) -> str:
    """The other organisations that may see something, each once; what, stands on the page of sharing."""
    return listed(dict.fromkeys(one.organisation or any_of_kind(one.kind) for one in opened))


def any_of_kind(kind: str) -> str:
    """Every organisation of a kind."""
    return f"any organisation of the kind “{kind}”"


def audience_in_short(young_person: YoungPerson) -> str:
    """Who of the service may see their record, in a line for themselves; the whole stands in ``audience_of``."""
    if young_person.pk in restricted.here():
        return f"You, and {NAMED}."
    adviser, team = young_person.adviser, young_person.team
    near = [adviser.name] if adviser is not None else []
    near += [team_called(team.name)] if team is not None else []
    return f"You, {listed([*near, 'those at Connexions whose work it is'])}."


def team_called(name: str) -> str:
    """A team as it is spoken of: the Newcastle team."""
    return f"the {name}" if name.lower().endswith("team") else f"the {name} team"
