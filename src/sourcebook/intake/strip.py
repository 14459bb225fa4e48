"""Words out of a fragment of HTML, for feeds."""

import re
from html.parser import HTMLParser

BLOCKS = frozenset(
    {
        *(
            "p",
            "div",
            "br",
            "li",
            "ul",
            "ol",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "tr",
            "table",
            "blockquote",
        ),
        *("section", "article", "header", "footer", "hr"),
    }
)
DECLARATION = re.compile(r"<!(?!--)[^>]*>?")  # on a broken one, HTMLParser stops with an assertion
UNSEEN = frozenset(("script", "style", "template", "noscript", "iframe", "figure", "svg"))


class _Words(HTMLParser):
    """Gathers what a reader would see."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - HTMLParser's
        self.unseen += tag in UNSEEN
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.unseen = max(0, self.unseen - (tag in UNSEEN))
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.parts.append(data.replace("\n", " "))


def strip_html(fragment: str) -> str:
    """The words of a fragment, one paragraph a line.

    Args:
        fragment: HTML without a head, or plain text.
    """
    if "<" not in fragment and "&" not in fragment:
        return fragment.strip()
    reader = _Words()
    reader.feed(DECLARATION.sub(" ", fragment))
    reader.close()
    paragraphs = (" ".join(p.split()) for p in "".join(reader.parts).split("\n"))
    return "\n".join(filter(None, paragraphs))
