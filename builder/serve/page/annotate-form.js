/* The form in which a claim is written or changed: a dialog that asks, saves and shows what it wrote. */

import { area, button, diff, el, fresh, showProblems } from "./annotate-dom.js";
import { claimFields, quoteFields, verdictFields } from "./annotate-claim.js";
import { conditionFields, dateFields } from "./annotate-asking.js";
import { sourcingFields } from "./annotate-sourcing.js";
import { forget, remember, showSaved } from "./annotate-undo.js";

/* Opens the form on a selection; without one it asks for the words. */
export async function openNew(page, selection) {
  const dialog = open(page, "Annotate", selection?.range);
  if (selection) await begin(dialog, selection);
  else dialog.show(askForWords(dialog));
}

/* Opens the form on a claim that is there; `lost` says which of its quotes have no place. Whoever does
   not know asks: such a claim may have to be judged anew. */
export async function openClaim(page, claim, lost) {
  const dialog = open(page, "Edit a claim");
  await dialog.try(async () => {
    const [desk, found, { claims }] = await Promise.all([
      page.ask("desk"),
      page.ask("claim", { claim }),
      lost ? { claims: [lost] } : page.ask("orphans"),
    ]);
    lost = claims.find((one) => one.id === claim);
    const given = lost ? withPassages(found.claim, lost) : found.claim;
    const { base, suggestion } = found;
    dialog.show(form(dialog, { desk, found: suggestion, claim: given, id: claim, base, lost }));
  });
}

/* Shows what was written without a form. */
export function openResult(page, answer, claim) {
  const dialog = open(page, "Saved");
  dialog.show(saved(dialog, answer, claim));
}

async function begin(dialog, selection) {
  const { exact, before, after } = selection;
  return dialog.try(async () => {
    const { ask } = dialog.page;
    const [desk, found] = await Promise.all([ask("desk"), ask("suggest", { exact, before, after })]);
    const { exact: quote, ...context } = found.quotation;
    const claim = { id: found.id, quote, ...context };
    dialog.show(form(dialog, { desk, found, claim }));
  });
}

/* For whoever cannot select: the words can be typed or pasted as well. */
function askForWords(dialog) {
  const text = area("", { rows: 3, dir: "auto", required: true });
  text.id = fresh("words");
  const go = async (event) => {
    event.preventDefault();
    await begin(dialog, { exact: text.value, before: "", after: "" });
  };
  return el(
    "form",
    { onsubmit: go },
    el("label", { for: text.id }, "The words of the article that the claim is about"),
    text,
    el("div", { class: "ends" }, el("button", { type: "submit" }, "Go on"), cancel(dialog)),
  );
}

const cancel = (dialog) => button("Cancel", () => dialog.leave());

function form(dialog, given) {
  const { desk, found, id, base, lost } = given;
  const parts = [
    quoteFields(given),
    claimFields(given),
    sourcingFields(given, dialog.page),
    conditionFields(given),
    dateFields(given),
    verdictFields(given),
  ];
  const summary = el("div", { class: "summary", role: "alert", tabindex: "-1" });
  const shown = el("div", { class: "shown" });
  const judged = lost?.changes.length ? judgement() : null;
  const read = () => Object.assign({}, ...parts.map((part) => part.read()));
  const asked = () => {
    const data = { claim: read() };
    if (!id) return found.after ? { ...data, after: found.after } : data;
    const yes = judged?.querySelector("input").checked ? "yes" : "no";
    return { ...data, id, base, judged: yes };
  };
  const root = el("form", { novalidate: true, lang: "en" });

  async function send(action) {
    shown.replaceChildren();
    const local = parts.flatMap((part) => part.check?.() ?? []);
    if (local.length) return tell(local);
    let answer;
    try {
      answer = await dialog.page.ask(action, asked());
    } catch (refused) {
      const { error, help, field } = refused;
      return tell([{ message: error ?? String(refused), help, field, severity: "error" }]);
    }
    if (answer.saved) return dialog.show(saved(dialog, answer, id ?? read().id), "Saved");
    const errors = answer.problems.filter((problem) => problem.severity === "error");
    tell(answer.problems, errors.length);
    if (answer.diff) shown.append(el("h3", {}, "What will be written"), lines(answer.diff));
    if (answer.unchanged) shown.append(el("p", { role: "status" }, "Nothing was changed."));
  }

  function tell(problems, errors = problems.length) {
    const { first, rest } = showProblems(root, problems);
    const count = `${errors} thing${errors === 1 ? "" : "s"} to mend before it can be saved`;
    summary.replaceChildren();
    if (errors) summary.append(el("p", {}, `Not saved: ${count}.`));
    for (const text of rest) summary.append(el("p", { class: "text" }, text));
    if (first) first.focus();
    else if (summary.childElementCount) summary.focus();
  }

  root.addEventListener("submit", (event) => {
    event.preventDefault();
    send("save");
  });
  root.addEventListener("input", () => (dialog.touched = true));
  root.addEventListener("change", () => (dialog.touched = true));
  root.append(
    lost ? told(lost, desk.language) : "",
    ...parts.map((part) => part.element),
    judged ?? "",
    summary,
    el(
      "div",
      { class: "ends" },
      el("button", { type: "submit", class: "main" }, "Save"),
      button("Show what will be written", () => send("preview")),
      cancel(dialog),
    ),
    shown,
  );
  return root;
}

/* What an edit of the article did to the quotes of a claim. */
function told(lost, language) {
  const changes = lost.changes.map(({ kind, old, new: now }) => {
    const words = !now ? `“${old}” was deleted` : !old ? `“${now}” was added` : `“${old}” became “${now}”`;
    return el("li", {}, `${kind}: ${words}`);
  });
  return el(
    "section",
    { class: "lost start", tabindex: "-1", "aria-label": "What was changed" },
    el("h3", {}, "The article was changed"),
    ...lost.repairs.filter((one) => one.diff.length).map((one) => diff(one.diff, language)),
    changes.length ? el("p", {}, "These words carry the meaning. Judge the claim anew:") : "",
    el("ul", {}, ...changes),
  );
}

function judgement() {
  const box = el("input", { type: "checkbox", id: fresh("judged"), "data-field": "judged" });
  const wrong = el("span", { class: "wrong", id: `${box.id}_wrong` });
  box.setAttribute("aria-describedby", wrong.id);
  const text = "I have read the new passage and judged the claim anew";
  return el("div", { class: "option judged" }, box, el("label", { for: box.id }, text), wrong);
}

/* A claim with the passages that are proposed for its lost quotes. */
function withPassages(claim, lost) {
  const copy = structuredClone(claim);
  for (const { path, proposal } of lost.repairs) {
    if (!proposal) continue;
    if (path.length === 1) {
      for (const name of ["before", "after", "occurrence"]) delete copy[name];
      const { exact: quote, ...context } = proposal;
      Object.assign(copy, { quote, ...context });
      continue;
    }
    const parent = path.slice(0, -1).reduce((value, key) => value?.[key], copy);
    if (parent) parent.quote = proposal;
  }
  return copy;
}

/* What was written, and the way back. */
function saved(dialog, answer, claim) {
  const state = el("p", { role: "status" }, "The file was written, and the page follows.");
  const undo = button("Undo", async () => {
    try {
      await dialog.page.ask("undo", { undo: answer.undo });
      forget(answer.undo);
      state.textContent = "Undone: the file is as it was before.";
      undo.remove();
      close.focus();
      dialog.page.look();
    } catch (refused) {
      state.textContent = `${refused.error}: ${refused.help}`;
    }
  });
  const close = button("Close", () => dialog.close(), { class: "main", autofocus: true });
  dialog.touched = false;
  dialog.claim = claim;
  remember(answer.undo, claim);
  dialog.page.look();
  const warnings = answer.problems.map(({ message, help }) =>
    el("li", { class: "text" }, [message, help].filter(Boolean).join("\n")),
  );
  return el(
    "div",
    {},
    state,
    warnings.length ? el("h3", {}, "Worth another look") : "",
    el("ul", {}, ...warnings),
    lines(answer.diff),
    el("div", { class: "ends" }, close, undo),
  );
}

/* A diff of the file, line by line. */
function lines(text) {
  const kinds = { "+": "ins", "-": "del" };
  const parts = text.split("\n").map((line) => {
    const kind = /^(\+\+\+|---)/.test(line) ? null : kinds[line[0]];
    return el(kind ?? "span", {}, `${line}\n`);
  });
  return el("pre", { class: "diff", tabindex: "0", "aria-label": "Changes of the file" }, ...parts);
}

/* The dialog itself: it holds the focus, gives it back, and asks before it forgets what was typed. */
function open(page, title, range) {
  const heading = el("h2", { id: fresh("title") }, title);
  const body = el("div", { class: "body" });
  const sure = el("div", { class: "sure", role: "alert" });
  const element = el(
    "dialog",
    { class: "selon-dialog", "aria-labelledby": heading.id },
    heading,
    sure,
    body,
  );
  const before = document.activeElement;
  const dialog = {
    page,
    touched: false,
    claim: "", // whose passage is shown when it closes
    show(content, name) {
      if (name) heading.textContent = name;
      body.replaceChildren(content);
      const start = content.querySelector("[autofocus], .start");
      element.scrollTop = 0;
      (start ?? content.querySelector("input, textarea, select, button"))?.focus();
    },
    async try(action) {
      try {
        await action();
      } catch (refused) {
        const texts = [refused.error ?? String(refused), refused.help].filter(Boolean);
        sure.replaceChildren(...texts.map((text) => el("p", {}, text)));
        if (!body.childElementCount) {
          body.append(el("div", { class: "ends" }, button("Close", () => dialog.close())));
          body.querySelector("button").focus();
        }
      }
    },
    leave() {
      if (!dialog.touched) return dialog.close();
      sure.replaceChildren(
        el("p", {}, "What you typed is not saved."),
        button("Go on writing", () => stay()),
        button("Throw it away", () => dialog.close()),
      );
      sure.querySelector("button").focus();
    },
    close() {
      dialog.touched = false;
      element.close();
      removeEventListener("beforeunload", guard);
      element.remove();
      showSaved(page);
      const passage = document.querySelector(`#${CSS.escape(`ref_${dialog.claim}`)} a`);
      if (passage) passage.focus();
      else if (before?.isConnected) before.focus();
      if (range && !passage) {
        getSelection().removeAllRanges();
        getSelection().addRange(range);
      }
    },
  };
  const guard = (event) => {
    if (dialog.touched) event.preventDefault();
  };
  const last = { element: null };
  const stay = () => {
    sure.replaceChildren();
    (last.element?.isConnected ? last.element : body.querySelector("input, textarea")).focus();
  };
  body.addEventListener("focusin", (event) => (last.element = event.target));
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    if (sure.querySelector("button")) stay();
    else dialog.leave();
  });
  element.addEventListener("cancel", (event) => {
    event.preventDefault();
    dialog.leave();
  });
  addEventListener("beforeunload", guard);
  page.own.append(element);
  element.showModal();
  return dialog;
}
