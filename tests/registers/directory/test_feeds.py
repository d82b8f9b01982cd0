"""Services taken in and written out: a stand-in for another directory speaks the real protocol on loopback."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command

from connexions.engines.openreferral import faults
from connexions.ground.base import tenancy
from connexions.ground.base.acting import system
from connexions.registers.directory.fetching import Feed, Limits, Unreadable
from connexions.registers.directory.models import Provider, Service
from connexions.registers.directory.topics import DROP_IN
from connexions.registers.partners.models import Partnership
from tests.factories import make_partnership
from tests.factories.directory import make_service, make_term


def item(number: int, **more: Any) -> dict[str, Any]:
    """A service as another directory would tell it."""
    return {
        "id": str(UUID(int=number)),
        "name": f"Service {number}",
        "status": "active",
        "organization": {"id": str(UUID(int=9000)), "name": "A charity", "description": "Helps."},
        "service_at_locations": [
            {
                "id": str(UUID(int=number + 1000)),
                "location": {
                    "id": str(UUID(int=number + 2000)),
                    "location_type": "physical",
                    "latitude": 54.9,
                    "longitude": -1.6,
                },
            }
        ],
    } | more


class Standin(ThreadingHTTPServer):
    """Another directory: pages of services, or whatever a test lets it answer."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.services: list[Any] = []
        self.other: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.always_more = False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def page(self, number: int, size: int = 2) -> bytes:
        shown = (
            self.services[(number - 1) * size : number * size]
            if not self.always_more
            else self.services[:size]
        )
        pages = -(-len(self.services) // size)
        last = number >= pages and not self.always_more
        told = {"page_number": number, "total_pages": 10**6 if self.always_more else pages, "last_page": last}
        return json.dumps({**told, "contents": shown}).encode()


class Answering(BaseHTTPRequestHandler):
    server: Standin

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.path in self.server.other:
            status, heads, body = self.server.other[parts.path]
        else:
            number = int(parse_qs(parts.query).get("page", ["1"])[0])
            status, heads, body = 200, {}, self.server.page(number)
        self.send_response(status)
        for name, value in heads.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def elsewhere() -> Iterator[Standin]:
    server = Standin()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def here() -> Partnership:
    return make_partnership()


def take(source: object, here: Partnership, *options: str) -> Any:
    out = StringIO()
    call_command("directory_import", str(source), "--partnership", here.slug, "--json", *options, stdout=out)
    return json.loads(out.getvalue())


def export(folder: Path, here: Partnership) -> list[Any]:
    call_command("directory_export", out=str(folder), partnership=here.slug, stdout=StringIO())
    return [one for path in sorted(folder.glob("*.json")) for one in json.loads(path.read_text())["contents"]]


@pytest.mark.django_db
def test_a_feed_is_read_page_by_page_and_again(elsewhere: Standin, here: Partnership) -> None:
    elsewhere.services = [item(number) for number in range(1, 6)]
    url = f"{elsewhere.url}/services"
    assert take(url, here, "--private")["added"] == 5
    assert take(url, here, "--private")["unchanged"] == 5
    elsewhere.services = [item(1, name="New name"), *[item(number) for number in range(2, 5)]]
    told = take(url, here, "--private")
    assert (told["changed"], told["unchanged"], told["gone"]) == (1, 3, 1)
    gone = Service.objects.get(partnership=here, name="Service 5")
    assert gone.gone_at is not None
    assert not gone.is_open
    elsewhere.services.append(item(5))
    assert take(url, here, "--private")["changed"] == 1
    gone.refresh_from_db()
    assert gone.gone_at is None
    assert Provider.objects.filter(partnership=here).count() == 1


@pytest.mark.django_db
def test_the_faulty_are_told_and_left_out(here: Partnership, tmp_path: Path) -> None:
    good, late = item(1), item(2, status="open", email="nobody")
    bad_day = item(3, schedules=[{"id": str(UUID(int=5)), "byday": "XX"}])
    ages, text = item(4, minimum_age=20, maximum_age=10), item(5, name="a\0b")
    nobody = {k: v for k, v in item(6).items() if k != "organization"}
    file = tmp_path / "services.json"
    file.write_text(json.dumps([good, late, bad_day, ages, text, nobody, "text", None, item(1)]))
    told = take(file, here)
    assert (told["added"], told["refused"]) == (1, 8)
    assert {one["path"] for one in told["faults"]} == {
        "$[1].status",
        "$[1].email",
        "$[2].schedules[0].byday",
        "$[3].maximum_age",
        "$[4].name",
        "$[5].organization",
        "$[6]",
        "$[7]",
        "$[8].id",
    }
    assert all(one["message"].endswith(".") for one in told["faults"])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"[" * 100_000, "nested more than 40 deep"),
        (b'{"id": 1, ', "not JSON"),
        (b"\xff\xfe", "not written in UTF-8"),
        (b"[1" + b"0" * 5000 + b"]", "a number in it is too long"),
        (b"[NaN]", "not JSON that can be read"),
        (b'"text"', "neither an object nor a list"),
        (b'{"version": "3.0"}', "neither a page"),
    ],
)
def test_a_bad_file_is_refused_with_a_sentence(
    body: bytes, why: str, here: Partnership, tmp_path: Path
) -> None:
    file = tmp_path / "services.json"
    file.write_bytes(body)
    with pytest.raises(CommandError, match=why):
        take(file, here)


def read(url: str, **limits: Any) -> list[Any]:
    return list(Feed(url, private=True, limits=Limits(**limits)).items())


def test_a_bomb_is_not_read_to_its_end(elsewhere: Standin) -> None:
    elsewhere.other["/big"] = (200, {}, b" " * 3 * 1024 * 1024)
    with pytest.raises(Unreadable, match="larger than 1 MB"):
        read(f"{elsewhere.url}/big", page_bytes=1024 * 1024)


def test_a_circle_of_pages_is_seen(elsewhere: Standin) -> None:
    elsewhere.services, elsewhere.always_more = [item(1), item(2)], True
    with pytest.raises(Unreadable, match="goes in a circle: page 2"):
        read(f"{elsewhere.url}/services")


def test_a_feed_without_end_is_left(elsewhere: Standin) -> None:
    elsewhere.services = [item(number) for number in range(20)]
    with pytest.raises(Unreadable, match="more than 3 pages"):
        read(f"{elsewhere.url}/services", pages=3)
    with pytest.raises(Unreadable, match="more than 5 services"):
        read(f"{elsewhere.url}/services", items=5)
    with pytest.raises(Unreadable, match="takes longer"):
        read(f"{elsewhere.url}/services", seconds=-1)


def test_what_the_list_leaves_out_is_asked_for_one_by_one(elsewhere: Standin) -> None:
    elsewhere.services = [{"id": str(UUID(int=1)), "name": "Short", "status": "active"}]
    elsewhere.other[f"/services/{UUID(int=1)}"] = (200, {}, json.dumps(item(1)).encode())
    assert [one.value for one in read(f"{elsewhere.url}/services")] == [item(1)]


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("file:///etc/passwd", "Only an address that begins with http"),
        ("ftp://example.org/", "Only an address that begins with http"),
        ("http://user:word@127.0.0.1/", "without a password"),
        ("http://127.0.0.1:1/", "inside a private network"),
        ("http://[::1]:1/", "inside a private network"),
        ("http://169.254.169.254/", "inside a private network"),
        ("http://10.0.0.1/", "inside a private network"),
        ("http://2130706433/", "inside a private network"),
    ],
)
def test_addresses_that_are_not_read(url: str, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        list(Feed(url).items())


def test_being_led_elsewhere_is_checked_again_and_ends(elsewhere: Standin) -> None:
    elsewhere.other["/a"] = (302, {"Location": "file:///etc/passwd"}, b"")
    elsewhere.other["/b"] = (302, {"Location": "/b"}, b"")
    elsewhere.other["/c"] = (500, {}, b"")
    for path, why in (("/a", "Only an address"), ("/b", "leads on more than 3"), ("/c", "answered 500")):
        with pytest.raises(Unreadable, match=why):
            read(elsewhere.url + path)


@pytest.mark.django_db
def test_what_is_written_out_is_taken_in_the_same(here: Partnership, tmp_path: Path) -> None:
    for number in range(4):
        make_service(
            partnership=here,
            name=f"Service {number}",
            topics=(make_term("Home"),),
            wheelchair=(True, False, None)[number % 3],
            costs=(0, 2.5),
            languages=("Polish",),
            open_on="MO,TU",
            drop_in=number == 1,
            who_for="Care leavers",
            minimum_age=16,
        )
    first = export(tmp_path / "first", here)
    assert [fault for one in first for fault in faults(one, "service")] == []
    assert DROP_IN in {UUID(each["taxonomy_term_id"]) for each in first[1]["attributes"]}
    file = tmp_path / "first" / "services-0001.json"
    assert take(file, here, "--own")["changed"] == 4
    assert same(export(tmp_path / "again", here)) == same(first)
    there = make_partnership()
    assert take(file, there)["added"] == 4  # beside the first: their identifiers are taken
    with tenancy.acting(system("tests", partnership=here.pk)):
        Service.objects.filter(partnership=here).delete()
    assert take(file, here, "--own")["added"] == 4
    assert same(export(tmp_path / "afresh", here)) == same(first)


def same(items: list[Any]) -> list[Any]:
    """All but when it came here."""
    return [{name: value for name, value in one.items() if name != "last_modified"} for one in items]


@pytest.mark.django_db
def test_a_feed_does_not_change_what_is_not_its_own(here: Partnership, tmp_path: Path) -> None:
    own = make_service(partnership=here, name="Ours")
    file = tmp_path / "theirs.json"
    file.write_text(json.dumps(item(1, id=str(own.pk), name="Theirs")))
    assert take(file, here)["added"] == 1
    own.refresh_from_db()
    assert own.name == "Ours"
