"""A partner's own system asks and answers over HTTP with a key that a manager made: what it may, no more, and nothing
from the moment a young person takes back what they agreed to."""

import json
import re
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any

from jsonschema import Draft202012Validator
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.coming_in import MARCUS, PRIYA, come_in
from tests.journeys.look import Look
from tests.journeys.pressing import presses
from tests.journeys.product import Product
from tests.journeys.referring import refers

WEARBANK = "Wearbank Housing Advice"
WHYS = ("Wants a room of their own by spring.", "Wants help with the deposit.")
METHODS = {"get", "post", "put", "patch", "delete"}


@dataclass(frozen=True)
class System:
    """A partner's system: where the product is, and the key it was given."""

    url: str
    key: str = ""

    def asks(self, path: str, body: Any = None) -> tuple[int, Any]:
        """The status and what was answered, over HTTP itself: a browser plays no part."""
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        data = json.dumps(body).encode() if body is not None else None
        if data is not None:
            headers["Content-Type"] = "application/json"
        request = urllib.request.Request(f"{self.url}/api/v1{path}", data=data, headers=headers)  # noqa: S310 ours
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 our own address
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as problem:
            return problem.code, json.load(problem)

    def every(self, which: str) -> dict[str, Any]:
        """All that are listed, by reference, page after page."""
        found: dict[str, Any] = {}
        page, more = 1, True
        while more:
            status, told = self.asks(f"/referrals?which={which}&page={page}")
            assert status == 200, told
            found |= {one["reference"]: one for one in told["items"]}
            page, more = page + 1, told["more"]
        return found


def test_a_system_does_its_part_and_no_more(
    context: BrowserContext, other_context: BrowserContext, page: Page, product: Product, look: Look
) -> None:
    come_in(context, product, PRIYA)
    assert page.goto("/referrals/keys/").status == 403  # type: ignore[union-attr]
    page.goto("/referrals/?which=over&whose=mine")
    row = page.get_by_role("row").filter(has_text="They could not be reached")
    service = row.locator("td").first.inner_text().split("\n")[0].strip()
    row.get_by_role("link").first.click()
    name = page.locator(".cx-strip__name .cx-h1").inner_text().split()[-1]
    record = page.locator(".cx-subnav a", has_text="Plan").first.get_attribute("href").removesuffix("plan/")  # type: ignore[union-attr]
    ref = refers_for(page, record, service, WHYS[0], look)

    come_in(other_context, product, MARCUS)
    managers = other_context.new_page()
    system = System(product.url, makes_a_key(managers, "CaseBook", may_answer=True, look=look))
    reader = System(product.url, makes_a_key(managers, "A screen", may_answer=False, look=look))

    nobody_else_gets_in(product, reader, ref)
    it_reads_answers_and_ends(system, ref, name)

    other = refers_for(page, record, service, WHYS[1], look)
    asks_and_hears(page, system, other)
    what_was_taken_back_is_gone_at_once(page, record, system, other, name)
    revoked_it_opens_nothing(managers, system)


def test_it_describes_itself_as_openapi_31_says(product: Product) -> None:
    status, told = System(product.url).asks("/openapi.json")
    assert status == 200
    assert told["openapi"].startswith("3.1.")
    assert told["info"]["title"]
    assert told["info"]["version"]
    for schema in told["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    for reference in references(told):
        found: Any = told
        for step in reference.removeprefix("#/").split("/"):
            found = found[step]
    operations = [
        (path, one)
        for path, item in told["paths"].items()
        for method, one in item.items()
        if method in METHODS
    ]
    assert len(operations) >= 5
    names = [one["operationId"] for _, one in operations]
    assert len(set(names)) == len(names)
    schemes = set(told["components"]["securitySchemes"])
    for path, one in operations:
        assert path.startswith("/api/v1/")
        assert set(re.findall(r"\{(\w+)\}", path)) == {
            each["name"] for each in one.get("parameters", []) if each["in"] == "path" and each["required"]
        }
        assert {scheme for each in one["security"] for scheme in each} <= schemes
        assert {"200", "401", "403"} <= set(one["responses"])
        assert all(each["description"] for each in one["responses"].values())


def references(told: Any) -> list[str]:
    """Every reference in a document, all of them to itself."""
    if isinstance(told, list):
        return [each for one in told for each in references(one)]
    if not isinstance(told, dict):
        return []
    own = [told["$ref"]] if isinstance(told.get("$ref"), str) else []
    assert all(one.startswith("#/") for one in own)
    return own + [each for one in told.values() for each in references(one)]


def refers_for(page: Page, record: str, service: str, why: str, look: Look) -> str:
    said = refers(page, record, need="Something else", service=service, why=why, purpose="A home", look=look)
    found = re.search(r"reference ([A-Z0-9]{4}-[A-Z0-9]{4})", said)
    assert found is not None
    return found[1]


def makes_a_key(page: Page, name: str, *, may_answer: bool, look: Look) -> str:
    page.goto("/referrals/keys/")
    page.get_by_label("Which organisation").select_option(label=WEARBANK)
    page.get_by_label("Which system of theirs").fill(name)
    page.get_by_label("Read referrals made to them").check()
    if may_answer:
        page.get_by_label("Answer them, and say how they ended").check()
    presses(page.get_by_role("button", name="Make the key"))
    expect(page.get_by_text(f"The key for {name}: copy it now")).to_be_visible()
    look(page, "key-made")
    key = page.locator("code").inner_text().strip()
    page.goto("/referrals/keys/")
    expect(page.get_by_role("row").filter(has_text=name).first).to_contain_text("Read referrals made to them")
    expect(page.locator("code")).to_have_count(0)
    return key


def nobody_else_gets_in(product: Product, reader: System, ref: str) -> None:
    for key in ("", "cx-1-guess", f"{reader.key}x"):
        status, told = System(product.url, key).asks(f"/referrals/{ref}")
        assert status == 401
        assert list(told) == ["problem"]
    assert reader.asks(f"/referrals/{ref}")[0] == 200
    status, told = reader.asks(f"/referrals/{ref}/answer", {"move": "accept"})
    assert status == 403
    assert "referrals:answer" in told["problem"]
    assert reader.asks("/outcomes", {"outcomes": [{"reference": ref, "outcome": "helped"}]})[0] == 403
    assert reader.asks(f"/referrals/{ref}")[1]["state"] in ("sent", "received")


def it_reads_answers_and_ends(system: System, ref: str, name: str) -> None:
    listed = system.every("open")
    assert ref in listed
    assert name not in str(listed)
    status, read = system.asks(f"/referrals/{ref}")
    assert status == 200
    assert name in str(read["told"])
    assert WHYS[0] in str(read)
    assert "Home address" not in str(read)
    status, told = system.asks(f"/referrals/{ref}/answer", {"move": "end", "outcome": "helped"})
    assert (status, told["problem"]) == (409, "The service has not accepted this yet.")
    status, told = system.asks(f"/referrals/{ref}/answer", {"move": "accept"})
    assert (status, told["state"]) == (200, "accepted")
    assert system.asks(f"/referrals/{ref}/answer", {"move": "start"})[1]["state"] == "started"
    status, told = system.asks(
        f"/referrals/{ref}/answer", {"move": "end", "outcome": "helped", "words": "Has a room."}
    )
    assert (status, told["state"]) == (200, "ended")
    assert ref in system.every("over")
    again = system.asks("/outcomes", {"outcomes": [{"reference": ref, "outcome": "helped"}]})
    assert again[1]["outcomes"][0]["became"] == "there"
    assert system.asks(f"/referrals/{ref}/answer", {"mvoe": "accept"})[0] == 422
    assert system.asks("/referrals/NONE-SUCH")[0] == 404


def asks_and_hears(page: Page, system: System, ref: str) -> None:
    """It asks for more; the adviser reads the question where the referral stands."""
    status, told = system.asks(
        f"/referrals/{ref}/answer", {"move": "ask", "words": "How much is the deposit?"}
    )
    assert (status, told["state"]) == (200, "more_wanted")
    page.goto("/referrals/?which=waiting_for_us&whose=mine")
    page.get_by_role("row").filter(has_text=ref).get_by_role("link").first.click()
    expect(page.locator("main")).to_contain_text("How much is the deposit?")


def what_was_taken_back_is_gone_at_once(page: Page, record: str, system: System, ref: str, name: str) -> None:
    assert name in str(system.asks(f"/referrals/{ref}")[1]["told"])
    page.goto(f"{record}sharing/")
    held = page.get_by_role("row").filter(has_text=WEARBANK).get_by_role("link", name=re.compile("^Withdraw"))
    for _ in range(held.count()):
        held.first.click()
        presses(page.get_by_role("button", name="Withdraw"))
        page.goto(f"{record}sharing/")
    expect(held).to_have_count(0)
    status, told = system.asks(f"/referrals/{ref}")
    assert status == 200
    assert (told["open_to_you"], told["told"], told["why"], told["may"]) == (False, [], "", [])
    assert (told["moves"], told["messages"]) == ([], [])
    assert name not in str(told)
    assert WHYS[1] not in str(told)
    status, told = system.asks(f"/referrals/{ref}/answer", {"move": "accept"})
    assert status in (403, 409)
    assert name not in str(told)
    listed = {**system.every("open"), **system.every("over")}
    assert listed.get(ref, {"open_to_you": False})["open_to_you"] is False


def revoked_it_opens_nothing(page: Page, system: System) -> None:
    page.goto("/referrals/keys/")
    row = page.get_by_role("row").filter(has_text="CaseBook").filter(has_text="Works")
    row.get_by_role("button", name=re.compile("^Revoke")).click()
    presses(page.get_by_role("dialog").get_by_role("button", name=re.compile("^Revoke")))
    expect(page.get_by_text("Revoked. It opens nothing any more.")).to_be_visible()
    status, told = system.asks("/referrals")
    assert status == 401
    assert "was revoked" in told["problem"]
