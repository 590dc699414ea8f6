/* What the sentence itself asks about: its conditions and its dates. */

import { area, button, choice, el, field, group, input, picked, radios, written } from "./annotate-dom.js";
import { values } from "./annotate-claim.js";

const DAY = "2025-12-29, 2025-12, 2025 or XXXX-12 where the year is not known";
const WAYS = ["after", "before", "since", "until", "within"];

export function conditionFields({ desk, found, claim }) {
  const was = claim.condition ?? {};
  const text = { lang: desk.language, dir: "auto" };
  const kinds = desk.conditions.map((word) => word.value);
  const used = kinds.find((kind) => was[kind]) ?? "";
  const kind = choice(desk.conditions, used, "unconditional");
  const words = input(was[used], text);
  const quote = quotation("condition.quote", "The words of the article that state it", was.quote, text);
  const state = choice(desk.states, was.state);
  const looked = input(was.as_of, { size: 12 });
  const rest = el(
    "div",
    {},
    field("condition.text", "The condition, in words", words),
    quote.element,
    field("condition.state", "What became of it (state)", state),
    field("condition.as_of", "The day you looked (as_of)", looked, "needed with a state"),
  );
  const follow = () => (rest.hidden = !kind.value);
  kind.addEventListener("change", follow);
  follow();
  const proposals = used ? [] : (found?.conditions ?? []);
  const hints = proposals.map((one) =>
    button(`Take “${one.connective} ${one.text}” as ${one.kind}`, () => {
      kind.value = one.kind;
      words.value = one.text;
      quote.fill(one.quote);
      kind.dispatchEvent(new Event("change", { bubbles: true }));
      words.focus();
    }),
  );
  const element = group(
    "condition",
    "Condition",
    ...hints.map((hint) => el("p", { class: "hint" }, hint)),
    field("condition.kind", "Under which condition", kind),
    rest,
  );
  return {
    element,
    check() {
      if (!kind.value || words.value.trim()) return [];
      const help = "say what it depends on, in the words of the article";
      return [{ message: "there is no condition in words", help, field: "condition.text" }];
    },
    read() {
      words.dataset.field = kind.value ? `condition.${kind.value}` : "condition.text";
      if (!kind.value) return { condition: {} };
      const all = { [kind.value]: written(words), ...values({ state, as_of: looked }) };
      return { condition: { ...all, quote: quote.read() } };
    },
  };
}

export function dateFields({ desk, found, claim, id }) {
  const dates = claim.dates ?? {};
  const list = el(
    "datalist",
    { id: "selon_named_dates" },
    ...(found?.named ?? []).map(({ text, date }) => el("option", { value: date }, text)),
  );
  const day = (value) => input(value, { list: list.id, size: 12 });
  const controls = { said: day(dates.said), event: day(dates.event), first_published: day(dates.first_published) };
  const own = (dates.relative ?? []).map((entry) => [entry, "keep"]);
  const new_ = (found?.dates ?? [])
    .filter((one) => !one.known)
    .map((one) => [one.entry, id ? "leave" : ""]);
  const asked = [...own, ...new_].map(([entry, way], n) => relative(entry, way, n, desk, controls));
  const element = group(
    "dates",
    "Dates",
    list,
    field("dates.said", "When it was said", controls.said, DAY),
    field("dates.event", "When what it is about happened (event)", controls.event),
    field("dates.first_published", "When it was first published anywhere", controls.first_published),
    el("div", { "data-field": "dates.relative", tabindex: "-1", "aria-describedby": "selon_dates_wrong" },
      ...asked.map((one) => one.element)),
    el("span", { class: "wrong", id: "selon_dates_wrong" }),
  );
  return {
    element,
    check: () => asked.flatMap((one) => one.check()),
    read() {
      const kept = asked.filter((one) => one.read());
      kept.forEach((one, index) => one.name(index));
      const entries = kept.map((one) => one.read());
      return { dates: { ...values(controls), relative: entries.length ? entries : null } };
    },
  };
}

/* One expression that counts from another date: taken as proposed, changed, or left out. In a new claim
   nothing is chosen at first: nobody's date is written unasked. */
function relative(entry, way, number, desk, dates) {
  const used = WAYS.find((name) => entry[name]) ?? "";
  const anchors = [...desk.anchors];
  if (used && !anchors.some((word) => word.value === entry[used])) {
    anchors.push({ value: entry[used], meaning: "another expression" });
  }
  const controls = {
    offset: input(entry.offset, { size: 8, placeholder: "P2M" }),
    way: choice(WAYS.map((value) => ({ value })), used, "does not count"),
    anchor: choice(anchors, entry[used], "from nothing"),
    written: input(entry.written, { size: 12 }),
    date: input(entry.date, { size: 12 }),
  };
  const quote = entry.quote;
  const names = {
    offset: ["How far (offset)", "P2M two months, P3W three weeks, P1Y a year"],
    way: ["Which way it counts"],
    anchor: ["From which date"],
    written: ["As the text has it (written)", "XXXX-12 for December of some year"],
    date: ["The date it comes to", "as precise as you can establish; may be left out"],
  };
  const rows = Object.entries(controls).map(([name, control]) =>
    field(`dates.relative.new.${name}`, names[name][0], control, names[name][1]),
  );
  const inner = el("div", { class: "inner" }, ...rows);
  const keep = way === "keep";
  const options = [
    [keep ? "keep" : "take", keep ? "Keep it as it is" : `Take it: ${told(entry)}`],
    ["change", "Change it"],
    ["leave", keep ? "Remove it" : "Leave it out"],
  ];
  const place = `dates.relative.asked.${number}`;
  const element = group(place, `“${quote.exact}”`);
  const follow = () => (inner.hidden = picked(element) !== "change");
  element.append(...radios("relative", options, way, follow), inner);
  follow();
  return {
    element,
    check() {
      if (picked(element)) return [];
      element.dataset.field = place;
      const help = "take what it counts from, change it, or leave it out";
      return [{ message: `nothing is chosen for “${quote.exact}”`, help, field: place }];
    },
    name(index) {
      element.dataset.field = `dates.relative.${index}`;
      const field = { way: controls.way.value || "way", anchor: controls.way.value || "anchor" };
      for (const [name, control] of Object.entries(controls)) {
        control.dataset.field = `dates.relative.${index}.${field[name] ?? name}`;
      }
    },
    read() {
      const chosen = picked(element);
      if (!chosen || chosen === "leave") return null;
      if (chosen === "keep") return entry;
      const told = dates.said.value.trim() && !dates.event.value.trim();
      if (chosen === "take" && told && controls.anchor.value === "event") controls.anchor.value = "said";
      const { way: key, anchor, ...rest } = values(controls);
      const named = entry.id ? { id: entry.id } : {};
      return { ...named, quote, ...rest, ...(key && anchor ? { [key]: anchor } : {}) };
    },
  };
}

/* An entry in words, for the one who is asked about it. */
function told(entry) {
  const used = WAYS.find((name) => entry[name]);
  const parts = [
    entry.written && `written ${entry.written}`,
    entry.offset && `${entry.offset} ${used ?? ""} ${used ? entry[used] : ""}`.trim(),
    entry.date && `so ${entry.date}`,
  ];
  return parts.filter(Boolean).join(", ") || "no date can be told from the words";
}

/* A quote below a claim: its words, with what tells them from others. */
function quotation(name, label, given, text) {
  let context = { ...given };
  delete context.exact;
  const control = area(given?.exact, text);
  const beside = el("p", { class: "context" });
  const show = () => {
    const parts = Object.entries(context).map(([key, value]) => `${key}: ${value}`);
    beside.textContent = parts.join("; ");
  };
  control.addEventListener("input", () => {
    context = {};
    show();
  });
  show();
  return {
    element: el("div", {}, field(name, label, control), beside),
    fill({ exact, ...rest }) {
      control.value = exact;
      context = rest;
      show();
    },
    read: () => (control.value.trim() ? { exact: control.value.trim(), ...context } : {}),
  };
}
