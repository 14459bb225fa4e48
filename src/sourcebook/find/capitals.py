"""Is a capital a town or a government? "Tehran denied it" tells of a state, "protests in Tehran" of a place.

A capital stands for its government where it does what only a government does, where that is done to it, or where it is
one side of talks or ties. It is a town under a preposition of place, and where things happen to it: "Damascus fell".
"""

from functools import cache

from sourcebook.find.found import Found, How
from sourcebook.grammar import is_passive
from sourcebook.knowledge.countries import countries
from sourcebook.knowledge.folding import fold_name
from sourcebook.knowledge.frames import frames
from sourcebook.model.text import Document, MentionKind

SPEAKING = frozenset(
    "say tell add announce declare write warn ask note explain insist argue state report claim urge".split()
)
_POLITICAL = frozenset(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID REQUEST ACCUSE REJECT THREATEN SANCTION".split()
)
# What only somebody does who decides.
_STATELY = frozenset(
    "deny confirm refuse insist deploy launch send summon expel recall impose lift sign ratify recognise recognize "
    "mediate broker negotiate approve propose want hope seek plan fear believe view consider regard respond retaliate "
    "vow pledge promise arm fund back finance withdraw halt suspend resume sever restore order reiterate maintain "
    "dismiss welcome regret deplore intend aim decide invoke exercise test annex invade mobilise mobilize escalate "
    "protest acknowledge admit reaffirm signal offer demand object hail oppose favour favor".split()
)
# Whom only somebody can be, of whom something is wanted.
_ADDRESSED = frozenset(
    "accuse warn urge tell ask blame condemn criticise criticize thank praise threaten sanction pressure press arm "
    "fund support back assure inform notify persuade convince punish deter appease isolate consult remind "
    "challenge defy".split()
)
# With somebody to whom it is given: "sent Kyiv tanks".
_GIVEN = frozenset("give send lend grant offer supply hand sell promise pledge deny refuse owe".split())
_RELATIONS = frozenset(
    "talk talks relation relations tie ties tension tensions negotiation negotiations deal agreement alliance dispute "
    "rapprochement dialogue cooperation pact treaty trust rivalry understanding contact diplomacy friction row "
    "rift accord normalisation normalization link".split()
)
_OWNED = frozenset(
    "government regime army military force forces ally allies ambassador envoy diplomat policy leader leadership "
    "parliament minister ministry official troop troops support backing proxy influence rival foe enemy claim demand "
    "position decision stance response hand warning offer denial request payroll pay bidding thumb orbit client "
    "puppet creature pawn patron patronage protégé foothold".split()
)
_WILL = frozenset(
    "request behest invitation government regime ally allies consent approval insistence proxy client puppet creature "
    "instrument tool pawn vassal pay bidding patronage backing support blessing help".split()
)
# Words with the preposition behind which whoever is obeyed or needed is named.
_OBEYED = frozenset(
    {
        ("answer", "to"),
        ("beholden", "to"),
        ("loyal", "to"),
        ("subservient", "to"),
        ("owe", "to"),
        ("order", "from"),
        ("instruction", "from"),
        ("rely", "on"),
        ("depend", "on"),
    }
)
_LED = frozenset({"back", "lead", "ally", "align", "sponsor", "fund", "arm", "control", "support", "train"})


@cache
def _capitals() -> dict[str, str]:
    return {fold_name(city): c.code for c in countries() for city in c.capitals[:2]}


def acting_capital(doc: Document, f: Found) -> Found:
    """A capital that speaks, rejects or demands is its government: "Tehran rejected the charges".

    Args:
        doc: the parsed report.
        f: a capitalised name with its kind.

    Returns:
        The name as a seat of government where it acts, else as it was.
    """
    named = f.kind in {MentionKind.PLACE, MentionKind.ACTOR, MentionKind.PERSON} and f.how is How.CAPITALS
    code = _capitals().get(fold_name(f.text)) if named else None
    if code is None or not _acts(doc, f.head):
        return f
    return Found(
        first=f.first,
        last=f.last,
        head=f.head,
        kind=MentionKind.ACTOR,
        how=How.SEAT,
        text=f.text,
        country=code,
    )


def _acts(doc: Document, i: int) -> bool:
    while doc.dep[i] == "conj" and doc.head[i] != i:
        i = doc.head[i]
    h = doc.head[i]
    if doc.dep[i] == "nsubj":
        return _decides(doc, h)
    if doc.dep[i] in {"dobj", "dative", "nsubjpass"}:
        return doc.lemma[h] in _ADDRESSED or (doc.dep[i] == "dative" and doc.lemma[h] in _GIVEN)
    if doc.dep[i] in {"poss", "compound", "nmod"}:
        return doc.lemma[h] in _OWNED
    if doc.dep[i] == "npadvmod":  # "Tehran-backed"
        return doc.lemma[h] in _LED
    return doc.dep[i] == "pobj" and _party(doc, h)


def _decides(doc: Document, v: int) -> bool:
    """Whether a verb's subject does what a government does."""
    lemma = doc.lemma[v]
    if lemma in SPEAKING or any(frame.type in _POLITICAL for frame in frames().verbs.get(lemma, ())):
        return True
    return lemma in _STATELY and not is_passive(doc, v)


def _party(doc: Document, prep: int) -> bool:
    """Whether a phrase names a side: "talks between Baghdad and Erbil", "ties with Tehran", "blamed by Kyiv"."""
    above, word = doc.head[prep], doc.lower[prep]
    near = [above, *(k for k in doc.children[above] if doc.dep[k] == "dobj")]
    if any((doc.lemma[k], word) in _OBEYED for k in near):
        return True
    if word == "by":
        return doc.dep[prep] == "agent" and (
            doc.lemma[above] in _LED
            or any(f.type in _POLITICAL for f in frames().verbs.get(doc.lemma[above], ()))
        )
    if word in {"between", "with"}:
        return doc.lemma[above] in _RELATIONS or doc.lemma[above] in {
            "negotiate",
            "mediate",
            "side",
            "ally",
            "align",
        }
    if word == "of":
        return doc.lemma[above] in _WILL
    return word in {"on", "against"} and doc.lemma[above] in {"sanction", "sanctions", "pressure", "embargo"}
