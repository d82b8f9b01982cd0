"""Coming in: with a password and a code, with a passkey, with six numbers on a phone; and being kept out."""

import base64
import hmac
import re
import struct
import time

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.coming_in import ELLIS, HANNAH, JAY, PRIYA, TOM, come_in
from tests.journeys.look import Look
from tests.journeys.pressing import presses
from tests.journeys.product import Product

TOUCH = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="session")
def password(product: Product) -> str:
    found = {one["email"]: one["password"] for one in product.sign_ins()}
    return str(found[PRIYA])


def give_password(page: Page, email: str, password: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    presses(page.get_by_role("button", name="Sign in", exact=True))


def test_with_a_password_and_a_code(page: Page, look: Look, password: str) -> None:
    page.goto("/account/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in for staff")
    look(page, "sign in")
    give_password(page, PRIYA, password)
    expect(page.get_by_role("heading", level=1)).to_have_text("Show that it is you")
    look(page, "second factor")
    page.get_by_label("Code").fill(page.locator("[data-demo-code]").inner_text())
    presses(page.get_by_role("button", name="Sign in"))
    page.goto("/account/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")
    expect(page.get_by_text("This one")).to_be_visible()
    look(page, "account")


def test_with_a_passkey(context: BrowserContext, page: Page, product: Product, look: Look) -> None:
    browser = context.new_cdp_session(page)
    browser.send("WebAuthn.enable")
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": TOUCH})
    come_in(context, product, TOM)
    page.goto("/accounts/2fa/")
    look(page, "second factors")
    presses(page.get_by_role("button", name="Set up a passkey"))
    look(page, "set up a passkey")
    page.get_by_label("What shall we call it?").fill("Work laptop")
    page.get_by_role("button", name="Set up a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
    look(page, "recovery codes")
    page.goto("/accounts/2fa/webauthn/")
    expect(page.get_by_role("cell", name="Work laptop", exact=True)).to_be_visible()
    look(page, "passkeys")
    page.get_by_role("button", name="Sign out").first.click()
    page.wait_for_url("**/accounts/login/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(re.compile(r"localhost:\d+/$"))
    page.goto("/account/")
    expect(page.get_by_text("Tom Ridley").first).to_be_visible()


def test_a_young_person_with_six_numbers(page: Page, look: Look) -> None:
    page.goto("/sign-in/")
    look(page, "the door")
    page.get_by_label("Your mobile number or e-mail address").fill(JAY)
    page.get_by_role("button", name="Send me the numbers").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Type the 6 numbers")
    look(page, "type the numbers")
    page.goto("/demo/outbox/")
    look(page, "outbox")
    told = page.locator("article").first.inner_text()
    found = re.search(r"\b(\d{6}) is your Connexions code", told)
    assert found, told
    page.goto("/sign-in/code/")
    page.get_by_label("The 6 numbers we sent you").fill(found[1])
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hello Jay")
    look(page, "my page")
    presses(page.get_by_role("button", name="Sign out", exact=True))
    page.goto("/me/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in for staff")


def test_too_many_tries_are_felt(page: Page, look: Look, password: str) -> None:
    for _ in range(5):
        give_password(page, HANNAH, "not my password at all")
    expect(page.get_by_role("heading", level=1)).to_have_text("Too many tries")
    give_password(page, HANNAH, password)
    expect(page.get_by_text(re.compile("Try again in 1[45] minutes"))).to_be_visible()
    look(page, "too many tries")


def test_who_works_here(context: BrowserContext, page: Page, product: Product, look: Look) -> None:
    come_in(context, product, ELLIS)
    page.goto("/staff/")
    look(page, "staff")
    presses(page.get_by_role("button", name="Add somebody"))
    look(page, "add somebody")
    page.get_by_role("button", name="Add and invite").click()
    expect(page.get_by_role("alert").get_by_text("There is a problem")).to_be_visible()
    look(page, "add somebody refused")
    page.get_by_label("Name", exact=True).fill("Zoë O’Neil")
    page.get_by_label("Work e-mail address").fill("zoe.oneil@tyneandwear.example.org")
    page.get_by_label("Role").select_option("Data officer")
    page.get_by_role("button", name="Add and invite").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Zoë O’Neil")
    look(page, "member of staff")
    presses(page.get_by_role("button", name="Sign out").first)
    _accept_invitation(page, look)


def _accept_invitation(page: Page, look: Look) -> None:
    """Zoë opens her link, chooses a password, and sets up the app on her phone."""
    page.goto("/demo/outbox/")
    page.locator("a[href*=welcome]").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Welcome, Zoë O’Neil")
    look(page, "welcome")
    page.get_by_label("Your password").fill("kettle anchor paper moss")
    presses(page.get_by_role("button", name="Save password"))
    give_password(page, "zoe.oneil@tyneandwear.example.org", "kettle anchor paper moss")
    expect(page.get_by_role("heading", level=1)).to_have_text("How you show that it is you")
    look(page, "set up a second factor")
    page.goto("/staff/")
    expect(page.get_by_role("heading", level=1)).to_have_text("How you show that it is you")
    presses(page.get_by_role("button", name="Set up an app"))
    look(page, "set up an app")
    page.get_by_label("Code that the app shows").fill(code_of(page.locator("[data-secret]").inner_text()))
    page.get_by_role("button", name="Set up").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")


def code_of(secret: str) -> str:
    """What an authenticator app would show (RFC 6238)."""
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30), "sha1").digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"
