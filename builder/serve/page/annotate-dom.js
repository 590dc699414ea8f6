/* Elements of the form. Text is always set as text: nothing that an article says becomes markup. */

let count = 0;
export const fresh = (name) => `selon_${name.replace(/[^a-z0-9]+/gi, "_")}_${++count}`;

/* el("p", { class: "x", onclick: f }, "text", child): an element. */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "value") element.value = value;
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

export const button = (text, onclick, attributes = {}) =>
  el("button", { type: "button", onclick, ...attributes }, text);

/* A control with its label, its help and a place for what is wrong with it. `name` is the way to the
   value, as "condition.as_of"; the server names fields the same way. */
export function field(name, label, control, help = "") {
  const id = fresh(name);
  control.id = id;
  control.dataset.field = name;
  const notes = [el("span", { class: "wrong", id: `${id}_wrong` })];
  if (help) notes.unshift(el("span", { class: "help", id: `${id}_help` }, help));
  control.setAttribute("aria-describedby", notes.map((note) => note.id).join(" "));
  return el("div", { class: "field" }, el("label", { for: id }, label), control, ...notes);
}

export function group(name, legend, ...children) {
  const id = fresh(name);
  const wrong = el("span", { class: "wrong", id: `${id}_wrong` });
  return el(
    "fieldset",
    { "data-field": name, "aria-describedby": wrong.id, tabindex: "-1" },
    el("legend", {}, legend),
    wrong,
    ...children,
  );
}

/* A control of one line shows a value of several lines in one. */
export function input(value = "", attributes = {}) {
  const shown = String(value ?? "").replace(/\s*\n\s*/g, " ");
  const element = el("input", { type: "text", autocomplete: "off", value: shown, ...attributes });
  given.set(element, { shown: element.value, value });
  return element;
}

/* What a control holds: where nobody changed it, the value that it was given, with its line breaks. */
export function written(control) {
  const was = given.get(control);
  const same = typeof was?.value === "string" && was.shown === control.value;
  return (same ? was.value : control.value).trim();
}
const given = new WeakMap();

export function area(value = "", attributes = {}) {
  const element = el("textarea", { rows: 2, ...attributes });
  element.value = value;
  return element;
}

/* A choice of words, each with its meaning; nothing chosen is a choice as well. */
export function choice(words, value = "", none = "not said") {
  const options = words.map((word) =>
    el("option", { value: word.value, selected: word.value === value }, describe(word)),
  );
  return el("select", {}, el("option", { value: "" }, none), ...options);
}

export const describe = (word) =>
  word.meaning && word.meaning !== word.value ? `${word.value}: ${word.meaning}` : word.value;

/* Radio buttons under one question. */
export function radios(name, options, chosen, onchange) {
  const own = fresh(name);
  return options.map(([value, text]) => {
    const id = fresh(name);
    const radio = el("input", { type: "radio", name: own, id, value, onchange });
    radio.checked = value === chosen;
    return el("div", { class: "option" }, radio, el("label", { for: id }, text));
  });
}

export const picked = (root) => root.querySelector("input[type=radio]:checked")?.value ?? "";

/* A word diff, told with words as well as with colours. */
export function diff(pieces, language) {
  const kinds = { deleted: "del", inserted: "ins" };
  const parts = pieces.map((piece) =>
    kinds[piece.kind] ? el(kinds[piece.kind], {}, piece.text) : piece.text,
  );
  return el("p", { class: "words", lang: language, dir: "auto" }, ...parts);
}

/* Shows what is wrong, each at its field; gives the first field, and the rest that has none. */
export function showProblems(root, problems) {
  for (const wrong of root.querySelectorAll(".wrong")) wrong.textContent = "";
  for (const control of root.querySelectorAll("[aria-invalid]")) {
    control.removeAttribute("aria-invalid");
  }
  const rest = [];
  let first = null;
  for (const problem of problems) {
    const control = find(root, problem.field ?? "");
    const text = [problem.message, problem.help].filter(Boolean).join("\n");
    if (!control) {
      rest.push(text);
      continue;
    }
    const ids = control.getAttribute("aria-describedby").split(" ");
    const wrong = document.getElementById(ids.at(-1));
    wrong.textContent = [wrong.textContent, text].filter(Boolean).join("\n");
    if (control.tagName !== "FIELDSET") control.setAttribute("aria-invalid", "true");
    for (let around = control.closest("details"); around; around = around.parentElement.closest("details")) {
      around.open = true;
    }
    first ??= control;
  }
  return { first, rest };
}

/* The control of a field, or of the group that it lies in. */
function find(root, name) {
  for (let path = name; path; path = path.replace(/\.?[^.]*$/, "")) {
    const found = root.querySelector(`[data-field="${CSS.escape(path)}"]`);
    if (found && !found.closest("[hidden]")) return found;
  }
  return null;
}
