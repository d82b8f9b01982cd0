"""The pages' vendor files hold nothing that only gov.uk may use."""

import re

import pytest

from config.launch import static
from config.launch.places import var

CSS = (
    '@font-face{font-family:GDS Transport;src:url(/assets/fonts/light.woff2) format("woff2")}'
    ".govuk-body{font-family:GDS Transport,arial,sans-serif;color:#0b0c0c}"
    ".govuk-footer__copyright-logo:before{background-image:url(/assets/images/govuk-crest.svg)}"
    "\n/*# sourceMappingURL=govuk-frontend.min.css.map */\n"
)


def test_letters_are_ours_and_the_crest_is_gone() -> None:
    css = static.our_css(CSS)
    assert ".govuk-body{font-family:var(--cx-font);color:#0b0c0c}" in css
    assert "background-image:none" in css
    for gone in ("GDS", "@font-face", "url(", "crest", "sourceMapping"):
        assert gone not in css


def test_a_style_sheet_that_keeps_their_letters_is_refused() -> None:
    with pytest.raises(SystemExit, match="GDS Transport"):
        static.our_css(".new{font-family:GDS Transport}")


def test_what_pages_need_was_made() -> None:
    vendor = var() / "assets" / "vendor"
    for name in ("govuk/govuk.css", "govuk/govuk.js", "letters/letters.css", "letters/LICENCE.txt"):
        assert (vendor / name).stat().st_size > 0
    for name in re.findall(r"url\(\./([^)]+)\)", (vendor / "letters/letters.css").read_text()):
        assert (vendor / "letters" / name).stat().st_size > 10_000
