/* Who says so: speaker, carriers, stance, how a conditional form is meant; and a new source. */

import { button, choice, describe, el, field, fresh, group, input, picked, radios, showProblems, written } from "./annotate-dom.js";
import { values } from "./annotate-claim.js";

export function sourcingFields({ desk, found, claim }, page) {
  const sourcing = claim.sourcing ?? {};
  const known = new Map(desk.sources.map((source) => [source.id, source]));
  const list = el("datalist", { id: fresh("sources") });
  const fill = () =>
    list.replaceChildren(
      ...[...known.values()].map(({ id, name, kind }) =>
        el("option", { value: id }, kind === "unknown" ? name : `${name} (${kind})`),
      ),
    );
  fill();
  const speaker = input(claim.speaker?.source ?? claim.speaker?.name, { list: list.id, dir: "auto" });
  const carriers = el("div", { class: "rows" });
  const add = (carrier = {}) => {
    const row = carrierRow(carrier, known, list.id, carriers);
    carriers.append(row.element);
    return row;
  };
  (sourcing.via ?? []).forEach(add);
  const named = (found?.sources ?? []).filter((id) => !sourcing.via?.some((one) => one.source === id));
  const hints = named.map((id) =>
    button(`Add ${known.get(id)?.name ?? id}`, (event) => {
      add({ source: id });
      event.target.remove();
      carriers.lastElementChild.querySelector("input").focus();
    }),
  );
  const stance = choice(desk.stances, sourcing.stance);
  const reading = readingFields(desk, found, sourcing.reading);
  const more = button("Add a carrier", () => add().element.querySelector("input").focus());
  const source = newSource(desk, list.id, page, (made) => {
    known.set(made.id, made);
    fill();
    const empty = [...carriers.children].find((row) => !row.carrier.read());
    empty?.remove();
    add({ source: made.id });
  });
  const cues = found?.cues.length ? `The sentence attributes: ${found.cues.join(", ")}` : null;
  const via = group(
    "sourcing.via",
    "Who carries it (via)",
    hints.length ? el("p", { class: "hint" }, "Named in the text: ", ...hints) : "",
    carriers,
    el("p", {}, more),
  );
  const element = el(
    "section",
    { "aria-label": "Sourcing" },
    list,
    field("speaker", "Who made the claim (speaker)", speaker, "the id of a source, or a name"),
    via,
    source.element,
    cues ? el("p", { class: "hint" }, cues) : "",
    field("sourcing.stance", "How the text puts it (stance)", stance),
    reading.element,
  );
  return {
    element,
    check: reading.check,
    read() {
      const via = [...carriers.children].map((row) => row.carrier.read()).filter(Boolean);
      [...carriers.children].filter((row) => row.carrier.read()).forEach((row, n) => row.carrier.name(n));
      const all = { ...values({ stance }), reading: reading.read() };
      if (via.length) all.via = via;
      return { speaker: who(written(speaker), known, claim.speaker), sourcing: all };
    },
  };
}

/* An id where it looks like one, else a name. What else is known of a named speaker stays. */
function who(text, known, was) {
  if (!text) return {};
  if (text === (was?.source ?? was?.name)?.trim()) return was;
  if (known.has(text) || /^[a-z0-9]+(-[a-z0-9]+)+$/.test(text)) return { source: text };
  return { name: text };
}

/* One carrier, and which of its sources it cites for this claim. */
function carrierRow(carrier, known, list, rows) {
  const control = input(carrier.source, { list, spellcheck: "false" });
  const cited = el("div", { class: "cited", role: "group", "aria-label": "Which of its sources it cites" });
  const fill = (chosen) => {
    const ids = new Set([...chosen, ...(known.get(control.value.trim())?.relays ?? [])]);
    cited.replaceChildren(
      ...[...ids].map((id) => {
        const box = el("input", { type: "checkbox", value: id, id: fresh("citing") });
        box.checked = chosen.includes(id);
        const name = known.get(id)?.name ?? id;
        return el("span", { class: "option" }, box, el("label", { for: box.id }, `cites ${name}`));
      }),
    );
  };
  fill(carrier.citing ?? []);
  control.addEventListener("change", () => fill([]));
  const remove = button("Remove", () => {
    const next = element.nextElementSibling ?? element.previousElementSibling;
    element.remove();
    (next?.querySelector("input") ?? rows.parentElement.querySelector("button:last-of-type"))?.focus();
  });
  const line = field("sourcing.via.new.source", "Carrier", control);
  line.append(remove);
  const element = el("div", { class: "row" }, line, cited);
  element.carrier = {
    name(index) {
      control.dataset.field = `sourcing.via.${index}.source`;
      cited.dataset.field = `sourcing.via.${index}.citing`;
      cited.setAttribute("aria-describedby", control.getAttribute("aria-describedby"));
    },
    read() {
      const source = control.value.trim();
      const citing = [...cited.querySelectorAll("input:checked")].map((box) => box.value);
      if (!source) return null;
      return citing.length ? { source, citing } : { source };
    },
  };
  remove.setAttribute("aria-label", "Remove this carrier");
  return { element };
}

/* Asks for each conditional form of the quote how it is meant; without one, a choice is left. */
function readingFields(desk, found, given = "") {
  const forms = (found?.forms ?? []).filter((form) => form.in_quote);
  if (!forms.length) {
    const control = choice(desk.readings, given, "no conditional verb form");
    const element = field("sourcing.reading", "How a conditional verb form is meant (reading)", control);
    return { element, check: () => [], read: () => control.value };
  }
  const questions = forms.map((form) => {
    const options = desk.readings
      .toSorted((one, other) => form.open.includes(other.value) - form.open.includes(one.value))
      .map((word) => [
        word.value,
        describe(word) + (form.open.includes(word.value) ? "" : " (not what the sentence says)"),
      ]);
    const chosen = given || (form.open.length === 1 ? form.open[0] : "");
    return group("sourcing.reading", `How is “${form.text}” meant?`, ...radios("reading", options, chosen));
  });
  return {
    element: el("div", {}, ...questions),
    read: () => questions.map(picked).find(Boolean) ?? "",
    check() {
      const chosen = new Set(questions.map(picked).filter(Boolean));
      if (chosen.size < 2) return [];
      const message = "one claim has one reading";
      const help = "make two claims of it, each with its own part of the quote";
      return [{ message, help, field: "sourcing.reading" }];
    },
  };
}

/* A source that no file has yet, made without leaving the form. */
function newSource(desk, list, page, made) {
  const controls = {
    name: input("", { dir: "auto" }),
    id: input("", { spellcheck: "false" }),
    kind: choice(desk.kinds, "", "not known"),
    identity: choice(desk.identities, "named", "not known"),
    published: input("", { placeholder: "2026-02-15", size: 12 }),
    url: input("", { inputmode: "url", placeholder: "https://" }),
    relays: input("", { list, spellcheck: "false" }),
    as: choice(desk.relays, "attribution", "not said"),
  };
  const state = el("p", { class: "wrong", role: "status" });
  controls.name.addEventListener("change", () => {
    controls.id.value ||= slug(controls.name.value);
  });
  /* Each problem stands at its field, and below the button what is about none. */
  const tell = (problems) => {
    const placed = problems.map((one) => ({ ...one, field: `source.${one.field ?? ""}` }));
    const { first, rest } = showProblems(element, placed);
    state.textContent = rest.join("\n");
    first?.focus();
  };
  const make = button("Make this source", async () => {
    const { id, relays, as, ...source } = values(controls);
    if (relays) source.relays = [{ source: relays, as }];
    try {
      const answer = await page.ask("new-source", { id: id ?? "", source });
      tell(answer.saved ? [] : answer.problems);
      if (!answer.saved) return;
      made({ id, name: source.name, kind: source.kind ?? "unknown", relays: relays ? [relays] : [] });
      for (const control of [controls.name, controls.id, controls.url, controls.published, controls.relays]) {
        control.value = "";
      }
      const undo = button("Undo", async () => {
        try {
          await page.ask("undo", { undo: answer.undo });
          state.textContent = "Undone: the file is gone.";
        } catch (refused) {
          tell([problem(refused)]);
        }
      });
      state.replaceChildren(`Made content/sources/${id}.yaml, and added it above. `, undo);
    } catch (refused) {
      tell([problem(refused)]);
    }
  });
  const problem = (refused) => ({ ...refused, message: refused.error ?? String(refused) });
  const label = {
    name: ["Name, as readers should see it"],
    id: ["Id", "the name of its file"],
    kind: ["What it is (kind)"],
    identity: ["How far it is identified"],
    published: ["When it was published", "as precise as known: 2026, 2026-02 or 2026-02-15"],
    url: ["Its address", "leave it out where it is not known"],
    relays: ["Whom it has it from (relays)", "the id of a source; none: it knows itself"],
    as: ["How it relays that"],
  };
  const rows = Object.entries(controls).map(([name, control]) =>
    field(`source.${name}`, label[name][0], control, label[name][1]),
  );
  const element = el("details", { class: "new" }, el("summary", {}, "New source"), ...rows, make, state);
  return { element };
}

const slug = (text) =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
