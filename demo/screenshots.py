"""`python -m demo.screenshots`: the README's pictures, taken of the invented municipality in a real browser."""

import os
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

from herning.processes import Child, free_port, until
from tests.browser.chromium import ARGUMENTS, path

BASE = Path(__file__).resolve().parent.parent
PICTURES = BASE / "docs" / "screenshots"
WIDTH, HEIGHT = 1400, 900
READY_SECONDS = 60.0


class Picture(NamedTuple):
    """One picture: its name, who is signed in, which page, and what stands at its top; nothing is the page's own."""

    name: str
    email: str
    page: str
    from_part: str = ""


def is_up(url: str) -> bool:
    """Whether the server answers."""
    with suppress(OSError), urllib.request.urlopen(f"{url}/healthz", timeout=5) as answer:  # noqa: S310 - our own server
        return bool(answer.status == 200)
    return False


@contextmanager
def server() -> Iterator[str]:
    """The web server on a free port, stopped afterwards."""
    port = free_port()
    url = f"http://localhost:{port}"
    program = [
        sys.executable,
        "-m",
        "gunicorn",
        "herning.wsgi:application",
        "--bind",
        f"127.0.0.1:{port}",
        "--threads",
        "4",
    ]
    web = Child.start("web", program, environment={**os.environ, "SITE_ORIGIN": url})
    try:
        until(lambda: is_up(url), READY_SECONDS)
        yield url
    finally:
        web.stop()


def pictures() -> list[Picture]:
    """The first caseworker's day, one child, and the provider's, the leader's and the manager's pages."""
    from django.utils import timezone  # noqa: PLC0415  (Django is set up by main)

    from demo import names  # noqa: PLC0415  (Django is set up by main)
    from demo.municipality import email  # noqa: PLC0415  (Django is set up by main)
    from interventions.models import Intervention  # noqa: PLC0415  (Django is set up by main)
    from reviews.models import Review  # noqa: PLC0415  (Django is set up by main)

    ida, manager = email(names.CASEWORKERS[0]), email(names.MANAGERS[0])
    soon = timezone.localdate() + timedelta(days=10)
    helped = Intervention.objects.filter(ends_on=None, case__caseworker__email=ida, case__closed_on=None)
    in_order = helped.select_related("case").order_by("starts_on", "pk")
    shown, chosen_for = in_order.filter(step=5).first(), in_order.filter(step=2).first()
    if shown is None or chosen_for is None:
        raise SystemExit("The demonstration has not been told; run `manage.py tell_demo` first.")
    # One that the provider has written to: there is something to hold it on.
    coming = Review.objects.planned().filter(
        case__caseworker__email=ida, due_on__lte=soon, case__reviews__status="held",
        case__interventions__notes__on__gte=timezone.localdate() - timedelta(days=14),
    )  # fmt: skip
    due = coming.order_by("due_on", "pk").first()
    child = f"/sager/{shown.case.number}/"
    held = [Picture("review", ida, f"/opfoelgninger/{due.pk}/hold/")] if due else []
    return [
        Picture("start-caseworker", ida, "/"),
        Picture("child", ida, child),
        Picture("choose-offer", ida, f"/sager/{chosen_for.case.number}/visitation/", "#valg"),
        *held,
        Picture("staircase", manager, "/trappen/"),
    ]


def take(browser: Browser, url: str, picture: Picture) -> None:
    """Sign in, open the page, and keep what the window shows."""
    from demo.municipality import PASSWORD  # noqa: PLC0415  (Django is set up by main)

    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, locale="da-DK")
    page = context.new_page()
    page.goto(f"{url}/konto/login/")
    page.fill('input[name="login"]', picture.email)
    page.fill('input[name="password"]', PASSWORD)
    page.click('form button[type="submit"]')
    page.wait_for_url(lambda address: "/login/" not in address)
    answer = page.goto(f"{url}{picture.page}")
    page.wait_for_load_state("networkidle")
    if picture.from_part:
        page.locator(picture.from_part).evaluate("part => part.scrollIntoView({behavior: 'instant'})")
    page.screenshot(path=PICTURES / f"{picture.name}.png")
    sys.stdout.write(f"{picture.name}.png  {answer.status if answer else '?'}  {picture.page}\n")
    context.close()


def main() -> None:
    """Tell the demonstration if need be, start the server, take every picture."""
    os.environ.update(DEBUG="false", DEMO="true", DJANGO_SETTINGS_MODULE="herning.settings")
    os.chdir(BASE)
    PICTURES.mkdir(parents=True, exist_ok=True)
    prepare = [sys.executable, "-m", "herning.prepare", "--demo", os.devnull]
    if Child.start("preparation", prepare).process.wait():
        raise SystemExit("The demonstration could not be prepared; the reason stands above.")
    import django  # noqa: PLC0415  (after the environment says which settings)

    django.setup()
    wanted = pictures()
    with server() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path(), args=list(ARGUMENTS))
        for picture in wanted:
            take(browser, url, picture)
        browser.close()


if __name__ == "__main__":
    main()
