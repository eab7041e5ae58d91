// "New since" and the kinds of change as filters of a list of changes. Without this script the list is whole; with it,
// the choice is kept in the page's address (?since=2031-04-01&group=meaning), so that a view can be shared.

(function () {
  "use strict";

  const GROUPS = ["added", "removed", "meaning", "evidence", "assessment", "other"];

  function control(bar, caption, element) {
    const label = document.createElement("label");
    label.append(caption + " ", element);
    bar.append(label);
    return element;
  }

  function start() {
    const bar = document.querySelector(".bg-changes-filter");
    const changes = [...document.querySelectorAll(".bg-change")];
    if (!bar || bar.childElementCount || !changes.length) return;
    const words = bar.dataset;

    const since = document.createElement("input");
    since.type = "date";
    since.name = "since";
    control(bar, words.sinceLabel, since);

    const group = document.createElement("select");
    group.name = "group";
    group.append(new Option(words.all, ""));
    for (const name of GROUPS) {
      const number = changes.filter((change) => change.dataset.group === name).length;
      const caption = words["group" + name[0].toUpperCase() + name.slice(1)];
      if (number) group.append(new Option(caption + " (" + number + ")", name));
    }
    control(bar, words.groupLabel, group);

    const output = document.createElement("output");
    bar.append(output);
    bar.hidden = false;

    const asked = new URLSearchParams(location.search);
    since.value = asked.get("since") || "";
    group.value = asked.get("group") || "";
    if (group.selectedIndex < 0) group.value = "";

    function apply() {
      let shown = 0;
      for (const change of changes) {
        // Days are written YYYY-MM-DD, so that their order is that of their letters.
        const recent = !since.value || change.dataset.day >= since.value;
        change.hidden = !(recent && (!group.value || change.dataset.group === group.value));
        if (!change.hidden) shown += 1;
      }
      output.textContent = shown + " / " + changes.length + " " + words.shown;
      const query = new URLSearchParams();
      for (const element of [since, group]) if (element.value) query.set(element.name, element.value);
      const address = location.pathname + (query.size ? "?" + query : "") + location.hash;
      history.replaceState(history.state, "", address);
    }

    bar.addEventListener("input", apply);
    apply();
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
