// { pages, origin, base_url, served } -> the broken links of every page, and how many were followed.
//
// Links that leave the site are not followed: what answers there today is not this site's mistake.
// Those that name the site in full (canonical addresses, translations) are followed where it is served.
import { File } from "node:buffer";
import { readGiven, answer } from "./pipe.mjs";

// Node.js 18, which Debian 12 has, does not have it among its globals yet.
globalThis.File ??= File;
const { LinkChecker, LinkState } = await import("linkinator");

const { pages, origin, base_url, served } = await readGiven();
const escaped = base_url.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const found = { followed: 0, skipped: 0, broken: [] };
for (const page of pages) {
  // A checker for each page: one that has seen a page already looks for no further fragment in it.
  const { links } = await new LinkChecker().check({
    path: page,
    checkFragments: true,
    redirects: "error",
    concurrency: 4,
    timeout: 20_000,
    urlRewriteExpressions: [{ pattern: new RegExp(`^${escaped}`), replacement: served }],
    linksToSkip: async (link) => !link.startsWith(origin),
  });
  for (const link of links) {
    if (link.state === LinkState.SKIPPED) found.skipped += 1;
    else found.followed += 1;
    if (link.state === LinkState.BROKEN) {
      found.broken.push({ page, link: link.url, why: `${link.status} ${link.failureDetails?.map((one) => one.message ?? "").join(" ")}`.trim() });
    }
  }
}
answer(found);
