"""How long somebody at the front desk will wait, said honestly: not at all where we cannot know."""

from collections.abc import Sequence

ENOUGH = 3  # people seen today, before what they took says anything
ROUND_TO = 5  # minutes: no more exact than we can be


def wait_minutes(*, before: int, took: Sequence[int], advisers: int) -> int | None:
    """About how long somebody waits with so many before them, from what those seen today took each and how
    many advisers are seeing people; none where too few have been seen to say."""
    if len(took) < ENOUGH:
        return None
    usual = sorted(took)[len(took) // 2]
    minutes = before * usual / max(1, advisers) + usual / 2
    return ROUND_TO * max(1, round(minutes / ROUND_TO))


def said(minutes: int | None, *, before: int) -> str:
    """The same in words."""
    if before == 0:
        return "Next"
    if minutes is None:
        return f"{before} before you"
    if minutes < 60:
        return f"About {minutes} minutes"
    hours = minutes / 60
    return "About an hour" if hours < 1.5 else f"About {round(hours)} hours"
