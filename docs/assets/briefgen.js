// What pages can do beyond being read: previews of citations, filters of registers, links to copy.
// Without this script every citation is a plain link and every register a whole list.

(function () {
  "use strict";

  /* The theme's script makes the search and remembers nothing that reading needs: it comes at the reader's first move. */

  const theme = document.currentScript.dataset.theme;

  function load(move) {
    const script = document.createElement("script");
    script.src = theme;
    script.onload = () => {
      // It waits for the end of loading, which is long past.
      window.document$.next(document);
      // A key that opens the search should open it the first time as well.
      if (move.key && move.key.length === 1 && !move.defaultPrevented) {
        move.target.dispatchEvent(new KeyboardEvent("keydown", { key: move.key, bubbles: true }));
      }
    };
    document.body.append(script);
  }

  // The page notices the move; one that was kept from before it did has the script at once.
  if (theme) (window.briefgenMoved || Promise.resolve({})).then(load);

  /* Previews: the passage behind a citation, with whose it is and what we make of it. Mouse, keyboard and tap. */

  const card = document.createElement("div");
  card.className = "bg-card-preview md-typeset";
  card.id = "__bg-preview";
  card.hidden = true;
  let shownFor = null;
  let touched = false;
  let closing = 0;

  function part(tag, kind, text) {
    const element = document.createElement(tag);
    element.dataset.kind = kind;
    element.textContent = text;
    return element;
  }

  function fill(link) {
    // The title is the preview where there is no script; the browser must not show it a second time.
    if (link.title) {
      link.dataset.title = link.title;
      link.setAttribute("aria-label", link.textContent);
      link.removeAttribute("title");
    }
    const quoted = link.classList.contains("bg-cite-claims");
    card.replaceChildren(part("p", quoted ? "quote" : "label", link.dataset.title || ""));
    card.firstChild.className = quoted ? "bg-quote" : "";
    const facts = [link.dataset.from, link.dataset.verdict].filter(Boolean);
    if (facts.length) card.append(part("small", "label", facts.join(" · ")));
  }

  function place(link) {
    const box = link.getBoundingClientRect();
    const width = Math.min(360, document.documentElement.clientWidth - 16);
    card.style.width = width + "px";
    const left = Math.max(8, Math.min(box.left - 24, document.documentElement.clientWidth - width - 8));
    const below = box.bottom + card.offsetHeight + 12 < innerHeight;
    card.style.left = left + scrollX + "px";
    card.style.top = (below ? box.bottom + 6 : box.top - card.offsetHeight - 6) + scrollY + "px";
  }

  function show(link) {
    clearTimeout(closing);
    if (shownFor === link) return;
    hide();
    if (!card.isConnected) document.body.append(card);
    fill(link);
    shownFor = link;
    card.hidden = false;
    link.setAttribute("aria-describedby", card.id);
    place(link);
  }

  function hide() {
    if (shownFor) shownFor.removeAttribute("aria-describedby");
    shownFor = null;
    card.hidden = true;
  }

  function cited(event) {
    return event.target.closest ? event.target.closest(".bg-cite") : null;
  }

  document.addEventListener("pointerdown", (event) => { touched = event.pointerType === "touch"; });
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const link = cited(event);
    if (link) show(link);
    else if (event.target.closest && event.target.closest("#" + card.id)) clearTimeout(closing);
    else if (shownFor && document.activeElement !== shownFor) {
      clearTimeout(closing);
      closing = setTimeout(hide, 200);
    }
  });
  document.addEventListener("focusin", (event) => {
    const link = cited(event);
    if (!link) hide();
    else if (!touched) show(link);
  });
  document.addEventListener("click", (event) => {
    const link = cited(event);
    // The first tap shows the passage, the second follows the link.
    if (link && touched && shownFor !== link) {
      event.preventDefault();
      event.stopPropagation();
      show(link);
    } else if (!link && !card.contains(event.target)) hide();
    else if (card.contains(event.target) && touched && shownFor) shownFor.click();
  }, true);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });

  /* Registers: filters, order, count; the choice stands in the address, so that a view can be shared. */

  const VERDICTS = ["contradicted", "partly-supported", "unverified", "not-checkable", "supported"];

  function folded(text) {
    return text.toLowerCase().replace(/[‘’]/g, "'").replace(/[“”]/g, '"').replace(/\s+/g, " ");
  }

  function ordered(items, by) {
    if (!by) return items;
    const key = (item) => by === "date" ? item.dataset.date || "9999" : String(VERDICTS.indexOf(item.dataset.verdict));
    return [...items].sort((a, b) => key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0);
  }

  function register(form) {
    const items = [...document.querySelectorAll(form.dataset.items)];
    const selects = [...form.querySelectorAll("select")].filter((select) => select.name !== "sort");
    const output = form.querySelector("output");
    let texts = null;
    let order = "";
    const values = (item, name) => (item.dataset[name === "kind" ? "kinds" : name] || "").split(" ");

    for (const select of selects) {
      for (const option of [...select.options].slice(1)) {
        const count = items.filter((item) => values(item, select.name).includes(option.value)).length;
        if (count) option.append(" (" + count + ")");
        else option.remove();
      }
      if (select.options.length < 2) select.closest("label").hidden = true;
    }
    const asked = new URLSearchParams(location.search);
    for (const control of form.elements) if (control.name) control.value = asked.get(control.name) || "";

    function apply() {
      const wanted = folded(form.elements.text ? form.elements.text.value.trim() : "");
      if (wanted && !texts) texts = new Map(items.map((item) => [item, folded(item.textContent)]));
      const fits = (item) => (!wanted || texts.get(item).includes(wanted)) &&
        selects.every((select) => !select.value || values(item, select.name).includes(select.value));
      let count = 0;
      for (const item of items) {
        item.hidden = !fits(item);
        count += !item.hidden;
      }
      const sort = form.elements.sort ? form.elements.sort.value : "";
      // Moving every record costs a layout of the whole page, so only where the order is another one.
      if (sort !== order) for (const item of ordered(items, sort)) item.parentNode.append(item);
      order = sort;
      for (const group of document.querySelectorAll(".bg-group")) {
        group.hidden = !group.querySelector(form.dataset.items + ":not([hidden])");
      }
      output.textContent = count + " / " + items.length + " " + form.dataset.shown;
    }

    function remember() {
      const query = new URLSearchParams();
      for (const control of form.elements) if (control.name && control.value) query.set(control.name, control.value);
      const text = query.toString();
      history.replaceState(history.state, "", location.pathname + (text ? "?" + text : "") + location.hash);
    }

    function clear() {
      for (const control of form.elements) if (control.name) control.value = "";
      apply();
      remember();
    }

    // A link to a record must show it, whatever the filter says.
    function reveal() {
      const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
      const item = target && target.closest(form.dataset.items);
      if (!item) return;
      if (item.hidden) clear();
      target.scrollIntoView();
    }

    // On a small screen the choices unfold, unless the address has made one.
    const unfold = form.querySelector(".bg-narrow");
    const unfolded = (open) => {
      form.classList.toggle("bg-unfolded", open);
      if (unfold) unfold.setAttribute("aria-expanded", String(open));
    };
    unfolded([...form.querySelectorAll("select")].some((select) => select.value));
    if (unfold) unfold.addEventListener("click", () => unfolded(!form.classList.contains("bg-unfolded")));

    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => { apply(); remember(); });
    form.addEventListener("reset", (event) => {
      event.preventDefault();
      clear();
    });
    addEventListener("hashchange", reveal);
    apply();
    reveal();
    for (const item of items) offer(item, form);
  }

  /* A record's permalink, and a citation ready to paste. */

  function address(item) {
    return location.href.split(/[?#]/)[0] + "#" + item.querySelector("h3[id]").id;
  }

  function words(element) {
    return element ? element.textContent.replace(/¶/g, "").replace(/\s+/g, " ").trim() : "";
  }

  function citation(item, form) {
    const quote = words(item.querySelector(".bg-quote"));
    const source = item.querySelector(".bg-source-link");
    const origin = source ? " (" + (source.title || source.dataset.title || "") + ")" : "";
    const label = form.dataset.as + " " + (item.querySelector("h3").dataset.sign || "");
    return words(item.querySelector("h3")) + (quote ? " “" + quote + "”" + origin + "." : "") +
      " " + form.dataset.title + ", " + label.trim() + ". " + address(item);
  }

  function copy(text, button, done) {
    const said = () => {
      const before = button.textContent;
      button.textContent = "✓ " + done;
      setTimeout(() => { button.textContent = before; }, 1500);
    };
    const byHand = () => {
      const field = document.createElement("textarea");
      field.value = text;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
      button.focus();
      said();
    };
    if (navigator.clipboard) navigator.clipboard.writeText(text).then(said, byHand);
    else byHand();
  }

  function offer(item, form) {
    const bar = document.createElement("p");
    bar.className = "bg-actions";
    bar.dataset.kind = "label";
    bar.setAttribute("aria-live", "polite");
    for (const [label, text] of [[form.dataset.copy, address], [form.dataset.cite, citation]]) {
      if (!label) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = label;
      button.addEventListener("click", () => copy(text(item, form), button, form.dataset.copied));
      bar.append(button);
    }
    if (bar.firstChild) item.append(bar);
  }

  // On a phone the ways through a briefing are one row that scrolls; the present page should be in sight.
  function centre(current) {
    const row = current.parentElement;
    row.scrollLeft += current.offsetLeft - row.offsetLeft - (row.clientWidth - current.offsetWidth) / 2;
  }

  function start() {
    const current = document.querySelector(".bg-tab[aria-current]");
    // With the next frame: the registers below still change the page, and it should be laid out once.
    if (current) requestAnimationFrame(() => centre(current));
    for (const form of document.querySelectorAll("form.bg-filter")) register(form);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
