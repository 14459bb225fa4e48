"""Claims in RDF as Web Annotations of the words that say them, and reports with whose they are."""

from collections.abc import Iterable, Iterator

from sourcebook.export.ftm_entity import web as on_the_web
from sourcebook.export.quoted import around
from sourcebook.export.rdf_terms import Iri, Literal, Term, Thing, named, numbers, texts, thing, web
from sourcebook.export.standing import standing_out
from sourcebook.ledger import Entry, Source


def claim_things(entry: Entry, body: Iri, text: str, label: str) -> Iterator[Thing]:
    """A claim, the words at which it points, and how they are found.

    Args:
        entry: the claim.
        body: the incident or tie of which it tells.
        text: its report's text.
        label: what it says, in a line.
    """
    iri = named("claim", entry.claim.id)
    target, place, words = (Iri(f"{iri.value}#{part}") for part in ("target", "position", "quote"))
    yield _annotation(entry, iri, body, target, label)
    source: list[Term] = [named("report", entry.source.id)]
    yield thing(target, ("oa:SpecificResource",), oa_hasSource=source, oa_hasSelector=[place, words])
    quote = entry.claim.quote
    prefix, suffix = around(text, quote)
    yield thing(
        place, ("oa:TextPositionSelector",), oa_start=[_count(quote.start)], oa_end=[_count(quote.end)]
    )
    said = {"oa_exact": entry.words, "oa_prefix": prefix, "oa_suffix": suffix}
    yield thing(words, ("oa:TextQuoteSelector",), **{name: texts(value) for name, value in said.items()})


def _annotation(entry: Entry, iri: Iri, body: Iri, target: Iri, label: str) -> Thing:
    claim, standing = entry.claim, standing_out(entry.standing)
    judged = standing.get("at")
    return thing(
        iri,
        ("oa:Annotation", "prov:Entity"),
        rdfs_label=texts(label),
        oa_hasBody=[body],
        oa_hasTarget=[target],
        oa_motivatedBy=[Iri("http://www.w3.org/ns/oa#classifying")],
        prov_wasDerivedFrom=[named("report", entry.source.id)],
        prov_wasAttributedTo=_outlet(entry.source),
        prov_generatedAtTime=[Literal(entry.source.read_at.isoformat(), "xsd:dateTime")],
        sb_stage=texts(claim.stage),
        sb_speaker=texts(claim.speaker),
        sb_stance=texts(str(claim.stance)),
        sb_modality=texts(str(claim.modality)),
        sb_score=numbers(claim.score),
        sb_status=texts(standing["status"]),
        sb_judgedBy=texts(standing.get("by")),
        sb_judgedAt=[Literal(judged, "xsd:dateTime")] if judged else [],
        sb_note=texts(standing.get("note")),
    )


def report_things(sources: Iterable[Source]) -> Iterator[Thing]:
    """Reports, and the outlets that printed them.

    Args:
        sources: the reports.
    """
    outlets: dict[Iri, str] = {}
    for source in sources:
        if source.publisher:
            outlets[named("outlet", source.publisher)] = source.publisher
        yield _report(source)
    for iri, name in outlets.items():
        yield thing(iri, ("prov:Agent", "prov:Organization"), rdfs_label=texts(name) or texts(iri.value))


def _report(source: Source) -> Thing:
    return thing(
        named("report", source.id),
        ("prov:Entity", "schema:NewsArticle"),
        rdfs_label=texts(source.label) or texts(source.id),
        dcterms_title=texts(source.title),
        dcterms_creator=texts(source.author),
        dcterms_date=texts(source.published.edtf if source.published else None),
        dcterms_language=texts(source.language),
        prov_wasAttributedTo=_outlet(source),
        schema_url=[web(a) for a in on_the_web([source.address])],
        schema_sha256=texts(source.sha256),
    )


def _outlet(source: Source) -> list[Term]:
    return [named("outlet", source.publisher)] if source.publisher else []


def _count(n: int) -> Literal:
    return Literal(str(n), "xsd:nonNegativeInteger")
