"""A workshop: set up, its register marked with one key each, closed, put right, on each record alone."""

from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.coming_in import PRIYA, come_in
from tests.journeys.look import Look
from tests.journeys.product import Product


def test_a_workshop(context: BrowserContext, page: Page, product: Product, look: Look) -> None:
    come_in(context, product, PRIYA)
    page.goto("/groups/")
    look(page, "groups")
    page.get_by_role("button", name="New session").click()
    page.get_by_label("What it is called").fill("CV workshop")
    page.get_by_label("Time").fill("0:00")
    page.get_by_label("Where").fill("Grove Hill centre")
    look(page, "group-new")
    page.get_by_role("button", name="Save, and choose").click()

    boxes = page.locator("input[name=person]")
    names = [box.locator("xpath=../label").inner_text().rsplit(" ", 3)[0] for box in boxes.all()[:3]]
    for box in boxes.all()[:3]:
        box.check(force=True)
    look(page, "group-add")
    page.get_by_role("button", name="Put on the register").click()
    expect(page.locator("main")).to_contain_text("3 young people put on the register")

    page.locator("[data-register] input[type=radio]").first.focus()
    for key in "pla":  # one key each
        page.keyboard.press(key)
    marks = [box.get_attribute("value") for box in page.locator("[data-register] input:checked").all()]
    assert marks == ["present", "late", "absent"]
    look(page, "group-register")
    page.get_by_role("button", name="Save and close the register").click()
    expect(page.locator("main")).to_contain_text("The register is closed. 3 contacts recorded")
    look(page, "group-closed")

    shown = [link.inner_text() for link in page.locator("tbody a.cx-link--name").all()]
    assert sorted(shown) == sorted(names)
    page.get_by_role("row").filter(has_text=shown[2]).get_by_role("link", name="Put right").click()
    page.get_by_text("Present", exact=True).click()
    page.get_by_label("Why is it put right?").fill("Signed the sheet")
    look(page, "group-put-right")
    page.get_by_role("button", name="Put it right").click()
    expect(page.locator("main")).to_contain_text("Register closed")

    page.get_by_role("link", name=shown[2], exact=True).click()
    page.get_by_role("link", name="Contacts", exact=True).click()
    main = page.locator("main")
    expect(main).to_contain_text("CV workshop at Grove Hill centre")
    expect(main).to_contain_text("because: Signed the sheet")
    for other in shown[:2]:
        expect(main).not_to_contain_text(other)
