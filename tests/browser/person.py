"""Somebody at a screen: walks, fills in, presses, and looks at every page with the accessibility engine."""

import re
from pathlib import Path
from typing import Any

from django.conf import settings
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, Response, expect

from herning.accounts.models import User

PASSWORD = "en lang sætning til browseren"
AXE = Path(settings.NODE_MODULES) / "axe-core" / "axe.min.js"
WIDTHS = (1400, 390)
HEIGHT = 900
PATIENCE_MS = 10_000


class Person:
    """One user, or a visitor, with a browser of their own; `faults` is what nobody should have met."""

    def __init__(self, browser: Browser, house: str, user: User | None) -> None:
        self.house = house
        self.user = user
        self.faults: list[str] = []
        self.looked_at: set[str] = set()
        self.context = browser.new_context(
            viewport={"width": WIDTHS[0], "height": HEIGHT}, locale="da-DK", reduced_motion="reduce"
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self._fault(f"script: {error}"))
        self.page.on("requestfailed", self._on_failure)
        self.page.on("response", self._on_response)

    def _fault(self, what: str) -> None:
        self.faults.append(f"{self.user or 'A visitor'} at {self.page.url}: {what}")

    def _on_console(self, message: ConsoleMessage) -> None:
        # The browser itself reports an answer of 422 as an error; a refused form is no fault.
        if message.type == "error" and "422" not in message.text:
            self._fault(f"console: {message.text}")

    def _on_failure(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":
            self._fault(f"failed: {request.url} {request.failure}")

    def _on_response(self, response: Response) -> None:
        if response.status >= 500:
            self._fault(f"answered {response.status}: {response.url}")

    def sign_in(self) -> None:
        """Through the sign-in page, as everybody does."""
        self.page.goto(self.house)
        self.look()
        assert self.user is not None
        self.page.locator("input[name=login]").fill(self.user.email)
        self.page.locator("input[name=password]").fill(PASSWORD)
        self.page.locator("main form button[type=submit]").first.click()
        self.page.wait_for_url(f"{self.house}/")
        self.look()

    def leave(self) -> None:
        """Close the browser."""
        self.context.close()

    # Walking --------------------------------------------------------------------------------------------------------

    def go(self, address: str) -> None:
        """Type an address, and look at the page."""
        self.page.goto(self.house + address)
        self.look()

    def follow(self, words: str | re.Pattern[str], *, within: str = "body") -> None:
        """Follow the first link with these words."""
        self.open(self.page.locator(within).get_by_role("link", name=words).first)

    def open(self, link: Locator) -> None:
        """Follow a link that has been found already, and look at the page it leads to once that is there whole."""
        with self.page.expect_navigation():
            link.click()
        self.look()

    def press(self, words: str | re.Pattern[str], *, within: str = "main") -> None:
        """Press the first button with these words."""
        self.page.locator(within).get_by_role("button", name=words).first.click()
        self.until_sent()
        self.look()

    def until_sent(self) -> None:
        """A form that saves while typing asks first who is signed in, and leaves the page a moment after the press."""
        expect(self.page.locator("form[data-sent]")).to_have_count(0, timeout=PATIENCE_MS)

    def fill(self, **fields: Any) -> None:
        """Fill in fields by their names: a text, a choice's value, True for a box to tick."""
        for name, value in fields.items():
            self.field(name, value)

    def field(self, name: str, value: Any) -> None:
        """Fill in one field, whatever kind it is."""
        found: Locator = self.page.locator(f"main [name='{name}']")
        kind = found.first.evaluate("field => field.type || field.tagName.toLowerCase()")
        if kind == "radio":
            self.page.locator(f"main [name='{name}'][value='{value}']").check(force=True)
        elif kind == "checkbox":
            found.first.set_checked(bool(value))
        elif kind.startswith("select"):
            found.first.select_option(str(value))
        else:
            found.first.fill(str(value))

    def reads(self, words: str | re.Pattern[str]) -> None:
        """The words stand on the page, or come within ten seconds."""
        expect(self.page.locator("main")).to_contain_text(words, timeout=PATIENCE_MS)

    def reads_not(self, words: str) -> None:
        """The words do not stand on the page."""
        expect(self.page.locator("body")).not_to_contain_text(words)

    # Looking --------------------------------------------------------------------------------------------------------

    def look_anew(self) -> None:
        """The same page has changed in place: look at it as at another."""
        self.looked_at.discard(self._kind())
        self.look()

    def _kind(self) -> str:
        return re.sub(r"\d{4}-\d{5}|\d+", "N", self.page.url.split("?")[0])

    def look(self) -> None:
        """Ask the accessibility engine about the page, wide and narrow; the same kind of page is looked at once."""
        self.page.wait_for_load_state()
        kind = self._kind()
        if kind in self.looked_at:
            return
        self.looked_at.add(kind)
        if not self.page.evaluate("typeof window.axe !== 'undefined'"):
            self.page.evaluate(AXE.read_text())
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
            found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
            for violation in found["violations"]:
                where = [" ".join(map(str, node["target"])) for node in violation["nodes"][:3]]
                self._fault(f"axe at {width} px: {violation['id']}: {violation['help']} {where}")
            too_wide = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            # Chromium rounds a fraction of a pixel up; a page that truly scrolls sideways is wider by more.
            if too_wide > 1:
                self._fault(f"{too_wide} px wider than the screen at {width} px")
        self.page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
