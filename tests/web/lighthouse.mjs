// { chromium, pages, runs, enough } -> for each page its scores (0 to 100), what costs points, its shift.
//
// A phone over a slow network, both simulated from what was observed. The other categories are the same
// each time; performance is measured again, up to `runs` times, where once was not `enough`, and the
// median counts: a busy machine slows a browser down.
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import { readGiven, answer } from "./pipe.mjs";

const CATEGORIES = ["accessibility", "best-practices", "seo", "performance"];
const percent = (score) => Math.round(score * 100);

async function measure(url, port, onlyCategories) {
  const { lhr } = await lighthouse(url, { port, onlyCategories, output: "json", logLevel: "error" });
  if (lhr.runtimeError) throw new Error(`${url}: ${lhr.runtimeError.message}`);
  return lhr;
}

function whatCosts({ categories, audits }) {
  return Object.values(categories).flatMap(({ id, auditRefs }) =>
    auditRefs
      .filter(({ weight, id: audit }) => weight > 0 && audits[audit].score !== null && audits[audit].score < 1)
      .map(({ id: audit }) => {
        const { title, displayValue, details } = audits[audit];
        const nodes = (details?.items ?? []).map((item) => item.node?.snippet ?? item.description ?? item.url);
        return [`${id}: ${title}`, displayValue, ...nodes].filter(Boolean).join(" · ");
      }),
  );
}

async function judge(url, port, runs, enough) {
  const report = await measure(url, port, CATEGORIES);
  const speeds = [percent(report.categories.performance.score)];
  while (speeds.length < runs && speeds[0] < enough) {
    speeds.push(percent((await measure(url, port, ["performance"])).categories.performance.score));
  }
  const scores = Object.fromEntries(CATEGORIES.map((id) => [id, percent(report.categories[id].score)]));
  scores.performance = [...speeds].sort((a, b) => a - b)[speeds.length >> 1];
  return { url, scores, speeds, shift: report.audits["cumulative-layout-shift"].numericValue, costs: whatCosts(report) };
}

const { chromium, pages, runs, enough } = await readGiven();
const chrome = await launch({
  chromePath: chromium,
  chromeFlags: ["--headless", "--no-sandbox", "--disable-background-networking", "--disable-gpu"],
});
try {
  const found = [];
  for (const page of pages) found.push(await judge(page, chrome.port, runs, enough));
  answer(found);
} finally {
  chrome.kill();
}
