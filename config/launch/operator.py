"""The operator's command: `bin/connexions` alone lists what it can do."""

import os
import subprocess
import sys
from dataclasses import dataclass

from config.launch import demo, schema
from config.launch.database import database
from config.launch.manage import environment, manage
from config.launch.places import ROOT
from config.launch.says import CannotGoOn, say
from config.launch.stopping import Stopped, stoppable, wait_for


@dataclass(frozen=True)
class Task:
    """One thing an operator can ask for; behind it stands the Django command of that name, or a program.

    A task whose name has two words is one of a group, as `return check` is of `return`.
    """

    sentence: str
    role: str = "app"
    database: bool = True
    demo: bool = False  # whether it speaks of invented people only
    partnership: bool = False  # whether it needs one: in an empty private database the demo's are made
    program: str = ""  # the module to run instead, of ours, that needs neither Django nor a database

    def runs(self, name: str) -> str:
        """The Django command's name."""
        return name.replace("-", "_").replace(" ", "_")


TASKS = {
    "import-ccis": Task("Read an NCCIS-shaped XML extract: FILE.xml [--dry-run] [--json].", partnership=True),
    "return build": Task(
        "Write a month's return: --period 2026-01 --la 391 [--la …] --out FILE.xml.", partnership=True
    ),
    "return survey": Task(
        "Write the activity survey: --year 2026 --la 391 [--la …] --out FILE.csv.", partnership=True
    ),
    "return check": Task(
        "Check any supplier's return: FILE.xml [--format csv|json|text] [--spec 2019-20].",
        program="config.returns",
    ),
    "figures": Task(
        "Print a month's figures: --month 2026-02 [--format csv] [--partnership NAME] [--suppress].",
        partnership=True,
    ),
    "keys": Task("`keys status`: which key seals what; `keys rotate`: make a new one and seal all anew."),
    "directory import": Task(
        "Take services in: FILE|URL [--partnership NAME] [--own] [--private] [--json].", partnership=True
    ),
    "directory export": Task("Write services out: --out DIR [--partnership NAME].", partnership=True),
    "audit": Task("`audit verify`: look for tampering anywhere in the audit."),
    "sign-ins": Task(
        "List a sign-in for every role of the demo partnerships: [--all] [--json].",
        demo=True,
        partnership=True,
    ),
    "demo": Task("Make two partnerships of invented young people: [--people N]."),
    "add-administrator": Task("Give the first administrator an account: EMAIL NAME --address URL."),
    "migrate": Task("Bring the database's tables to this version.", role="owner"),
}


def listing(group: str = "") -> str:
    """What is printed for `bin/connexions` alone, or for a group of its tasks."""
    told = {name: task for name, task in TASKS.items() if name.startswith(group)}
    width = max(map(len, told))
    return "\n".join(
        [
            f"bin/connexions {group or 'COMMAND '}…",
            "",
            *(f"  {name:<{width}}  {task.sentence}" for name, task in told.items()),
            "",
            "Each explains itself: bin/connexions COMMAND --help. The private PostgreSQL starts if it must;",
            "with DATABASE_URL and DATABASE_OWNER_URL it uses yours.",
        ]
    )


def run(name: str, arguments: list[str]) -> int:
    """Run one task with what it needs around it."""
    task = TASKS[name]
    if task.program:
        words = [sys.executable, "-P", "-m", task.program, *arguments]
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        return wait_for(subprocess.Popen(words, env=env, text=True))
    if not task.database:
        return manage(task.runs(name), *arguments, env=environment({}, role=task.role))
    with database() as urls:
        if name == "migrate" and not arguments:
            schema.migrate(urls)
            return 0
        more = {"CONNEXIONS_DEMO": "1"} if task.demo and not os.environ.get("DATABASE_URL") else {}
        env = environment(urls, role=task.role, **more)
        if name != "migrate" and not {"-h", "--help"} & set(arguments):
            schema.ensure(urls)
            if task.partnership and demo.is_wanted():
                demo.ensure(urls, env)
        return manage(task.runs(name), *arguments, env=env)


def chosen(given: list[str]) -> tuple[str, list[str]]:
    """The task that is named, by one word or by a group's two, and what is left for it."""
    for words in (1, 2):
        name = " ".join(given[:words]).replace("_", "-")
        if name in TASKS:
            return name, given[words:]
    return "", given


def explain(given: list[str]) -> int:
    """Say what there is to somebody who named no task, or none that there is."""
    asked = [word for word in given if word not in ("-h", "--help", "help")]
    group = f"{asked[0]} " if asked and any(name.startswith(f"{asked[0]} ") for name in TASKS) else ""
    if not asked or [f"{word} " for word in asked] == [group]:
        print(listing(group))
        return 0
    say(
        f"bin/connexions has no command {' '.join(asked[: 2 if group else 1])!r}. It has:\n\n{listing(group)}"
    )
    return 2


def main(given: list[str]) -> int:
    name, arguments = chosen(given)
    if not name:
        return explain(given)
    try:
        with stoppable():
            return run(name, arguments)
    except Stopped as stopped:
        return 128 + stopped.number
    except CannotGoOn as why:
        say(str(why))
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
