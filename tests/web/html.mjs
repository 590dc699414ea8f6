// Paths of pages -> what html-validate has against them, but for the exceptions below.
import { HtmlValidate, StaticConfigLoader } from "html-validate";
import { readGiven, answer } from "./pipe.mjs";

const config = {
  extends: ["html-validate:recommended", "html-validate:document", "html-validate:a11y"],
  rules: {
    // A headline is the editor's, however long: a search engine cuts it where it must.
    "long-title": "off",
    // What comes from our own origin is as trustworthy as the page that names its digest.
    "require-sri": ["error", { target: "crossorigin" }],
    // Safari takes a list without bullets for no list, unless its role says so.
    "prefer-native-element": ["error", { exclude: ["list"] }],
  },
};
/** The same, where a rule has no setting for it. */
const isListInSafari = ({ ruleId, message }) =>
  ruleId === "no-redundant-role" && message.startsWith('Redundant role "list" on ');

const validator = new HtmlValidate(new StaticConfigLoader(config));
const found = [];
for (const file of await readGiven()) {
  const { results } = await validator.validateFile(file);
  for (const one of results.flatMap(({ messages }) => messages)) {
    const { ruleId: rule, line, column, message } = one;
    if (!isListInSafari(one)) found.push({ file, rule, line, column, message });
  }
}
answer(found);
