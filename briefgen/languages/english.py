"""What English calls numbers, units, months, negations and hedges: all that the rules about words look for."""

from __future__ import annotations

from briefgen.languages.lexicon import Lexicon, counted, units

# fmt: off
_WORDS = {
    **counted(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
        " eighteen nineteen twenty", 2,
    ),
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "zero": 0, "dozen": 12,
}

_LIGHT = (
    "about above after again almost along already although always among another around because before being below "
    "between could during early either every first further going having itself later least might never other others "
    "quite rather recently second seems several shall since still such their theirs there these thing things third "
    "also been both does done from gave give gives goes have here into just like made make makes many more most much must "
    "once only over same says said seen some than that them then they this thus time used uses very want wants well were "
    "what when will with your "
    "those though through together under until upon where whether which while whose within without would "
)

_SMALL = (
    "all and any are but can did for get got had has her him his how its let may nor not now off one our out own per put "
    "say she the too two via given either  was way who why yet you each both "
    "cannot denied denies deny lack lacked lacks neither nobody none nothing refuse refused refuses failed fails without "
)

LEXICON = Lexicon(
    words=_WORDS,
    ordinals=counted("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"),
    scales={
        "hundred": 100, "thousand": 1_000, "million": 10**6, "millions": 10**6, "mn": 10**6, "m": 10**6, "k": 1_000,
        "billion": 10**9, "billions": 10**9, "bn": 10**9, "b": 10**9, "trillion": 10**12, "tn": 10**12,
    },
    units=units(
        percent="percent per_cent", points="percentage_points", usd="dollars dollar", eur="euros euro",
        gbp="pounds pound", jpy="yen", crown="crowns crown", florin="florins florin", franc="francs franc",
        dinar="dinars dinar", second="seconds", minute="minutes minute", hour="hours hour", day="days day",
        week="weeks week", month="months month", year="years year", kg="kilograms kilogram kg", t="tonnes tonne tons ton",
        km="kilometres kilometre kilometers kilometer km", mile="miles mile", m="metres metre meters meter",
        foot="feet foot", kw="kw kilowatts", mw="mw megawatts", gw="gw gigawatts", kwh="kwh", barrel="barrels barrel",
        tb="terabytes tb", gb="gigabytes gb",
    ),
    months={
        **counted("january february march april may june july august september october november december"),
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
    light=frozenset(_LIGHT.split()),
    small=frozenset(_SMALL.split()),
    relative=("that", "which", "whom"),
    cases=("of", "in", "on", "at", "from", "for", "with", "to", "against", "through", "among", "between", "than"),
    breaks=r"[,;:.!?()\u2014]|\b(?:and|but|or)\b",
    clauses=r"[,;:.!?()\u2014]|\b(?:and|but|or|nor|though|although|because|whether|while|which|that|who|whom|whose|if|when"
    r"|where|how|what|why|than|as|so|until|before|after|since)\b",
    named=True,
)
