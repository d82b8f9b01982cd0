"""What a record is made of, as it is shared: field groups, and the categories that a person speaks of. Pure.

A group is the smallest thing that is shared or kept back; a category is a set of groups with a plain name.
"""

from collections.abc import Iterable
from enum import StrEnum


class Category(StrEnum):
    """Kinds of information, as a young person is asked about them."""

    WHO = "who"
    REACH = "reach"
    FAMILY = "family"
    NUMBERS = "numbers"
    SITUATION = "situation"
    LEARNING = "learning"
    NEEDS = "needs"
    PLAN = "plan"
    WORK = "work"
    HEALTH = "health"
    HOME = "home"
    JUSTICE = "justice"
    DWP = "dwp"

    @property
    def label(self) -> str:
        """What staff call it."""
        return CATEGORY_LABELS[self]

    @property
    def own_label(self) -> str:
        """What a young person calls it."""
        return OWN_CATEGORY_LABELS.get(self, self.label)

    @property
    def groups(self) -> tuple["Group", ...]:
        """The groups it is made of, in their order."""
        return tuple(group for group in Group if group.category is self)


class Group(StrEnum):
    """Field groups: ``category.group``."""

    WHO_NAME = "who.name"
    WHO_BIRTH = "who.birth"
    WHO_GENDER = "who.gender"
    WHO_LANGUAGE = "who.language"
    REACH_PHONE = "reach.phone"
    REACH_EMAIL = "reach.email"
    REACH_ADDRESS = "reach.address"
    FAMILY_CARERS = "family.carers"
    NUMBERS_IDENTIFIERS = "numbers.identifiers"
    SITUATION_NOW = "situation.now"
    SITUATION_HISTORY = "situation.history"
    LEARNING_SCHOOL = "learning.school"
    LEARNING_SUPPORT = "learning.support"
    NEEDS_ASSESSMENT = "needs.assessment"
    NEEDS_STRENGTHS = "needs.strengths"
    PLAN_GOALS = "plan.goals"
    PLAN_STEPS = "plan.steps"
    WORK_ADVISER = "work.adviser"
    WORK_CONTACTS = "work.contacts"
    WORK_REVIEWS = "work.reviews"
    HEALTH_ALL = "health.all"
    HOME_ALL = "home.all"
    JUSTICE_ALL = "justice.all"
    DWP_ALL = "dwp.all"

    @property
    def category(self) -> Category:
        return Category(self.value.split(".")[0])

    @property
    def label(self) -> str:
        """What staff call it."""
        return GROUP_LABELS[self]

    @property
    def own_label(self) -> str:
        """What a young person calls it."""
        return OWN_LABELS.get(self, self.label)


CATEGORY_LABELS = {
    Category.WHO: "Who they are",
    Category.REACH: "How to reach them",
    Category.FAMILY: "Family and carers",
    Category.NUMBERS: "Numbers",
    Category.SITUATION: "What they are doing",
    Category.LEARNING: "School and support for learning",
    Category.NEEDS: "Assessment",
    Category.PLAN: "Plan",
    Category.WORK: "Work with their adviser",
    Category.HEALTH: "Health",
    Category.HOME: "Where they live and with whom",
    Category.JUSTICE: "Youth justice",
    Category.DWP: "From the Department for Work and Pensions",
}
GROUP_LABELS = {
    Group.WHO_NAME: "Name",
    Group.WHO_BIRTH: "Date of birth",
    Group.WHO_GENDER: "Gender and pronouns",
    Group.WHO_LANGUAGE: "Language and how they communicate",
    Group.REACH_PHONE: "Phone numbers",
    Group.REACH_EMAIL: "E-mail addresses",
    Group.REACH_ADDRESS: "Home address",
    Group.FAMILY_CARERS: "Parents and carers",
    Group.NUMBERS_IDENTIFIERS: "Pupil and learner numbers",
    Group.SITUATION_NOW: "What they are doing now",
    Group.SITUATION_HISTORY: "What they did before",
    Group.LEARNING_SCHOOL: "School or college",
    Group.LEARNING_SUPPORT: "Support for special educational needs",
    Group.NEEDS_ASSESSMENT: "What the assessment found hard",
    Group.NEEDS_STRENGTHS: "Strengths",
    Group.PLAN_GOALS: "Goals",
    Group.PLAN_STEPS: "Steps",
    Group.WORK_ADVISER: "Who their adviser is",
    Group.WORK_CONTACTS: "When they met their adviser, and how",
    Group.WORK_REVIEWS: "Reviews",
    Group.HEALTH_ALL: "Health",
    Group.HOME_ALL: "Home",
    Group.JUSTICE_ALL: "Youth justice",
    Group.DWP_ALL: "Benefits information",
}

# Where a young person is asked or told of themselves, and would say it otherwise.
OWN_CATEGORY_LABELS = {
    Category.WHO: "Who you are",
    Category.REACH: "How to reach you",
    Category.FAMILY: "Your family",
    Category.SITUATION: "What you are doing",
    Category.NEEDS: "What is hard, and what is good",
    Category.WORK: "You and your adviser",
    Category.HOME: "Home and care",
}
OWN_LABELS = {
    Group.WHO_LANGUAGE: "Language and how you like to communicate",
    Group.REACH_ADDRESS: "Where you live",
    Group.SITUATION_NOW: "What you are doing now",
    Group.SITUATION_HISTORY: "What you did before",
    Group.LEARNING_SUPPORT: "Extra help with learning that you have a right to",
    Group.NEEDS_ASSESSMENT: "What is hard for you just now",
    Group.NEEDS_STRENGTHS: "What you are good at",
    Group.PLAN_GOALS: "Your goals",
    Group.PLAN_STEPS: "The steps of your plan",
    Group.WORK_ADVISER: "Who your adviser is",
    Group.WORK_CONTACTS: "When and how you met your adviser",
    Group.WORK_REVIEWS: "What you both found when you looked at your plan again",
    Group.HEALTH_ALL: "Health (drink, drugs and pregnancy too)",
    Group.HOME_ALL: "Whether you are in care or care for somebody",
    Group.JUSTICE_ALL: "Whether youth justice works with you",
}

# Nobody can be told anything about somebody without being told who it is.
ALWAYS = frozenset({Group.WHO_NAME})
# What came from the Department for Work and Pensions: passing it on is an offence (ESA 2008 s17), whoever agrees.
NEVER = frozenset({Group.DWP_ALL})
# What a person can choose to share.
SHAREABLE = tuple(group for group in Group if group not in NEVER)


def known(names: Iterable[str]) -> frozenset[Group]:
    """The groups of these names; a name that means nothing any more is left out."""
    return frozenset(Group(name) for name in names if name in Group._value2member_map_)


def in_order(groups: Iterable[Group]) -> list[Group]:
    """Groups in the order of the list above."""
    wanted = set(groups)
    return [group for group in Group if group in wanted]


def names(groups: Iterable[Group]) -> list[str]:
    """Groups as they are kept: their names, in order."""
    return [group.value for group in in_order(groups)]


def by_category(groups: Iterable[Group]) -> list[tuple[Category, list[Group]]]:
    """Groups beneath their categories, in order."""
    wanted = set(groups)
    found = [(category, [group for group in category.groups if group in wanted]) for category in Category]
    return [(category, those) for category, those in found if those]


def told_to_them(groups: Iterable[Group]) -> list[str]:
    """Groups in the words in which the young person was asked."""
    return [group.own_label for group in in_order(groups)]


def told(groups: Iterable[Group]) -> list[str]:
    """Groups as a person says them: a whole category by its name, else the groups by theirs."""
    said: list[str] = []
    for category, those in by_category(groups):
        whole = len(those) == len(category.groups)
        said += [category.label] if whole else [group.label for group in those]
    return said
