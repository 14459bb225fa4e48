"""What does the parser often get wrong? Its tokens are mended where grammar alone tells better."""

from functools import cache

from sourcebook.knowledge.lexicons import lexicon
from sourcebook.parse.columns import Columns

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_ITS_OWN = frozenset({"ROOT", "ccomp", "advcl", "parataxis"})  # clauses that share no subject with another
_ARTICLES = frozenset("al el as ad an ar at az ash ul".split())  # Arabic's, written with a hyphen in names
_WHEREABOUTS = frozenset(
    "Near Around Outside Inside Across Along Amid Despite Throughout Beyond Behind".split()
)
_LISTED = 8  # tokens in which the last of a list of names begins
_HELPERS = 4  # tokens before a verb: "had not yet been"


def mend(columns: Columns, base: int) -> None:
    """Mend the tokens of a block in place.

    Args:
        columns: the tokens by now.
        base: the first of the block.
    """
    work = _Mending(columns)
    if "-" in columns.words[base:]:
        work.rejoin(base)
    work.reattach(base)


class _Mending:
    """Mends some columns."""

    def __init__(self, columns: Columns) -> None:
        self.words, self.lower, self.lemma = columns.words, columns.lower, columns.lemma
        self.pos, self.tag = columns.pos, columns.tag
        self.dep, self.head, self.start = columns.dep, columns.head, columns.start

    def rejoin(self, base: int) -> None:
        """Give a name like "al-Assad", whose two halves the parser hung on different words, to the earlier one."""
        for i in range(base, len(self.words) - 2):
            last = i + 2
            if self.words[i + 1] != "-" or self.words[i].lower() not in _ARTICLES or self.tag[last] != "NNP":
                continue
            if self.start[last] - self.start[i] != len(self.words[i]) + 1:
                continue
            if self.head[i] < i and self.head[last] > last:
                self.head[last], self.dep[last] = self.head[i], self.dep[i]
                for k in range(base, i):
                    self.head[k] = last if self.head[k] == i else self.head[k]
                self.head[i], self.dep[i] = last, "compound"
                self.head[i + 1], self.dep[i + 1] = last, "punct"

    def reattach(self, base: int) -> None:
        """Hang what the parser joined by "and" to the wrong one of two verbs on the other.

        "Denied that they had fired and accused the army": who denies accuses. "Said they were rebels and had come from
        abroad": who came is who were.
        """
        telling = _telling_verbs()
        for v in range(base, len(self.words)):
            self._mend(v)
            if self.tag[v] in _FINITE:
                self._begin_anew(v, base)
            above = self.head[v]
            if self.dep[v] != "conj" or self.pos[v] != "VERB" or above >= v:
                continue
            own = {self.dep[k] for k in range(above + 1, v) if self.head[k] == v}
            over = self.head[above]
            if own & {"nsubj", "nsubjpass", "mark"}:
                continue
            if self.lemma[v] in telling and self.lemma[above] not in telling:
                told = self.dep[above] == "ccomp" and over < above and self.lemma[over] in telling
                if told and self.tag[v] == self.tag[over] == "VBD":
                    self._rehang(v, over)
            elif self.lemma[above] in telling and self._told_before(v):
                told_by = [k for k in range(above + 1, v) if self.head[k] == above and self.dep[k] == "ccomp"]
                if told_by:
                    self._rehang(v, told_by[-1])

    def _mend(self, k: int) -> None:
        """Take a noun or preposition for what it is where the parser often errs."""
        if self.dep[k] == "appos":
            self._list(k)
        elif self.dep[k] == "dobj":
            self._describe(k)
        elif self.tag[k] == "NNP" and self.words[k] in _WHEREABOUTS:
            self._locate(k)
        elif self.lower[k] == "between":
            self._part(k)

    def _begin_anew(self, v: int, base: int) -> None:
        """Take the second name of "entered Damascus and Assad fled" for the subject of the verb right behind it."""
        k = v - 1
        joined = k > base and self.dep[k] == "conj" and self.pos[k] == "PROPN" and self.head[k] < k
        if not joined or self.dep[v] not in _ITS_OWN or self.dep[self.head[k]] not in {"dobj", "pobj"}:
            return
        if not any(self.head[t] == v and self.dep[t] in _SUBJECTS for t in range(base, v)):
            self.head[k], self.dep[k] = v, "nsubj"

    def _rehang(self, v: int, to: int) -> None:
        """Hang a verb on another, with the "and" before it."""
        left = self.head[v]
        for k in range(left + 1, v):
            if self.head[k] == left and self.dep[k] == "cc":
                self.head[k] = to
        self.head[v] = to

    def _list(self, k: int) -> None:
        """Take the second of "Mali, Burkina Faso and Niger" for one of three, not for another name of the first."""
        first = self.head[k]
        names = first < k and self.words[first + 1] == "," and self.pos[first] == self.pos[k] == "PROPN"
        if names and all(self.tag[t] == "NNP" for t in range(first + 2, k)):
            following = {
                self.dep[t]: t for t in range(k + 1, min(k + _LISTED, len(self.words))) if self.head[t] == k
            }
            if (
                "cc" in following
                and self.pos[following.get("conj", k - 1)] == "PROPN"
                and following.get("cc") == k + 1
            ):
                self.dep[k] = "conj"

    def _describe(self, k: int) -> None:
        """Take the second object of "armed the FDLR, a militia" for what the first is."""
        verb = self.head[k]
        first = next((t for t in range(verb + 1, k) if self.head[t] == verb and self.dep[t] == "dobj"), k)
        opens = next((t for t in range(first + 1, k) if self.head[t] == k), k)
        described = self.pos[first] == "PROPN" and self.pos[k] == "NOUN" and self.lower[opens] in {"a", "an"}
        if described and self.words[opens - 1] == ",":
            self.head[k], self.dep[k] = first, "appos"

    def _locate(self, p: int) -> None:
        """Take the first word of "Near Gao, troops fired" for what it is, not for a part of the name behind it."""
        name = self.head[p]
        over = self.head[name]
        if p and self.words[p - 1][0].isalnum():
            return  # "the Near East"
        if self.dep[p] == "compound" and name != over:
            self.head[p], self.dep[p] = over, "prep"
            self.head[name], self.dep[name] = p, "pobj"
        if self.dep[p] == "prep":
            self.pos[p], self.tag[p] = "ADP", "IN"

    def _part(self, between: int) -> None:
        """Take "between the AA and army troops" for two sides, not for the troops of both."""
        near = range(between + 1, min(between + _LISTED, len(self.words)))
        sides = next((t for t in near if self.head[t] == between and self.dep[t] == "pobj"), between)
        one = next(
            (t for t in near if self.head[t] == sides and self.dep[t] in {"nmod", "compound"}), between
        )
        below = {self.dep[t]: t for t in range(one + 1, sides) if self.head[t] == one}
        named = self.pos[one] == "PROPN" or any(
            self.head[t] == one and self.dep[t] == "det" for t in range(between + 1, one)
        )
        if one == between or self.tag[sides] != "NNS" or not named or not {"cc", "conj"} <= below.keys():
            return
        if any(self.head[t] == sides and self.dep[t] == "conj" for t in range(sides, near.stop)):
            return
        other = below["conj"]
        self.head[one], self.dep[one] = between, "pobj"
        self.head[sides], self.dep[sides] = one, "conj"
        self.head[other], self.dep[other] = sides, "compound"

    def _told_before(self, v: int) -> bool:
        """Whether a verb stands further back in time than the simple past, or is still to come then."""
        helpers = {self.lower[k] for k in range(max(0, v - _HELPERS), v) if self.head[k] == v}
        return self.tag[self.head[v]] == "VBD" and not helpers.isdisjoint({"had", "would"})


@cache
def _telling_verbs() -> frozenset[str]:
    """Verbs of telling, promising, asking and judging."""
    table = lexicon("attribution")
    return frozenset((*table["verbs"], *table["wills"], *table["judging"]))
