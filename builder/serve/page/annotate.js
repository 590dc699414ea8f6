/* Annotating in the preview: what is selected in an article can become a claim. Exists only in what
   `selon serve` sends. This file looks at selections and keys; the form comes when it is asked for. */
(() => {
  const script = document.currentScript;
  const { api, slug } = script.dataset;
  const AROUND = 200;

  /* Asks the server; throws what it refused, as { error, help, field }. */
  async function ask(name, data = {}) {
    let answer;
    try {
      answer = await fetch(api + name, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-Selon-Token": script.dataset.token },
        body: JSON.stringify({ slug, ...data }),
      });
    } catch {
      throw { error: "the preview does not answer", help: "see whether selon serve is still running" };
    }
    const found = await answer.json().catch(() => ({}));
    if (!answer.ok) {
      const stale = answer.status === 403 && !found.error;
      const error = stale ? "the preview was started anew" : "the preview cannot do this";
      throw { error, help: "reload the page", ...found };
    }
    return found;
  }

  const part = (name) => import(new URL(name, script.src));
  const reader = () => document.querySelector("[data-reader-text]");

  /* The words of a range as the article has them, without notes and numbers, and those around it. */
  function words(range) {
    const walker = document.createTreeWalker(reader(), NodeFilter.SHOW_TEXT);
    let [before, exact, after] = ["", "", ""];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement.closest("[data-aside], [data-selon-own]")) continue;
      if (!range.intersectsNode(node)) {
        if (range.comparePoint(node, 0) < 0) before += node.data;
        else after += node.data;
        continue;
      }
      const start = node === range.startContainer ? range.startOffset : 0;
      const end = node === range.endContainer ? range.endOffset : node.length;
      before += node.data.slice(0, start);
      exact += node.data.slice(start, end);
      after += node.data.slice(end);
    }
    return { exact, before: before.slice(-AROUND), after: after.slice(0, AROUND) };
  }

  /* The selection, where it has words of the article in it. */
  function selected() {
    const selection = getSelection();
    if (!reader() || !selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(reader())) return null;
    return words(range).exact.trim() ? range : null;
  }

  const own = document.createElement("div");
  own.className = "selon-annotating";
  own.dataset.selonOwn = "";
  own.lang = "en";
  own.dir = "ltr";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "selon-annotate";
  button.textContent = "Annotate (Alt+A)";
  button.hidden = true;
  const said = document.createElement("p");
  said.className = "selon-said";
  said.setAttribute("aria-live", "polite");
  own.append(button, said);
  document.body.append(own);

  let range = null;
  let soon = 0;

  function follow() {
    range = selected();
    const was = button.hidden;
    button.hidden = !range || document.querySelector("dialog[open]") !== null;
    if (button.hidden) return;
    const rects = range.getClientRects();
    const rect = rects[rects.length - 1] ?? range.getBoundingClientRect();
    const most = document.documentElement.clientWidth - button.offsetWidth - 8;
    button.style.left = `${scrollX + Math.max(Math.min(rect.left, most), 8)}px`;
    button.style.top = `${scrollY + rect.bottom + 6}px`;
    if (was) say("Words are selected. Alt+A annotates them.");
  }

  function say(text) {
    said.textContent = text;
  }

  /* Opens the form: on the selection, or to ask which words are meant. */
  async function annotate() {
    const place = selected() ?? range;
    const selection = place && { range: place.cloneRange(), ...words(place) };
    button.hidden = true;
    const { openNew } = await part("annotate-form.js");
    await openNew(page, selection);
  }

  async function edit(claim, lost) {
    const { openClaim } = await part("annotate-form.js");
    await openClaim(page, claim, lost);
  }

  /* Puts a button at each note; a page that was morphed has lost them. */
  function offer() {
    for (const body of document.querySelectorAll(".note .body[id]")) {
      const ways = body.querySelector(".ways");
      if (!ways || ways.querySelector("[data-selon-own]")) continue;
      const change = document.createElement("button");
      change.type = "button";
      change.className = "selon-edit";
      change.dataset.selonOwn = "";
      change.lang = "en";
      change.dir = "ltr";
      change.textContent = "Edit";
      const number = body.closest(".note").dataset.n;
      change.setAttribute("aria-label", `Edit this claim (note ${number})`);
      change.addEventListener("click", () => edit(body.id));
      ways.append(" ", change);
    }
  }

  async function look() {
    offer();
    try {
      const found = await ask("orphans");
      if (found.claims.length || own.querySelector(".selon-lost")) {
        const { showLost } = await part("annotate-lost.js");
        showLost(page, found);
      }
    } catch {
      /* The overlay tells of a site that cannot be read, and the form of all else. */
    }
  }

  const page = { ask, edit, look, own, say, slug };

  document.addEventListener("selectionchange", () => {
    clearTimeout(soon);
    soon = setTimeout(follow, 150);
  });
  addEventListener("resize", follow);
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", annotate);
  addEventListener("keydown", (event) => {
    /* The letter on the key; where Alt makes another character of it, the place of the key. */
    const letter = /^[a-z]$/i.test(event.key) ? event.key.toLowerCase() : event.code;
    if (!event.altKey || event.ctrlKey || event.metaKey || !["a", "KeyA"].includes(letter)) return;
    if (document.querySelector("dialog[open]") || event.target.closest("input, textarea")) return;
    event.preventDefault();
    annotate();
  });
  document.addEventListener("selon:morphed", look);
  addEventListener("focus", look);
  /* Where an error stands, the page stays as it was, and only what is said of it changes. */
  const problems = document.getElementById("selon_said");
  if (problems) new MutationObserver(look).observe(problems, { childList: true });
  look();
  if (sessionStorage.getItem("selon-saved")) part("annotate-undo.js").then((one) => one.showSaved(page));
})();
