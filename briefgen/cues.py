"""The words by which a draft guesses: one record of cues for each language, and a cautious one for all others.

A guess proposes, an editor decides. So a cue earns its place by being right most of the time in any article; there is
none here for one text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cues:
    """What one language says: patterns for kinds of sentences, words that are never names, months and groups."""

    forecast: re.Pattern[str]
    opinion: re.Pattern[str]
    speech: str
    according: str
    asked: re.Pattern[str]
    pronoun: str
    addresses: re.Pattern[str]
    """Words that speak to the reader, as prompts do and reports do not."""
    byline: re.Pattern[str]
    boilerplate: tuple[tuple[re.Pattern[str], str], ...]
    months: tuple[str, ...]
    parts: tuple[tuple[str, tuple[int, int]], ...]
    about: str
    common: frozenset[str]
    titles: frozenset[str]
    groups: re.Pattern[str]
    organisation: re.Pattern[str]
    capitals_name: bool
    """Whether a capital letter inside a sentence marks a name, as in English; in German it marks every noun."""


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)", re.IGNORECASE)


_NEVER = re.compile(r"(?!)")

_ENGLISH_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_GERMAN_MONTHS = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
]

ENGLISH = Cues(
    forecast=_any(
        "will",
        "won't",
        "shall",
        "may",
        "might",
        r"could",
        r"(?:is|are|was|were) (?:\w+ )?(?:set|poised|expected|due|likely|unlikely|scheduled|planned|projected) to",
        r"(?:is|are) (?:expected|due|scheduled|planned) (?:for|in|on)",
        r"(?:plan|plans|intend|intends|aim|aims|expect) to",
        r"(?:expects|foresees|forecasts|projects|predicts)",
        r"(?:had|has|have) (?:forecast|projected|predicted)",
        r"remains to be seen",
    ),
    opinion=_any(
        r"should",
        r"must",
        r"ought",
        r"(?:un)?fortunately|undoubtedly|clearly|obviously|arguably|surprisingly|regrettably",
        r"pivotal|formidable|crucial|remarkable|impressive|outstanding|unprecedented|groundbreaking",
        r"strategic|significant stride|dominance|cutting-edge|world-class|dynamic",
        r"underscor(?:es?|ing)|showcas(?:es?|ing)|signal(?:s|ling|ing)|highlight(?:s|ing)",
        r"(?:seems?|appears?|appeared|seemed) to",
        r"the (?:key|real|main|central) (?:question|issue|problem)",
        r"(?:are|is) (?:key|vital|essential|wrong|right|unacceptable|welcome)",
        r"(?:best|worst|better|worse|great|terrible|proud|delighted|pleased|thrilled|excited)",
    ),
    speech=(
        r"said|says|told|stated|states|added|adds|explained|argued|argues|claimed|claims|noted|warned|warns|insisted|"
        r"commented|remarked|testified|submitted|reported|replied|contended|alleges|alleged"
    ),
    according=r"according to",
    asked=_any(
        r"(?:key|open|central|main|big) question",
        r"(?:question|questions) (?:is|are|remains?|revolves?) ",
        r"(?:it )?remains (?:to be seen|unclear|unknown|open|uncertain)",
        r"(?:it is|it's) (?:unclear|unknown|not (?:yet )?(?:known|clear))",
    ),
    pronoun="he|she|they",
    addresses=_any(r"you|your|please|our|click|here|now|us"),
    byline=re.compile(r"By (?:[^\W\d_][\w.’'-]+ ?){2,5}"),
    boilerplate=(
        (
            _any(
                r"become an? (?:subscriber|member)",
                r"subscribe (?:now|today|here|to)",
                r"subscribe$",
                r"(?:purchase|buy|start|get) an? (?:\w+ )?subscription",
                r"to continue reading",
                r"subscribers? only",
                r"already (?:a subscriber|have an account)",
                r"(?:log|sign) ?in(?: to| now|$)",
                r"free trial",
            ),
            "subscription prompt",
        ),
        (_any(r"^advertisement$", r"sponsored content", r"paid content"), "advertisement"),
        (
            _any(
                r"sign up (?:for|to)", r"our (?:daily |weekly )?newsletter", r"newsletter sign-?up"
            ),
            "newsletter prompt",
        ),
        (
            _any(
                r"(?:accept|manage|use|uses) (?:\w+ )?cookies", r"cookie (?:policy|settings|notice)"
            ),
            "cookie notice",
        ),
        (
            _any(
                r"all rights reserved",
                r"(?:copyright|\(c\)|©) ?(?:\(c\)|©)? ?\d{4}",
                r"©",
                r"terms of (?:use|service)",
                r"privacy policy",
            ),
            "copyright or legal line",
        ),
        (
            _any(
                r"share (?:this|on)(?: (?:article|story|page))?",
                r"follow us",
                r"read (?:more|also)",
                r"related (?:articles|stories|posts)",
                r"click here",
                r"back to top",
                r"skip to (?:main )?content",
                r"comments? \(\d+\)",
                r"print this page",
            ),
            "navigation or sharing link",
        ),
        (
            _any(
                r"for immediate release",
                r"^ends$",
                r"notes? to editors?",
                r"(?:media|press) contacts?",
                r"# ?# ?#",
            ),
            "layout of a press release",
        ),
    ),
    months=tuple(_ENGLISH_MONTHS),
    parts=(
        ("early", (1, 3)),
        ("mid", (5, 8)),
        ("middle of", (5, 8)),
        ("late", (10, 12)),
        ("the beginning of", (1, 3)),
        ("the end of", (10, 12)),
        ("the first half of", (1, 6)),
        ("the second half of", (7, 12)),
        ("the first quarter of", (1, 3)),
        ("the second quarter of", (4, 6)),
        ("the third quarter of", (7, 9)),
        ("the fourth quarter of", (10, 12)),
        ("spring", (3, 5)),
        ("summer", (6, 8)),
        ("autumn", (9, 11)),
        ("fall", (9, 11)),
    ),
    about=r"about|around|circa|roughly|approximately",
    common=frozenset(
        (
            "a an the this that these those there here it its it's he she they we you i his her their our your my "
            "in on at by for from to of with without as and or but nor so yet if when while where who whom whose which "
            "what why how after before since until during under over between among against through about despite "
            "because although though however moreover meanwhile still then also both each every all some any no not "
            "one two three four five six seven eight nine ten first second third last next another other many most "
            "more few several such same only even just now today yesterday tomorrow is are was were be been being has "
            "have had do does did will would shall should can could may might must let according instead furthermore "
            "finally recently later earlier once perhaps indeed thus therefore hence key yes ms mr mrs dr sir dame "
            "monday tuesday wednesday thursday friday saturday sunday spring summer autumn winter "
            + " ".join(_ENGLISH_MONTHS)
        )
        .lower()
        .split()
    ),
    titles=frozenset(
        [
            "mr",
            "mrs",
            "ms",
            "dr",
            "prof",
            "professor",
            "sir",
            "dame",
            "lord",
            "lady",
            "judge",
            "justice",
            "president",
            "chancellor",
            "minister",
            "mayor",
            "chairman",
            "chairwoman",
            "chair",
            "director",
            "chief",
            "secretary",
            "senator",
            "governor",
            "captain",
            "councillor",
            "spokesman",
            "spokeswoman",
            "spokesperson",
        ]
    ),
    groups=re.compile(
        r"(?<![\w-])(?:(?:industry|government|company|market|trade|police|court|health|city|local|security|privacy|"
        r"legal|financial|business|consumer|environmental|regional|senior|competition|antitrust)\s+)?"
        r"(?:experts|rivals|competitors|businesses|analysts|observers|critics|regulators|officials|authorities|"
        r"investors|shareholders|creditors|customers|consumers|clients|users|employees|workers|unions|residents|"
        r"neighbours|neighbors|lawmakers|campaigners|activists|scientists|researchers|doctors|patients|teachers|"
        r"students|parents|farmers|fishermen|commuters|passengers|tenants|taxpayers|voters|suppliers|developers|"
        r"insurers|lenders|banks|startups|publishers)(?![\w-])",
    ),
    organisation=_any(
        r"inc\.?|ltd\.?|llc|plc|corp\.?|corporation|company|group|bank|university|college|council|ministry|"
        r"department|agency|authority|commission|committee|court|union|association|institute|foundation|trust|"
        r"police|party|parliament|board|office|works|line|lines|ferries|shipping|energy|systems|labs?|county|society"
    ),
    capitals_name=True,
)

GERMAN = Cues(
    forecast=_any(
        r"(?:wird|werden|soll|sollen|dürfte|dürften|könnte|könnten|will|wollen)",
        r"voraussichtlich|geplant|plant|planen|beabsichtigt|beabsichtigen|erwartet|erwarten|künftig",
    ),
    opinion=_any(
        r"muss|müssen|müsste|sollte|sollten",
        r"leider|zweifellos|offensichtlich|offenbar|erfreulich|bedauerlich|hoffentlich",
        r"entscheidend\w*|beeindruckend\w*|wegweisend\w*|bemerkenswert\w*|einzigartig\w*|unverzichtbar\w*",
        r"inakzeptabel|unverantwortlich|überfällig|scheint|scheinen",
    ),
    speech=(
        r"sagte|sagt|sagten|erklärte|erklärt|teilte|betonte|betont|meinte|warnte|warnt|kritisierte|kritisiert|"
        r"forderte|fordert|behauptete|berichtete|berichtet|berichteten|ergänzte|räumte"
    ),
    according=r"laut|nach Angaben (?:von|des|der)|zufolge",
    asked=_any(
        r"(?:offen|unklar|fraglich|ungewiss)(?: (?:ist|bleibt|blieb))?",
        r"(?:die|eine) (?:zentrale |entscheidende |offene )?Frage",
    ),
    pronoun="er|sie",
    addresses=_any(r"bitte|Sie|Ihr|Ihre|uns|hier|jetzt"),
    byline=re.compile(r"Von (?:[^\W\d_][\w.’'-]+ ?){2,5}"),
    boilerplate=(
        (
            _any(
                r"jetzt (?:abonnieren|weiterlesen|registrieren)",
                r"(?:bitte )?abonnieren sie",
                r"um weiterzulesen",
                r"weiterlesen mit",
                r"abonnent(?:in)? werden",
                r"probeabo(?:nnement)?",
                r"(?:hier )?anmelden$",
                r"bereits abonnent(?:in)?",
                r"nur für abonnenten",
            ),
            "subscription prompt",
        ),
        (_any(r"^anzeige$", r"^werbung$", r"gesponsert"), "advertisement"),
        (_any(r"newsletter"), "newsletter prompt"),
        (_any(r"cookies?", r"cookie-\w+"), "cookie notice"),
        (
            _any(r"alle rechte vorbehalten", r"©", r"impressum", r"datenschutz(?:erklärung)?"),
            "copyright or legal line",
        ),
        (
            _any(
                r"artikel teilen",
                r"teilen auf",
                r"folgen sie uns",
                r"lesen sie auch",
                r"mehr zum thema",
                r"zum seitenanfang",
                r"kommentare \(\d+\)",
            ),
            "navigation or sharing link",
        ),
        (
            _any(r"sperrfrist", r"pressekontakt", r"zur sofortigen veröffentlichung"),
            "layout of a press release",
        ),
    ),
    months=tuple(_GERMAN_MONTHS),
    parts=(
        ("Anfang", (1, 3)),
        ("Mitte", (5, 8)),
        ("Ende", (10, 12)),
        ("Frühjahr", (3, 5)),
        ("Frühling", (3, 5)),
        ("Sommer", (6, 8)),
        ("Herbst", (9, 11)),
        ("ersten Halbjahr", (1, 6)),
        ("zweiten Halbjahr", (7, 12)),
        ("ersten Quartal", (1, 3)),
        ("zweiten Quartal", (4, 6)),
        ("dritten Quartal", (7, 9)),
        ("vierten Quartal", (10, 12)),
    ),
    about=r"etwa|ungefähr|rund|circa|ca\.",
    common=frozenset(
        (
            "der die das den dem des ein eine einen einem einer eines dieser diese dieses diesen diesem jener jene "
            "er sie es wir ihr ich man sein seine ihre ihren unser unsere in im an am auf aus bei beim mit nach von "
            "vom vor zu zum zur über unter zwischen gegen durch für um ohne seit bis während wegen trotz laut und oder "
            "aber doch sondern denn wenn als ob dass weil da wo wer wie was warum auch noch nur schon erst dann nun "
            "so nicht kein keine alle viele einige mehrere zwei drei vier fünf bereits zudem außerdem jedoch dagegen "
            "damit dabei dazu darüber hierzu inzwischen heute gestern morgen ist sind war waren wird werden hat haben "
            "hatte soll sollen kann können muss müssen unklar offen bislang zuletzt anfang mitte ende herr frau "
            "euro dollar franken millionen milliarden tausend prozent "
            "montag dienstag mittwoch donnerstag freitag samstag sonntag frühjahr sommer herbst winter "
            + " ".join(_GERMAN_MONTHS)
        )
        .lower()
        .split()
    ),
    titles=frozenset(
        [
            "herr",
            "frau",
            "dr",
            "prof",
            "professor",
            "professorin",
            "präsident",
            "präsidentin",
            "kanzler",
            "kanzlerin",
            "minister",
            "ministerin",
            "bürgermeister",
            "bürgermeisterin",
            "oberbürgermeister",
            "oberbürgermeisterin",
            "sprecher",
            "sprecherin",
            "geschäftsführer",
            "geschäftsführerin",
            "vorstand",
            "vorsitzende",
            "vorsitzender",
            "direktor",
            "direktorin",
            "leiter",
            "leiterin",
            "richter",
            "richterin",
            "landrat",
            "landrätin",
        ]
    ),
    groups=re.compile(
        r"(?<![\w-])(?:Experten|Expertinnen|Fachleute|Anwohner|Anwohnerinnen|Behörden|Kunden|Kundinnen|Kritiker|"
        r"Anleger|Beschäftigte|Beschäftigten|Gewerkschaften|Unternehmen|Wettbewerber|Verbraucher|Forscher|"
        r"Forscherinnen|Wissenschaftler|Landwirte|Mieter|Pendler|Fahrgäste|Patienten|Eltern|Lehrkräfte|Betriebe|"
        r"Umweltverbände|Naturschützer|Haushalte|Investoren|Gläubiger)(?![\w-])",
    ),
    organisation=re.compile(
        r"(?<!\w)(?:GmbH|AG|SE|KG|e\.\s?V\.|Stadtwerke|Stadt|Landkreis|Gemeinde|Universität|Hochschule|Institut|"
        r"Verband|Verein|Stiftung|Bank|Gericht|Partei)(?!\w)"
        r"|(?<!\w)\w+(?:werke|ministerium|gericht|verband|behörde|amt|bank|verein|bund|stiftung|rat|kammer)(?!\w)"
    ),
    capitals_name=False,
)

OTHER = Cues(
    forecast=_NEVER,
    opinion=_NEVER,
    speech=r"(?!)",
    according=r"(?!)",
    asked=_NEVER,
    pronoun=r"(?!)",
    addresses=_NEVER,
    byline=_NEVER,
    boilerplate=(),
    months=(),
    parts=(),
    about=r"(?!)",
    common=frozenset(),
    titles=frozenset(),
    groups=_NEVER,
    organisation=_NEVER,
    capitals_name=True,
)
"""For a language without cues: every sentence is a fact in the source's own voice until an editor says otherwise."""

_BY_LANGUAGE = {"en": ENGLISH, "de": GERMAN}


def cues_for(language: str) -> Cues:
    """The cues of a language, by its BCP 47 tag."""
    return _BY_LANGUAGE.get(language.partition("-")[0].lower(), OTHER)


def guess_language(text: str) -> str:
    """The language whose small words `text` uses most, or "und" where none of ours fits."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    if not words:
        return "und"
    shares = {
        language: sum(word in cues.common for word in words) / len(words)
        for language, cues in _BY_LANGUAGE.items()
    }
    best = max(shares, key=lambda language: shares[language])
    # Running text has a third of such words; a third of that may come from names and borrowed words.
    return best if shares[best] > 0.15 else "und"
