"""Hostile strings of our own: one for each way out that we know of."""

from __future__ import annotations

STRINGS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    'x" onmouseover="alert(1)" y="',
    "</bdi><script>alert(1)</script><bdi>",
    "</title><script>alert(1)</script>",
    "</textarea></style></script><svg onload=alert(1)>",
    "<!-- comment --> <![CDATA[x]]> <?php x ?>",
    "&lt;b&gt; &amp;amp; &#x3C;i&#x3E; &nbsp;",
    "{{ 7*7 }} {% raw %} ${7*7} #{7*7}",
    "{: #taken .taken onclick=alert(1) title=taken }",
    "*emphasis* **strong** _under_ __strong__ ~~gone~~ ==mark==",
    "`code` ``two`` :::python print()",
    "[link](javascript:alert(1)) ![image](x) [ref][1] <javascript:alert(1)>",
    "[[wiki]] [^1] [TOC] [x] [ ]",
    "| a | b | c",
    "a \\* b \\\\ c \\[d\\] \\",
    ":smile: (c) (tm) 1/2 1st 2nd --> <--> +/- c/o",
    "https://example.com www.example.com mail@example.com @example #1 example/repo#2",
    "da39a3ee5e6b4b0d3255bfef95601890afd80709",
    '--8<-- "mkdocs.yml"',
    "{++added++} {--deleted--} {~~a~>b~~} {==mark==}",
    "++ctrl+alt+del++ ^^insert^^ H~2~O x^2^",
    "foo script HTML javascript",
    "# heading ## heading",
    "- [ ] task 1. item > quote",
    ": definition *[foo]: bar",
    "--- title: taken ---",
    "=cmd|' /C calc'!A0",
    "+1+1 @SUM(1)",
    "wzxhzdk:0 klzzwxh:0001 stash:1",
    "\u00a0\u00ad zero\u200bwidth joiner\u200d \ufb01 e\u0301 \u212b",
    "😀 𝒳 مرحبا שלום 漢字",
    "&copy &notin; &#0; &#x110000; &unknown;",
    "/// details | x",
    '!!! note "x"',
    "%%%bad%% %s %(x)s {0} {x!r}",
)

_FIRST = (
    '"><img',
    "</title>",
    "&lt;",
    "*emph",
    "`code`",
    "[link]",
    "[[wiki]]",
    "{: #",
    "| a",
    "=cmd",
)
FEW = tuple(text for text in STRINGS if text.startswith(_FIRST))
"""Those by which every weakened escape is caught: a site of them is built in half the time."""
