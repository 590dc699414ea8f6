/* Who says what: the quotation, the claim, the verdict. */

import { area, choice, el, field, group, input, written } from "./annotate-dom.js";

const LONGEST = 75;

/* The quotation as it will be written, in its sentence, with the words open for correction. */
export function quoteFields({ desk, found, claim, lost }) {
  const text = { lang: desk.language, dir: "auto" };
  const shown = el("blockquote", text, found?.lead ?? "", el("mark", {}, claim.quote));
  shown.append(found?.trail ?? "");
  const controls = {
    quote: area(claim.quote, { ...text, rows: 3 }),
    before: input(claim.before, text),
    after: input(claim.after, text),
    occurrence: input(claim.occurrence, { inputmode: "numeric" }),
  };
  const context = ["before", "after", "occurrence"].filter((name) => claim[name]);
  const beside = context.map((name) =>
    el("p", { class: "context" }, el("code", {}, `${name}: `), el("span", text, claim[name])),
  );
  const details = el(
    "details",
    { open: Boolean(lost) },
    el("summary", {}, "Correct the words"),
    field("quote", "Words of the article (quote)", controls.quote),
    field("before", "Words just before", controls.before, "only where the quote stands twice"),
    field("after", "Words just after", controls.after),
    field("occurrence", "Which one, from the top", controls.occurrence, "a number"),
  );
  const same = found?.same && found.same !== claim.id ? `The claim ${found.same} has these very words.` : null;
  const element = el(
    "section",
    { class: "quotation", "aria-label": "Quotation" },
    shown,
    ...beside,
    same ? el("p", { class: "hint" }, same) : "",
    details,
  );
  return { element, read: () => values(controls) };
}

/* What is claimed, in one line. */
export function claimFields({ desk, claim, id }) {
  const text = { lang: desk.language, dir: "auto" };
  const line = input(claim.claim, { ...text, class: "start", required: true });
  const count = el("output", { class: "count" });
  const counted = () => {
    const length = [...line.value.trim()].length;
    count.textContent = `${length} of ${LONGEST} characters${length > LONGEST ? ": too long" : ""}`;
    count.classList.toggle("over", length > LONGEST);
  };
  line.addEventListener("input", counted);
  counted();
  const name = input(claim.id, { readonly: Boolean(id), spellcheck: "false" });
  const type = choice(desk.types, claim.type);
  const help = "as the speaker would put it, without your verdict";
  const shown = field("claim", "The claim, in one line", line, help);
  shown.append(count);
  const use = id ? "links lead here: it stays" : "a part of its address: small letters, digits, hyphens";
  const element = el(
    "section",
    { "aria-label": "Claim" },
    shown,
    field("type", "What sort of claim it is (type)", type),
    field("id", "Name of the claim (id)", name, use),
  );
  return {
    element,
    check() {
      const missing = [];
      const ask = (field, message, help) => missing.push({ field, message, help });
      if (!line.value.trim()) ask("claim", "there is no claim yet", "say it in one line, as its speaker would");
      if (!name.value.trim()) ask("id", "this claim has no name", "write a few words of it, with hyphens between");
      return missing;
    },
    read: () => values({ claim: line, type, id: name }),
  };
}

/* The verdict by target, since he said it and it is so are two; and why. */
export function verdictFields({ desk, claim }) {
  const verdict = claim.verdict ?? {};
  const finding = area(claim.finding, { lang: desk.language, dir: "auto", rows: 4 });
  const on = Object.fromEntries(
    desk.targets.map(({ value }) => [value, choice(desk.verdicts, verdict.on?.[value], "no verdict")]),
  );
  const primary = choice(desk.targets, verdict.primary, "the only one");
  const confidence = choice(desk.confidences, verdict.confidence);
  const label = ({ value, meaning }) => `on the ${value}: ${meaning}`;
  const [usual, others] = [desk.targets.slice(0, 2), desk.targets.slice(2)];
  const row = (target) => field(`verdict.on.${target.value}`, label(target), on[target.value]);
  const used = others.some(({ value }) => verdict.on?.[value]);
  const questions = group(
    "verdict",
    "Verdict",
    ...usual.map(row),
    el("details", { open: used }, el("summary", {}, "On something else"), ...others.map(row)),
    field("verdict.primary", "Which one counts first (primary)", primary, "needed where there are two"),
    field("verdict.confidence", "How sure you are", confidence),
  );
  const judged = () => values(on);
  const why = field("finding", "Why: what you found (finding)", finding, "in Markdown");
  return {
    element: el("section", { "aria-label": "Verdict" }, questions, why),
    check() {
      const given = Object.keys(judged());
      if (given.length > 1 && !primary.value) {
        const help = `choose one of: ${given.join(", ")}`;
        return [{ message: "there are two verdicts", help, field: "verdict.primary" }];
      }
      if (given.length || !(primary.value || confidence.value)) return [];
      const help = "choose a verdict, or leave these two out";
      return [{ message: "there is no verdict yet", help, field: "verdict.on.attribution" }];
    },
    read() {
      const rest = values({ primary, confidence });
      const verdict = Object.keys(judged()).length ? { on: judged(), ...rest } : {};
      return { verdict, ...values({ finding }) };
    },
  };
}

/* What controls hold, without what is empty. */
export function values(controls) {
  const pairs = Object.entries(controls).map(([name, control]) => [name, written(control)]);
  return Object.fromEntries(pairs.filter(([, value]) => value));
}
