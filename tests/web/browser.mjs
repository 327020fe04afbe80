// Opens report pages in Chromium and notes whatever they should not do.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folder = mkdtempSync(join(tmpdir(), "aibelt-page-"));
let browser = null;

const findChromium = () => [process.env.AIBELT_CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser"].find((path) => path && existsSync(path));

/// Why pages cannot be opened here; "" where they can.
export async function start() {
  const executablePath = findChromium();
  if (!executablePath) return "there is no Chromium";
  let playwright;
  try {
    playwright = createRequire(import.meta.url)("playwright-core");
  } catch {
    return "playwright-core is not installed";
  }
  browser = await playwright.chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
  return "";
}

export async function stop() {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
}

const aibelt = (...args) => execFileSync(process.env.AIBELT_PROGRAM, args, { stdio: ["ignore", "ignore", "inherit"] });

/// The page of a run of one of the project's scenarios, as a file.
export function pageOfRun(scenario, ...options) {
  const run = join(folder, scenario);
  const file = join(folder, `${scenario}.html`);
  if (!existsSync(run)) aibelt("run", join(process.env.AIBELT_SOURCE_DIR, "scenarios", scenario, "scenario.json"), "--out", run);
  aibelt("report", run, "-o", file, ...options);
  return file;
}

/// The CSV files of a run's page as the program itself writes them: texts by the id of their figure.
export function csvFilesOfRun(scenario) {
  const csv = join(folder, `${scenario}-csv`);
  aibelt("report", join(folder, scenario), "-o", csv, "--format", "csv");
  return new Map(readdirSync(csv).map((name) => [name.replace(".csv", ""), readFileSync(join(csv, name), "utf8")]));
}

/// A page like `file` with other data, and without charts where `charts` is false.
export function pageOf(file, data, { charts = true } = {}) {
  const open = '<script type="application/json" id="page-data">';
  let html = readFileSync(file, "utf8");
  const from = html.indexOf(open) + open.length;
  html = html.slice(0, from) + JSON.stringify(data).replaceAll("<", "\\u003c") + html.slice(html.indexOf("</script>", from));
  if (!charts) {
    const script = html.indexOf("<script>");
    html = html.slice(0, script) + html.slice(html.indexOf("</script>", script) + "</script>".length);
  }
  const made = join(folder, `made-${Math.random().toString(36).slice(2)}.html`);
  writeFileSync(made, html);
  return made;
}

export const dataOf = (file) => {
  const html = readFileSync(file, "utf8");
  return JSON.parse(/<script type="application\/json" id="page-data">([\s\S]*?)<\/script>/.exec(html)[1]);
};

/// Opens a file; `noted` collects console messages, errors, dialogs and requests beyond the file.
export async function open(file, { width = 1440, height = 900, colorScheme = "light" } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, acceptDownloads: true });
  const page = await context.newPage();
  page.setDefaultTimeout(60000);
  const noted = [];
  page.on("console", (message) => noted.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => noted.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => { noted.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on("request", (request) => { if (request.url() !== `file://${file}` && !request.url().startsWith("blob:")) noted.push(`request: ${request.url()}`); });
  await page.goto(`file://${file}`);
  await drawn(page);
  return { page, noted, close: () => context.close() };
}

/// Waits until every chart is drawn.
export const drawn = (page) => page.waitForSelector("html[data-drawn]", { state: "attached" });

/// Text of the CSV file that a figure offers, caught before it is saved: Chromium saves no more than ten files in a row.
export const csvOf = (page, id) => page.evaluate((figure) => {
  const { createObjectURL } = URL;
  const { click } = HTMLAnchorElement.prototype;
  let saved = null;
  URL.createObjectURL = (blob) => { saved = blob; return "about:blank"; };
  HTMLAnchorElement.prototype.click = () => {};
  document.querySelector(`#${figure} .csv`).click();
  URL.createObjectURL = createObjectURL;
  HTMLAnchorElement.prototype.click = click;
  return saved.text();
}, id);

/// Text and name of the file that a figure's CSV button saves.
export async function savedCsvOf(page, id) {
  const waiting = page.waitForEvent("download");
  await page.click(`#${id} .csv`);
  const download = await waiting;
  return [download.suggestedFilename(), readFileSync(await download.path(), "utf8")];
}

/// Rows of a CSV text.
export function parseCsv(text) {
  const rows = [[""]];
  let quoted = false;
  for (let at = 0; at < text.length; ++at) {
    const letter = text[at];
    const row = rows.at(-1);
    if (quoted && letter === '"' && text[at + 1] === '"') row[row.length - 1] += text[++at];
    else if (letter === '"') quoted = !quoted;
    else if (letter === "," && !quoted) row.push("");
    else if (letter === "\n" && !quoted) rows.push([""]);
    else row[row.length - 1] += letter;
  }
  rows.pop();
  return rows;
}

/// The cells of a figure's table as they stand for: exact numbers, dates, text.
export const tableOf = (page, id) => page.$eval(`#${id}`, (figure) => {
  const details = figure.querySelector("details");
  if (!details.open) details.querySelector("summary").click();
  return new Promise((done) => setTimeout(() => done([...figure.querySelectorAll("tbody tr")].map((row) => [...row.cells].map((cell) => {
    if (cell.querySelector(".nothing")) return "";
    return cell.querySelector("data")?.value ?? cell.querySelector("time")?.dateTime ?? cell.textContent;
  }))), 50));
});
