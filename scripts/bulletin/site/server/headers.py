"""What a server must say with each file: the one place that the deploy kit is checked against.

`expected(path)` gives the headers for a path below the site's root; `bulletin doctor` compares a
running server with it, and the tests compare the shipped configurations.
"""

from __future__ import annotations

import re

DIRECTIVES = {
    "default-src": "'none'",
    "script-src": "'self' 'wasm-unsafe-eval'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "frame-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": (
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"
    ),
}
FOREVER = "public, max-age=31536000, immutable"
SHORT = "public, max-age=60"
REVALIDATE = "no-cache"

TYPES = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "mjs": "text/javascript",
    "wasm": "application/wasm",
    "json": "application/json",
    "xml": "text/xml",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "webmanifest": "application/manifest+json",
    "csv": "text/csv",
    "txt": "text/plain",
    "epub": "application/epub+zip",
    "pdf": "application/pdf",
    "zip": "application/zip",
}
# Their text is UTF-8 and the server says so; a wasm or a PDF has no charset.
TEXTUAL = {"html", "css", "js", "mjs", "json", "xml", "svg", "webmanifest", "csv", "txt"}

# The name holds a hash of the content: another content has another name, so it never goes stale.
_HASHED = re.compile(
    r"(?:^|/)assets/runtime/[0-9a-f]{8,}/"
    r"|(?:^|/)assets/search/[0-9a-f]{8,}/"
    r"|\.[0-9a-f]{8,}\.[^/]+$"
)
_EMBEDDED = re.compile(r"(?:^|/)embed/")


def policy(path: str) -> str:
    """The content security policy: pages below `embed/` may stand in frames of other sites."""
    ancestors = "*" if _EMBEDDED.search(path) else "'self'"
    rules = {**DIRECTIVES, "frame-ancestors": ancestors}
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def suffix(path: str) -> str:
    """The ending that decides type and caching; a folder's address is a page."""
    name = path.rsplit("/", 1)[-1]
    return name.rsplit(".", 1)[-1].lower() if "." in name else "html"


def immutable(path: str) -> bool:
    """Whether the address holds a hash of the content."""
    return bool(_HASHED.search(path))


def caching(path: str) -> str:
    """How long a reader's browser may keep a file without asking again."""
    if immutable(path):
        return FOREVER
    return SHORT if suffix(path) == "html" else REVALIDATE


def media_type(path: str) -> str | None:
    """The type that the server must name, None where any will do."""
    kind = TYPES.get(suffix(path))
    return f"{kind}; charset=utf-8" if kind and suffix(path) in TEXTUAL else kind


def expected(path: str) -> dict[str, str]:
    """Every header that must come with a path below the site's root."""
    headers = {
        "Content-Security-Policy": policy(path),
        **SECURITY,
        "Cache-Control": caching(path),
    }
    kind = media_type(path)
    return {"Content-Type": kind, **headers} if kind else headers
