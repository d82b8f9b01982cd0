"""Papers to keep: a template and what it is told, as a PDF that a screen reader can read.

Typst sets them, to PDF/UA-1: tagged, with a title and a language. What people wrote reaches the template as data and
is never part of it, so that no word of theirs can be markup. A character for which we have no letter is drawn as a
box, and the paper says so at its foot: it never keeps a paper from being made.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.http import HttpResponse
from django.template import TemplateDoesNotExist
from django.template.utils import get_app_template_dirs

from connexions.ground.design import letters

HOUSE = Path(__file__).resolve().parents[2]  # templates may import from here and from nowhere else


def pdf(*, template: str, told: dict[str, Any], large: bool = False) -> bytes:
    """The paper that *template* (``casework/plan.typ``) makes of *told*, plain values that JSON can hold.

    ``told["title"]`` is the paper's title. With *large* it is set in 18 point and above.
    """
    drawable = letters.Drawable(folder())
    spoken = drawable.only(told)
    given = json.dumps(spoken | {"large": large, "undrawn": drawable.left_out, "family": letters.FAMILIES})
    return typst.compile(
        _template(template),
        root=HOUSE,
        font_paths=[folder()],
        ignore_system_fonts=True,
        sys_inputs={"told": given},
        format="pdf",
        pdf_standards=["ua-1"],
    )


def download(made: bytes, *, name: str) -> HttpResponse:
    """A PDF to keep. *name* says what it is and never whose: it is read on other people's screens."""
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    response["Cache-Control"] = "no-store"
    return response


def folder() -> Path:
    """Where the letters lie (``config.launch.static`` puts them there); typst's own serve where there are none."""
    found: Path = settings.VAR / letters.FOLDER
    return found


@cache
def _template(name: str) -> Path:
    for place in get_app_template_dirs("templates"):
        if (found := Path(place) / name).is_file():
            return found
    raise TemplateDoesNotExist(name)
