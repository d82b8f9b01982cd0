"""The benchmarks: `bin/bench` alone lists them."""

import os
import subprocess
import sys
from contextlib import AbstractContextManager, nullcontext

from config.launch.database import database
from config.launch.manage import environment
from config.launch.places import ROOT
from config.launch.says import CannotGoOn, say
from config.launch.stopping import Stopped, stoppable, wait_for

SPOKEN = {"imports": "import", "returns": "return"}  # words of Python's own, which no module can be called
WITHOUT_DATABASE = {"return"}


def names() -> dict[str, str]:
    """Every module of bench/ that is one, with the first sentence of what it says about itself."""
    found = {}
    for path in sorted((ROOT / "bench").glob("[a-z]*.py")):
        text = path.read_text()
        if "__main__" in text and text.startswith('"""'):
            found[SPOKEN.get(path.stem, path.stem)] = text[3:].split('"""')[0].split("\n")[0].strip()
    return found


def run(name: str, arguments: list[str]) -> int:
    module = next((module for module, spoken in SPOKEN.items() if spoken == name), name)
    around: AbstractContextManager[dict[str, str]]
    around = nullcontext({}) if name in WITHOUT_DATABASE else database()
    with around as urls:
        env = environment(urls, PYTHONPATH=str(ROOT))
        return wait_for(
            subprocess.Popen([sys.executable, "-P", "-m", f"bench.{module}", *arguments], env=env, text=True)
        )


def main(given: list[str]) -> int:
    known = names()
    listing = "bin/bench NAME [--small] [--json]\n\n" + "\n".join(
        f"  {name:<8} {what}" for name, what in known.items()
    )
    if not given or given[0] in ("-h", "--help"):
        print(listing)
        return 0
    if given[0] not in known:
        say(f"bin/bench has no benchmark {given[0]!r}.\n\n{listing}")
        return 2
    try:
        with stoppable():
            return run(given[0], given[1:])
    except Stopped as stopped:
        return 128 + stopped.number
    except CannotGoOn as why:
        say(str(why))
        return 1


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    sys.exit(main(sys.argv[1:]))
