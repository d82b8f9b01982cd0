"""What the API takes and gives, as its description shows it."""

from datetime import date, datetime

from ninja import Schema
from pydantic import ConfigDict, Field

from connexions.practice.referrals.rules import moves


class Strict(Schema):
    """What is sent: a name that means nothing is refused, so that no answer is lost by a slip."""

    model_config = ConfigDict(extra="forbid")


class Line(Schema):
    name: str
    says: str


class Group(Schema):
    group: str
    label: str
    lines: list[Line]


class Listed(Schema):
    reference: str = Field(description="What both sides call it; it says nothing of anybody.")
    state: str
    service: str
    sent_at: datetime
    due_on: date | None = Field(None, description="By when whoever is next is to move.")
    open_to_you: bool = Field(description="Whether there is leave now to read what was told.")


class Happened(Schema):
    move: str
    at: datetime
    by: str
    reason: str
    words: str


class Said(Schema):
    side: str
    at: datetime
    by: str
    words: str


class Whole(Listed):
    why: str
    told: list[Group]
    moves: list[Happened]
    messages: list[Said]
    may: list[str] = Field(description="What you can do now.")


class Page(Schema):
    items: list[Listed]
    page: int
    more: bool


class Answer(Strict):
    move: str = Field(description="receive, ask, accept, decline, wait, start or end.")
    words: str = Field("", max_length=2000)
    reason: str = Field("", description="Of a refusal: " + ", ".join(moves.REASONS))
    outcome: str = Field("", description="Of an end: " + ", ".join(str(one) for one in moves.OUTCOMES))
    position: int | None = Field(None, ge=1, le=10_000)
    expected_on: date | None = None


class Message(Strict):
    words: str = Field(min_length=1, max_length=2000)


class Ended(Strict):
    reference: str
    outcome: str
    words: str = Field("", max_length=2000)


class Outcomes(Strict):
    outcomes: list[Ended] = Field(min_length=1, max_length=500)


class Became(Schema):
    reference: str
    became: str = Field(description="taken, there or wrong.")
    says: str


class Taken(Schema):
    outcomes: list[Became]


class Problem(Schema):
    problem: str
