"""Services taken in and written out: a stand-in for another directory speaks the real protocol on loopback."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from connexions.engines.openreferral import Item, faults
from connexions.ground.base import tenancy
from connexions.ground.base.acting import system
from connexions.registers.directory.actions import feeds
from connexions.registers.directory.actions.feeds import Source
from connexions.registers.directory.fetching import Feed, Limits, Unreadable, filter_of, is_outside
from connexions.registers.directory.models import Location, Provider, Reading, Service
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
        self.heard: list[str] = []
        self.broken_from = 0  # the first page on which the wire breaks; none where 0
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
        self.server.heard.append(parts.query)
        if parts.path in self.server.other:
            status, heads, body = self.server.other[parts.path]
        else:
            number = int(parse_qs(parts.query).get("page", ["1"])[0])
            if 0 < self.server.broken_from <= number:
                self.close_connection = True
                return
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


def counted(told: Any) -> tuple[int, ...]:
    return tuple(told[name] for name in ("added", "changed", "unchanged", "gone", "refused"))


def last(here: Partnership) -> Reading:
    with tenancy.acting(system("tests", partnership=here.pk)):
        found = Reading.objects.filter(partnership=here).order_by("-asked_at").first()
    assert found is not None
    return found


def test_what_came_before_the_wire_broke_is_kept_and_the_same_again_takes_the_rest(
    committed: None, elsewhere: Standin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Really kept: nothing here runs within a transaction of the test."""
    here = make_partnership()
    monkeypatch.setattr(feeds, "BATCH", 2)
    elsewhere.services = [item(number) for number in range(1, 8)]
    url = f"{elsewhere.url}/services"
    assert counted(take(url, here, "--private")) == (7, 0, 0, 0, 0)
    elsewhere.services = [item(1, name="New"), item(2, status="open"), item(3), item(9), item(10)]
    elsewhere.broken_from = 3
    out = StringIO()
    with pytest.raises(CommandError, match=r"It broke off\. .*the same command again takes the rest"):
        call_command("directory_import", url, "--partnership", here.slug, "--private", "--json", stdout=out)
    told = json.loads(out.getvalue())
    assert counted(told) == (1, 1, 1, 0, 1)
    assert [one["path"] for one in told["faults"]] == ["page 1 $.contents[1].status"]
    assert (last(here).state, last(here).added, last(here).faults) == (
        "broken",
        1,
        [["page 1 $.contents[1].status", told["faults"][0]["message"]]],
    )
    assert not Service.objects.filter(partnership=here).exclude(gone_at=None).exists()
    elsewhere.broken_from = 0
    assert counted(take(url, here, "--private")) == (1, 0, 3, 4, 1)
    assert (last(here).state, last(here).gone) == ("done", 4)
    assert Service.objects.filter(partnership=here).count() == 9
    assert Provider.objects.filter(partnership=here).count() == 1
    assert Location.objects.filter(partnership=here).count() == 9


def test_stopped_by_whoever_watches_it_keeps_whole_batches(
    committed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = make_partnership()
    by, at = system("tests", partnership=here.pk), datetime(2026, 11, 3, 12, tzinfo=UTC)
    monkeypatch.setattr(feeds, "BATCH", 2)
    found = Source("elsewhere", [Item(f"$[{n}]", item(n)) for n in range(1, 8)], whole=True)

    def stop(read: int) -> None:
        if read == 6:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        feeds.take(source=found, by=by, at=at, watch=stop)
    assert Service.objects.filter(partnership=here).count() == 4
    assert (last(here).state, last(here).added) == ("stopped", 4)
    assert counted(feeds.take(source=found, by=by, at=at).counts()) == (3, 0, 4, 0, 0)


def test_two_readings_of_one_feed_at_once_take_nothing_twice(
    committed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = make_partnership()
    by, at = system("tests", partnership=here.pk), datetime(2026, 11, 3, 12, tzinfo=UTC)
    monkeypatch.setattr(feeds, "BATCH", 3)
    start, done = threading.Barrier(2), list[Any]()

    def read() -> None:
        try:
            start.wait()
            found = Source("elsewhere", [Item(f"$[{n}]", item(n)) for n in range(1, 20)], whole=True)
            done.append(feeds.take(source=found, by=by, at=at))
        finally:
            connection.close()

    both = [threading.Thread(target=read) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert sorted(one.added + one.unchanged for one in done) == [19, 19]
    assert sum(one.added for one in done) == 19
    assert Location.objects.filter(partnership=here).count() == 19
    assert Provider.objects.filter(partnership=here).count() == 1


@pytest.mark.django_db
def test_a_filter_says_nothing_of_what_it_leaves_out(elsewhere: Standin, here: Partnership) -> None:
    url = f"{elsewhere.url}/services"
    elsewhere.services = [item(number) for number in range(1, 6)]
    assert counted(take(url, here, "--private")) == (5, 0, 0, 0, 0)
    elsewhere.services = [item(1), item(2)]
    narrow = f"{url}?taxonomy_term_id=home&per_page=50"
    assert counted(take(narrow, here, "--private")) == (0, 0, 2, 0, 0)
    assert last(here).asked != ""
    elsewhere.services = [item(2)]  # gone from what was asked for, and the rest was not asked for
    assert counted(take(narrow, here, "--private")) == (0, 0, 1, 1, 0)
    assert list(Service.objects.filter(partnership=here).exclude(gone_at=None).values_list("name")) == [
        ("Service 1",)
    ]
    elsewhere.services = [item(3)]  # another filter knows nothing of the first's
    assert counted(take(f"{url}?taxonomy_term_id=work", here, "--private")) == (0, 0, 1, 0, 0)
    elsewhere.services = [item(number) for number in range(1, 5)]  # all of it knows of all
    assert counted(take(url, here, "--private")) == (0, 1, 3, 1, 0)


def test_what_says_how_a_feed_is_told_is_no_filter() -> None:
    url = "https://example.org/services"
    assert filter_of(f"{url}?per_page=50&full=true") == filter_of(url) == ""
    assert filter_of(f"{url}?a=1&b=2") == filter_of(f"{url}?b=2&a=1&page=3") != filter_of(f"{url}?a=1&b=3")
    assert "secret" not in filter_of(f"{url}?key=secret")


@pytest.mark.django_db
def test_a_filter_that_names_a_thing_twice_is_asked_whole_on_every_page(elsewhere: Standin) -> None:
    elsewhere.services = [item(number) for number in range(1, 4)]
    read(f"{elsewhere.url}/services?topic=a&topic=b")
    assert elsewhere.heard == ["topic=a&topic=b", "topic=a&topic=b&page=2"]


@pytest.mark.parametrize(
    ("address", "outside"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("0.0.0.0", False),  # noqa: S104 an address to refuse
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("2002:a00:1::", False),
        ("fd00::1", False),
    ],
)
def test_an_address_that_holds_another_is_judged_by_that(address: str, outside: bool) -> None:
    assert is_outside(address) is outside


def test_from_a_page_only_https_is_read(elsewhere: Standin) -> None:
    with pytest.raises(Unreadable, match="does not begin with https"):
        list(Feed(f"{elsewhere.url}/services", private=True, https_only=True).items())


@pytest.mark.django_db
def test_more_than_a_file_of_services_is_written_in_pages(here: Partnership, tmp_path: Path) -> None:
    first = make_service(partnership=here, name="A first")
    with tenancy.acting(system("tests", partnership=here.pk)):
        Service.objects.bulk_create(
            Service(
                partnership=here,
                provider=first.provider,
                name=f"Service {number}",
                modified_at=first.modified_at,
            )
            for number in range(1_001)
        )
    stale = tmp_path / "services-0004.json"
    stale.write_text("[]")
    written = export(tmp_path, here)
    assert len({one["id"] for one in written}) == 1_002
    pages = [json.loads(path.read_text()) for path in sorted(tmp_path.glob("*.json"))]
    assert [(one["page_number"], one["size"], one["first_page"], one["last_page"]) for one in pages] == [
        (1, 500, True, False),
        (2, 500, False, False),
        (3, 2, False, True),
    ]
    assert {(one["total_items"], one["total_pages"]) for one in pages} == {(1_002, 3)}
    assert [fault for one in pages for fault in faults(one["contents"][0], "service")] == []
    there = make_partnership()
    for path in sorted(tmp_path.glob("*.json")):
        assert take(path, there, "--name", "export")["gone"] == 0
    assert Service.objects.filter(partnership=there, gone_at=None).count() == 1_002
