// Answers the theme's search box. With a small index the theme's own worker stands behind this text and finds what there
// is; with a large one Pagefind does, which loads only the chunks that a query needs. Both understand two filters among
// the words: "kind:claims" and "in:ID-OF-A-BRIEFING". What is found is text: nothing of it becomes markup here.

(function () {
  "use strict";

  // The theme's messages. Source: Material for MkDocs 9.8, integrations/search/worker/message.
  const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3;
  const STEP = 5, MOST = 40, ENOUGH = 10, SHOWN = 3;
  // Before the other spellings of what stands in a record: they are looked for, and not shown.
  const ALSO = "\u2063";
  const UNSPACED = "[\\u0e00-\\u0eff\\u1780-\\u17ff\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff]";
  const CHARACTER = new RegExp(UNSPACED, "gu");
  const GAP = new RegExp("(?<=" + UNSPACED + ") +| +(?=" + UNSPACED + ")", "gu");

  const post = self.postMessage.bind(self);
  const fetched = self.fetch.bind(self);
  let asked = { words: "", filters: {} };
  let number = 0;
  let passing = false;
  let chunks = null;
  let config, starts, names, ranges;
  let engine = null;
  const files = {};

  /* Both engines. */

  function parsed(query) {
    const filters = {};
    const words = query.replace(/(?:^|\s)(kind|in):(\S+)/g, (_, name, value) => {
      filters[name] = value;
      return " ";
    });
    return { words: words.trim(), filters };
  }

  function fits(location, filters) {
    const match = /^briefings\/([^/#]+)(?:\/([^/#]*))?/.exec(location);
    const known = match && match[2] !== undefined;
    const kind = known ? match[2].replace(/\.html$/, "").replace("index", "") || "overview" : "";
    return (!filters.kind || filters.kind === kind) && (!filters.in || (known && filters.in === match[1]));
  }

  addEventListener("message", (event) => {
    if (passing) return;
    const { type, data } = event.data;
    if (type === SETUP && data.config.briefgen) {
      config = data.config.briefgen;
      chunks = new URL(config.chunks, location.href).href;
      event.stopImmediatePropagation();
      post({ type: READY });
      // When the page has come to rest; a query before that does not wait for it.
      setTimeout(load, 2000);
    } else if (type === QUERY) {
      event.stopImmediatePropagation();
      asked = parsed(data);
      const mine = ++number;
      // A first word is answered at once, words typed after it once they come to rest.
      if (chunks) setTimeout(() => { if (mine === number) answer(asked, mine); }, mine > 1 ? 100 : 0);
      else pass({ type: QUERY, data: asked.words });
    }
  });

  function pass(message) {
    passing = true;
    dispatchEvent(new MessageEvent("message", { data: message }));
    passing = false;
  }

  // What the theme's own worker answers comes through here.
  self.postMessage = (message) => {
    if (message.type !== RESULT) return post(message);
    const items = message.data.items.filter((group) => fits(group[0].location, asked.filters))
      .map((group) => group.map((item) => ({ ...item, text: item.text.split(ALSO)[0].trimEnd() })));
    return post({ ...message, data: { ...message.data, items } });
  };

  /* Pagefind. */

  // All that a search begins with came with the setup message and with this file: Pagefind would ask for one after the
  // other, each a round trip later.
  function load() {
    if (!engine) {
      self.fetch = (address) => {
        const name = String(address).split("?")[0].slice(chunks.length);
        const [shard, folder, file] = name.split("/");
        if (folder === "pagefind-entry.json") return Promise.resolve(new Response(JSON.stringify(config.entries[shard])));
        if (Object.hasOwn(config.first, name)) return unpacked(of(config.first[name])).then((answer) => ranged(answer, shard, folder));
        const words = folder === "index" && file.split(".")[0];
        if (words && names.includes(words)) return wordFile(words).then((parts) => new Response(parts[shard]));
        // What is named after what is in it is as good as new where the page asked for it ahead of us.
        return fetched(address, { cache: "force-cache" }).then(unpacked);
      };
      engine = started();
      engine.catch(() => {
        engine = null;
        self.fetch = fetched;
      });
    }
    return engine;
  }

  function of(text) {
    return new Response(Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0)));
  }

  // The index is cut by words, and each file has a part for every shard: its first line has the size of what the page reads,
  // and shard and size of each part.
  async function loaded(name) {
    const answer = await unpacked(await fetched(chunks + "words/" + name, { cache: "force-cache" }));
    if (!answer.ok) throw new Error("words/" + name + ": " + answer.status);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const end = bytes.indexOf(10);
    const [size, ...sizes] = new TextDecoder().decode(bytes.subarray(0, end)).split(" ");
    const parts = {};
    let at = end + 1 + +size;
    for (let one = 0; one < sizes.length; one += 2) parts[sizes[one]] = bytes.slice(at, at += +sizes[one + 1]);
    return parts;
  }

  function wordFile(name) {
    files[name] ||= loaded(name);
    // Asked for ahead in vain, it is asked for again when the program needs it.
    files[name].catch(() => delete files[name]);
    return files[name];
  }

  // Which file begins with which word: the page's script says it, which the browser has already.
  async function list() {
    if (names) return;
    const read = async (cache) => {
      const script = await fetched(new URL(config.listed, location.href), { cache });
      return JSON.parse((await script.text()).split("window.briefgenAhead=")[1].trimEnd().slice(0, -1));
    };
    const current = (text) => !config.listed || text.endsWith("/" + config.edition);
    let text = config.ahead ?? await read("force-cache");
    // The browser may have kept the script of an earlier state of the site, or the index.
    if (!current(text)) text = await read("reload");
    if (!current(text)) throw new Error("the site was published anew: reload the page");
    [starts, names = []] = text.split("/").map((part) => part.split(" "));
  }

  // The files with the words that are typed, while the program starts; it asks itself for those of their stems.
  async function expect(typed) {
    await list();
    for (const word of typed) {
      const name = names[starts.findLastIndex((start) => start <= word)];
      if (name) wordFile(name).catch(() => {});
    }
  }

  // Pagefind's metadata with the list of its chunks in its place.
  async function ranged(answer, shard, name) {
    const at = name.endsWith(".pf_meta") && config.ranges[shard];
    if (!at) return answer;
    const bytes = new Uint8Array(await answer.arrayBuffer());
    return new Response(new Blob([bytes.subarray(0, at), ranges ||= listed(), bytes.subarray(at + 1)]));
  }

  // Of every shard they are the files for words: first word, last word and name of each. Source: RFC 8949.
  function listed() {
    const encoder = new TextEncoder();
    const text = (string) => {
      const raw = encoder.encode(string);
      return [0x79, raw.length >> 8, raw.length & 255, ...raw];
    };
    const all = names.flatMap((name, at) => [0x83, ...text(starts[at]), ...text(before(starts[at + 1])), ...text(name)]);
    return Uint8Array.from([0x99, names.length >> 8, names.length & 255, ...all]);
  }

  // What stands after every word before this one: Pagefind compares two words by as many signs as the shorter has.
  function before(word) {
    const signs = [...word || "\u{10ffff}"];
    const last = signs.pop().codePointAt(0) - 1;
    return signs.join("") + String.fromCodePoint(last === 0xdfff ? 0xd7ff : last) + "\u{10ffff}";
  }

  // The browser unpacks faster than Pagefind's own program, which takes what is unpacked as well: some hosts do it themselves.
  async function unpacked(answer) {
    if (!answer.ok || !self.DecompressionStream) return answer;
    const raw = await answer.arrayBuffer();
    const [one, two] = new Uint8Array(raw);
    if (one !== 0x1f || two !== 0x8b) return new Response(raw);
    return new Response(new Blob([raw]).stream().pipeThrough(new DecompressionStream("gzip")));
  }

  // One program that searches every shard, and sorts what it finds by its score.
  async function started() {
    await list();
    const address = chunks + "pagefind.js";
    const clock = (call, time) => setTimeout(call, Math.min(time, 5));
    const { createInstance } = self.briefgenEngine ? self.briefgenEngine(address, clock) : await import(address);
    const [main, ...others] = Object.keys(config.entries).map((shard) => chunks + shard + "/");
    const instance = createInstance({ basePath: main });
    if (others.length) {
      // Fails where the program does not start; the others would wait for ever.
      await instance.filters();
      await Promise.all(others.map((other) => instance.mergeIndex(other)));
    }
    return instance;
  }

  function folded(word) {
    return word.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/['’]/g, "")
      .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
  }

  function split(words) {
    return words.replace(CHARACTER, " $& ").split(/\s+/).filter((word) => folded(word));
  }

  // Which of the terms a word stands for, or -1. What the engine took for another form shares most of its beginning.
  function meant(word, terms, loosely) {
    const parts = [folded(word), ...word.split(/[-–—/]/).map(folded)];
    const exact = terms.findIndex((term) => parts.some((part) => part.startsWith(term)));
    if (exact >= 0 || !loosely) return exact;
    return terms.findIndex((term) => {
      let same = 0;
      while (same < term.length && term[same] === parts[0][same]) same++;
      return same >= 4 && same >= 0.6 * Math.max(term.length, parts[0].length);
    });
  }

  function escaped(text) {
    return text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);
  }

  function marked(words, hits) {
    return words.map((word, at) => hits.has(at) ? "<mark>" + escaped(word) + "</mark>" : escaped(word))
      .join(" ").replace(GAP, "").replace(/<\/mark><mark>/g, "");
  }

  // The words of one record, and which of them were asked for. Of its heading only the length and the last sign are taken
  // from `name`, where Pagefind resolves references to characters twice; the words are those of the text.
  function section(words, start, end, name, terms, found) {
    const length = name.trim().split(/\s+/).length;
    const heading = words.slice(start, start + length);
    // It ends every heading with a full stop.
    if (!name.trim().endsWith(".")) heading.push(heading.pop().replace(/\.$/, ""));
    const hits = new Set();
    const seen = new Set();
    let named = 0;
    for (let at = start; at < end; at++) {
      const term = meant(words[at], terms, found.has(at));
      if (term < 0) continue;
      hits.add(at - start);
      if (at - start < length) named += !seen.has(term);
      seen.add(term);
    }
    const also = words.indexOf(ALSO, start + length);
    const last = also < 0 ? end : Math.min(end, also);
    const inBody = [...hits].map((at) => at - length).filter((at) => at >= 0 && start + length + at < last);
    const first = inBody.length ? Math.max(0, Math.min(...inBody) - 8) : 0;
    const excerpt = words.slice(start + length + first, Math.min(last, start + length + first + 40));
    return {
      seen,
      named,
      title: marked(heading, hits),
      text: (first ? "… " : "") + marked(excerpt, new Set(inBody.map((at) => at - first))),
    };
  }

  // The words that stand for filters on every page of the index.
  function marks(filters) {
    return ["in", "kind"].filter((name) => filters[name]).map((name) => "zz" + name + filters[name].replace(/-/g, ""));
  }

  // A page's records as the box shows them: the best first, the page itself last. Null where none has a word.
  function group(page, terms, score) {
    const words = page.content.split(/\s+/);
    const found = new Set(page.locations);
    const location = page.meta.at;
    // The last one is where the marks are.
    const heads = page.anchors.filter((anchor) => anchor.element === "h2").sort((a, b) => a.location - b.location);
    const parts = heads.slice(0, -1).map((anchor, at) => {
      const end = heads[at + 1].location;
      return { id: "#" + anchor.id, ...section(words, anchor.location, end, anchor.text, terms, found) };
    });
    const own = section(words, 0, heads[0].location, page.meta.title, terms, found);
    const kind = Object.keys(config.weights).find((name) => location.includes("/" + name)) || "";
    const rated = (part) => {
      const seen = new Set([...part.seen, ...(part.seen.size ? own.seen : [])]);
      const whole = seen.size === terms.length;
      const points = (seen.size / terms.length) ** 2 * (1 + part.named / terms.length) * (config.weights[kind] || 1);
      const shown = Object.fromEntries(terms.map((term, at) => [term, seen.has(at)]));
      return { location: location + (part.id || ""), title: part.title, text: part.text, terms: shown, whole, points };
    };
    const hits = parts.filter((part) => part.seen.size).map(rated).sort((a, b) => b.points - a.points);
    const itself = rated(own);
    const best = hits.length ? hits[0] : itself;
    if (!best.points) return null;
    const top = best.points * score;
    const items = hits.filter((hit) => hit.whole === best.whole)
      .map((hit, at) => ({ ...hit, score: at < SHOWN ? top : 0 }));
    return { whole: best.whole, score: top, items: [...items, { ...itself, score: hits.length ? 0 : top }] };
  }

  // The best pages, a few at a time; `shown` gets what there is after each time.
  async function gathered(results, terms, filters, current, shown) {
    const groups = [];
    const most = results[0]?.score || 1;
    let early = false;
    for (let from = 0; from < Math.min(results.length, MOST); from += STEP) {
      const part = results.slice(from, from + STEP);
      const found = await Promise.all(part.map(async (result) => {
        const page = await result.data();
        const entry = fits(page.meta.at, filters) && group(page, terms, 0.5 + result.score / most / 2);
        // The page has asked ahead for those with a rare word; they are shown before the others have come.
        if (entry && entry.whole && !early && current()) shown([entry]);
        early ||= entry && entry.whole;
        return entry;
      }));
      if (!current()) return null;
      groups.push(...found.filter(Boolean));
      const whole = groups.filter((entry) => entry.whole);
      if (whole.length) shown(whole);
      if (whole.length >= ENOUGH) break;
    }
    return groups;
  }

  // Pages that have some of the words, where none has all of them.
  async function scattered(instance, terms, filters) {
    const pages = new Map();
    for (const { results } of await Promise.all(terms.slice(0, 6).map((term) => instance.search([term, ...marks(filters)].join(" "))))) {
      for (const result of results) {
        const before = pages.get(result.id);
        pages.set(result.id, before ? { ...before, score: before.score + result.score } : result);
      }
    }
    return [...pages.values()].sort((a, b) => b.score - a.score);
  }

  function show(groups) {
    const items = [...groups].sort((a, b) => b.score - a.score);
    post({ type: RESULT, data: { items: items.map((entry) => entry.items.map(({ whole, points, ...item }) => item)) } });
  }

  async function answer({ words, filters }, mine) {
    const current = () => mine === number;
    // Signs such as "$" are in no word of its index; here they are looked at again.
    const given = split(words).map((word) => word.replace(/\p{S}/gu, ""));
    const terms = [...new Set(given.map(folded))];
    let groups = [];
    try {
      if (terms.length) {
        const typed = [...words.toLowerCase().match(/[\p{Script=Latin}\p{N}]+/gu) || [], ...marks(filters)];
        const [instance] = await Promise.all([load(), expect(typed)]);
        const exact = /^\s*".+"\s*$/.test(words);
        const phrase = '"' + given.join(" ").replace(/"/g, "") + '"';
        const { results } = await instance.search(exact ? phrase : [...given, ...marks(filters)].join(" "));
        if (!current()) return;
        groups = await gathered(results, terms, filters, current, show);
        if (groups && !groups.some((entry) => entry.whole) && terms.length > 1 && !exact) {
          groups = await gathered(await scattered(instance, terms, filters), terms, filters, current, show);
        }
      }
    } catch (problem) {
      console.warn("The search could not be loaded.", problem);
      groups = [];
    }
    // Groups with every word were shown as they came.
    if (groups && current() && !groups.some((entry) => entry.whole)) show(groups);
  }
})();
// End of briefgen's part.
