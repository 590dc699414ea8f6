// The search page: asks the index of every language, and shows what was found. All that it says
// stands in the page, in the page's language. Whatever comes out of an index is text, never markup.

const form = document.getElementById("search");
const words = document.getElementById("search_words");
const state = document.getElementById("search_state");
const list = document.getElementById("search_results");
const more = document.getElementById("search_more");
const language = document.documentElement.lang;
const number = new Intl.NumberFormat(language);

const PAGE = 10;
const PAUSE = 200; // milliseconds without a key before a search begins

let indexes = [];
let found = [];
let shown = 0;
let newest = 0; // counts searches, so that a slow one does not overwrite a later one
let timer;

const loaded = (async () => {
  const urls = form.dataset.indexes.split(" ").filter(Boolean);
  indexes = await Promise.all(urls.map(async (url) => {
    const index = await import(new URL(`${url}pagefind.js`, location.href));
    await index.options({ baseUrl: form.dataset.base, excerptLength: 30 });
    const filters = await index.filters();
    return { index, filters, language: url.split("/").at(-2) };
  }));
  fillFacets(add(indexes.map((one) => one.filters)));
})();

form.hidden = false;
document.getElementById("search_without").hidden = true;
form.addEventListener("submit", (event) => {
  event.preventDefault();
  search();
});
words.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(search, PAUSE);
  if (words.value.trim()) indexes.forEach(({ index }) => index.preload(words.value));
});
form.addEventListener("change", (event) => {
  if (event.target !== words) search();
});
more.addEventListener("click", async () => {
  const first = list.children.length;
  await show(newest);
  list.children[first]?.querySelector("a").focus();
});
addEventListener("popstate", () => {
  readWords();
  readChoices();
});

readWords();
loaded.then(readChoices).catch(fail);

function fail() {
  state.textContent = form.dataset.failed;
}

/** Take the words from the address: at once, since the reader may type before an index is there. */
function readWords() {
  words.value = new URLSearchParams(location.search).get("q") ?? "";
}

/** Take the choices from the address, and search. */
function readChoices() {
  const given = new URLSearchParams(location.search);
  for (const box of form.querySelectorAll("input[type=checkbox]")) {
    box.checked = given.getAll(box.name).includes(box.value);
    if (box.checked) box.closest("details").open = true;
  }
  return search();
}

/** Keep words and choices in the address, so that it can be passed on. */
function writeAddress() {
  const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  const text = query.toString();
  history.replaceState(null, "", text ? `?${text}` : location.pathname);
}

async function search() {
  clearTimeout(timer);
  const turn = ++newest;
  try {
    await loaded;
    writeAddress();
    const filters = chosen();
    const text = words.value.trim();
    if (!text && !Object.keys(filters).length) {
      found = [];
      list.replaceChildren();
      state.textContent = "";
      more.hidden = true;
      count(add(indexes.map((one) => one.filters)));
      return;
    }
    state.textContent = form.dataset.loading;
    const answers = await Promise.all(indexes.map(async ({ index, language }) => {
      const answer = await index.search(text || null, { filters });
      return { language, ...answer };
    }));
    if (turn !== newest) return;
    found = answers
      .flatMap((answer) => answer.results.map((result) => ({ result, language: answer.language })))
      .sort((one, other) => other.result.score - one.result.score);
    count(add(answers.map((answer) => answer.totalFilters)));
    list.replaceChildren();
    shown = 0;
    await show(turn);
    if (turn !== newest) return;
    state.textContent = found.length
      ? form.dataset.count.replace("{n}", number.format(found.length))
      : form.dataset.none;
  } catch {
    if (turn === newest) fail();
  }
}

/** Show the next results. */
async function show(turn) {
  const next = found.slice(shown, shown + PAGE);
  const pages = await Promise.all(next.map(({ result }) => result.data()));
  if (turn !== newest) return;
  list.append(...pages.map((page, place) => draw(page, next[place].language)));
  shown += next.length;
  more.hidden = shown >= found.length;
}

function draw(page, pageLanguage) {
  const item = document.getElementById("search_result").content.cloneNode(true).firstElementChild;
  const link = item.querySelector("a");
  link.href = page.url;
  link.textContent = page.meta.title;
  link.lang = pageLanguage;
  for (const place of item.querySelectorAll("[data-of]")) {
    const name = place.dataset.of;
    if (name !== "kind") {
      const phrase = name === "verdict" || name === "condition";
      place.lang = (phrase && page.meta.spoken) || pageLanguage;
      place.dir = "auto";
    }
    if (name === "excerpt") place.append(...marked(page.excerpt));
    else place.textContent = page.meta[name] ?? "";
    if (name === "verdict" && page.meta.tone) place.className = `tone ${page.meta.tone}`;
    if (!place.hasChildNodes()) place.remove();
  }
  for (const row of item.querySelectorAll("p")) if (!row.textContent.trim()) row.remove();
  return item;
}

/** An excerpt as nodes: its text, and what was found in it marked; no other markup gets through. */
function marked(excerpt) {
  const body = new DOMParser().parseFromString(excerpt, "text/html").body;
  return [...body.childNodes].map((node) => {
    if (node.nodeName !== "MARK") return document.createTextNode(node.textContent);
    const mark = document.createElement("mark");
    mark.className = "hit";
    mark.textContent = node.textContent;
    return mark;
  });
}

/** Put together what several indexes count: facet → value → number. */
function add(counts) {
  const sums = {};
  for (const one of counts) {
    for (const [facet, values] of Object.entries(one ?? {})) {
      sums[facet] ??= {};
      for (const [value, many] of Object.entries(values)) {
        sums[facet][value] = (sums[facet][value] ?? 0) + many;
      }
    }
  }
  return sums;
}

function fillFacets(sums) {
  const order = new Intl.Collator(language, { numeric: true });
  for (const facet of form.querySelectorAll("[data-facet]")) {
    const name = facet.dataset.facet;
    const values = Object.keys(sums[name] ?? {}).sort(order.compare);
    if (name === "year") values.reverse();
    for (const value of values) {
      const choice = document.getElementById("search_choice").content.cloneNode(true);
      const box = choice.querySelector("input");
      box.name = name;
      box.value = value;
      choice.querySelector("span").dir = "auto";
      facet.querySelector("fieldset").append(choice);
    }
    facet.hidden = values.length < 1;
  }
  count(sums);
}

/** Say at each choice how many results it has. */
function count(sums) {
  for (const box of form.querySelectorAll("input[type=checkbox]")) {
    const many = sums[box.name]?.[box.value] ?? 0;
    box.nextElementSibling.textContent = `${box.value} (${number.format(many)})`;
  }
}

/** The choices: any value of a facet will do, and all facets must agree. */
function chosen() {
  const filters = {};
  for (const box of form.querySelectorAll("input:checked")) {
    filters[box.name] ??= { any: [] };
    filters[box.name].any.push(box.value);
  }
  return filters;
}
