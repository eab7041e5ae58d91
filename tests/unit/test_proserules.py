"""The rules about prose: markup, sentences without a citation, what is left to decide."""

from __future__ import annotations

import pytest

from briefgen.rules import proserules
from tests.unit.rules import Case, said

STILL = "The ferry stands still. [[no-ferry]]"

CASES = (
    # The place where it is cut off falls on a space.
    Case(
        proserules.sentences_cited,
        ((STILL, "The ferry of the island of Aldra stands still this mornings xy"),),
        [
            "BG501 f/facts.yml:7:5-7:67 no citation after “The ferry of the island of Aldra stands still this…” → add [[id]] of the claim or reference it rests on, or [[analyst]] if it is our inference"
        ],
    ),
    Case(proserules.markup_known, ((STILL, "'# The ferry stands still. [[no-ferry]]'"),), []),
    Case(
        proserules.markup_known,
        ((STILL, "'The [ferry](javascript:x) stands still. [[no-ferry]]'"),),
        [
            "BG207 f/facts.yml:7:18-7:30 “javascript:x” must begin with https://, http:// or mailto: → write https://…"
        ],
    ),
    Case(
        proserules.markup_known,
        ((STILL, "'The ![ferry](https://a.b/c) stands still. [[no-ferry]]'"),),
        [
            "BG502 f/facts.yml:7:10-7:12 prose has no images → write a backslash before it to mean it literally"
        ],
    ),
    Case(
        proserules.markup_known,
        ((STILL, "The ferry stands still. [[No Ferry]]"),),
        [
            "BG205 f/facts.yml:7:29-7:41 “No Ferry” is not an id → write [[id]] with the id of a record"
        ],
    ),
    Case(
        proserules.sentences_seen,
        ((STILL, "'[[no-ferry]]'"),),
        [
            "BG208 f/facts.yml:7:6-7:18 nothing visible stands before [[no-ferry]] → write the sentence, or take out its citation"
        ],
    ),
    Case(
        proserules.sentences_seen,
        ((STILL, '"\\u200b [[no-ferry]]"'),),
        [
            "BG208 f/facts.yml:7:13-7:25 nothing visible stands before [[no-ferry]] → write the sentence, or take out its citation"
        ],
    ),
    Case(proserules.sentences_seen, ((STILL, "'[[aldra-harbour]]'"),), []),
    Case(
        proserules.sentences_seen,
        ((STILL, "'[[analyst]]'"),),
        [
            "BG208 f/facts.yml:7:6-7:17 nothing visible stands before [[analyst]] → write the sentence, or take out its citation"
        ],
    ),
    Case(proserules.sentences_seen, ((STILL, "'[[zzzz]]'"),), []),
    Case(
        proserules.sentences_cited,
        ((STILL, "The ferry stands still."),),
        [
            "BG501 f/facts.yml:7:5-7:28 no citation after “The ferry stands still.” → add [[id]] of the claim or reference it rests on, or [[analyst]] if it is our inference"
        ],
    ),
    Case(
        proserules.sentences_cited,
        ((STILL, "The island waits. The ferry stands still. [[no-ferry]]"),),
        [
            "BG501 f/facts.yml:7:5-7:22 no citation after “The island waits.” → add [[id]] of the claim or reference it rests on, or [[analyst]] if it is our inference"
        ],
    ),
    Case(
        proserules.sentences_cited,
        ((STILL, "The ferry of [[aldra-harbour]] stands still."),),
        [
            "BG501 f/facts.yml:7:5-7:49 no citation after “The ferry of stands still.” → add [[id]] of the claim or reference it rests on, or [[analyst]] if it is our inference"
        ],
    ),
    Case(proserules.sentences_cited, ((STILL, "The ferry stands still. [[zzzz]]"),), []),
    Case(
        proserules.sentences_cited,
        ((STILL, "The ferry stands still. (no-ferry)"),),
        [
            "BG501 f/facts.yml:7:29-7:39 “(no-ferry)” is no citation → write [[no-ferry]]: a citation has two square brackets on each side"
        ],
    ),
    Case(
        proserules.sentences_cited,
        ((STILL, "'The ferry stands still. [no-ferry]'"),),
        [
            "BG501 f/facts.yml:7:30-7:40 “[no-ferry]” is no citation → write [[no-ferry]]: a citation has two square brackets on each side"
        ],
    ),
    Case(
        proserules.sentences_cited,
        ((STILL, "The ferry stands still (no-ferry)."),),
        [
            "BG501 f/facts.yml:7:5-7:39 no citation after “The ferry stands still (no-ferry).” → add [[id]] of the claim or reference it rests on, or [[analyst]] if it is our inference"
        ],
    ),
    Case(
        proserules.sentences_cited,
        ((STILL, "The ferry stands still (now)"),),
        [
            "BG501 f/facts.yml:7:5-7:33 no citation after “The ferry stands still (now)” → add [[id]] of the claim or reference it rests on, or [[analyst]] if it is our inference"
        ],
    ),
    Case(
        proserules.sentences_cited,
        ((STILL, "The island waits. The ferry stands still. (no-ferry)"),),
        [
            "BG501 f/facts.yml:7:5-7:22 no citation after “The island waits.” → add [[id]] of the claim or reference it rests on, or [[analyst]] if it is our inference",
            "BG501 f/facts.yml:7:47-7:57 “(no-ferry)” is no citation → write [[no-ferry]]: a citation has two square brackets on each side",
        ],
    ),
    Case(
        proserules.sentences_cited,
        (
            (
                STILL,
                "The ferry stands still and nobody on the whole of the island of Aldra knows why that is.",
            ),
        ),
        [
            "BG501 f/facts.yml:7:5-7:93 no citation after “The ferry stands still and nobody on the whole of the…” → add [[id]] of the claim or reference it rests on, or [[analyst]] if it is our inference"
        ],
    ),
    Case(
        proserules.nothing_left_to_decide,
        (
            ("status: published", "status: draft"),
            ("definition: Where the ferry lands.", "definition: '[to be decided] what it is'"),
        ),
        [
            "BG510 warning f/facts.yml:86:18-86:33 draft text: what it is → write it, or delete the entry"
        ],
    ),
    Case(
        proserules.nothing_left_to_decide,
        (("definition: Where the ferry lands.", "definition: '[to be decided] what it is'"),),
        ["BG510 f/facts.yml:86:18-86:33 draft text: what it is → write it, or delete the entry"],
    ),
    Case(
        proserules.nothing_left_to_decide,
        (("indicators: [A notice at the pier.]", "indicators: ['[to be decided]']"),),
        ["BG510 f/facts.yml:82:19-82:34 draft text:  → write it, or delete the entry"],
    ),
    Case(proserules.markup_known, ((STILL, "'The `ferry` *stands* **still**. [[no-ferry]]'"),), []),
    Case(
        proserules.markup_known,
        ((STILL, "'The [ferry](https://a.example) stands still. [[no-ferry]]'"),),
        [],
    ),
    Case(
        proserules.markup_known,
        ((STILL, "'The ![a](https://b.example) and [c](ftp://d) stand still. [[No Ferry]]'"),),
        [
            "BG502 f/facts.yml:7:10-7:12 prose has no images → write a backslash before it to mean it literally",
            "BG207 f/facts.yml:7:42-7:49 “ftp://d” must begin with https://, http:// or mailto: → write https://…",
            "BG205 f/facts.yml:7:64-7:76 “No Ferry” is not an id → write [[id]] with the id of a record",
        ],
    ),
    Case(
        proserules.sentences_seen,
        ((STILL, "'[[no-ferry]] [[analyst]]'"),),
        [
            "BG208 f/facts.yml:7:6-7:18 nothing visible stands before [[no-ferry]] → write the sentence, or take out its citation"
        ],
    ),
    Case(proserules.sentences_seen, ((STILL, "'[[no-ferry]] [[aldra-harbour]]'"),), []),
    Case(proserules.sentences_seen, (), []),
    Case(proserules.sentences_cited, ((STILL, "The ferry stands still. [[notice]]"),), []),
    Case(proserules.sentences_cited, ((STILL, "The ferry stands still. [[back-by-summer]]"),), []),
    Case(proserules.sentences_cited, ((STILL, "The ferry stands still. [[harbour-report]]"),), []),
    Case(
        proserules.sentences_cited,
        ((STILL, "The ferry stands still. [[pier]]"),),
        [
            "BG501 f/facts.yml:7:5-7:28 no citation after “The ferry stands still.” → add [[id]] of the claim or reference it rests on, or [[analyst]] if it is our inference"
        ],
    ),
    Case(
        proserules.sentences_cited,
        ((STILL, "The ferry stands still. [[when-back]]"),),
        [
            "BG501 f/facts.yml:7:5-7:28 no citation after “The ferry stands still.” → add [[id]] of the claim or reference it rests on, or [[analyst]] if it is our inference"
        ],
    ),
    Case(
        proserules.sentences_cited,
        ((STILL, "The ferry of [[aldra-harbour]] stands still. [[no-ferry]]"),),
        [],
    ),
    Case(proserules.sentences_cited, ((STILL, "The ferry stands still. [[analyst]]"),), []),
    Case(
        proserules.sentences_cited,
        ((STILL, "The ferry stands still (no-ferry) [[no-ferry]]."),),
        [],
    ),
    Case(
        proserules.sentences_cited,
        ((STILL, "The island waits. (no-ferry) The ferry stands still. (no-ferry)"),),
        [
            "BG501 f/facts.yml:7:5-7:22 no citation after “The island waits.” → add [[id]] of the claim or reference it rests on, or [[analyst]] if it is our inference",
            "BG501 f/facts.yml:7:23-7:33 “(no-ferry)” is no citation → write [[no-ferry]]: a citation has two square brackets on each side",
        ],
    ),
    Case(
        proserules.sentences_cited,
        (
            (
                STILL,
                "The sea is calm. The island waits. (no-ferry) The ferry stands still. [[no-ferry]]",
            ),
        ),
        [
            "BG501 f/facts.yml:7:5-7:21 no citation after “The sea is calm.” → add [[id]] of the claim or reference it rests on, or [[analyst]] if it is our inference",
            "BG501 f/facts.yml:7:22-7:39 no citation after “The island waits.” → add [[id]] of the claim or reference it rests on, or [[analyst]] if it is our inference",
        ],
    ),
    Case(
        proserules.sentences_cited,
        ((STILL, "The ferry of the island of Aldra stands still this morning x"),),
        [
            "BG501 f/facts.yml:7:5-7:65 no citation after “The ferry of the island of Aldra stands still this morning x” → add [[id]] of the claim or reference it rests on, or [[analyst]] if it is our inference"
        ],
    ),
    Case(
        proserules.sentences_cited,
        ((STILL, "The ferry of the island of Aldra stands still this morning xy"),),
        [
            "BG501 f/facts.yml:7:5-7:66 no citation after “The ferry of the island of Aldra stands still this morning…” → add [[id]] of the claim or reference it rests on, or [[analyst]] if it is our inference"
        ],
    ),
    Case(
        proserules.sentences_cited,
        (("definition: Where the ferry lands.", "definition: Where the ferry lands. It is wet."),),
        [],
    ),
    Case(proserules.nothing_left_to_decide, (), []),
    Case(
        proserules.nothing_left_to_decide,
        (
            ("definition: Where the ferry lands.", "definition: '[to be decided]'"),
            ("title: The Aldra ferry", "title: '[to be decided] The title'"),
        ),
        [
            "BG510 f/facts.yml:2:9-2:24 draft text: The title → write it, or delete the entry",
            "BG510 f/facts.yml:86:18-86:33 draft text:  → write it, or delete the entry",
        ],
    ),
    Case(
        proserules.nothing_left_to_decide,
        (("title: The Aldra ferry", "title: The Aldra ferry # [to be decided]"),),
        [],
    ),
    Case(
        proserules.nothing_left_to_decide,
        (
            (
                "definition: Where the ferry lands.",
                "definition: '[to be decided] Where does the ferry of the island of Aldra land when the weather is bad?'",
            ),
        ),
        [
            "BG510 f/facts.yml:86:18-86:33 draft text: Where does the ferry of the island of Aldra land when the… → write it, or delete the entry"
        ],
    ),
)


@pytest.mark.parametrize("case", CASES)
def test_a_rule_says_this_of_that_and_no_more(case: Case) -> None:
    assert said(case.rule, *case.changes, source=case.source, files=case.files) == case.said
