"""Coming in without the pages of signing in, which have journeys of their own."""

from playwright.sync_api import BrowserContext

from tests.journeys.product import Product

PRIYA = "priya.nair@tyneandwear.example.org"  # a personal adviser
TOM = "tom.ridley@tyneandwear.example.org"  # a duty adviser
CAROL = "carol.whitfield@tyneandwear.example.org"  # a team manager
HANNAH = "hannah.lisle@tyneandwear.example.org"  # a data officer
DEAN = "dean.orme@tyneandwear.example.org"  # a tracking officer
ELLIS = "ellis.garside@tyneandwear.example.org"  # an administrator
RUTH = "ruth.okonjo@tyneandwear.example.org"  # an inspector
MARCUS = "marcus.adeyemi@tyneandwear.example.org"  # a partnership manager
ELEANOR = "eleanor.voss@national.example.org"  # a national analyst
MEGAN = "megan.pryke@suffolk.example.org"  # a personal adviser elsewhere
GRACE = "grace.ojo@suffolk.example.org"  # a data officer elsewhere
JAY = "jay.holloway@example.org"  # a young person
DEV = "dev.marchbank@tyneandwear.example.org"  # a partner's worker


def come_in(context: BrowserContext, product: Product, email: str) -> None:
    """*context* is signed in as the one with this e-mail address."""
    context.add_cookies(
        [{"name": "sessionid", "value": product.session(email), "url": product.localhost_url}]
    )
