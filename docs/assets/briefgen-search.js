// What a first search of a large site needs, asked for while the search itself is still on its way; it finds all in the browser's cache.
// A large site has a list at the end of this file: which file of its search has which words. Those with the words that are typed
// first are asked for, and the records of the few pages that the rarest of them stands on: all that is found is there.

(function () {
  "use strict";

  const folder = new URL("../search/chunks/", document.currentScript.src);

  // The lines of a word's file, whose size is the first number in it: a word, and where it stands on few pages, which.
  async function lines(name) {
    const answer = await fetch(new URL("words/" + name, folder));
    const whole = new Response(answer.body.pipeThrough(new DecompressionStream("gzip")));
    const raw = new Uint8Array(await whole.arrayBuffer());
    const from = raw.indexOf(10) + 1;
    const text = (start, end) => new TextDecoder().decode(raw.subarray(start, end));
    return text(from, from + parseInt(text(0, from))).split("\n").map((line) => line.split(" "));
  }

  async function ahead() {
    if (!window.briefgenAhead) return;
    const [starts, names] = window.briefgenAhead.split("/").map((part) => part.split(" "));
    const input = document.querySelector(".md-search__input");
    const asked = {};
    const look = async () => {
      const words = input.value.toLowerCase().match(/[\p{Script=Latin}\p{N}]+/gu) || [];
      const found = await Promise.all(words.map(async (word) => {
        const name = names[starts.findLastIndex((start) => start <= word)];
        const known = await (asked[name] ||= lines(name).catch(() => []));
        // Its stem, which is all but its last few letters.
        const [stem] = known.map(([start]) => start).filter((start) => word.startsWith(start)).sort().slice(-1);
        if (!stem || stem.length < word.length - 3) return [];
        const same = known.filter(([start]) => start === stem).map(([, ...pages]) => pages);
        return same.every((pages) => pages.length) ? same.flat() : [];
      }));
      const [pages] = found.filter((some) => some.length).sort((one, other) => one.length - other.length);
      for (const page of pages || []) {
        const path = page.replace("/", "/fragment/") + ".pf_fragment";
        asked[path] ||= fetch(new URL(path, folder)).catch(() => {});
      }
    };
    look();
    input.addEventListener("input", look);
    // When the index is there, the search asks for itself.
    await (await window.briefgenIndex).text();
    input.removeEventListener("input", look);
  }

  (window.briefgenMoved || Promise.reject()).then(() => ahead()).catch(() => {});
})();
