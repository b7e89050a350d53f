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
const PATIENCE = 60_000; // a busy machine is not a failure
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
    runOnly: { type: "tag", values: tags }, resultTypes: ["violations"], preload: false,
  }), TAGS);
  return result.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 160)}`));
}

// Runs in the page: what axe does not look for.
const seen = () => ({
  lang: document.documentElement.lang,
  h1: document.querySelectorAll("h1").length,
  scheme: document.body.dataset.mdColorScheme === "slate" ? "dark" : "light",
  scrolls: document.documentElement.scrollWidth > document.documentElement.clientWidth,
});

// Runs in the page: its words in each language, without those that are code or a name.
function words() {
  const found = {};
  const walk = document.createTreeWalker(document.querySelector(".md-content"), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const inside = walk.currentNode.parentElement;
    if (!inside.closest("pre, code, script, style"))
      (found[inside.closest("[lang]")?.lang ?? ""] ??= []).push(walk.currentNode.data.trim());
  }
  return found;
}

// Every page in each colour scheme and at each width; some pages at a time.
async function look() {
  const found = {};
  const queue = [...asked.pages];
  const context = await fresh();
  const worker = async () => {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
      const page = await context.newPage();
      const one = (found[name] = { ways: {}, requests: [], errors: [] });
      page.on("request", (request) => one.requests.push(request.url()));
      page.on("pageerror", (error) => one.errors.push(String(error)));
      page.on("console", (message) => message.type() === "error" && one.errors.push(message.text()));
      await open(page, name);
      one.words = await page.evaluate(words);
      for (const turn of SCHEMES.keys()) {
        if (turn) await page.evaluate(() => document.querySelector(".md-header__option label:not([hidden])").click());
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 900 });
          await settled(page);
          const saw = await page.evaluate(seen);
          one.ways[`${saw.scheme} ${width}`] = { ...saw, violations: await violations(page) };
        }
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

// Runs in the page: where the focus is, whether one sees it, and what it is on.
function focus() {
  const it = document.activeElement;
  if (!it || it === document.body) return null;
  const shown = it.matches(".md-option") ? it.nextElementSibling : it; // the icon of the colours
  const box = shown.getClientRects()[0] ?? shown.getBoundingClientRect(); // the first line of a link
  const style = getComputedStyle(shown);
  const inside = (share, low, high, edge) => Math.max(low, 0) + share * (Math.min(high, edge) - Math.max(low, 0));
  const hit = [0.1, 0.5, 0.9].some((x) => [0.1, 0.5, 0.9].some((y) => shown.contains(document.elementFromPoint(
    inside(x, box.left, box.right, innerWidth - 1), inside(y, box.top, box.bottom, innerHeight - 1)))));
  let faint = 1;
  for (let each = shown; each; each = each.parentElement) faint = Math.min(faint, +getComputedStyle(each).opacity);
  return {
    what: `${it.tagName.toLowerCase()}.${String(it.className).split(" ")[0]}`,
    name: (it.getAttribute("aria-label") || it.innerText || it.placeholder || it.title || "").trim().slice(0, 60),
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    sized: box.width >= 1 && box.height >= 1,
    seen: faint > 0.5 && style.visibility === "visible" && hit,
    content: !!it.closest(".md-content"),
    search: document.getElementById("__search").checked,
    drawer: document.getElementById("__drawer").checked,
  };
}

const still = async (page) => {
  await page.evaluate(() => Promise.all(document.getAnimations().map((each) => each.finished.catch(() => {}))));
  await settled(page);
};
const tab = async (page, key = "Tab") => {
  await page.keyboard.press(key);
  await still(page);
  return page.evaluate(focus);
};

// Enter on the link in focus, and the page it leads to: a page on its way out can't be asked anything.
const followed = async (page) => {
  const leads = await page.evaluate(() => document.activeElement.href);
  await page.keyboard.press("Enter");
  if (leads) await page.waitForURL((url) => url.pathname === new URL(leads).pathname && url.hash === new URL(leads).hash);
  await settled(page);
  return leads;
};

// The keyboard alone: through whole pages, the skip link, the menus, the drawer, the search, plain letters.
async function keyboard() {
  const found = { ways: {} };
  for (const width of WIDTHS) {
    const page = await (await fresh("light", width)).newPage();
    for (const name of asked.pages) {
      await open(page, name);
      const steps = [];
      for (let next = await tab(page); next && steps.length < 400; next = await tab(page)) steps.push(next);
      found.ways[`${width} ${name}`] = steps;
    }
    await open(page, asked.pages[0]);
    await tab(page);
    await followed(page);
    (found.skipped ??= {})[width] = await tab(page);
    await page.close();
  }
  return { ...found, letters: await letters(), drawer: await drawer(), menu: await menu(), search: await searching() };
}

async function letters() {
  const page = await (await fresh()).newPage();
  const found = {};
  await open(page, asked.pages[0]);
  const before = page.url();
  for (const place of ["body", ".md-content a", ".md-option"])
    for (const key of ["n", "p", "s", "f", "/", ".", ",", "b", "?"]) {
      await page.evaluate((where) => (where === "body" ? document.activeElement.blur() : document.querySelector(where).focus()), place);
      await page.keyboard.press(key);
      await settled(page);
      found[`${key} in ${place}`] = page.url() === before && !(await page.evaluate(() => document.getElementById("__search").checked));
    }
  return found;
}

async function drawer() {
  const page = await (await fresh("light", 320)).newPage();
  await open(page, "");
  const until = async (wanted) => {
    let now = await tab(page);
    for (let n = 0; n < 80 && now && !wanted(now); n++) now = await tab(page);
    return now;
  };
  const button = await until((now) => /access-menu/.test(now.what) || now.name === asked.menu);
  await page.keyboard.press("Enter");
  await still(page);
  const opened = await page.evaluate(focus);
  const chapter = await until((now) => now.name === asked.chapter);
  await page.keyboard.press("Enter");
  await still(page);
  const inside = await page.evaluate(focus);
  const link = await tab(page);
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await still(page);
  const back = await page.evaluate(focus);
  await page.keyboard.press("Escape");
  await still(page);
  return { button, opened, chapter, inside, link, back, closed: await page.evaluate(focus) };
}

async function menu() {
  const page = await (await fresh()).newPage();
  await open(page, asked.pages[0]);
  const button = page.locator(".md-select button");
  const shown = () => page.evaluate(() => getComputedStyle(document.querySelector(".md-select__inner")).visibility === "visible"
    && document.querySelector(".md-select__inner").getBoundingClientRect().height > 1);
  const before = await shown();
  await button.focus();
  await still(page);
  const opened = await shown();
  const first = await tab(page);
  const second = await tab(page);
  await page.keyboard.press("Escape");
  await still(page);
  return { before, opened, first, second, after: await shown() };
}

async function searching() {
  const found = {};
  for (const width of WIDTHS) {
    const context = await fresh("light", width);
    await listening(context);
    const page = await context.newPage();
    await open(page, asked.pages[0]);
    let now = await tab(page);
    for (let n = 0; n < 20 && now && !now.search && now.name !== asked.find; n++) now = await tab(page);
    if (now && !now.search) await page.keyboard.press("Enter");
    await still(page);
    const one = { field: await page.evaluate(focus) };
    await page.keyboard.press("Escape");
    await still(page);
    one.closed = await page.evaluate(() => !document.getElementById("__search").checked);
    one.after = await page.evaluate(focus);
    await open(page, asked.pages[0]);
    await openSearch(page);
    await hits(page, "krisplan");
    one.first = await tab(page, "ArrowDown");
    one.second = await tab(page, "ArrowDown");
    one.leads = await followed(page);
    one.led = page.url();
    found[width] = one;
    await context.close();
  }
  return found;
}

// Counts what is asked of the search and what it has answered, so that nobody waits for a clock.
const listening = (context) => context.addInitScript(() => {
  window.asked = window.answered = 0;
  const Plain = Worker;
  window.Worker = class extends Plain {
    constructor(...all) {
      super(...all);
      this.addEventListener("message", (e) => { if (e.data.type === 3) window.answered++; if (e.data.type === 1) window.ready = true; });
    }
    postMessage(message, ...rest) {
      if (message.type === 2) window.asked++;
      return super.postMessage(message, ...rest);
    }
  };
});

// On a small screen a button opens the search; on a large one the field is there.
async function openSearch(page) {
  const button = page.locator("button.access-search");
  await ((await button.isVisible()) ? button.click() : page.locator(".md-search__input").focus());
  await still(page);
}

// The addresses of the pages that a search finds, best first.
async function hits(page, query) {
  await page.waitForFunction(() => window.ready);
  const before = await page.evaluate(() => window.asked);
  await page.fill(".md-search__input", query);
  await page.keyboard.press("End"); // the search listens to keys
  await page.waitForFunction((n) => window.asked > n && window.answered === window.asked, before);
  await settled(page);
  const found = await page.$$eval(".md-search-result__item", (all) => all.map((each) => each.querySelector("a").href.replace(/[?#].*/, "")));
  return found.map((each) => each.slice(asked.base.length));
}

async function search() {
  const context = await fresh();
  await listening(context);
  const page = await context.newPage();
  await open(page, "");
  await openSearch(page);
  const found = {};
  for (const query of asked.queries) found[query] = (await hits(page, query)).slice(0, 5);
  return found;
}

// What a page shows only when somebody has opened it.
async function states() {
  const found = {};
  for (const scheme of SCHEMES)
    for (const width of WIDTHS) {
      const context = await fresh(scheme, width);
      await listening(context);
      const page = await context.newPage();
      const told = async (name) => { await still(page); found[`${scheme} ${width} ${name}`] = await violations(page); };
      await open(page, asked.pages[0]);
      await openSearch(page);
      await hits(page, "krisplan");
      await told("search");
      await open(page, asked.pages[0]);
      await page.locator(".md-select button").focus();
      await told("languages");
      if (width === 320) {
        await open(page, asked.pages[0]);
        await page.locator("button.access-menu").click();
        await told("drawer");
      }
      if (width === 1280) {
        await open(page, asked.pages[0]);
        await page.emulateMedia({ media: "print" });
        await told("paper");
      }
      await context.close();
    }
  return found;
}

// Every page on paper: what it says there, and the file to look in.
async function printed() {
  const page = await (await fresh()).newPage();
  const found = {};
  for (const [number, name] of asked.pages.entries()) {
    await open(page, name);
    await page.emulateMedia({ media: "print" });
    const file = path.join(asked.folder, `${number}.pdf`);
    await page.pdf({ path: file, format: "A4", preferCSSPageSize: true, printBackground: true });
    found[name] = { file, words: await page.evaluate(() => document.querySelector(".md-content").innerText) };
    await page.emulateMedia({ media: null });
  }
  return found;
}

// What the copy button of each block of code puts on the clipboard.
async function copied() {
  const context = await fresh();
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const page = await context.newPage();
  const found = {};
  for (const name of asked.pages) {
    await open(page, name);
    found[name] = [];
    for (const button of await page.locator("[data-clipboard-target]").all()) {
      await button.click({ force: true });
      found[name].push(await page.evaluate(() => navigator.clipboard.readText()));
    }
  }
  return found;
}

const ASKS = { look, keyboard, search, states, printed, copied };
const answer = await ASKS[asked.what]();
await browser.close();
process.stdout.write(JSON.stringify(answer));
