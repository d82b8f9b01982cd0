"""What a hand-over summary says of an assessment."""

from dataclasses import dataclass

from connexions.practice.casework.queries.assessments import Form, Profile


@dataclass(frozen=True)
class Said:
    """One factor, in words."""

    name: str
    level: str
    words: str


@dataclass(frozen=True)
class Both:
    """Strengths to build on, and needs."""

    strengths: list[Said]
    needs: list[Said]


def rated(profile: Profile, form: Form) -> Both:
    """The strengths that were written down, and the factors that are needs."""
    needs = set(profile.needs)
    strong, weak = [], []
    for factor in form.factors:
        rating = profile.ratings.get(factor.number)
        if rating is None:
            continue
        level = form.level(profile.rated[factor.number].level)
        if rating.strengths:
            strong.append(Said(factor.name, level, rating.strengths))
        if factor.number in needs:
            weak.append(Said(factor.name, level, profile.rests_on(factor.number)))
    return Both(strong, weak)
