"""What a language calls numbers, scales, units, months, negations and hedges: data, and one function that chooses.

English is complete for what `consistency` checks, German and French (`french`) cover the usual. Any other language falls back to digits,
currency signs and the CJK date and scale characters, so that what cannot be read is not checked and never guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from briefgen.values import Value

CURRENCIES = {
    "$": "usd",
    "us$": "usd",
    "usd": "usd",
    "€": "eur",
    "eur": "eur",
    "£": "gbp",
    "gbp": "gbp",
    "¥": "jpy",
    "円": "jpy",
    "chf": "chf",
    "₹": "inr",
}
"""Signs that stand before or after an amount in any language."""

SIGNS = {"%": "percent", "‰": "permille", "％": "percent", "°c": "celsius"}
"""Signs that stand after a number in any language."""

CJK_SCALES = {"千": 1_000, "万": 10_000, "億": 10**8, "亿": 10**8, "兆": 10**12}


class Lexicon(Value):
    """One language. Words are in small letters; hedges and speech are patterns over small letters, by class.

    decimal: the decimal sign; spaced: whether a space parts thousands, too; months: word → 1 to 12; small_months: whether
    they are written small; ranks: what makes a rank of digits, the longest first; named: whether a capital letter inside a sentence marks a name.
    clauses: where the scope of a negation or hedge ends; breaks: where one assertion ends and the next begins; certain: what asserts that something will be so; cases: words that
    make the name behind them no subject; relative: words behind which a name is the subject of its own clause; light: long
    words without content; small: all other words without content of their own, the negating ones among them.
    """

    decimal: str = "."
    spaced: bool = False
    small_months: bool = False
    ranks: tuple[str, ...] = ("st", "nd", "rd", "th")
    words: Mapping[str, int] = {}
    ordinals: Mapping[str, int] = {}
    scales: Mapping[str, int] = {}
    units: Mapping[str, str] = {}
    months: Mapping[str, int] = {}
    joints: tuple[str, ...] = ("-", ",")
    quarters: Mapping[str, int] = {}
    negations: str = ""
    hedges: Mapping[str, str] = {}
    speech: str = ""
    passive: tuple[str, ...] = ()
    clauses: str = ""
    breaks: str = ""
    cases: tuple[str, ...] = ()
    relative: tuple[str, ...] = ()
    certain: str = ""
    light: frozenset[str] = frozenset()
    small: frozenset[str] = frozenset()
    named: bool = False


@lru_cache(maxsize=256)
def lexicon(language: str) -> Lexicon:
    """The lexicon of a BCP 47 tag's base language, or the fallback."""
    base = language.partition("-")[0].lower()
    return _french() if base == "fr" else LEXICONS.get(base, FALLBACK)


@cache
def _french() -> Lexicon:
    from briefgen import french

    return Lexicon(**french.TABLES)


def _units(**names: str) -> dict[str, str]:
    """Word → unit, from unit = "word word …"."""
    return {word.replace("_", " "): unit for unit, words in names.items() for word in words.split()}


def _counted(words: str, start: int = 1) -> dict[str, int]:
    return {word: number for number, word in enumerate(words.split(), start)}


# fmt: off
_EN_WORDS = {
    **_counted(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
        " eighteen nineteen twenty", 2,
    ),
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "zero": 0, "dozen": 12,
}

_EN_LIGHT = _counted(
    "about above after again almost along already although always among another around because before being below "
    "between could during early either every first further going having itself later least might never other others "
    "quite rather recently second seems several shall since still such their theirs there these thing things third "
    "also been both does done from gave give gives goes have here into just like made make makes many more most much must "
    "once only over same says said seen some than that them then they this thus time used uses very want wants well were "
    "what when will with your "
    "those though through together under until upon where whether which while whose within without would "
)

_EN_SMALL = _counted(
    "all and any are but can did for get got had has her him his how its let may nor not now off one our out own per put "
    "say she the too two via given either  was way who why yet you each both "
    "cannot denied denies deny lack lacked lacks neither nobody none nothing refuse refused refuses failed fails without "
)

ENGLISH = Lexicon(
    words=_EN_WORDS,
    ordinals=_counted("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"),
    scales={
        "hundred": 100, "thousand": 1_000, "million": 10**6, "millions": 10**6, "mn": 10**6, "m": 10**6, "k": 1_000,
        "billion": 10**9, "billions": 10**9, "bn": 10**9, "b": 10**9, "trillion": 10**12, "tn": 10**12,
    },
    units=_units(
        percent="percent per_cent", points="percentage_points", usd="dollars dollar", eur="euros euro",
        gbp="pounds pound", jpy="yen", crown="crowns crown", florin="florins florin", franc="francs franc",
        dinar="dinars dinar", second="seconds", minute="minutes minute", hour="hours hour", day="days day",
        week="weeks week", month="months month", year="years year", kg="kilograms kilogram kg", t="tonnes tonne tons ton",
        km="kilometres kilometre kilometers kilometer km", mile="miles mile", m="metres metre meters meter",
        foot="feet foot", kw="kw kilowatts", mw="mw megawatts", gw="gw gigawatts", kwh="kwh", barrel="barrels barrel",
        tb="terabytes tb", gb="gigabytes gb",
    ),
    months={
        **_counted("january february march april may june july august september october november december"),
        "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11,
        "dec": 12,
    },
    joints=("or", "and", "to", "-", ","),
    quarters={
        "first quarter": 1, "second quarter": 2, "third quarter": 3, "fourth quarter": 4, "last quarter": 4,
        "q1": 1, "q2": 2, "q3": 3, "q4": 4,
    },
    # "not only … but also" and "or not" deny nothing.
    # The word boundary stands once in front, so that inside a word no alternative is tried.
    negations=r"\b(?:not\b(?! only\b.*\bbut\b)|no\b(?! doubt)|none\b|nobody\b|no-one\b|nothing\b|never\b|neither\b|cannot\b"
    r"|without\b|den(?:y|ies|ied)\b|refus(?:e|es|ed)\b|lack(?:s|ed)?\b|fail(?:s|ed)? to\b|leav(?:e|es|ing) out\b"
    r"|left out\b|omit(?:s|ted)?\b)|n't\b",
    hedges={
        "seeming": r"\b(?:appear(?:s|ed)? to|seem(?:s|ed)?\b|apparent(?:ly)?)",
        "expectation": r"\b(?:(?:is|are|was|were|be) (?:\w+ly )?(?:expected|set|poised|due|planned|projected|forecast|likely)"
        r" to|intend(?:s|ed)? to|intends?\b|aim(?:s|ed|ing)? (?:to|at)|plan(?:s|ned)? to|seeks? to)\b",
        "hearsay": r"\b(?:(?:is|are|was|were) (?:said|reported|believed|thought|alleged|rumou?red|understood) to"
        r"|reportedly|allegedly|alleged|rumou?red|said to)\b",
        # "5 May", "May 5" and "in May" are months.
        "possibility": r"\b(?:(?<!\d )(?<!\bin )(?<!\bof )(?<!\bby )(?<!\bsince )(?<!\buntil )(?<!\bearly )(?<!\blate )may(?! \d)"
        r"|might|could(?! not)|potential(?:ly)?|possib(?:le|ly)|perhaps|probabl[ey])\b",
        "condition": r"\bwould\b",
        "approximation": r"\b(?:about|around|nearly|almost|roughly|approximately|some)"
        r" (?=[$€£]?\d|two|three|four|five|six|seven|eight|nine|ten|twenty|half)",
        "bound": r"\b(?:more than|over|at least|less than|fewer than|under|up to|at most)"
        r" (?=[$€£]?\d|half|two|three|four|five|six|seven|eight|nine|ten|twenty)",
    },
    # The source's own voice does not say these; somebody in it does.
    speech=r"\b(?:said|says|told|tells|argues?|argued|claims? that|claimed|insist(?:s|ed)|in the view of|according to)\b",
    passive=("by",),
    certain=r"\b(?:will|certainly|undoubtedly|definitely)\b(?! not)",
    light=frozenset(_EN_LIGHT),
    small=frozenset(_EN_SMALL),
    relative=("that", "which", "whom"),
    cases=("of", "in", "on", "at", "from", "for", "with", "to", "against", "through", "among", "between", "than"),
    breaks=r"[,;:.!?()\u2014]|\b(?:and|but|or)\b",
    clauses=r"[,;:.!?()\u2014]|\b(?:and|but|or|nor|though|although|because|whether|while|which|that|who|whom|whose|if|when"
    r"|where|how|what|why|than|as|so|until|before|after|since)\b",
    named=True,
)

_DE_SMALL = _counted(
    "aber alle als also am auch auf aus bei beim bereits bestreitet bestritt bestritten bis bisher damit dann das dass davon "
    "dazu dem den denn der des die dies diese diesem diesen dieser dieses doch dort durch ein eine einem einen einer eines "
    "erst für gab geben gegeben gegen gibt habe haben hat hatte hatten ihm ihn ihr ihre ihrem ihren ihrer immer ist jede "
    "jeden jeder jedes jetzt kann kein keine keinem keinen keiner keines können man mehr mit muss nach nicht nichts nie "
    "niemals niemand noch nun nur oder ohne schon sehr seien sein seine seinem seinen seiner seit sich sie sind sondern über "
    "und uns unser unsere unter viel vom von vor wann war waren was weder weil wenn wer werde werden wie wieder wird wir wo "
    "wurde wurden zum zur zwar zwischen"
)

GERMAN = Lexicon(
    decimal=",",
    words={
        **_counted("zwei drei vier fünf sechs sieben acht neun zehn elf zwölf", 2),
        "zwanzig": 20, "dreißig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60, "achtzig": 80, "neunzig": 90,
        "hundert": 100, "tausend": 1_000,
    },
    ordinals={
        f"{stem}{ending}": number
        for stem, number in _counted("erst zweit dritt viert fünft sechst siebt acht neunt zehnt").items()
        for ending in (("e", "er", "es", "en", "em") if stem != "acht" else ("e", "en"))
    },
    scales={
        "tausend": 1_000, "tsd": 1_000, "million": 10**6, "millionen": 10**6, "mio": 10**6, "milliarde": 10**9,
        "milliarden": 10**9, "mrd": 10**9, "billion": 10**12, "billionen": 10**12,
    },
    units=_units(
        percent="prozent", usd="dollar dollars us-dollar", eur="euro euros", gbp="pfund", jpy="yen", crown="kronen krone",
        franc="franken", dinar="dinar", minute="minuten minute", hour="stunden stunde", day="tage tag tagen",
        week="wochen woche", month="monate monat monaten", year="jahre jahr jahren", t="tonnen tonne",
        km="kilometer km", m="meter metern", kg="kilogramm kg", kwh="kwh", mw="mw megawatt", gw="gw gigawatt",
    ),
    months={
        **_counted("januar februar märz april mai juni juli august september oktober november dezember"),
        "jänner": 1, "feber": 2,
    },
    joints=("oder", "und", "bis", "-", ","),
    quarters={"erstes quartal": 1, "zweites quartal": 2, "drittes quartal": 3, "viertes quartal": 4},
    negations=r"\b(?:nicht\b(?! nur)|kein(?:e|en|em|er|es)?\b|nie(?:mals|mand(?:em|en)?)?\b|nichts\b|weder\b|ohne\b"
    r"|bestr(?:eitet|itt|itten|eiten)\b|dementier\w+)",
    hedges={
        "seeming": r"\b(?:scheint|scheinen|schien|schienen|anscheinend|offenbar)\b",
        "expectation": r"\b(?:soll|sollen|sollte|sollten|voraussichtlich|erwartet|geplant|plant|planen|will|wollen|beabsichtig\w+)\b",
        "hearsay": r"\b(?:angeblich|laut|dem vernehmen nach)\b",
        "possibility": r"\b(?:könnte|könnten|möglich\w*|vielleicht|womöglich|potenziell\w*|wahrscheinlich\w*|mutmaßlich\w*)\b",
        "condition": r"\b(?:würde|würden)\b",
        "approximation": r"\b(?:etwa|rund|knapp|ungefähr|fast|gut|circa|ca\.) (?=\d|zwei|drei|vier|fünf|zehn|hundert)",
        "bound": r"\b(?:mehr als|über|mindestens|weniger als|unter|bis zu|höchstens) (?=\d|zwei|drei|vier|fünf|zehn|hundert)",
    },
    speech=r"\b(?:sagte|sagt|erklärte|erklärt|betonte|zufolge|laut)\b",
    passive=("von", "durch"),
    clauses=r"[,;:.!?()\u2014]|\b(?:und|aber|oder|sondern)\b",
    breaks=r"[,;:.!?()\u2014]|\b(?:und|aber|oder|sondern)\b",
    small=frozenset(_DE_SMALL),
)

# fmt: on

FALLBACK = Lexicon()

LEXICONS: Mapping[str, Lexicon] = {"en": ENGLISH, "de": GERMAN}
"""Base language → lexicon. A language that is not here falls back."""
