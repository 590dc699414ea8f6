// Content Security Policies as strings -> for each, the findings of Google's evaluator.
import { readGiven, answer } from "./pipe.mjs";
import { CspEvaluator } from "csp_evaluator/dist/evaluator.js";
import { Severity } from "csp_evaluator/dist/finding.js";
import { CspParser } from "csp_evaluator/dist/parser.js";

const policies = await readGiven();
answer(
  policies.map((policy) =>
    new CspEvaluator(new CspParser(policy).csp).evaluate().map((finding) => ({
      severity: Severity[finding.severity],
      directive: finding.directive,
      description: finding.description,
    })),
  ),
);
