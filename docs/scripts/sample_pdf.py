"""Make the sample PDF from its text: `python docs/scripts/sample_pdf.py`.

The page is written by hand, so that no PDF library is needed and the same text always gives the same bytes.
"""

from pathlib import Path

SAMPLES = Path(__file__).parents[2] / "src/sourcebook/samples"
SOURCE = SAMPLES / "source/13-quarterdeck-briefing.txt"
TARGET = SAMPLES / "13-quarterdeck-briefing.pdf"
TITLE = "Quarterdeck Briefing, weekly note 1/2025"
CREATED = "D:20250102080000Z"


def page(text: str) -> bytes:
    """Drawing orders for one A4 page of 11-point Helvetica, one line of text below the other.

    Args:
        text: what stands on the page; its lines are kept as they are.
    """
    lines = [line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for line in text.splitlines()]
    shown = "\n".join(f"({line}) Tj T*" for line in lines)
    return f"BT /F1 11 Tf 14 TL 72 790 Td\n{shown}\nET".encode("cp1252")


def pdf(text: str) -> bytes:
    """A whole PDF file.

    Args:
        text: what stands on its only page.
    """
    drawn = page(text)
    bodies = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 7 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< /Title ({TITLE}) /CreationDate ({CREATED}) >>".encode("ascii"),
        b"<< /Font << /F1 5 0 R >> >>",
    )
    out, offsets = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", []
    for number, body in enumerate(bodies, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(bodies) + 1
    tail = b"trailer\n<< /Size %d /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n%s%s" % (size, table, tail)


if __name__ == "__main__":
    TARGET.write_bytes(pdf(SOURCE.read_text(encoding="utf-8")))
