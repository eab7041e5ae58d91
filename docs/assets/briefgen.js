// Filters and order of the claims register. Without this script the register is the whole list; with it, the choice is
// kept in the page's address, so that a view can be shared.

(function () {
  "use strict";

  const FACETS = ["bin", "verdict", "claim-kind", "about"];
  const VERDICTS = ["contradicted", "partly-supported", "unverified", "not-checkable", "supported"];

  function choices(claims, facet) {
    const found = new Map();
    for (const claim of claims) {
      for (const value of (claim.dataset[camel(facet)] || "").split(" ")) {
        if (value) found.set(value, (found.get(value) || 0) + 1);
      }
    }
    return [...found].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
  }

  function camel(name) {
    return name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
  }

  function labelOf(claims, facet, value) {
    if (facet === "about") {
      const link = document.querySelector('.bg-claim .bg-meta a[href$="#' + value + '"]');
      return link ? link.textContent : value.replace(/-/g, " ");
    }
    if (facet === "verdict") return textOf(".bg-verdict-" + value, value);
    if (facet === "claim-kind") return textOf('[data-claim-kind="' + value + '"] .bg-chip', value);
    return value;
  }

  function textOf(selector, fallback) {
    const found = document.querySelector(selector);
    return found ? found.textContent : fallback;
  }

  function control(bar, name, caption, element) {
    const label = document.createElement("label");
    label.append(caption, element);
    element.name = name;
    bar.append(label);
    return element;
  }

  function select(entries) {
    const element = document.createElement("select");
    for (const [value, text] of entries) element.append(new Option(text, value));
    return element;
  }

  function start() {
    const bar = document.querySelector(".bg-filter");
    const claims = [...document.querySelectorAll(".bg-claim")];
    if (!bar || bar.childElementCount || !claims.length) return;
    const words = bar.dataset;
    const controls = {};
    for (const facet of FACETS) {
      const found = choices(claims, facet);
      if (found.length < 2) continue;
      const entries = found.map(([value, n]) => [value, (words["bin_" + value] || labelOf(claims, facet, value)) + " (" + n + ")"]);
      const caption = { bin: words.binLabel, verdict: words.verdictLabel, "claim-kind": words.kindLabel, about: words.aboutLabel }[facet];
      controls[facet] = control(bar, facet, caption, select([["", words.all], ...entries]));
    }
    const text = document.createElement("input");
    text.type = "search";
    controls.text = control(bar, "text", words.text, text);
    controls.sort = control(bar, "sort", words.sort, select([["", words.sortFile], ["date", words.sortDate], ["verdict", words.sortVerdict]]));
    const output = document.createElement("output");
    bar.append(output);
    bar.hidden = false;

    const asked = new URLSearchParams(location.search);
    for (const [name, element] of Object.entries(controls)) element.value = asked.get(name) || "";

    function key(claim) {
      if (controls.sort.value === "date") return claim.dataset.date || "9999";
      return String(VERDICTS.indexOf(claim.dataset.verdict));
    }

    function apply() {
      const wanted = controls.text.value.trim().toLowerCase();
      let shown = 0;
      for (const claim of claims) {
        const fits = FACETS.every((facet) => !controls[facet] || !controls[facet].value ||
          (claim.dataset[camel(facet)] || "").split(" ").includes(controls[facet].value));
        claim.hidden = !(fits && (!wanted || claim.textContent.toLowerCase().includes(wanted)));
        if (!claim.hidden) shown += 1;
      }
      const order = controls.sort.value ? [...claims].sort((a, b) => key(a).localeCompare(key(b))) : claims;
      const parent = claims[0].parentNode;
      for (const claim of order) parent.append(claim);
      output.textContent = shown + " / " + claims.length + " " + words.shown;
      const query = new URLSearchParams();
      for (const [name, element] of Object.entries(controls)) if (element.value) query.set(name, element.value);
      const address = location.pathname + (query.size ? "?" + query : "") + location.hash;
      history.replaceState(history.state, "", address);
    }

    bar.addEventListener("input", apply);
    apply();
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
