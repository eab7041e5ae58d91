"""Honest paraphrases: what a claim says, and a true sentence about it in other words. The gate should refuse none of them.

They are written without an eye on the rules: other verbs, another order, denials said another way, two denials where the
source has two. A sentence that only a mark `[[not]]` makes pass carries it, as an editor would write it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from briefgen.base.tree import Tree
from briefgen.pipeline import check

# fmt: off
ENGLISH = (
    # Ports and ferries
    ("The ferry to Aldra will not run in March.", "In March no ferry will run to Aldra."),
    ("The ferry to Aldra will not run in March.", "The ferry to Aldra stands still in March."),
    ("The harbour spent $10 million on the pier.", "On the pier the harbour spent 10 million dollars."),
    ("The harbour did not dredge the channel in 2029.", "The channel was not dredged in 2029."),
    ("Two pilots were never heard by the inquiry.", "The inquiry never heard two of the pilots."),
    ("The tug had no radio on board.", "There was no radio on board the tug."),
    ("The crane is not insured against storms.", "Against storms the crane is not insured."),
    ("Nobody was hurt when the mast fell.", "When the mast came down, nobody was hurt."),
    # Hospitals
    ("The hospital closed 40 of its 310 beds.", "Of 310 beds the hospital closed 40."),
    ("The hospital denied that patients were turned away.", "That patients were turned away is denied by the hospital."),
    ("The clinic has not published its waiting times.", "Waiting times of the clinic are not published."),
    ("The clinic has not published its waiting times.", "The clinic keeps quiet on how long people wait."),
    ("No nurse resigned over the rota.", "Over the rota no nurse resigned."),
    ("The ward is expected to reopen on 3 May 2031.", "On 3 May 2031 the ward is expected to open again."),
    ("The vaccine may protect children for two years.", "For two years, children may be protected by the vaccine."),
    ("The surgeon said that she never signed the form.", "The form was never signed, said the surgeon."),
    # Schools
    ("The school does not teach Latin.", "Latin is not taught there."),
    ("The board did not say why the head left.", "Why the head left, the board did not say."),
    ("Not one pupil failed to pass the test.", "Not one of the pupils failed to pass."),
    ("Pupils without a laptop cannot sit the exam.", "Those without a laptop cannot sit the exam."),
    ("The roof was repaired for about 90,000 crowns.", "About 90,000 crowns went into repairing the roof."),
    ("Neither teacher was told of the complaint.", "Of the complaint neither of the teachers was told."),
    ("The canteen serves no meat on Fridays.", "On Fridays there is no meat in the canteen."),
    ("The council plans to merge the two schools in 2032.", "A merger of both schools is planned for 2032."),
    # Energy
    ("The dam has not been inspected since 2024.", "Since 2024 nobody has inspected the dam."),
    ("The operator refused to open its books.", "The operator refused to let anyone see its books."),
    ("The reactor was not connected to the grid.", "A link to the grid was missing at the reactor."),
    ("The line carries 220 megawatts.", "220 megawatts run through the line."),
    ("The turbine was not damaged, the operator said.", "By the operator's account the turbine was not damaged."),
    ("No permit was granted without a hearing.", "Without a hearing no permit was granted."),
    ("It is not true that nothing was measured.", "It is not true that nothing was measured."),
    ("The wind farm would cost more than $3 billion.", "More than $3 billion is what the wind farm would cost."),
    # Courts and trade
    ("The court did not rule on damages.", "On damages the court did not rule."),
    ("The court did not rule on damages.", "Damages were left open by the judges."),
    ("The firm lacks a licence for fireworks.", "The firm lacks the licence that fireworks need."),
    ("The union rejected the offer of 3 per cent.", "An offer of 3 per cent was rejected by the union."),
    ("The union did not accept the offer.", "The union turned the offer down."),
    ("The bakery sold 1,200 loaves on Monday.", "On Monday 1,200 loaves were sold by the bakery."),
    ("The merger was not approved by the cartel office.", "The cartel office did not approve the merger."),
    ("The label does not name the country of origin.", "The country of origin is not named on the label."),
    ("The label does not name the country of origin.", "Buyers cannot see where it is from. [[not]]"),
    ("The report leaves out the costs of storage.", "Storage costs are left out of the report."),
)

GERMAN = (
    ("Die Fähre nach Aldra fährt im März nicht.", "Im März fährt die Fähre nach Aldra nicht."),
    ("Die Fähre nach Aldra fährt im März nicht.", "Keine Fähre fährt im März nach Aldra."),
    ("Der Hafen gab 10 Millionen Euro für den Pier aus.", "Für den Pier gab der Hafen 10 Mio. Euro aus."),
    ("Die Stadt hat den Damm seit 2024 nicht geprüft.", "Seit 2024 wurde der Damm von der Stadt nicht geprüft."),
    ("Niemand wurde verletzt.", "Verletzt wurde niemand."),
    ("Das Gericht hat nicht über Schadenersatz entschieden.", "Über Schadenersatz hat das Gericht nicht entschieden."),
    ("Das Rathaus nannte keine Gründe.", "Gründe nannte das Rathaus keine."),
    ("Das Rathaus nannte keine Gründe.", "Warum, das ließ das Rathaus offen."),
    ("Die Schule unterrichtet kein Latein.", "Latein wird dort nicht unterrichtet."),
    ("Ohne Anhörung wurde keine Genehmigung erteilt.", "Keine Genehmigung wurde ohne Anhörung erteilt."),
    ("Der Betreiber bestreitet den Schaden.", "Den Schaden bestreitet der Betreiber."),
    ("Die Klinik schloss 40 von 310 Betten.", "40 von 310 Betten schloss die Klinik."),
    ("Die Station soll am 3. Mai 2031 öffnen.", "Am 3. Mai 2031 soll die Station öffnen."),
    ("Der Kran ist nicht gegen Sturm versichert.", "Gegen Sturm ist der Kran nicht versichert."),
    ("Das Etikett nennt die Herkunft nicht.", "Die Herkunft steht nicht auf dem Etikett."),
    ("Weder Lehrer noch Eltern wurden gefragt.", "Gefragt wurden weder Lehrer noch Eltern."),
    ("Die Fusion wurde nicht genehmigt.", "Das Kartellamt hat die Fusion nicht genehmigt."),
    ("Es stimmt nicht, dass nichts gemessen wurde.", "Dass nichts gemessen wurde, stimmt nicht."),
    ("Der Wald gehört nicht mehr der Gemeinde.", "Der Gemeinde gehört der Wald nicht mehr."),
    ("Die Brücke bleibt ohne Geländer.", "Ein Geländer bekommt die Brücke nicht."),
)
# fmt: on

CORPUS = {"en": ENGLISH, "de": GERMAN}


def refused() -> list[str]:
    """The sentences of the corpus that a check reports an error in, in order."""
    return [text for language, pairs in CORPUS.items() for text in _refused(language, pairs)]


def _refused(language: str, pairs: Sequence[tuple[str, str]]) -> list[str]:
    """Each pair is a claim whose evidence is its statement, and a paragraph of background that cites it."""
    source = "\n\n".join(statement for statement, _ in pairs)
    claims = {
        f"c{number}": {
            "statement": statement, "kind": "fact", "speaker": "text",
            "evidence": [{"exact": statement}], "assessment": {"verdict": "unverified"},
        }
        for number, (statement, _) in enumerate(pairs)
    }  # fmt: skip
    facts = {
        "schema": "1", "title": "Honest sentences", "question": "Are they let pass?", "as_of": "2031", "status": "draft",
        "language": language, "bottom_line": ["Nothing. [[analyst]] [[not]]"],
        "background": [],
        "sources": {"text": {
            "title": "A text", "type": "Report", "publisher": "Somebody", "published": "2031", "language": language,
            "snapshot": "sources/text.txt", "sha256": hashlib.sha256(source.encode()).hexdigest(), "descriptor": "Invented.",
        }},
        "claims": claims,
    }  # fmt: skip
    # One paragraph a line, so that a line of the file names its sentence.
    paragraphs = [
        f"  - {{heading: H, text: {json.dumps(f'{sentence} [[c{number}]]', ensure_ascii=False)}}}"
        for number, (_, sentence) in enumerate(pairs)
    ]
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in facts.items()]
    at = next(number for number, line in enumerate(lines) if line.startswith("background"))
    lines[at : at + 1] = ["background:", *paragraphs]
    tree = {"facts.yml": "\n".join(lines) + "\n", "sources/text.txt": source}
    files = {f"seeds/honest/{name}": text.encode() for name, text in tree.items()}
    first = at + 2
    wrong = {
        problem.span.line - first
        for problem in check(Tree(files, {})).diagnostics
        if problem.severity.name == "ERROR" and first <= problem.span.line < first + len(pairs)
    }
    return [pairs[number][1] for number in sorted(wrong)]
