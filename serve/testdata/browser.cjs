// Runs what a test asks for in Chromium. Each line of standard input is a
// JSON object: the body of a function of `page` and `arg`, and its argument.
// Each line of standard output is what it returned, or its error, and what
// went wrong in the page meanwhile: messages on the console, errors, requests
// that would leave the machine.
"use strict";
const { chromium } = require("playwright-core");
const fs = require("node:fs");
const readline = require("node:readline");

const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const AsyncFunction = (async () => {}).constructor;

// faults are the serious ones that axe finds on the page.
async function faults(page) {
  await page.evaluate(axe);
  const result = await page.evaluate(() => window.axe.run());
  return result.violations
    .filter((v) => v.impact === "serious" || v.impact === "critical")
    .map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(" ").slice(0, 300)}`);
}

// until waits for something to be so in the page. (The library's own way to
// wait evaluates text in the page, which the page's policy forbids.)
async function until(page, is, arg) {
  for (const end = Date.now() + 30000; Date.now() < end; await new Promise((r) => setTimeout(r, 50))) {
    if (await page.evaluate(is, arg).catch(() => false)) return; // no page while another is loading
  }
  throw new Error(`never: ${is}`);
}

(async () => {
  const browser = await chromium.launch({ executablePath: process.argv[2], args: ["--no-proxy-server"] });
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: "zh-CN", acceptDownloads: true });
  context.setDefaultTimeout(30000);
  const page = await context.newPage();
  let wrong = [];
  page.on("console", (m) => { if (m.type() === "error" || m.type() === "warning") wrong.push(`console: ${m.text()}`); });
  page.on("pageerror", (e) => wrong.push(`error: ${e.message}`));
  page.on("response", (r) => { if (r.status() >= 400) wrong.push(`${r.status()}: ${r.url()}`); });
  page.on("request", (r) => { if (new URL(r.url()).hostname !== "127.0.0.1") wrong.push(`request: ${r.url()}`); });
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const { code, arg } = JSON.parse(line);
    const answer = {};
    try {
      answer.value = await new AsyncFunction("page", "arg", "faults", "until", code)(page, arg, faults, until);
    } catch (e) {
      answer.error = String(e);
    }
    answer.wrong = wrong;
    wrong = [];
    console.log(JSON.stringify(answer));
  }
  await browser.close();
})();
