"""Handing an adviser's young people over: who they are, in which groups, and whose they would be."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import Missing, NotPossible
from connexions.practice.casework import rules
from connexions.practice.casework.queries.staff import Load
from connexions.registers.accounts.models import Membership, User
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.models.young_person import LevelOfNeed

EVERYBODY, BY_LEVEL, BY_SCHOOL = "everybody", "support", "school"
WAYS = {EVERYBODY: "All together", BY_LEVEL: "By support", BY_SCHOOL: "By school"}
STAY, SHARE = "stay", "share"
MOST_GROUPS = 40  # schools; those with the fewest go together


@dataclass(frozen=True)
class Theirs:
    """One of the adviser's young people, as far as giving them to another needs."""

    id: UUID
    name: str
    level: str
    school: str


@dataclass(frozen=True)
class Group:
    """Those who are given together."""

    key: str
    label: str
    people: list[Theirs]

    @property
    def levels(self) -> Counter[str]:
        return Counter(one.level for one in self.people)


@dataclass(frozen=True)
class Plan:
    """Who would be whose: by membership, and who would stay."""

    shares: dict[int, list[Theirs]] = field(default_factory=dict)
    stay: list[Theirs] = field(default_factory=list)

    @property
    def ids(self) -> dict[int, list[UUID]]:
        return {to: [one.id for one in some] for to, some in self.shares.items()}

    @property
    def number(self) -> int:
        return sum(len(some) for some in self.shares.values())

    @property
    def seal(self) -> str:
        """The same for the same plan: what was checked is what is done."""
        import hashlib

        said = ";".join(f"{to}:{','.join(map(str, ids))}" for to, ids in sorted(self.ids.items()))
        return hashlib.sha256(said.encode()).hexdigest()[:32]


def holder(user_id: UUID, *, by: Actor) -> User:
    """A member of staff of this partnership, working or gone. Raises ``Missing``."""
    found = Membership.objects.filter(user_id=user_id, partnership_id=by.partnership).select_related("user")
    held = found.exclude(role="young_person").first()
    if held is None:
        raise Missing("There is no such adviser at your partnership.")
    return held.user


def theirs(*, of: UUID, by: Actor) -> list[Theirs]:
    """Everybody of one adviser whom *by* may see: the heaviest first, those of a school together."""
    found = (
        YoungPerson.objects.filter(sight.visible(by), adviser_id=of)
        .order_by()
        .values_list("id", "given_name", "preferred_name", "family_name", "level_of_need", "school__name")
    )
    people = [
        Theirs(pk, f"{called or given} {family}", level, school or "")
        for pk, given, called, family, level, school in found
    ]
    places = {level: place for place, level in enumerate(LevelOfNeed.values)}
    return sorted(people, key=lambda one: (places[one.level], one.school, one.name, one.id))


def groups(people: Sequence[Theirs], *, way: str) -> list[Group]:
    """Those who are given together: all, those of one level of support, or those of one school."""
    if way == BY_LEVEL:
        labels = dict(LevelOfNeed.choices)
        made = _grouped(people, {one.id: one.level for one in people})
        return [Group(f"level-{key}", labels[key], some) for key, some in made.items()]
    if way == BY_SCHOOL:
        most = [name for name, _ in Counter(one.school for one in people).most_common(MOST_GROUPS)]
        known = {name: f"school-{place}" for place, name in enumerate(most)}
        made = _grouped(people, {one.id: one.school if one.school in known else "*" for one in people})
        return [
            Group(known.get(key, "school-rest"), "Other schools" if key == "*" else key or "No school", some)
            for key, some in made.items()
        ]
    return [Group("all", "Everybody", list(people))] if people else []


def _grouped(people: Sequence[Theirs], keys: Mapping[UUID, str]) -> dict[str, list[Theirs]]:
    made: dict[str, list[Theirs]] = defaultdict(list)
    for one in people:
        made[keys[one.id]].append(one)
    return dict(made)


def plan(
    found: Sequence[Group],
    *,
    targets: Mapping[str, str],
    among: Sequence[Membership],
    loads: Mapping[UUID, Load],
) -> Plan:
    """Whose everybody would be: *targets* says for each group a membership, ``share`` or ``stay``.

    What is shared out goes among *among* so that their posts fill evenly, once what is given by name is
    counted. Raises ``NotPossible`` where there is nobody among whom to share.
    """
    shares: dict[int, list[Theirs]] = defaultdict(list)
    stay, pool = [], []
    for group in found:
        target = targets.get(group.key, STAY)
        if target == SHARE:
            pool += group.people
        elif target == STAY or not target.isdecimal():
            stay += group.people
        else:
            shares[int(target)] += group.people
    if pool and not among:
        raise NotPossible("Tick those among whom they are to be shared out.")
    for to, some in _shared(pool, among, loads, shares).items():
        shares[to] += some
    return Plan({to: some for to, some in shares.items() if some}, stay)


def _shared(
    pool: list[Theirs],
    among: Sequence[Membership],
    loads: Mapping[UUID, Load],
    given: Mapping[int, list[Theirs]],
) -> dict[int, list[Theirs]]:
    if not pool:
        return {}
    weights = {level: 1.0 / posts for level, posts in next(iter(loads.values())).weights.items() if posts}
    rooms = {
        str(one.pk): 1.0
        - sum(loads[one.user_id].shares.values())
        - sum(weights.get(theirs.level, 0.0) for theirs in given.get(one.pk, ()))
        for one in among
    }
    counts = Counter(one.level for one in pool)
    numbers = rules.share_out(counts, rooms=rooms, weights=weights)
    made: dict[int, list[Theirs]] = defaultdict(list)
    waiting = {level: [one for one in pool if one.level == level] for level in counts}
    for to, by_level in numbers.items():
        for level, number in by_level.items():
            made[int(to)] += waiting[level][:number]
            waiting[level] = waiting[level][number:]
    return made


def after(load: Load, people: Sequence[Theirs]) -> Load:
    """How full a post would be with these besides."""
    counts = dict(load.counts)
    for one in people:
        counts[one.level] = counts.get(one.level, 0) + 1
    return replace(load, counts=counts)


def next_best(loads: Mapping[UUID, Load], advisers: Sequence[Membership], *, level: str) -> Membership | None:
    """Whose post has the most room for one more of this level."""
    if not advisers:
        return None
    return max(advisers, key=lambda one: (loads[one.user_id].room_for(level), one.user.name))


def free_to_take(advisers: Sequence[Membership], *, but: UUID, on: date) -> list[Membership]:
    """Those who may be given somebody else's young people: not the adviser, nor whoever leaves."""
    return [one for one in advisers if one.user_id != but and one.until_on is None and one.from_on <= on]
