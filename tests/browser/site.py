"""A site that exists only inside the browser: our templates and files, answered by Playwright."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template import engines
from playwright.sync_api import BrowserContext, Route

GALLERY = Path(__file__).parent / "gallery"
# The strictest of what the product sends: nothing inline, nothing from elsewhere.
CSP = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
Answer = Callable[[Route], None]

NODE = {
    "node_name": "Pusdalops Kendal",
    "node_kind": "DEMO",
    "zone": "Asia/Jakarta",
    "person": "Sari Wulandari",
    "role": "Operator 112 · Shift malam",
    "request_id": "0198f2c4a7",
    "live_after": 100,
}


def times() -> dict[str, str]:
    """ISO stamps around now: t12 is twelve seconds ago, f40 forty seconds ahead."""
    now = datetime.now(UTC)
    past = {f"t{s}": now - timedelta(seconds=s) for s in (5, 12, 70, 95, 200, 840)}
    ahead = {f"f{s}": now + timedelta(seconds=s) for s in (40, 900)}
    return {name: at.isoformat() for name, at in {**past, **ahead}.items()}


def render(name: str, *, theme: str = "", **context: Any) -> str:
    """A gallery page, or one of the product's own templates by its path."""
    path = GALLERY / name
    source = path.read_text() if path.exists() else f'{{% extends "{name}" %}}'
    shown = {"page": {**NODE, "theme": theme}, "t": times(), "csrf_token": "C" * 64, **context}
    return str(engines["django"].from_string(source).render(shown))


class Site:
    """Answers for one browser context; `answers` takes what a test wants to say itself."""

    def __init__(self, context: BrowserContext, origin: str = "http://localhost") -> None:
        self.origin = origin
        self.answers: dict[str, Answer] = {}
        self.errors: list[str] = []
        context.route("**/*", self._answer)
        context.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        context.on("weberror", lambda e: self.errors.append(str(e.error)))

    def page(self, path: str, html: str) -> str:
        """Serve a page at `path`; gives its address."""
        self.answers[path] = lambda route: route.fulfill(
            body=html, content_type="text/html", headers={"Content-Security-Policy": CSP}
        )
        return f"{self.origin}{path}"

    def _answer(self, route: Route) -> None:
        path = "/" + route.request.url.split("/", 3)[3].split("?")[0]
        if path in self.answers:
            self.answers[path](route)
        elif path.startswith(settings.STATIC_URL):
            self._static(route, path.removeprefix(settings.STATIC_URL))
        elif path == "/api/v1/live":
            route.fulfill(body=": kentongan\n\n" + beat(100), content_type="text/event-stream")
        else:
            route.fulfill(status=204)

    def _static(self, route: Route, path: str) -> None:
        found = finders.find(path)
        if not found:
            self.errors.append(f"static file absent: {path}")
            route.fulfill(status=404)
            return
        content_type = TYPES.get(Path(found).suffix, "application/octet-stream")
        route.fulfill(body=Path(found).read_bytes(), content_type=content_type)


def beat(seq: int) -> str:
    """The stream's sign of life."""
    return f'id: {seq}\nevent: beat\ndata: {{"seq":{seq}}}\n\n'


def entry(seq: int, kind: str) -> str:
    """One entry as the stream sends it."""
    return f'id: {seq}\nevent: {kind}\ndata: {{"seq":{seq},"kind":"{kind}","subject_id":"s"}}\n\n'
