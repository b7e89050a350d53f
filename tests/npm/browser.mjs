// Shows pages in a headless Chromium and tells what it saw, as JSON on standard output.
// On standard input: {"chromium": PATH, "pages": {NAME: FILE}, "pdf": FOLDER, "shots": FOLDER or null}
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const axe = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const asked = JSON.parse(fs.readFileSync(0, "utf8"));
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const WAYS = ["light", "dark"].flatMap((scheme) => [1280, 320].map((width) => ({ scheme, width })));
const OPTIONS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

// Runs in the page: what a reader would miss or stumble over, that axe does not look for.
function seen() {
  const root = document.documentElement;
  const small = new Set();
  for (const text of document.querySelectorAll("svg text"))
    if (parseFloat(getComputedStyle(text).fontSize) < 12) small.add(text.textContent);
  for (const each of document.querySelectorAll("body *"))
    if (each.childNodes.length && [...each.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
      if (parseFloat(getComputedStyle(each).fontSize) < 12) small.add(each.textContent.slice(0, 40));
  const outside = [...document.querySelectorAll("svg text")].filter((text) => {
    const box = text.getBoundingClientRect();
    return box.width && (box.left < -0.5 || box.right > root.clientWidth + 0.5);
  });
  return {
    scheme: matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
    scrolls: root.scrollWidth > root.clientWidth,
    small: [...small],
    outside: outside.map((text) => text.textContent),
  };
}

// The smallest text, in pixels of which 96 are an inch.
function smallest() {
  const sizes = [...document.querySelectorAll("body *")]
    .filter((each) => [...each.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
    .map((each) => parseFloat(getComputedStyle(each).fontSize));
  return Math.min(...sizes);
}

const browser = await chromium.launch({ executablePath: asked.chromium, args: OPTIONS });
const found = {};
for (const { scheme, width } of WAYS) {
  const context = await browser.newContext({
    colorScheme: scheme, viewport: { width, height: 900 }, reducedMotion: "reduce", bypassCSP: true,
  });
  for (const [name, file] of Object.entries(asked.pages)) {
    const page = await context.newPage();
    const one = (found[name] ??= { ways: {}, requests: [], errors: [] });
    page.on("request", (request) => {
      if (!/^(data|blob):/.test(request.url())) one.requests.push(request.url());
    });
    page.on("pageerror", (error) => one.errors.push(String(error)));
    page.on("console", (message) => message.type() === "error" && one.errors.push(message.text()));
    await page.goto(pathToFileURL(file).href);
    await page.addScriptTag({ content: axe });
    const result = await page.evaluate((tags) => axe.run(document, {
      runOnly: { type: "tag", values: tags }, resultTypes: ["violations"],
    }), TAGS);
    one.ways[`${scheme} ${width}`] = {
      ...(await page.evaluate(seen)),
      violations: result.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 160)}`)),
    };
    if (asked.shots)
      await page.screenshot({ path: path.join(asked.shots, `${name}-${scheme}-${width}.png`), fullPage: true });
    if (scheme === "light" && width === 1280) {
      await page.emulateMedia({ media: "print" });
      one.printed = await page.evaluate(() => document.body.innerText);
      one.smallest = await page.evaluate(smallest);
      await page.pdf({ path: path.join(asked.pdf, `${name}.pdf`), preferCSSPageSize: true, printBackground: true });
    }
    await page.close();
  }
  await context.close();
}
await browser.close();
process.stdout.write(JSON.stringify(found));
