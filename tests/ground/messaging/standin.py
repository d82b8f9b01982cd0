"""GOV.UK Notify on loopback, as far as its documented interface goes for what we use.

Every request is held against the published schemas (``notify_api``), and so is every answer of its own. Keys are
checked as Notify does: a JSON Web Token, signed with the secret, no older than 30 seconds. It keeps what it was given
(created → sending → delivered, or a failure), the texts that arrived, and posts receipts where told to.

Numbers and addresses with a fate of their own, as Notify documents them: 07700900003 fails for good, 07700900002 for
now, 07700900001 and everything else arrives.
"""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import jsonschema
import jwt

API = Path(__file__).parent / "notify_api"
SERVICE, SECRET = "26785a09-ab16-4eb0-8407-a37497a57506", "3d844edf-8d35-48ac-975b-e847b4f122b0"
KEY = f"test-{SERVICE}-{SECRET}"
TEXT_TEMPLATE, EMAIL_TEMPLATE = (
    "f33517ff-2a88-4f6e-b855-c550268ce08a",
    "7a1e0c4b-0000-4f6e-b855-c550268ce08a",
)
NUMBER = "447860000001"
FATES = {"7700900003": "permanent-failure", "7700900002": "temporary-failure"}
POUNDS_A_TEXT = 0.0247
PAGE = 250


@cache
def _schemas() -> dict[str, Any]:
    """The published schemas as JSON Schema: what OpenAPI 3.0 calls nullable may be null."""
    told: dict[str, Any] = json.loads((API / "schema.json").read_text())
    return _nullable(told)


def _nullable(node: Any) -> Any:
    if isinstance(node, list):
        return [_nullable(one) for one in node]
    if not isinstance(node, dict):
        return node
    found = {key: _nullable(value) for key, value in node.items() if key not in ("nullable", "example")}
    if node.get("nullable") is True and isinstance(found.get("type"), str):
        found["type"] = [found["type"], "null"]
        if "enum" in found:
            found["enum"] = [*found["enum"], None]
    return found


def wrong_with(name: str, value: Any) -> str:
    """What is wrong with *value* as one of the published shapes; nothing where it is one."""
    schema = {"$ref": f"#/components/schemas/{name}", "components": _schemas()["components"]}
    problems = sorted(jsonschema.Draft7Validator(schema).iter_errors(value), key=lambda one: list(one.path))
    return "; ".join(f"{'.'.join(map(str, one.path))} {one.message}".strip() for one in problems)


class Refused(Exception):
    """An answer that is no success, as documented."""

    def __init__(self, status: int, error: str, message: str) -> None:
        self.status = status
        self.told = {"status_code": status, "errors": [{"error": error, "message": message}]}


@dataclass
class Notify:
    """What the stand-in holds."""

    url: str = ""
    refuse_with: int = 0  # answer everything so: 429, 500
    sent: list[dict[str, Any]] = field(default_factory=list)
    bodies: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    texts: list[dict[str, Any]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)  # of its own answers against the schemas

    def arrives(self, number: str, words: str, at: datetime | None = None) -> dict[str, Any]:
        """A text arrives, as it stands in the list of received ones."""
        told = {
            "id": str(uuid4()),
            "created_at": (at or datetime.now(UTC)).isoformat().replace("+00:00", "Z"),
            "service_id": SERVICE,
            "notify_number": NUMBER,
            "user_number": number,
            "content": words,
        }
        self.texts.append(told)
        return told

    def move(self) -> None:
        """Everything goes one state on."""
        for one in self.sent:
            if one["status"] == "created":
                one["status"] = "sending"
            elif one["status"] == "sending":
                self._end(one)

    def _end(self, one: dict[str, Any]) -> None:
        to = one.get("phone_number") or ""
        one["status"] = next((fate for end, fate in FATES.items() if to.endswith(end)), "delivered")
        one["completed_at"] = _now()
        one["is_cost_data_ready"] = True
        if one["type"] == "sms":
            units = max(1, -(-len(one["body"]) // 153)) if len(one["body"]) > 160 else 1
            one["cost_details"] = {"billable_sms_fragments": units, "sms_rate": POUNDS_A_TEXT}
            one["cost_in_pounds"] = units * POUNDS_A_TEXT

    def receipt_of(self, one: dict[str, Any]) -> dict[str, Any]:
        """What is posted to a service when a message has come to its end."""
        return {
            "id": one["id"],
            "reference": one["reference"],
            "to": one.get("phone_number") or one.get("email_address"),
            "status": one["status"],
            "created_at": one["created_at"],
            "completed_at": one.get("completed_at"),
            "sent_at": one.get("sent_at"),
            "notification_type": one["type"],
            "template_id": one["template"]["id"],
            "template_version": 1,
        }

    def answer(self, method: str, path: str, query: dict[str, list[str]], body: Any) -> tuple[int, Any]:
        """One request, its key found right."""
        if self.refuse_with:
            raise Refused(self.refuse_with, "TooManyRequestsError", "Exceeded rate limit")
        if method == "POST" and path.startswith("/v2/notifications/"):
            return 201, self._taken(path.rsplit("/", 1)[1], body)
        if method == "GET" and path == "/v2/received-text-messages":
            return 200, self._received(query)
        if method == "GET" and path.startswith("/v2/notifications/"):
            return 200, self._found(path.rsplit("/", 1)[1])
        raise Refused(404, "NoResultFound", "No result found")

    def _taken(self, kind: str, body: Any) -> dict[str, Any]:
        name = {
            "sms": "SendTextMessageRequest",
            "email": "SendEmailRequest",
            "letter": "SendPrecompiledLetterRequest",
        }
        wrong = wrong_with(name[kind], body)
        if wrong:
            raise Refused(400, "ValidationError", wrong)
        self.bodies.append((kind, body))
        template = {"sms": TEXT_TEMPLATE, "email": EMAIL_TEMPLATE}.get(kind)
        if template and body["template_id"] != template:
            raise Refused(400, "BadRequestError", "Template not found")
        if template and "words" not in body.get("personalisation", {}):
            raise Refused(400, "BadRequestError", "Missing personalisation: words")
        if kind == "sms" and not body["phone_number"].lstrip("+").isdecimal():
            raise Refused(400, "ValidationError", "phone_number Must not contain letters or symbols")
        if kind == "sms" and not body["phone_number"].startswith(("+447", "447", "07")):
            raise Refused(400, "ValidationError", "phone_number Not a UK mobile number")
        if kind == "letter" and not base64.b64decode(body["content"]).startswith(b"%PDF-"):
            raise Refused(400, "ValidationError", "content is not a PDF")
        return self._keep(kind, body)

    def _keep(self, kind: str, body: dict[str, Any]) -> dict[str, Any]:
        one: dict[str, Any] = {
            "id": str(uuid4()),
            "reference": body.get("reference"),
            "email_address": body.get("email_address"),
            "phone_number": body.get("phone_number"),
            "type": kind,
            "status": "received" if kind == "letter" else "created",
            "template": {"id": body.get("template_id", ""), "version": 1, "uri": f"{self.url}/v2/template/x"},
            "body": body.get("personalisation", {}).get("words", ""),
            "subject": body.get("personalisation", {}).get("subject"),
            "created_at": _now(),
            "is_cost_data_ready": False,
        }
        self.sent.append(one)
        told: dict[str, Any] = {"id": one["id"], "reference": one["reference"]}
        if kind == "letter":
            return self._sure("SendPrecompiledLetterResponse", told | {"postage": "second"})
        said = {"body": one["body"], "from_number": NUMBER}
        if kind == "email":
            said = {
                "body": one["body"],
                "subject": one["subject"] or "",
                "from_email": "x@notify.example.org",
            }
        told |= {
            "content": said,
            "uri": f"{self.url}/v2/notifications/{one['id']}",
            "template": one["template"],
            "scheduled_for": None,
        }
        return self._sure("SendTextMessageResponse" if kind == "sms" else "SendEmailResponse", told)

    def _received(self, query: dict[str, list[str]]) -> dict[str, Any]:
        newest = sorted(self.texts, key=lambda one: one["created_at"], reverse=True)
        older_than = (query.get("older_than") or [""])[0]
        if older_than:
            places = [place for place, one in enumerate(newest) if one["id"] == older_than]
            newest = newest[places[0] + 1 :] if places else []
        page = newest[:PAGE]
        links = {"current": f"{self.url}/v2/received-text-messages"}
        if page:
            links["next"] = f"{links['current']}?older_than={page[-1]['id']}"
        return self._sure("GetReceivedTextMessagesResponse", {"received_text_messages": page, "links": links})

    def _found(self, notify_id: str) -> dict[str, Any]:
        found = next((one for one in self.sent if one["id"] == notify_id), None)
        if found is None:
            raise Refused(404, "NoResultFound", "No result found")
        return dict(found)

    def _sure(self, name: str, told: dict[str, Any]) -> dict[str, Any]:
        wrong = wrong_with(name, told)
        if wrong:
            self.faults.append(f"{name}: {wrong}")
        return told


def _now() -> str:
    return datetime.now(UTC).isoformat().replace("+00:00", "Z")


def _check_key(authorization: str) -> None:
    kind, _, token = authorization.partition(" ")
    try:
        told = jwt.decode(token, SECRET, algorithms=["HS256"], options={"verify_iat": False})
    except jwt.InvalidTokenError:
        raise Refused(403, "AuthError", "Invalid token: API key not found") from None
    if kind != "Bearer" or told.get("iss") != SERVICE:
        raise Refused(403, "AuthError", "Invalid token: service not found")
    if abs(datetime.now(UTC).timestamp() - told.get("iat", 0)) > 30:
        raise Refused(403, "AuthError", "Error: Your system clock must be accurate to within 30 seconds")


@contextmanager
def standing() -> Iterator[Notify]:
    """The stand-in on a free port of loopback, until the block ends."""
    notify = Notify()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer("GET", None)

        def do_POST(self) -> None:
            self._answer("POST", json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

        def _answer(self, method: str, body: Any) -> None:
            parts = urlsplit(self.path)
            try:
                _check_key(self.headers.get("Authorization", ""))
                status, told = notify.answer(method, parts.path, parse_qs(parts.query), body)
            except Refused as problem:
                status, told = problem.status, problem.told
            said = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    notify.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield notify
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def settings_for(notify: Notify) -> dict[str, Any]:
    """The settings by which the product reaches it."""
    return {
        "key": KEY,
        "url": notify.url,
        "templates": {"text": TEXT_TEMPLATE, "email": EMAIL_TEMPLATE},
        "letters": True,
        "receives": True,
        "bearer": "a-token-agreed-with-notify",
    }
