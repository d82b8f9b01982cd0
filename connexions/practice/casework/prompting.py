"""The prompts for plans as they are shipped."""

import json
from functools import cache

from connexions.practice.casework.prompts import Prompt
from connexions.practice.casework.reference import folder


@cache
def shipped() -> dict[str, Prompt]:
    """Every kind of prompt, in its order: see ``casework.prompts``."""
    told = json.loads((folder() / "plan_prompts.json").read_text(encoding="utf-8"))
    return {
        one["kind"]: Prompt(
            one["kind"], one["title"], one["says"], tuple(one.get("words", ())), one.get("number")
        )
        for one in told
    }
