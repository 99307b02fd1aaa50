// A visitor with an old phone, measured by Lighthouse: opens the pages given, then complains step by step and looks the case up.
// node lighthouse_walk.mjs ADDRESS MODULES CHROMIUM PAGES(JSON: name → path); prints one JSON object, name → figures.
import { pathToFileURL } from "node:url";

const [address, modules, executablePath, pages] = process.argv.slice(2);
const load = (path) => import(pathToFileURL(`${modules}/${path}`));
const { startFlow } = await load("lighthouse/core/index.js");
const { default: puppeteer } = await load("puppeteer-core/lib/puppeteer/puppeteer-core.js");

const ANSWERS = {
  what: { text: "中牟县官渡镇一家塑料厂每天半夜冒黑烟，刺鼻的臭味飘到村里。" },
  matter: { matter: "unsure" },
  where: { address: "郑州市中牟县官渡镇", region: "410122" },
  place: {},
  similar: { follow: "own" },
  when: { still: "now", occurred_at: "每天凌晨两三点" },
  evidence: {},
  contact: { who: "anonymous" },
};
const STEPS = 12; // more than there are

const browser = await puppeteer.launch({ executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
let page = await browser.newPage();
const steps = {};
// Each in a tab of its own, where the way stood (cookies are the browser's): in one tab Lighthouse's own tools take longer
// with every page that they looked at (28 ms at the third, 64 at the eleventh) and count it as time in which the page is blocked.
const measured = async (name, go, prepare = async () => {}) => {
  process.stderr.write(`${name}\n`);
  const [last, here] = [page, page.url()];
  page = await browser.newPage();
  await last.close();
  if (typeof go !== "string") await page.goto(here);
  await prepare();
  const flow = await startFlow(page, { flags: { disableStorageReset: true } });
  await flow.navigate(go);
  const { steps: [{ lhr }] } = await flow.createFlowResult();
  return lhr;
};
const where = () => new URL(page.url()).pathname.split("/").filter(Boolean).pop() || "";
const press = () => page.evaluate(() => document.querySelector("main form[method=post] button[type=submit]:not([formaction])").click());

const fill = (answers) =>
  page.evaluate((given) => {
    for (const [name, value] of Object.entries(given)) {
      for (const field of document.querySelectorAll(`main [name=${name}]`)) {
        if (field.type !== "radio") field.value = value;
        else field.checked = field.value === value;
      }
    }
  }, answers);

for (const [name, path] of Object.entries(JSON.parse(pages))) steps[name] = await measured(name, address + path);

steps["form: start"] = await measured("form: start", `${address}/complain/`);
let before = "start";
for (let step = 0; step < STEPS && before !== "check"; step += 1) {
  const next = await measured(`form: after ${before}`, press, () => fill(ANSWERS[before] || {}));
  if (where() === before) throw new Error(`did not get past ${before}`);
  before = where();
  steps[`form: ${before}`] = next;
}
steps.receipt = await measured("receipt", press, () =>
  page.waitForFunction(() => document.querySelector("altcha-widget")?.getState?.() === "verified", { timeout: 60000 }),
);
const code = await page.$eval("[data-code]", (shown) => shown.dataset.code);
await page.goto(`${address}/track`);
steps["tracked case"] = await measured("tracked case", press, () => fill({ code }));
await browser.close();

const figures = (lhr) => ({
  scores: Object.fromEntries(Object.values(lhr.categories).map((each) => [each.id, each.score === null ? null : Math.round(each.score * 100)])),
  ms: Object.fromEntries(["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "speed-index"].map((id) => [id, Math.round(lhr.audits[id].numericValue)])),
  shift: lhr.audits["cumulative-layout-shift"].numericValue,
  bytes: lhr.audits["total-byte-weight"].numericValue,
  below: Object.values(lhr.audits)
    .filter((each) => each.score !== null && each.score < 1)
    .map((each) => ({ id: each.id, score: each.score, told: each.displayValue, of: [each.details?.items || []].flat().slice(0, 5) })),
});
process.stdout.write(JSON.stringify(Object.fromEntries(Object.entries(steps).map(([name, lhr]) => [name, figures(lhr)]))));
