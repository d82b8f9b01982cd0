"""An adviser and their device, as the tests of the day sheet need them: it seals as the browser does."""

import base64
import json
import os
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.test import Client

from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import Actor
from connexions.practice.casework.models import Contact
from connexions.practice.outreach import sealing
from connexions.practice.outreach.actions import rounds
from connexions.registers.accounts.actors import actor_for
from connexions.registers.partners.models import Team
from connexions.registers.people.models import YoungPerson
from tests.factories import make_contact_point, make_partnership, make_residence, make_staff, sign_in
from tests.factories.casework import make_mine


class Away:
    """Priya, who has Jay on her round of today; and the device she takes the sheet with."""

    def __init__(self) -> None:
        self.partnership = make_partnership()
        self.team = Team.objects.get(partnership=self.partnership)
        self.user, membership = make_staff(partnership=self.partnership, team=self.team, name="Priya Nair")
        self.by: Actor = actor_for(membership, self.user)
        self.client: Client = sign_in(Client(), self.user)
        self.jay: YoungPerson = make_mine(self.by, given_name="Jay", family_name="Holloway")
        make_residence(self.jay, line_1="12 Quayside")
        make_contact_point(self.jay, "+447700900123", note="After school")
        self.on = clock.today()
        self.sheet: dict[str, Any] = {}

    def puts(self, *people: YoungPerson) -> None:
        """These are on the round, in this order."""
        with tenancy.acting(self.by):
            for one in people:
                rounds.add(young_person=one, on=self.on, by=self.by, about="Talk about the garage")

    def takes(self) -> dict[str, Any]:
        """The sheet, as the device gets it."""
        if not self.sheet:
            self.puts(self.jay)
            answer = self.post("/day/take/", {"now": clock.now().isoformat()})
            assert answer.status_code == 200, answer.content
            self.sheet = answer.json()
        return self.sheet

    def post(self, path: str, told: Any, client: Client | None = None) -> Any:
        return (client or self.client).post(
            path, json.dumps(told), content_type="application/json", HTTP_ACCEPT="application/json"
        )

    def writes(self, **said: Any) -> dict[str, Any]:
        """A contact written away, sealed: what the device keeps until it can send it."""
        now = clock.now().isoformat()
        told = {
            "kind": "contact",
            "young_person": str(self.jay.pk),
            "channel": "visit",
            "outcome": "spoke",
            "words": "Saw the garage.",
            "at": now,
            "written_at": now,
            "typed": False,
            **said,
        }
        return self.seals(told)

    def seals(self, told: Any, *, about: str = "") -> dict[str, Any]:
        copy, made = self.takes()["copy"], str(uuid4())
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(
            sealing.CURVE, base64.b64decode(self.sheet["lock"])
        )
        mine = ec.generate_private_key(sealing.CURVE)
        point = mine.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        secret = mine.exchange(ec.ECDH(), theirs)
        key = HKDF(hashes.SHA256(), 32, salt=point, info=sealing.PURPOSE).derive(secret)
        iv = os.urandom(12)
        box = AESGCM(key).encrypt(
            iv, json.dumps(told, ensure_ascii=False).encode(), (about or f"{copy}|{made}").encode()
        )
        sealed = {
            name: base64.b64encode(value).decode()
            for name, value in (("key", point), ("iv", iv), ("box", box))
        }
        return {"copy": copy, "id": made, **sealed}

    def sends(
        self, parcel: dict[str, Any], *, ahead: timedelta = timedelta(), client: Client | None = None
    ) -> Any:
        """What the service answers; *ahead* is how far the clock of the device is."""
        return self.post("/day/sent/", {**parcel, "sent_at": (clock.now() + ahead).isoformat()}, client)

    def records(self, words: str, *, by: Actor | None = None, at: datetime | None = None) -> Contact:
        """Somebody records a contact with Jay at their desk."""
        from connexions.practice.casework.actions import contacts

        whose, now = by or self.by, clock.now()
        with tenancy.acting(whose):
            return contacts.record(
                young_person=self.jay,
                at=at or now,
                channel="phone",
                outcome="spoke",
                words=words,
                recorded_at=now,
                by=whose,
            )

    def contacts(self) -> list[Contact]:
        with tenancy.acting(self.by):
            return list(Contact.objects.filter(young_person=self.jay).order_by("recorded_at"))
