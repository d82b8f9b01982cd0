"""Reading another directory's feed: page after page, within limits of number, size and time, and never from an
address inside our own network unless we are told to."""

import hashlib
import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from connexions.engines.openreferral import Item, Unreadable, items_of, load, page_of

PAGING = {"page", "per_page", "full", "minimal"}  # say how a feed is told, not what of it
NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True)
class Source:
    """What services are taken from: what it is called here, whether it is all there is of it or all that a filter
    leaves, and a digest of that filter. Reading *items* raises ``Unreadable`` where it breaks off."""

    name: str
    items: Iterable[Item]
    whole: bool
    asked: str = ""


def in_file(chunks: Iterable[bytes], name: str) -> Source:
    """The services of a file; a list or a page without others claims to hold all of its source's. Raises
    ``Unreadable``."""
    document = load(chunks)
    page = page_of(document)
    alone = page is not None and page.pages in (None, 1) and page.last is not False
    return Source(name, items_of(document), isinstance(document, list) or alone)


def at_address(url: str, *, name: str = "", private: bool = False, https_only: bool = False) -> Source:
    """The services of a feed. Its name leaves out what it is asked, in which there may be a key."""
    items = Feed(url, private=private, https_only=https_only).items()
    return Source(name or name_of(url), items, "page" not in dict(_asked(url)), filter_of(url))


def filter_of(url: str) -> str:
    """A digest of what narrows an address down to a part of its feed; empty for all of it."""
    told = sorted((name, value) for name, value in _asked(url) if name not in PAGING)
    return hashlib.sha256(urlencode(told).encode()).hexdigest() if told else ""


@dataclass(frozen=True)
class Limits:
    """How much of a feed is read."""

    pages: int = 1_000
    items: int = 100_000
    page_bytes: int = 64 * 1024 * 1024
    all_bytes: int = 1024 * 1024 * 1024
    seconds: float = 1_800
    wait: float = 20
    redirects: int = 3


class Feed:
    """One reading of a feed."""

    def __init__(
        self, url: str, *, private: bool = False, https_only: bool = False, limits: Limits | None = None
    ) -> None:
        self.url, self.private, self.limits = url, private, limits or Limits()
        self.https_only = https_only
        self.ends = time.monotonic() + self.limits.seconds
        self.bytes = self.requests = 0

    def items(self) -> Iterator[Item]:
        """Every service of the feed, whole: what the list tells too little of is asked for one by one. Raises
        ``Unreadable``."""
        count, seen = 0, set[str]()
        for number, document in self._pages():
            found = list(items_of(document))
            names = repr(
                [item.value.get("id") if isinstance(item.value, dict) else item.value for item in found]
            )
            if found and names in seen:
                raise Unreadable(f"The feed goes in a circle: page {number:,} holds what another page held.")
            seen.add(names)
            for item in found:
                count += 1
                if count > self.limits.items:
                    raise Unreadable(
                        f"The feed has more than {self.limits.items:,} services, the most that are read."
                    )
                yield Item(f"page {number} {item.path}", self._whole(item.value))

    def _pages(self) -> Iterator[tuple[int, Any]]:
        given = dict(_asked(self.url)).get("page", "")
        number = int(given) if given.isdecimal() else 1
        document = self.get(self.url)
        while True:
            yield number, document
            page = page_of(document)
            if page is None or page.empty or page.last or (page.pages is not None and number >= page.pages):
                return
            if page.last is None and page.pages is None:
                return
            number += 1
            if number > self.limits.pages:
                raise Unreadable(
                    f"The feed has more than {self.limits.pages:,} pages, the most that are read."
                )
            document = self.get(_with(self.url, page=str(number)))

    def _whole(self, value: Any) -> Any:
        """A service of a list by itself, where the list left out where and when it is."""
        parts = urlsplit(self.url)
        listed = parts.path.rstrip("/").endswith("/services") and isinstance(value, dict)
        if not listed or "service_at_locations" in value or not isinstance(value.get("id"), str):
            return value
        if "full" in dict(_asked(self.url)):
            return value
        one = f"{parts.path.rstrip('/')}/{value['id']}" if "/" not in value["id"] else ""
        return self.get(urlunsplit((parts.scheme, parts.netloc, one, "", ""))) if one else value

    def get(self, url: str) -> Any:
        """One document. Raises ``Unreadable``."""
        for _ in range(self.limits.redirects + 1):
            answer = self._ask(url)
            with answer:
                where = answer.getheader("Location")
                if answer.status in (301, 302, 303, 307, 308) and where:
                    url = urljoin(url, where)
                    continue
                if answer.status != 200:
                    raise Unreadable(f"{name_of(url)} answered {answer.status} {answer.reason}.")
                return load(self._chunks(answer), most_bytes=self.limits.page_bytes)
        raise Unreadable(f"{name_of(url)} leads on more than {self.limits.redirects} times.")

    def _ask(self, url: str) -> http.client.HTTPResponse:
        try:
            parts = urlsplit(url)
            port = parts.port or (443 if parts.scheme == "https" else 80)
        except ValueError:
            raise Unreadable("This is no web address.") from None
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
            raise Unreadable(
                "Only an address that begins with http:// or https:// is read, and without a password."
            )
        if self.https_only and parts.scheme != "https":
            raise Unreadable(f"{name_of(url)} does not begin with https://, and is not read.")
        self.requests += 1
        address = self._address(parts.hostname, port)
        path = urlunsplit(("", "", parts.path or "/", parts.query, ""))
        try:
            wire = socket.create_connection((address, port), timeout=self.limits.wait)
            if parts.scheme == "https":
                wire = ssl.create_default_context().wrap_socket(wire, server_hostname=parts.hostname)
            connection = http.client.HTTPConnection(parts.hostname, port, timeout=self.limits.wait)
            connection.sock = wire
            connection.request("GET", path, headers={"Accept": "application/json", "Connection": "close"})
            return connection.getresponse()
        except (OSError, http.client.HTTPException, ValueError) as problem:
            raise Unreadable(
                f"{name_of(url)} could not be read: {problem or type(problem).__name__}."
            ) from None

    def _address(self, host: str, port: int) -> str:
        """Where the host is, looked up once and checked: what is checked is what is called."""
        try:
            found = [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        except (OSError, UnicodeError):
            raise Unreadable(f"There is no {host} that we can find.") from None
        if not self.private and not all(is_outside(one.partition("%")[0]) for one in found):
            unless = "from a page" if self.https_only else "unless you say so"
            raise Unreadable(f"{host} is an address inside a private network, which is not read {unless}.")
        return found[0]

    def _chunks(self, answer: http.client.HTTPResponse) -> Iterator[bytes]:
        try:
            while chunk := answer.read1(64 * 1024):
                self.bytes += len(chunk)
                if self.bytes > self.limits.all_bytes:
                    raise Unreadable(
                        f"The feed is larger than {self.limits.all_bytes // 1024**2:,} MB in all."
                    )
                if time.monotonic() > self.ends:
                    raise Unreadable(f"The feed takes longer than {self.limits.seconds:g} seconds to read.")
                yield chunk
        except (OSError, http.client.HTTPException) as problem:
            raise Unreadable(f"The feed broke off: {problem or type(problem).__name__}.") from None


def is_outside(address: str) -> bool:
    """Whether an address lies on the public internet, and leads nowhere else: one of IPv6 may hold another of IPv4."""
    one = ipaddress.ip_address(address)
    if isinstance(one, ipaddress.IPv6Address):
        within = one.ipv4_mapped or one.sixtofour or (one.teredo[1] if one.teredo else None)
        if within is None and one in NAT64:
            within = ipaddress.IPv4Address(int(one) & 0xFFFFFFFF)
        if within is not None:
            return is_outside(str(within))
    return one.is_global and not one.is_multicast


def _asked(url: str) -> list[tuple[str, str]]:
    """What an address asks for: a name may stand more than once."""
    try:
        return parse_qsl(urlsplit(url).query)
    except ValueError:  # told in words when it is read
        return []


def _with(url: str, **more: str) -> str:
    parts = urlsplit(url)
    query = urlencode([*((name, value) for name, value in _asked(url) if name not in more), *more.items()])
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))


def name_of(url: str) -> str:
    """An address without what may be secret in it, as it is shown and as its feed is called."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "This"
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
