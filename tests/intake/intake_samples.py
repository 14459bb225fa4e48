"""Reports, feeds and PDFs made up for these tests, and a site that serves them."""

import io
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from sourcebook.intake import Failure, reports
from sourcebook.model.text import Report

STORY = (
    "Rebels seized the border post on Sunday, officials said, and the army withdrew from the town.\n"
    "The governor said that the road to the capital was closed and that four soldiers were wounded.\n"
)
PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Rebels seize border post</title>
<meta property="og:site_name" content="The Example Post"><meta name="author" content="Jane Doe">
<meta property="article:published_time" content="2024-12-08T22:10:00-05:00"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Rebels seize border post</h1>
{"".join(f"<p>{line}</p>" for line in STORY.splitlines())}
<p>Sign up for our newsletter</p></article></body></html>"""
ITEM = "<item><title>{title}</title><link>http://example.org/{title}</link>{rest}</item>"
DATED = "<description>&lt;p&gt;Rebels seized the border post, and the army said that it left.&lt;/p&gt;"
DATED += "</description><pubDate>Sun, 08 Dec 2024 23:30:00 -0500</pubDate>"


Save = Callable[..., Path]  # writes bytes or words into a file, and gives its path


def feed(*items: str) -> bytes:
    channel = f"<channel><title>Example News</title>{''.join(items)}</channel>"
    return f'<?xml version="1.0"?><rss version="2.0">{channel}</rss>'.encode()


def item(title: str, rest: str = DATED) -> str:
    return ITEM.format(title=title, rest=rest)


def pdf(*pages: str) -> bytes:
    """A PDF written by hand: one line of text a page."""
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    bodies = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>"]
    bodies.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for i, text in enumerate(pages):
        drawn = f"BT /F1 12 Tf 40 700 Td ({text}) Tj ET" if text else ""
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {5 + 2 * i} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        bodies.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
    out, offsets = io.BytesIO(b"%PDF-1.4\n"), []
    out.seek(0, io.SEEK_END)
    for n, body in enumerate(bodies, start=1):
        offsets.append(out.tell())
        out.write(f"{n} 0 obj\n{body}\nendobj\n".encode())
    start = out.tell()
    out.write(f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n".encode())
    out.write("".join(f"{o:010d} 00000 n \n" for o in offsets).encode())
    out.write(f"trailer\n<< /Size {len(bodies) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def only_report(*sources: object, **options: object) -> Report:
    (found,) = reports(map(str, sources), **options)  # type: ignore[arg-type]
    assert isinstance(found, Report), found
    return found


def only_failure(*sources: object, **options: object) -> Failure:
    (found,) = reports(map(str, sources), **options)  # type: ignore[arg-type]
    assert isinstance(found, Failure), found
    return found


@dataclass
class Site:
    """A web server on this machine; a route is a function that answers."""

    url: str
    server: ThreadingHTTPServer
    routes: dict[str, Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=dict)
    seen: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def serve(self, path: str, body: bytes, kind: str = "text/html; charset=utf-8", **headers: str) -> str:
        def answer(request: BaseHTTPRequestHandler) -> None:
            request.send_response(200)
            if kind:
                request.send_header("Content-Type", kind)
            for name, value in headers.items():
                request.send_header(name.replace("_", "-"), value)
            request.send_header("Content-Length", str(len(body)))
            request.end_headers()
            request.wfile.write(body)

        self.routes[path] = answer
        return self.url + path

    def redirect(self, path: str, to: str) -> str:
        def answer(request: BaseHTTPRequestHandler) -> None:
            request.send_response(302)
            request.send_header("Location", to)
            request.send_header("Content-Length", "0")
            request.end_headers()

        self.routes[path] = answer
        return self.url + path
