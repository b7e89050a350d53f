// Drives the built site in a headless Chromium and tells what it saw, as JSON on standard output.
// On standard input: {"chromium": PATH, "base": ADDRESS, "what": one of ASKS, and what that one needs}
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { chromium } from "playwright-core";

const axe = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const asked = JSON.parse(fs.readFileSync(0, "utf8"));
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const SCHEMES = ["light", "dark"];
const WIDTHS = [1280, 320];
const AT_ONCE = 2;
const PATIENCE = 120_000; // a busy machine is not a failure
const OPTIONS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
  "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
];
const browser = await chromium.launch({ executablePath: asked.chromium, args: OPTIONS });

const fresh = (scheme = "light", width = 1280) => browser.newContext({
  colorScheme: scheme, viewport: { width, height: width < 600 ? 640 : 900 }, reducedMotion: "reduce", bypassCSP: true,
});

// Two frames later, what the page's own scripts do at once has been done.
const settled = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

async function open(page, address) {
  page.setDefaultTimeout(PATIENCE);
  await page.goto(new URL(address, asked.base).href, { waitUntil: "load" });
  await page.waitForFunction(() => !document.querySelector(".md-typeset table:not([class])")
    || document.querySelector(".md-typeset__scrollwrap"));
  await settled(page);
}

async function violations(page) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  const result = await page.evaluate((tags) => axe.run(document, {
    runOnly: { type: "tag", values: tags }, resultTypes: ["violations"],
  }), TAGS);
  return result.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 160)}`));
}

// Runs in the page: what axe does not look for.
const seen = () => ({
  lang: document.documentElement.lang,
  h1: document.querySelectorAll("h1").length,
  dark: document.body.dataset.mdColorScheme === "slate",
  scrolls: document.documentElement.scrollWidth > document.documentElement.clientWidth,
});

// Runs in the page: its words in each language, without those that are code or a name.
function words() {
  const found = {};
  const walk = document.createTreeWalker(document.querySelector(".md-content"), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const inside = walk.currentNode.parentElement;
    if (!inside.closest("pre, code, script, style"))
      (found[inside.closest("[lang]").lang] ??= []).push(walk.currentNode.data.trim());
  }
  return found;
}

// Every page in each colour scheme and at each width; some pages at a time.
async function look() {
  const found = {};
  const queue = asked.pages.flatMap((name) => SCHEMES.map((scheme) => ({ scheme, name })));
  const contexts = Object.fromEntries(await Promise.all(SCHEMES.map(async (s) => [s, await fresh(s)])));
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { scheme, name } = next;
      const page = await contexts[scheme].newPage();
      const one = (found[name] ??= { ways: {}, requests: [], errors: [] });
      page.on("request", (request) => one.requests.push(request.url()));
      page.on("pageerror", (error) => one.errors.push(String(error)));
      page.on("console", (message) => message.type() === "error" && one.errors.push(message.text()));
      await open(page, name);
      one.words ??= await page.evaluate(words);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        await settled(page);
        one.ways[`${scheme} ${width}`] = { ...(await page.evaluate(seen)), violations: await violations(page) };
      }
      await page.close();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return { axe: await version(), found };
}

async function version() {
  const page = await (await fresh()).newPage();
  await page.evaluate(axe);
  return page.evaluate(() => axe.version);
}

const ASKS = { look };
const answer = await ASKS[asked.what]();
await browser.close();
process.stdout.write(JSON.stringify(answer));
