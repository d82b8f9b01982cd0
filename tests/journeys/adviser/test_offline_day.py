"""A day without a signal, on a phone: taken along, read, written on, sent when back; and nothing lies open on it."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.coming_in import PRIYA, TOM, come_in
from tests.journeys.conftest import PHONE
from tests.journeys.look import Look
from tests.journeys.pressing import presses
from tests.journeys.product import Product

OWEN = "owen.blakelock@tyneandwear.example.org"

# Everything that lies in the browser's database, bytes as letters.
RAW = """async () => {
  const text = (value) => {
    if (value instanceof ArrayBuffer) return String.fromCharCode(...new Uint8Array(value));
    if (ArrayBuffer.isView(value)) return String.fromCharCode(...value);
    if (value instanceof CryptoKey) return `key that ${value.extractable ? "can" : "cannot"} be read out`;
    if (Array.isArray(value)) return value.map(text).join(" ");
    if (value && typeof value === "object") return Object.values(value).map(text).join(" ");
    return String(value);
  };
  const asked = (request) => new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
  const base = await asked(indexedDB.open("connexions-day"));
  const found = [];
  for (const name of base.objectStoreNames) {
    found.push(...(await asked(base.transaction(name).objectStore(name).getAll())));
  }
  base.close();
  const cached = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) cached.push(await (await cache.match(request)).text());
  }
  return { database: found.map(text).join(" "), cache: cached.join(" ") };
}"""


@pytest.fixture
def phone(page: Page, context: BrowserContext, product: Product) -> Iterator[Page]:
    """Priya's phone."""
    come_in(context, product, PRIYA)
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    yield page
    context.set_offline(False)


def test_a_day_without_a_signal(
    phone: Page, context: BrowserContext, other_context: BrowserContext, product: Product, look: Look
) -> None:
    names = chooses(phone, 2)
    look(phone, "day sheet")
    phrase = takes(phone)
    expect(phone.get_by_role("heading", level=1)).to_contain_text("is locked")
    look(phone, "day sheet locked")

    context.set_offline(True)
    phone.reload()
    expect(phone.locator("main")).not_to_contain_text(names[0])
    unlocks(phone, "not the passphrase at all", opens=False)
    unlocks(phone, phrase)
    for name in names:
        expect(phone.get_by_role("listitem").filter(has_text=name).first).to_be_visible()
    writes(phone, names[0], "Wants to see the garage שלום.")
    writes(phone, names[1], "Not at home; spoke on the stairs.")
    expect(phone.get_by_text("Waits to be sent")).to_have_count(2)
    look(phone, "day sheet open")
    phone.set_viewport_size({"width": 320, "height": 640})
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320
    nothing_lies_open(phone, [*names, "garage", "stairs", phrase])

    phone.reload()
    expect(phone.get_by_text("Waits to be sent")).to_have_count(2)
    expect(phone.locator("main")).not_to_contain_text(names[0])
    unlocks(phone, phrase)
    expect(phone.locator("main")).to_contain_text("spoke on the stairs")

    tom_speaks_with(other_context, product, names[1])
    context.set_offline(False)
    expect(phone.get_by_text("1 note sent. 1 note arrived and needs you.")).to_be_visible()
    expect(phone.get_by_text("Tom Ridley recorded a contact").first).to_be_visible()
    phone.get_by_role("link", name="Decide").click()
    expect(phone.locator("main")).to_contain_text("Rang by chance.")
    expect(phone.get_by_label("Note")).to_have_value("Not at home; spoke on the stairs.")
    look(phone, "day sheet decide")
    phone.get_by_role("button", name="Record it as well").click()
    expect(phone.get_by_text(f"The contact with {names[1]} is recorded.")).to_be_visible()
    contacts = phone.get_by_role("link", name=re.compile(f"Open the record.*{names[1]}")).get_attribute(
        "href"
    )
    phone.goto(f"{contacts}contacts/")
    for words in ("Rang by chance.", "spoke on the stairs"):
        expect(phone.locator("main")).to_contain_text(words)


def test_signed_out_meanwhile_and_nothing_is_lost(
    phone: Page, context: BrowserContext, product: Product
) -> None:
    names = chooses(phone, 1)
    phrase = takes(phone)
    unlocks(phone, phrase)
    context.clear_cookies()
    writes(phone, names[0], "Said while nobody was signed in.")
    expect(phone.get_by_text("You are signed out.")).to_be_visible()
    expect(phone.get_by_text("Waits to be sent")).to_be_visible()
    come_in(context, product, PRIYA)
    phone.goto("/day/away/")
    expect(phone.get_by_text("1 note sent.")).to_be_visible()


def test_a_note_being_typed_outlives_the_lock_and_the_wipe(phone: Page, context: BrowserContext) -> None:
    names = chooses(phone, 1)
    phrase = takes(phone)
    unlocks(phone, phrase)
    context.set_offline(True)
    begins(phone, names[0], "Half a sentence")
    phone.get_by_role("button", name="Lock it now").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("is locked")
    unlocks(phone, phrase)
    expect(phone.get_by_label("Note")).to_have_value("Half a sentence")
    phone.reload()
    for _ in range(3):
        unlocks(phone, "wrong wrong wrong", opens=False)
    expect(phone.locator("#passphrase-error")).to_contain_text("the next in 15 seconds")
    phone.get_by_text("I do not know it").click()
    phone.get_by_role("button", name="Wipe it from this device").click()
    phone.get_by_role("button", name="Wipe it", exact=True).click()
    expect(phone.get_by_text("There is no day sheet on this device.")).to_be_visible()
    expect(phone.get_by_text("Waits to be sent")).to_be_visible()
    context.set_offline(False)
    expect(phone.get_by_text("1 note arrived and needs you.")).to_be_visible()
    phone.get_by_role("link", name="Decide").click()
    expect(phone.get_by_label("Note")).to_have_value("Half a sentence")


def test_anothers_sheet_stays_shut_and_signing_out_wipes_ones_own(
    phone: Page, context: BrowserContext, product: Product
) -> None:
    names = chooses(phone, 1)
    phrase = takes(phone)
    come_in(context, product, OWEN)
    chooses(phone, 1)
    theirs = takes(phone)
    unlocks(phone, phrase, opens=False)
    unlocks(phone, theirs)
    expect(phone.locator("main")).not_to_contain_text(names[0])
    phone.goto("/day/")
    phone.get_by_role("button", name="Sign out").first.click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Sign in")
    phone.goto("/day/away/")
    expect(phone.get_by_text("There is no day sheet on this device.")).to_be_visible()


def test_called_back_it_is_forgotten(phone: Page) -> None:
    chooses(phone, 1)
    phrase = takes(phone)
    phone.goto("/day/")
    presses(phone.get_by_role("button", name=re.compile("^Lost it")).first)
    phone.goto("/day/away/")  # the page before may have heard of it first, and wiped the sheet
    expect(
        phone.get_by_text(re.compile("This sheet was called back|There is no day sheet on")).first
    ).to_be_visible()
    nothing_lies_open(phone, [phrase])


def test_what_was_altered_on_the_device_does_not_open(phone: Page) -> None:
    chooses(phone, 1)
    phrase = takes(phone)
    phone.evaluate(
        """() => new Promise((done) => {
          indexedDB.open("connexions-day").onsuccess = ({ target }) => {
            const store = target.result.transaction("sheet", "readwrite").objectStore("sheet");
            store.get("sheet").onsuccess = (found) => {
              new Uint8Array(found.target.result.box.box)[7] ^= 1;
              store.put(found.target.result, "sheet").onsuccess = done;
            };
          };
        })"""
    )
    unlocks(phone, phrase, opens=False)
    expect(phone.locator("#passphrase-error")).to_contain_text("altered or damaged")


def test_two_tabs_send_a_note_once(phone: Page, context: BrowserContext) -> None:
    names = chooses(phone, 1)
    phrase = takes(phone)
    unlocks(phone, phrase)
    context.set_offline(True)
    writes(phone, names[0], "Written once, in one of two tabs.")
    context.set_offline(False)
    other = context.new_page()
    other.goto("/day/away/")
    expect(phone.get_by_text("Waits to be sent")).to_have_count(0)
    phone.goto("/day/")
    record = phone.get_by_role("link", name=re.compile("^Open the record")).first.get_attribute("href")
    phone.goto(f"{record}contacts/")
    expect(phone.get_by_text("Written once, in one of two tabs.")).to_have_count(1)


def test_no_room_and_too_much_are_said_and_stay_on_the_page(phone: Page) -> None:
    names = chooses(phone, 1)
    phrase = takes(phone)
    unlocks(phone, phrase)
    begins(phone, names[0], "some words " * 9_000)
    phone.get_by_role("button", name=re.compile("^Keep it")).click()
    expect(phone.get_by_text("The note is longer than 4,000 letters.")).to_be_visible()
    phone.get_by_label("Note").fill("Short enough.")
    phone.evaluate(
        """() => {
          IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); };
        }"""
    )
    phone.get_by_role("button", name=re.compile("^Keep it")).click()
    expect(phone.get_by_text("This device has no room left.").first).to_be_visible()
    expect(phone.get_by_label("Note")).to_have_value("Short enough.")


def chooses(page: Page, number: int) -> list[str]:
    """So many people on the round, from what is suggested."""
    page.goto("/day/")
    while page.locator(".cx-visit").count() < number:
        page.get_by_role("button", name=re.compile("^Add")).first.click()
    return [one.split("\n")[0] for one in page.locator(".cx-visit__who b:not(.cx-num)").all_inner_texts()]


def takes(page: Page) -> str:
    """The sheet is on the device; the passphrase that was suggested."""
    page.goto("/day/")
    box = page.get_by_label("Passphrase for the day")
    phrase = box.input_value()
    box.fill("short")
    page.get_by_role("button", name="Take it with you").click()
    expect(page.get_by_text("Make the passphrase at least 16 letters long")).to_be_visible()
    box.fill(phrase)
    page.get_by_role("button", name="Take it with you").click()
    page.wait_for_url("**/day/away/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    return phrase


def unlocks(page: Page, phrase: str, *, opens: bool = True) -> None:
    page.get_by_label("Passphrase of the day").fill(phrase)
    page.get_by_role("button", name="Unlock").click()
    if opens:
        expect(page.locator(".cx-visit").first).to_be_visible()
    else:
        expect(page.locator("#passphrase-error")).not_to_be_empty()


def begins(page: Page, name: str, words: str) -> None:
    card = page.locator(".cx-visit").filter(has_text=name)
    card.get_by_role("button", name=re.compile("^Write a contact")).click()
    card.get_by_text("Visit", exact=True).click()
    card.get_by_text("We spoke", exact=True).click()
    card.get_by_label("Note").fill(words)


def writes(page: Page, name: str, words: str) -> None:
    begins(page, name, words)
    page.get_by_role("button", name=re.compile("^Keep it")).click()
    expect(page.locator("[data-outbox-shown]")).to_contain_text(words)


def nothing_lies_open(page: Page, words: list[str]) -> None:
    """What a thief finds who copies the browser's database and cache.

    Short words by themselves say nothing: a passphrase's "regi" stands in every "register".
    """
    found = page.evaluate(RAW)
    for word in words:
        for part in (word, *(one for one in word.split() if len(one) > 5)):
            known = re.compile(rf"\b{re.escape(part)}\b")
            assert not known.search(found["database"]), part
            assert not known.search(found["cache"]), part
    assert "can be read out" not in found["database"].replace("cannot", "can not")
    assert "Holloway" not in json.dumps(found["cache"])


def tom_speaks_with(context: BrowserContext, product: Product, name: str) -> None:
    """A duty adviser records a contact with somebody at his desk."""
    come_in(context, product, TOM)
    page = context.new_page()
    page.goto("/search/")
    page.get_by_role("searchbox").first.fill(name)
    page.keyboard.press("Enter")
    page.get_by_role("link", name=name).first.click()
    page.get_by_role("button", name="Record a contact").first.click()
    page.get_by_text("Phone", exact=True).click()
    page.get_by_text("We spoke", exact=True).click()
    page.get_by_label("Note").fill("Rang by chance.")
    page.get_by_role("button", name="Save contact").click()
    expect(page.locator("main")).to_contain_text("Rang by chance.")
