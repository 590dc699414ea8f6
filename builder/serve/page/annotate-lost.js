/* The list of claims whose quotes have lost their place, with what stands there now. */

import { button, diff, el, fresh } from "./annotate-dom.js";
import { openResult } from "./annotate-form.js";

const WHAT = {
  quote: "The quote",
  condition: "The quote of its condition",
  dates: "One of its dates",
};
const WHY = {
  empty: "is empty",
  absent: "is no longer in the article",
  context: "stands there, but the words around it are others",
  occurrence: "does not stand there so many times",
  ambiguous: "stands there more than once",
};

/* Shows the list, or takes it away where every quote has a place. */
export function showLost(page, { claims, language }) {
  const before = page.own.querySelector(".selon-lost");
  const open = before?.open ?? false;
  const shown = JSON.stringify(claims);
  if (before?.dataset.shown === shown) return;
  const focused = before?.contains(document.activeElement);
  before?.remove();
  if (!claims.length) {
    page.say("Every quote has a place again.");
    if (focused) document.getElementById("page_main")?.focus();
    return;
  }
  const count = `${claims.length} claim${claims.length === 1 ? "" : "s"} to look at again`;
  const list = el("ul", {}, ...claims.map((claim) => item(page, claim, language)));
  const panel = el("details", { class: "selon-lost", open }, el("summary", {}, count), list);
  panel.dataset.shown = shown;
  page.own.append(panel);
  if (focused) panel.querySelector("summary").focus();
  else page.say(count);
}

function item(page, claim, language) {
  const title = el("h2", { id: fresh("lost"), lang: language, dir: "auto" }, claim.claim);
  const chosen = {};
  const repairs = claim.repairs.flatMap((one) => repair(one, language, chosen));
  const meaning = claim.changes.map(({ kind, old, new: now }) =>
    el("li", {}, `${kind}: ${old ? `“${old}”` : "nothing"} became ${now ? `“${now}”` : "nothing"}`),
  );
  const state = el("p", { class: "wrong", role: "status" });
  const take = async () => {
    try {
      const answer = await page.ask("take", { claim: claim.id, quotes: chosen });
      if (answer.saved) return openResult(page, answer, claim.id);
      state.textContent = answer.problems.map((one) => `${one.message}\n${one.help}`).join("\n");
    } catch (refused) {
      state.textContent = `${refused.error}\n${refused.help ?? ""}`;
    }
  };
  const several = claim.repairs.some((one) => one.choices.length);
  const all = claim.repairs.every((one) => one.proposal || one.choices.length);
  const simple = all && !claim.changes.length;
  return el(
    "li",
    { "aria-labelledby": title.id },
    title,
    ...repairs,
    meaning.length ? el("p", {}, "Words that carry the meaning have changed:") : "",
    el("ul", {}, ...meaning),
    el(
      "p",
      { class: "ends" },
      simple ? button(several ? "Take the place chosen" : "Take this passage", take, { class: "main" }) : "",
      button(meaning.length ? "Judge it anew" : "Edit this claim", () => page.edit(claim.id, claim)),
    ),
    state,
  );
}

function repair(one, language, chosen) {
  const path = one.path.join(".");
  const head = el("p", {}, `${WHAT[one.path[0]]} ${WHY[one.why]}.`);
  if (one.proposal) chosen[path] = one.proposal;
  if (!one.choices.length) {
    const words = one.diff.length ? diff(one.diff, language) : null;
    const wanted = el("p", { class: "words", lang: language, dir: "auto" }, el("del", {}, one.wanted.exact));
    return [head, words ?? wanted];
  }
  chosen[path] = one.choices[0].quotation;
  const name = fresh("place");
  const places = one.choices.map((place, index) => {
    const radio = el("input", { type: "radio", name, id: fresh("place"), checked: index === 0 });
    radio.addEventListener("change", () => (chosen[path] = place.quotation));
    const mark = el("mark", {}, place.quotation.exact);
    const text = el("bdi", { lang: language }, `… ${place.left} `, mark, ` ${place.right} …`);
    return el("div", { class: "option" }, radio, el("label", { for: radio.id }, text));
  });
  return [head, el("fieldset", {}, el("legend", {}, "Which place is meant?"), ...places)];
}
