"""Samples over a year, feedback and answers, supervision notes; and the standings after a great load."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection
from psycopg import sql

from connexions.ground.base.acting import Role
from connexions.practice.casework.models import Assessment, Plan
from connexions.practice.oversight.models import (
    Addition,
    Agreed,
    Answer,
    Edition,
    Item,
    Judgement,
    Meeting,
    Reply,
    Sample,
    Standard,
)
from connexions.registers.accounts.models import Membership
from connexions.registers.partners.models import Team

EACH = 10  # pieces of work in a sample
SUPERVISED = 8  # advisers of a team whose notes are made
AGES = (2, 95, 185, 275)  # how many days ago each sample was drawn
LONDON = ZoneInfo("Europe/London")

GOOD = (
    "The goals are in their own words, and it shows that they wrote the second one.",
    "Clear who does what. The step with the college was followed up the same week.",
    "A real strength is built on, not only needs counted.",
    "Honest about what was dropped, and why.",
)
TO_DO = (
    "Say by when for each step, and what will be different.",
    "One goal should stretch: ask what they would do if they knew it would work.",
    "Two needs have no goal and no reason. Ring them, and add one or the other.",
    "Write who said it and when: the housing rating rests on nothing.",
)
SAID = (
    "Thank you. I have rung her and we changed the second goal together.",
    "I see what you mean. We meet on Thursday and I will put the days in.",
    "I dropped that step at his request and forgot to write it down: it says so now.",
)
NOTES = {
    "wellbeing": (
        "Tired after a hard autumn; the Fridays without meetings help.",
        "Well. Enjoys the new school.",
    ),
    "caseload": (
        "Nearly full. Two to hand over once the new colleague starts.",
        "Room for three more supported.",
    ),
    "practice": ("Plans are specific now; stretch is what to work on.", "Evidence needs its sources."),
    "safeguarding": (
        "Nothing open. Talked through the one from last month again.",
        "Knows whom to ring out of hours.",
    ),
    "training": ("Motivational interviewing in spring.", "First aid is due for renewal."),
}
PROMISES = (
    "Ring the two who have had three failed tries",
    "Book the training day",
    "Look at the oldest plans together",
)


def rest(tables: list[str]) -> None:
    """Let the triggers that keep standings and tallies rest during a great load, for the tables without indexes."""
    _each(tables, "ALTER TABLE {table} DISABLE TRIGGER {name}")


def wake(tables: list[str]) -> None:
    """Let them work again, and reckon everybody at once."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(table)))
        cursor.execute("SELECT oversight_fill()")
        cursor.execute("SELECT performance_fill()")
    _each(tables, "ALTER TABLE {table} ENABLE TRIGGER {name}")


def _each(tables: list[str], words: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger"
            " WHERE (tgname LIKE 'standing\\_%%' OR tgname LIKE 'tally\\_%%') AND tgrelid = ANY (%s::regclass[])",
            [tables],
        )
        for table, name in cursor.fetchall():
            cursor.execute(sql.SQL(words).format(table=sql.Identifier(table), name=sql.Identifier(name)))


def write_oversight(partnerships: list[int], *, seed: int, today: date) -> None:
    """A year of it in every team: the same number of rows whatever the number of people."""
    for partnership in partnerships:
        rng = Random(f"{seed}/oversight/{partnership}")
        lists = _lists(partnership, today)
        for team in Team.objects.filter(partnership_id=partnership).order_by("name"):
            manager = _of(team, Role.TEAM_MANAGER).first()
            if manager is None:
                continue
            for ago in AGES:
                _sample(team, manager, lists, today - timedelta(days=ago), rng, fresh=ago == AGES[0])
            advisers = _of(team, Role.PERSONAL_ADVISER).order_by("user__name", "id")[:SUPERVISED]
            for place, adviser in enumerate(advisers):
                _meetings(adviser, manager, lists["supervision"], place, today, rng)


def _of(team: Team, role: Role) -> Any:
    return Membership.objects.filter(team=team, role=role, until_on=None).select_related("user")


def _lists(partnership: int, today: date) -> dict[str, Edition]:
    found = {one.kind: one for one in Edition.objects.filter(partnership_id=partnership).order_by("number")}
    for one in Standard.objects.exclude(kind="bands").order_by("number"):
        if one.kind not in found:
            found[one.kind] = Edition.objects.create(
                partnership_id=partnership, kind=one.kind, number=1, told=one.told,
                why="As the product ships it", made_at=at(today - timedelta(days=300)),
            )  # fmt: skip
    return found


def at(day: date, hour: int = 11) -> datetime:
    """A working hour of a day."""
    return datetime.combine(day, time(hour), LONDON)


def _work(team: Team, until: date, rng: Random) -> Iterator[tuple[str, Any]]:
    """A handful of what was finished or agreed in the team before a day."""
    whose = {"partnership_id": team.partnership_id, "young_person__team": team}
    finished = Assessment.objects.filter(**whose, finished_at__lt=at(until)).select_related("form")
    recent = list(finished.order_by("-finished_at")[: 12 * EACH])
    yield from (("assessment", one) for one in rng.sample(recent, min(EACH // 2, len(recent))))
    agreed = Plan.objects.filter(**whose, agreed_on__lt=until).exclude(agreed_by=None)
    latest = list(agreed.order_by("-agreed_on")[: 12 * EACH])
    yield from (("plan", one) for one in rng.sample(latest, min(EACH // 2, len(latest))))


def _sample(
    team: Team, manager: Membership, lists: dict[str, Edition], on: date, rng: Random, *, fresh: bool
) -> None:
    work = list(_work(team, on, rng))
    if not work:
        return
    sample = Sample.objects.create(
        partnership_id=team.partnership_id, of="both", team=team, from_on=on - timedelta(days=91), until_on=on,
        wanted=len(work), seed=rng.randrange(10**9), frame=len(work) * 9, drawn_by=manager.user, drawn_at=at(on),
        shares=[{"stratum": "", "frame": len(work) * 9, "drawn": len(work)}], why="The quarter’s sample",
    )  # fmt: skip
    for place, (kind, one) in enumerate(work, start=1):
        worker = one.made_by_id if kind == "assessment" else one.agreed_by_id
        item = Item(
            partnership_id=team.partnership_id, young_person_id=one.young_person_id, sample=sample, place=place,
            edition=lists[kind], adviser_id=worker, team=team,
            work_edition=one.form.edition if kind == "assessment" else one.edition,
            **{kind: one},
        )  # fmt: skip
        if fresh and place > EACH // 2:
            item.save(force_insert=True)
        else:
            _judged(item, manager, on + timedelta(days=1), rng, settled=not fresh)


def _judged(item: Item, manager: Membership, on: date, rng: Random, *, settled: bool) -> None:
    overall = rng.choice(("strong", "sound", "sound", "sound", "to_improve"))
    asks = overall in ("to_improve", "sound")
    item.state = "done" if settled else rng.choice(("with_adviser", "answered"))
    item.by_on = on + timedelta(days=14) if asks else None
    item.done_on = on + timedelta(days=rng.randrange(3, 12)) if settled else None
    item.save(force_insert=True)
    whose = {"partnership_id": item.partnership_id, "young_person_id": item.young_person_id}
    judgement = Judgement.objects.create(
        **whose, item=item, reading=1, judge=manager.user, overall=overall, good=rng.choice(GOOD),
        to_do=rng.choice(TO_DO) if asks else "", by_on=item.by_on, finished_at=at(on, 15),
    )  # fmt: skip
    weak = {"challenging", "evidence", "change"}
    answers = []
    for one in item.edition.questions:
        better = 0.35 if one["key"] in weak else 0.72
        chance = rng.random()
        answer = "yes" if chance < better else "partly" if chance < 0.9 else "no"
        answers.append(Answer(**whose, judgement=judgement, question=one["key"], answer=answer))
    Answer.objects.bulk_create(answers)
    if item.state != "with_adviser":
        Reply.objects.create(
            **whose,
            item=item,
            words=rng.choice(SAID),
            said_by_id=item.adviser_id,
            said_at=at(on + timedelta(days=2)),
        )


def _meetings(
    adviser: Membership, manager: Membership, edition: Edition, place: int, today: date, rng: Random
) -> None:
    """Three meetings, six weeks apart; every fourth adviser has waited too long for the next."""
    last = today - timedelta(days=63 if place % 4 == 3 else rng.randrange(4, 36))
    for number in range(3):
        held = last - timedelta(weeks=6 * number)
        signed = number > 0 or place % 3 == 0
        meeting = Meeting.objects.create(
            partnership_id=adviser.partnership_id, adviser=adviser.user, manager=manager.user, edition=edition,
            held_on=held, notes={key: rng.choice(texts) for key, texts in NOTES.items()}, version=3 if signed else 1,
            state="signed" if signed else "written", manager_signed_at=at(held, 16) if signed else None,
            adviser_signed_at=at(held, 17) if signed else None,
        )  # fmt: skip
        Agreed.objects.create(
            partnership_id=adviser.partnership_id, meeting=meeting, who=rng.choice(("adviser", "manager")),
            words=rng.choice(PROMISES), due_on=held + timedelta(weeks=3),
            done_on=held + timedelta(weeks=2) if number else None,
        )  # fmt: skip
        if number == 1 and place % 2:
            Addition.objects.create(
                partnership_id=adviser.partnership_id, meeting=meeting, said_by=adviser.user,
                words="The handover was agreed for March, not February.", said_at=at(held + timedelta(days=1)),
            )  # fmt: skip
