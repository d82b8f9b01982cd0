"""The files that a device keeps so that the sheet opens without a network. Nothing of anybody is in them."""

import hashlib
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.templatetags.static import static

STYLES = (
    "css/ground.css",
    "css/desk.css",
    "css/record.css",
    "css/print.css",
    "css/outreach.css",
    "vendor/govuk/govuk.css",
    "vendor/letters/letters.css",
)
OTHERS = (
    "favicon.svg",
    "icons.svg",
    "js/main.js",
    "js/day/away.js",
    "vendor/letters/files/atkinson-hyperlegible-next-latin-wght-normal.woff2",
)


@cache
def files() -> list[str]:
    """The addresses of everything the page needs."""
    plain = [f"{static('')}{name}" for name in _imported()]
    return list(dict.fromkeys([*(static(name) for name in (*STYLES, *OTHERS)), *plain]))


@cache
def edition() -> str:
    """What changes when any of them changes."""
    told = hashlib.sha256("\n".join(files()).encode())
    for name in sorted({*STYLES, *OTHERS, *_imported()}):
        found = finders.find(name)
        told.update(Path(found).read_bytes() if found else b"")
    return told.hexdigest()[:16]


def _imported() -> list[str]:
    scripts = Path(str(finders.find("js/main.js"))).parent.parent
    found = [str(one.relative_to(scripts)) for one in sorted(scripts.glob("js/*.js"))]
    found += [str(one.relative_to(scripts)) for one in sorted(scripts.glob("js/day/*.js"))]
    return [*found, "vendor/govuk/govuk.js"]
