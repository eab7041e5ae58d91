"""The words by which a draft of an English text guesses."""

from __future__ import annotations

import re

from briefgen.languages.cues import Cues, any_of

_MONTHS = (
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
)

CUES = Cues(
    forecast=any_of(
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
    opinion=any_of(
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
    asked=any_of(
        r"(?:key|open|central|main|big) question",
        r"(?:question|questions) (?:is|are|remains?|revolves?) ",
        r"(?:it )?remains (?:to be seen|unclear|unknown|open|uncertain)",
        r"(?:it is|it's) (?:unclear|unknown|not (?:yet )?(?:known|clear))",
    ),
    pronoun="he|she|they",
    addresses=any_of(r"you|your|please|our|click|here|now|us"),
    byline=re.compile(r"By (?:[^\W\d_][\w.’'-]+ ?){2,5}"),
    boilerplate=(
        (
            any_of(
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
        (any_of(r"^advertisement$", r"sponsored content", r"paid content"), "advertisement"),
        (
            any_of(
                r"sign up (?:for|to)", r"our (?:daily |weekly )?newsletter", r"newsletter sign-?up"
            ),
            "newsletter prompt",
        ),
        (
            any_of(
                r"(?:accept|manage|use|uses) (?:\w+ )?cookies", r"cookie (?:policy|settings|notice)"
            ),
            "cookie notice",
        ),
        (
            any_of(
                r"all rights reserved",
                r"(?:copyright|\(c\)|©) ?(?:\(c\)|©)? ?\d{4}",
                r"©",
                r"terms of (?:use|service)",
                r"privacy policy",
            ),
            "copyright or legal line",
        ),
        (
            any_of(
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
            any_of(
                r"for immediate release",
                r"^ends$",
                r"notes? to editors?",
                r"(?:media|press) contacts?",
                r"# ?# ?#",
            ),
            "layout of a press release",
        ),
    ),
    months=_MONTHS,
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
            + " ".join(_MONTHS)
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
    organisation=any_of(
        r"inc\.?|ltd\.?|llc|plc|corp\.?|corporation|company|group|bank|university|college|council|ministry|"
        r"department|agency|authority|commission|committee|court|union|association|institute|foundation|trust|"
        r"police|party|parliament|board|office|works|line|lines|ferries|shipping|energy|systems|labs?|county|society"
    ),
    capitals_name=True,
)
