/* Keeps an open tab as its page is now: what changed is changed in place, so that the reader stays
   where they are. Exists only in what `selon serve` sends. */
"use strict";

(() => {
  const own = document.getElementById("selon_reload");
  const page = location.pathname;
  const OWN = "[data-selon-own]";
  const BLOCKS = "p, li, dt, dd, h1, h2, h3, h4, h5, h6, blockquote, pre, figure, tr";
  const TYPED = new Set(["open", "value", "checked"]); // what the reader did, and the page did not

  let state = JSON.parse(own.dataset.state); // of what is shown
  let served = sent(document); // the page as it was sent, before any script of its own ran
  let wanted = null;
  let busy = false;
  let named = 0; // elements of ours that came without an id

  hear();
  fold();

  /** Hear what there is to show, over the connection that all tabs share where a browser has that. */
  function hear() {
    if (typeof SharedWorker === "undefined") return hearAlone();
    const address = new URL(own.dataset.worker, location.href);
    address.searchParams.set("events", own.dataset.events);
    address.searchParams.set("version", state.own);
    const { port } = new SharedWorker(address);
    port.onmessage = ({ data }) => follow(data);
    port.postMessage(page);
    addEventListener("pagehide", () => port.postMessage(""));
    addEventListener("pageshow", ({ persisted }) => persisted && port.postMessage(page));
  }

  /** Hear over a connection of this tab's, as long as it is seen. */
  function hearAlone() {
    const address = `${own.dataset.events}?${new URLSearchParams({ page })}`;
    let source = null;
    const listen = () => {
      source?.close();
      source = null;
      if (document.hidden) return;
      source = new EventSource(address);
      source.onmessage = ({ data }) => follow(JSON.parse(data).state);
      source.onerror = () => source?.readyState === EventSource.CLOSED && setTimeout(listen, 2000);
    };
    document.addEventListener("visibilitychange", listen);
    addEventListener("pagehide", () => source?.close());
    addEventListener("pageshow", ({ persisted }) => persisted && listen());
    listen();
  }

  /** Show what there is to show; what comes meanwhile is looked at when that is done. */
  async function follow(told) {
    wanted = told;
    if (busy) return;
    busy = true;
    while (wanted) {
      const next = wanted;
      wanted = null;
      try {
        await renew(next);
      } catch (fault) {
        console.debug("selon: not followed", fault); // the server is away: it tells again
      }
    }
    busy = false;
  }

  async function renew(told) {
    if (told.own !== state.own) return location.reload();
    const is = (key) => told[key] === state[key];
    const files = changedFiles(told.files);
    if (is("page") && is("problems") && is("token") && !files.size) return;
    let next = served.cloneNode(true);
    if (!is("page") || !is("problems") || !is("token")) {
      const answer = await fetch(location.href, { cache: "no-store" });
      if (answer.redirected) return location.replace(answer.url);
      if (!answer.headers.get("content-type")?.startsWith("text/html")) return location.reload();
      const loaded = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = loaded.getElementById("selon_reload");
      if (!fresh) return location.reload();
      const before = state.problems;
      state = JSON.parse(fresh.dataset.state);
      renewOwn(loaded);
      if (state.problems !== before) renewProblems(loaded);
      next = sent(loaded);
    } else {
      state = { ...state, files: told.files };
    }
    rename(next, files);
    if (mustLoad(next)) return location.reload();
    if (!next.isEqualNode(served)) morph(next);
  }

  /** A page without what the preview adds. */
  function sent(whole) {
    const copy = whole.documentElement.cloneNode(true);
    for (const element of copy.querySelectorAll(OWN)) element.remove();
    return copy;
  }

  /** Addresses of the files that this page has loaded and that are others now → their digests. */
  function changedFiles(files) {
    const changed = Object.entries(files).filter(
      ([address, digest]) => address in state.files && state.files[address] !== digest,
    );
    return new Map(changed);
  }

  /** Have what is loaded from a file loaded anew: its address gets a number, which stays. */
  function rename(next, files) {
    const loading = "link[rel~=stylesheet], script, img, source";
    const numbers = new Map(files);
    for (const element of served.querySelectorAll(loading)) {
      const { path, number } = address(element) ?? {};
      if (number && !numbers.has(path)) numbers.set(path, number);
    }
    for (const element of next.querySelectorAll(loading)) {
      const { path, name } = address(element) ?? {};
      if (numbers.has(path)) element.setAttribute(name, `${path}?selon=${numbers.get(path)}`);
    }
  }

  function address(element) {
    const name = element.localName === "link" ? "href" : "src";
    if (!element.hasAttribute(name)) return null;
    const url = new URL(element.getAttribute(name), location.href);
    return { name, path: url.pathname, number: url.searchParams.get("selon") };
  }

  /** Whether only loading anew will do: a policy or a script cannot be taken back, and what scripts
      made of a page is known to them alone. */
  function mustLoad(next) {
    const programs = (root) => {
      const found = [...root.querySelectorAll("script")];
      return found.filter(({ type }) => !type || /javascript|^module$/i.test(type));
    };
    const fixed = (root) => {
      const policies = root.querySelectorAll("meta[http-equiv]");
      return [...programs(root), ...policies].map(({ outerHTML }) => outerHTML).join("\n");
    };
    if (fixed(next) !== fixed(served)) return true;
    const main = (root) => root.querySelector("main") ?? root.querySelector("body");
    return programs(next).length > 0 && !main(next).isEqualNode(main(served));
  }

  /** Make the page what it is to be, and leave all else: places, focus, what is open or typed. */
  function morph(next) {
    for (const { name, value } of next.attributes) document.documentElement.setAttribute(name, value);
    for (const name of document.documentElement.getAttributeNames()) {
      if (!next.hasAttribute(name)) document.documentElement.removeAttribute(name);
    }
    morphHead(next.querySelector("head"));
    const [before, body] = [served, next.querySelector("body")];
    served = next;
    if (body.isEqualNode(before.querySelector("body"))) return;
    const focused = document.activeElement;
    const selected = selection();
    const seen = inSight();
    morphBody(before, body);
    select(selected);
    stay(seen);
    if (document.activeElement !== focused && focused.id) {
      document.getElementById(focused.id)?.focus({ preventScroll: true });
    }
    document.dispatchEvent(new CustomEvent("selon:morphed"));
  }

  function morphBody(before, body) {
    for (const element of document.querySelectorAll(`body ${OWN}:not([id])`)) {
      element.id = `selon_own_${named++}`; // so that nothing of the page is taken for it
    }
    const unpair = pair(document.body, body);
    Idiomorph.morph(document.body, body, {
      callbacks: {
        beforeNodeMorphed: (now, then) => !now.matches?.(OWN) && !isAsSent(before, now, then),
        beforeNodeRemoved: (now) => !now.matches?.(OWN),
        beforeAttributeUpdated: (name) => !TYPED.has(name),
      },
    });
    unpair();
  }

  /** Have a block of text know itself again by its words, where no other one has them: without an id
      it would be taken for its neighbour, as soon as something is put in before it. */
  function pair(now, next) {
    const [there, here] = [now, next].map((body) => {
      const found = new Map();
      for (const element of body.querySelectorAll(BLOCKS)) {
        if (element.closest(OWN)) continue;
        const words = `${element.localName} ${element.textContent}`;
        found.set(words, found.has(words) ? null : element);
      }
      return found;
    });
    const paired = [];
    for (const [words, element] of there) {
      const other = here.get(words);
      if (!element || !other || element.id || other.id) continue;
      element.id = other.id = `selon_pair_${paired.length}`;
      paired.push(element, other);
    }
    return () => paired.forEach((element) => element.removeAttribute("id"));
  }

  /** Whether an element was sent before as it is now: scripts may have made something of it. */
  function isAsSent(before, now, then) {
    if (!then.id || then.id !== now.id) return false;
    return before.querySelector(`[id="${CSS.escape(then.id)}"]`)?.isEqualNode(then) ?? false;
  }

  /** What is in the head comes and goes as a whole; a stylesheet goes when the next one is there. */
  function morphHead(next) {
    const gone = new Map();
    for (const element of document.head.children) {
      if (!element.matches(OWN)) gone.set(element.outerHTML, element);
    }
    const loading = [];
    let last = null;
    for (const element of next.children) {
      const same = gone.get(element.outerHTML);
      if (same) {
        gone.delete(element.outerHTML);
        last = same;
        continue;
      }
      const fresh = document.importNode(element, true);
      if (isStyle(fresh)) loading.push(new Promise((done) => (fresh.onload = fresh.onerror = done)));
      if (last) last.after(fresh);
      else document.head.append(fresh);
      last = fresh;
    }
    const styles = [...gone.values()].filter(isStyle);
    for (const element of gone.values()) if (!isStyle(element)) element.remove();
    Promise.all(loading).then(() => styles.forEach((element) => element.remove()));
  }

  function isStyle(element) {
    return element.matches("link[rel~=stylesheet]");
  }

  /** The blocks of text that are seen, with their places; none where the reader is at the top. */
  function inSight() {
    if (!scrollY) return [];
    const main = document.querySelector("main") ?? document.body;
    const places = [...main.querySelectorAll(BLOCKS)].map((element) => ({
      element,
      words: element.textContent,
      top: element.getBoundingClientRect().top,
    }));
    const aside = `details, ${OWN}`;
    return places.filter(
      ({ element, top }) => top >= 0 && top < innerHeight && !element.closest(aside),
    );
  }

  /** Scroll so that the first of these that is still there stands where it stood. */
  function stay(seen) {
    const left = seen.filter(({ element }) => element.isConnected);
    const first = left.find(({ element, words }) => element.textContent === words) ?? left[0];
    if (!first) return;
    const top = Math.round(scrollY + first.element.getBoundingClientRect().top - first.top);
    scrollTo({ top, behavior: "instant" });
  }

  /** Where in which text the selection begins and ends. */
  function selection() {
    const { anchorNode, anchorOffset, focusNode, focusOffset, isCollapsed } = getSelection();
    if (isCollapsed || !anchorNode) return null;
    const end = (node, offset) => ({ node, offset, text: node.nodeValue });
    return [end(anchorNode, anchorOffset), end(focusNode, focusOffset)];
  }

  /** Select again what was selected, where its text is still there; nothing, if not. */
  function select(ends) {
    if (!ends) return;
    const offsets = ends.map(({ node, offset, text }) => {
      if (!node.isConnected) return -1;
      const now = node.nodeValue;
      if (text === null || now.startsWith(text.slice(0, offset))) return offset;
      return now.endsWith(text.slice(offset)) ? now.length - text.length + offset : -1;
    });
    if (offsets.includes(-1)) return;
    getSelection().setBaseAndExtent(ends[0].node, offsets[0], ends[1].node, offsets[1]);
  }

  /** Scripts of the preview are told what the server says now: another run has another token. */
  function renewOwn(loaded) {
    for (const element of document.querySelectorAll(`script${OWN}[id]`)) {
      const { dataset } = loaded.getElementById(element.id) ?? {};
      if (dataset) Object.assign(element.dataset, dataset);
    }
  }

  function renewProblems(loaded) {
    const now = document.getElementById("selon_problems");
    const next = loaded.getElementById("selon_problems");
    const said = next?.querySelector("summary").firstChild.nodeValue ?? "No problems are left.";
    if (now && next) Idiomorph.morph(now, next);
    else if (next) document.body.append(document.importNode(next, true));
    else now?.remove();
    document.getElementById("selon_said").textContent = said;
    fold();
  }

  /** Problems that were put aside stay so, on every page, until they are others. */
  function fold() {
    const details = document.querySelector("#selon_problems > details");
    if (details && sessionStorage.getItem("selon_folded") === state.problems) details.open = false;
  }

  document.addEventListener("keydown", (event) => {
    const details = document.querySelector("#selon_problems > details[open]");
    if (event.key !== "Escape" || event.defaultPrevented || !details) return;
    if (details.contains(document.activeElement)) details.querySelector("summary").focus();
    details.open = false;
    sessionStorage.setItem("selon_folded", state.problems); // at once: the reader may go on
  });
  document.addEventListener(
    "toggle",
    ({ target }) => {
      if (!target.matches("#selon_problems > details")) return;
      if (target.open) sessionStorage.removeItem("selon_folded");
      else sessionStorage.setItem("selon_folded", state.problems);
    },
    true,
  );
})();
