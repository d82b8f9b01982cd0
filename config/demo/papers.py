"""A few files with the first records: invented letters and certificates, sealed as real ones are."""

from __future__ import annotations

import io
import struct
import zlib
from datetime import UTC, datetime, time, timedelta

from django.core.files.base import File

from config.demo.people import Population
from config.demo.rows import Keys
from connexions.ground.base import tenancy
from connexions.registers.accounts.actors import actor_for
from connexions.registers.accounts.models import Membership
from connexions.registers.papers import actions
from connexions.registers.people.models import YoungPerson

FIRST = 12  # young people of each first adviser who have files
ADVISERS = ("priya.nair@tyneandwear.example.org", "megan.pryke@suffolk.example.org")
FILES = (
    ("letter", "College offer letter", ("Tees Bridge College", "We are pleased to offer you a place.")),
    ("certificate", "GCSE results", ("Summer series", "English language 5, Mathematics 4, Art 6")),
    ("photo", "Poster from the taster day", ()),
)


def write_papers(population: Population, keys: Keys) -> None:
    """Keep them as each adviser would, through the action itself: they are sealed with this product's key."""
    for email in ADVISERS:
        held = Membership.objects.filter(user__email=email).select_related("user").first()
        if held is None or email not in keys.workers:
            continue
        by = actor_for(held, held.user, from_where="127.0.0.1")
        with tenancy.acting(by):
            mine = YoungPerson.objects.filter(adviser=held.user_id).order_by("level_of_need", "id")[:FIRST]
            for place, young_person in enumerate(mine):
                kind, title, lines = FILES[place % len(FILES)]
                at = datetime.combine(population.today - timedelta(days=9 + place), time(10, 20), UTC)
                upload = _upload(title, pdf(title, lines) if lines else picture(place))
                kept = actions.keep(
                    young_person=young_person, upload=upload, kind=kind, title=title, at=at, by=by
                )
                if place == 4:
                    actions.take_away(
                        paper=kept, because="It is somebody else’s.", at=at + timedelta(hours=2), by=by
                    )


def _upload(title: str, content: bytes) -> File[bytes]:
    return File(io.BytesIO(content), name=f"{title}.x")


def pdf(title: str, lines: tuple[str, ...]) -> bytes:
    """One page with a few words on it."""
    shown = "".join(f"0 -24 Td ({line}) Tj " for line in lines)
    words = f"BT /F1 20 Tf 60 760 Td ({title}) Tj /F1 12 Tf {shown}ET".encode()
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(words), words),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    made, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return made + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(parts) + 1, table, len(parts) + 1, len(made),
    )  # fmt: skip


def picture(number: int) -> bytes:
    """A field of one colour with a border."""
    wide, high = 320, 200
    inner, edge = bytes((84, 39, 143 - number)), bytes((250, 247, 242))
    rows = b"".join(
        b"\0"
        + b"".join(edge if x < 12 or x > wide - 13 or y < 12 or y > high - 13 else inner for x in range(wide))
        for y in range(high)
    )

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
