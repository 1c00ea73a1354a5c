// Drives the system's Firefox by WebDriver BiDi: node firefox.mjs EXECUTABLE ADDRESS → JSON.
//
// A first result, a second one after a reload without the server, and all that the console said.
import puppeteer from "puppeteer-core";

const [executablePath, address] = process.argv.slice(2);
const FIELD = "form[data-calculator=chinext_rd] [name=revenue_year_3]";
const ANSWER = "#chinext_rd [data-result]:not([data-stale])";

// The page's policy forbids the strings that waitForFunction makes, so the question is asked again.
async function until(page, question, ...given) {
  for (const end = Date.now() + 90000; Date.now() < end; ) {
    if (await page.evaluate(question, ...given)) return;
    await new Promise((later) => setTimeout(later, 100));
  }
  throw new Error(`not so after 90 s: ${question}`);
}

const answered = (answer, read) =>
  document.querySelector(answer) &&
  document.querySelector("#chinext_rd [data-slot=kind]").textContent.startsWith("按所填") &&
  document.querySelector("#chinext_rd form").textContent.includes(read);

// The service worker holds the page's requests, and has kept the runtime, the pages and their styles.
async function kept() {
  const list = new URL("../../../release.json", location); // it goes in last
  return navigator.serviceWorker.controller && Boolean(await caches.match(list.href));
}

async function type(page, value) {
  await until(page, () => !document.querySelector("[data-fill-example]").parentElement.hidden);
  await page.$eval("[data-fill-example]", (button) => button.click());
  await page.$eval(FIELD, (field) => field.select());
  await page.type(FIELD, value);
  await until(page, answered, ANSWER, `读作 ${value}元`);
  return page.$eval("#chinext_rd [data-result]", (result) => result.dataset.verdict);
}

const said = [];
const browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true });
try {
  const page = await browser.newPage();
  page.on("console", (message) => said.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => said.push(`pageerror: ${error.message}`));
  await page.evaluateOnNewDocument(() =>
    addEventListener("securitypolicyviolation", (event) =>
      console.error(`${event.violatedDirective} ${event.blockedURI}`),
    ),
  );
  await page.goto(address);
  const first = await type(page, "9 亿");
  await until(page, kept);
  console.log(JSON.stringify({ first }));
  await new Promise((resolve) => process.stdin.once("data", resolve)); // the server goes down
  await page.reload();
  const offline = await type(page, "6 亿");
  console.log(JSON.stringify({ offline, said }));
} finally {
  await browser.close();
}
process.exit(0);
