"""What pages and papers take from others: `python -m config.launch.static`.

Copies GOV.UK Frontend's compiled style sheet and script, and the Atkinson Hyperlegible letters, from
`node_modules/` into `var/assets/vendor/`, for `collectstatic`:

    vendor/govuk/govuk.css      font families replaced by `var(--cx-font)`; no GDS Transport, no crest
    vendor/govuk/govuk.js       an ES module: `import { initAll } from "./govuk.js"`
    vendor/letters/letters.css  @font-face of "Atkinson Hyperlegible Next Variable", upright and italic
    vendor/letters/files/*.woff2

and, into `var/print/`, the letters with which papers are printed (PDF): ours, and what it lacks for other languages.

GDS Transport and the royal crest are licensed for gov.uk addresses alone, and we are not on one.
"""

import hashlib
import json
import re
import shutil
import sys
from pathlib import Path

from config.launch.places import ROOT, var

MODULES = ROOT / "node_modules"
GOVUK = MODULES / "govuk-frontend" / "dist" / "govuk"
LETTERS = MODULES / "@fontsource-variable" / "atkinson-hyperlegible-next"
ASSETS = ROOT / "var" / "assets"
VENDOR = ASSETS / "vendor"
PRINT = ROOT / "var" / "print"
MARK = ".made-from"
# The families of papers, each upright and bold; `design.letters` names them in the order in which they are tried.
PRINTED = (
    "atkinson-hyperlegible-next",
    "noto-sans",
    "noto-sans-arabic",
    "noto-sans-bengali",
    "noto-sans-gurmukhi",
    "noto-sans-ethiopic",
    "noto-emoji",
)

_SOURCE_MAP = re.compile(r"(/\*#|//#) ?sourceMappingURL=[^\n*]*(\*/)?")
_FONT_FACE = re.compile(r"@font-face\{[^}]*\}")
_PICTURE = re.compile(r"url\([^)]*\)")


def our_css(css: str) -> str:
    """GOV.UK Frontend's style sheet with our letters, and with nothing that only gov.uk may use."""
    css = _FONT_FACE.sub("", css).replace("GDS Transport,arial,sans-serif", "var(--cx-font)")
    css = _PICTURE.sub("none", _SOURCE_MAP.sub("", css))
    for forbidden in ("GDS Transport", "crest", "url("):
        if forbidden in css:
            raise SystemExit(
                f"GOV.UK Frontend's style sheet still holds {forbidden!r}: see config/launch/static.py."
            )
    return css


def made_from() -> str:
    """What the result depends on: the pinned packages and this module."""
    digest = hashlib.sha256((ROOT / "package-lock.json").read_bytes())
    digest.update(Path(__file__).read_bytes())
    return digest.hexdigest()


def is_made() -> bool:
    mark = VENDOR / MARK
    return PRINT.is_dir() and mark.exists() and mark.read_text() == made_from()


def make() -> None:
    """Make the folder afresh beside its place, then put it there, so that no reader sees half of it."""
    if not GOVUK.is_dir() or not LETTERS.is_dir():
        raise SystemExit(
            "node_modules/ is not filled: run bin/dev or bin/test, or `npm ci` in the repository."
        )
    fresh = VENDOR.with_name("vendor.new")
    shutil.rmtree(fresh, ignore_errors=True)
    _govuk(fresh / "govuk")
    _letters(fresh / "letters")
    (fresh / MARK).write_text(made_from())
    _printed(PRINT)
    shutil.rmtree(VENDOR, ignore_errors=True)
    fresh.rename(VENDOR)


def offer_to(folder: Path) -> None:
    """Let a run that keeps its data elsewhere find them where it looks."""
    for made in (ASSETS, PRINT):
        place = folder / made.name
        if place.exists() and not place.is_symlink() and not place.samefile(made):
            shutil.rmtree(place)
        if not place.exists():
            folder.mkdir(parents=True, exist_ok=True)
            place.unlink(missing_ok=True)
            place.symlink_to(made)


def _govuk(to: Path) -> None:
    to.mkdir(parents=True)
    (to / "govuk.css").write_text(our_css((GOVUK / "govuk-frontend.min.css").read_text()))
    (to / "govuk.js").write_text(_SOURCE_MAP.sub("", (GOVUK / "govuk-frontend.min.js").read_text()))
    package = json.loads((GOVUK.parents[1] / "package.json").read_text())
    (to / "LICENCE.txt").write_text(f"GOV.UK Frontend {package['version']}, Crown copyright, MIT licence.\n")


def _letters(to: Path) -> None:
    (to / "files").mkdir(parents=True)
    css = (LETTERS / "wght.css").read_text() + "\n" + (LETTERS / "wght-italic.css").read_text()
    (to / "letters.css").write_text(css)
    for name in re.findall(r"url\(\./files/([^)]+)\)", css):
        shutil.copyfile(LETTERS / "files" / name, to / "files" / name)
    shutil.copyfile(LETTERS / "LICENSE", to / "LICENCE.txt")


def _printed(to: Path) -> None:
    fresh = to.with_name("print.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    for family in PRINTED:
        package = MODULES / "@expo-google-fonts" / family
        for weight in ("400Regular", "700Bold"):
            for font in (package / weight).glob("*.ttf"):
                shutil.copyfile(font, fresh / font.name)
        shutil.copyfile(package / "LICENSE_FONT", fresh / f"LICENCE-{family}.txt")
    shutil.rmtree(to, ignore_errors=True)
    fresh.rename(to)


def main() -> int:
    if is_made():
        (VENDOR / MARK).touch()
    else:
        make()
    offer_to(var())
    return 0


if __name__ == "__main__":
    sys.exit(main())
