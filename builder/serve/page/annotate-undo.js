/* What was saved last, and the way back to it: in reach until it is undone or dismissed, also when the
   page is loaded anew. */

import { button, el } from "./annotate-dom.js";

const KEY = "selon-saved"; // annotate.js looks for it as well

export const remember = (undo, claim) => sessionStorage.setItem(KEY, JSON.stringify({ undo, claim }));

/* Forgets a handle, unless something else was saved since. */
export function forget(undo) {
  if (kept()?.undo === undo) sessionStorage.removeItem(KEY);
}

/* Shows what can be undone, or takes away what no longer can. */
export function showSaved(page) {
  const last = kept();
  const before = page.own.querySelector(".selon-saved");
  if (last && before?.dataset.undo === last.undo) return;
  before?.remove();
  if (!last) return;
  const state = el("p", { role: "status" });
  const gone = () => {
    forget(last.undo);
    element.remove();
    const passage = document.querySelector(`#${CSS.escape(`ref_${last.claim}`)} a`);
    (passage ?? document.getElementById("page_main"))?.focus();
  };
  const undo = button("Undo", async () => {
    try {
      await page.ask("undo", { undo: last.undo });
      gone();
      page.say("Undone: the file is as it was before.");
      page.look();
    } catch (refused) {
      state.textContent = [refused.error ?? String(refused), refused.help].filter(Boolean).join(": ");
    }
  });
  const dismiss = button("Dismiss", gone);
  const element = el("div", { class: "selon-saved" }, state, undo, dismiss);
  element.dataset.undo = last.undo;
  page.own.append(element);
  /* A status is read out when its text comes, not when it is there already. */
  setTimeout(() => (state.textContent ||= `Saved ${last.claim}`), 50);
}

function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY));
  } catch {
    return null;
  }
}
