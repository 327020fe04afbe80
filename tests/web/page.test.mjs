// The report page in a real browser: Chromium, from file://, under the page's own Content-Security-Policy.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { after, before, test } from "node:test";

import { csvFilesOfRun, csvOf, dataOf, drawn, open, pageOf, pageOfRun, parseCsv, savedCsvOf, start, stop, tableOf } from "./browser.mjs";
import { pageData } from "./fixture.mjs";

const whyNot = await start();
if (whyNot !== "") {
  console.log(`aibelt test skipped: ${whyNot}`);
  process.exit(0);
}
after(stop);

let real;
let made;
before(() => {
  real = pageOfRun("first-belt");
  made = pageOf(real, pageData());
});

/// Runs `check` on a page and asserts that the page did nothing but what it should.
async function on(file, options, check) {
  const opened = await open(file, options);
  try {
    await check(opened.page);
    assert.deepEqual(opened.noted, []);
  } finally {
    await opened.close();
  }
}

/// Stands for what is drawn: as many shapes, and a digest of their outlines.
async function pathsOf(page, id) {
  const outlines = await page.$$eval(`#${id} .chart svg path`, (paths) => paths.map((path) => path.getAttribute("d")));
  return { shapes: outlines.length, digest: createHash("sha256").update(outlines.join(" ")).digest("hex") };
}

const choose = (page, name, value) => page.check(`input[name=${name}][value="${value}"]`, { force: true });

for (const [name, file] of [["of a run", () => real], ["with every kind of figure", () => made]]) {
  test(`A page ${name} draws every chart and asks for nothing`, () => on(file(), {}, async (page) => {
    const figures = await page.$$eval(".figure:not(.table)", (all) => all.map((figure) => [figure.id, figure.querySelectorAll(".chart svg :is(path, text)").length]));
    assert.ok(figures.length >= 3, `${figures.length} charts`);
    for (const [id, shapes] of figures) assert.ok(shapes > 3, `${id} has ${shapes} shapes`);
    assert.equal(await page.$$eval(".missing", (all) => all.length), 0);
    assert.equal(await page.$("#static"), null);
  }));

  test(`Every table of a page ${name} has the values of its CSV file`, () => on(file(), {}, async (page) => {
    const units = await page.$$eval("input[name=unit]", (all) => all.map(({ value, checked }) => [value, checked]));
    const unit = units.find(([, checked]) => checked)?.[0];
    for (const { id, kind, variants } of dataOf(file()).sections.flatMap(({ figures }) => figures)) {
      const [header, ...lines] = parseCsv(await csvOf(page, id));
      const table = await tableOf(page, id);
      for (const line of lines) assert.equal(line.length, header.length, id);
      const expected = shownLines(lines, header, { kind, variants, unit, table });
      assert.deepEqual(table, expected, id);
    }
  }));
}

test("The page's CSV files are those the program writes", () => on(real, {}, async (page) => {
  const files = csvFilesOfRun("first-belt");
  const figures = dataOf(real).sections.flatMap(({ figures: inside }) => inside);
  assert.deepEqual([...files.keys()].sort(), figures.map(({ id }) => id).sort());
  const exact = (cell) => (cell !== "" && Number.isFinite(Number(cell)) ? Number(cell) : cell);
  for (const { id } of figures) {
    const [shown, written] = [await csvOf(page, id), files.get(id)].map((text) => parseCsv(text).map((row) => row.map(exact)));
    assert.deepEqual(shown, written, id);
  }
}));

test("A CSV file is saved under the name of its figure", () => on(made, {}, async (page) => {
  assert.deepEqual(await savedCsvOf(page, "kpis"), ["kpis.csv", await csvOf(page, "kpis")]);
}));

/// The lines of a CSV file that the page shows: of the variant and the month chosen, without the columns that name those.
function shownLines(lines, header, { kind, variants, unit, table }) {
  if (kind === "sankey" || kind === "map") return lines.filter(([month]) => month === table[0]?.[0]);
  if (!variants) return lines;
  const of = header[0] === "of" ? lines[0][0] : null;
  const lead = of === null ? 1 : 2;
  const ofOne = of === null ? lines : lines.filter((line) => line[0] === of);
  const units = new Set(ofOne.map((line) => line[lead - 1]));
  const chosen = units.has(unit) ? unit : ofOne[0]?.[lead - 1];
  const width = table[0]?.length ?? 0;
  return ofOne.filter((line) => line[lead - 1] === chosen).map((line) => line.slice(lead, lead + width));
}

test("The unit chosen, by keyboard too, holds for all figures that have it", () => on(made, {}, async (page) => {
  const before = [await pathsOf(page, "supply-and-demand"), await pathsOf(page, "gap"), await pathsOf(page, "power")];
  const table = await tableOf(page, "supply-and-demand");
  await page.focus("input[name=unit]:checked");
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.$eval("input[name=unit]:checked", ({ value }) => value), "stacks");
  const after = [await pathsOf(page, "supply-and-demand"), await pathsOf(page, "gap"), await pathsOf(page, "power")];
  assert.notDeepEqual(after[1], before[1]);
  assert.deepEqual(after[2], before[2]);
  assert.notDeepEqual(await tableOf(page, "supply-and-demand"), table);
  assert.match(await page.textContent("#supply-and-demand caption"), /stacks/);
  assert.match(await page.textContent("#said"), /stacks/);
}));

test("A legend entry hides and shows its curve", () => on(made, {}, async (page) => {
  const entry = page.locator("#supply-and-demand .legend button").nth(1);
  const before = await pathsOf(page, "supply-and-demand");
  await entry.click();
  assert.equal(await entry.getAttribute("aria-pressed"), "false");
  assert.ok((await pathsOf(page, "supply-and-demand")).shapes < before.shapes);
  await entry.press("Enter");
  assert.equal(await entry.getAttribute("aria-pressed"), "true");
  assert.deepEqual(await pathsOf(page, "supply-and-demand"), before);
}));

test("What a figure shows and its month are chosen at the figure", () => on(made, {}, async (page) => {
  const heat = await tableOf(page, "heatmap");
  await page.selectOption("#heatmap select", { index: 1 });
  assert.notDeepEqual(await tableOf(page, "heatmap"), heat);
  const flow = await pathsOf(page, "flow");
  await page.focus("#flow input[type=range]");
  await page.keyboard.press("Home");
  for (let step = 0; step < 5; ++step) await page.keyboard.press("ArrowRight");
  assert.equal(await page.textContent("#flow output"), "Mar 2026");
  assert.notDeepEqual(await pathsOf(page, "flow"), flow);
  assert.equal((await tableOf(page, "flow"))[0][0], "2026-03");
}));

test("The page speaks Korean: words, numbers, dates", () => on(made, {}, async (page) => {
  await choose(page, "lang", "ko");
  await drawn(page);
  assert.equal(await page.getAttribute("html", "lang"), "ko");
  assert.equal(await page.textContent("#section-results h2"), "결과");
  assert.equal(await page.textContent("#flow output"), "2035년 12월");
  assert.match(await page.textContent("#supply-and-demand .chart"), /만/);
  assert.match(await page.getAttribute("#supply-and-demand .chart", "aria-label"), /수요: 최저/);
  assert.equal(await page.$eval(":focus", ({ value }) => value), "ko");
}));

test("The look follows the system and the switch", () => on(made, { colorScheme: "dark" }, async (page) => {
  const back = () => page.$eval("body", (body) => getComputedStyle(body).backgroundColor);
  const ink = () => page.$eval("#supply-and-demand .chart svg text", (text) => text.getAttribute("fill"));
  const dark = [await back(), await ink()];
  await choose(page, "theme", "light");
  await drawn(page);
  assert.equal(await back(), "rgb(255, 255, 255)");
  assert.notEqual(await ink(), dark[1]);
  await choose(page, "theme", "dark");
  await drawn(page);
  assert.deepEqual([await back(), await ink()], dark);
}));

test("The keyboard reaches everything that can be operated", () => on(made, {}, async (page) => {
  const wanted = await page.$$eval("main :is(a[href], button, select, summary, input[type=range])", (all) => all.length);
  const seen = new Set();
  await page.keyboard.press("Tab");
  assert.equal(await page.$eval(":focus", ({ className }) => className), "skip");
  for (let step = 0; step < 400; ++step) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const one = document.activeElement;
      if (one === document.body) return null;
      return [one.matches("a[href], button, select, summary, input[type=range]"), [...document.querySelectorAll("*")].indexOf(one)];
    });
    if (at === null) break;
    if (at[0]) seen.add(at[1]);
  }
  assert.equal(seen.size, wanted);
}));

test("Text of a scenario is shown and never run", () => on(made, {}, async (page) => {
  assert.equal(await page.$$eval("script", (all) => all.length), 3);
  assert.notEqual(await page.title(), "run");
  const legend = await page.$$eval("#runs .legend button", (all) => all.map(({ textContent }) => textContent));
  assert.ok(legend.includes("<script>alert(1)</script>"));
  const box = await page.locator("#runs .chart").boundingBox();
  await page.locator("#runs .chart").scrollIntoViewIfNeeded();
  await page.locator("#runs .chart").hover({ position: { x: box.width / 2, y: box.height / 2 } });
  await page.waitForSelector("#runs .tip-row");
  assert.match(await page.textContent("#runs .chart > div:last-child"), /<script>alert\(1\)<\/script>/);
  assert.match(await page.textContent("#kpis"), /<b>bold<\/b>/);
}));

test("A scenario named <script> stays a name", () => {
  const data = dataOf(real);
  data.runs[0].name = data.runs[0].scenario = data.title = "<script>alert('run')</script>";
  return on(pageOf(real, data), {}, async (page) => assert.match(await page.textContent(".identity"), /<script>alert/));
});

test("Without its charts the page says so and shows its tables", () => on(pageOf(real, pageData(), { charts: false }), {}, async (page) => {
  const charts = pageData().sections.flatMap(({ figures }) => figures).filter(({ kind }) => kind !== "table").length;
  assert.match(await page.textContent("main > .missing"), new RegExp(`${charts} charts are missing`));
  assert.equal(await page.$$eval(".figure .missing", (all) => all.length), charts);
  assert.ok(await page.$$eval(".figure table", (all) => all.every((table) => table.rows.length > 1)));
  assert.match(await page.textContent("#binding table"), /Packaging capacity/);
}));

for (const [width, height] of [[360, 740], [3840, 2160]]) {
  test(`Nothing runs over the edge at ${width} pixels`, () => on(made, { width, height }, async (page) => {
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
    const wide = await page.$$eval(".chart-box:not(.scrolls)", (all) => all.filter((box) => box.scrollWidth > box.clientWidth + 2).map((box) => box.parentElement.id));
    assert.deepEqual(wide, []);
  }));
}

test("Nothing moves while the page is drawn", () => on(made, {}, async (page) => {
  const moved = await page.evaluate(() => new Promise((done) => {
    let sum = 0;
    new PerformanceObserver((list) => { for (const { value } of list.getEntries()) sum += value; }).observe({ type: "layout-shift", buffered: true });
    setTimeout(() => done(sum), 200);
  }));
  assert.ok(moved < 0.05, `layout shift ${moved}`);
}));

test("On paper a chart is as wide as the sheet, and light", () => on(made, { colorScheme: "dark" }, async (page) => {
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.equal(await page.$eval("#supply-and-demand .chart svg", (svg) => svg.getAttribute("width")), "680");
  assert.equal(await page.$eval("body", (body) => getComputedStyle(body).backgroundColor), "rgb(255, 255, 255)");
  assert.ok((await page.pdf({ format: "A4" })).length > 20000);
}));

test("Every chart says in words what it shows", () => on(made, {}, async (page) => {
  const labels = await page.$$eval(".chart", (all) => all.map((chart) => [chart.getAttribute("role"), chart.getAttribute("aria-label")]));
  for (const [role, label] of labels) {
    assert.equal(role, "img");
    assert.ok(label.length > 20, label);
  }
  assert.match(await page.getAttribute("#supply-and-demand .chart", "aria-label"), /Demand: least .* \(.*\), most .* last .* \(Dec 2035\)\./);
}));

test("Ten years of fifty places are drawn within five seconds", () => on(pageOf(real, pageData({ n: 123, count: 50 })), {}, async (page) => {
  const milliseconds = await page.evaluate(() => performance.now());
  console.log(`drawn after ${Math.round(milliseconds)} ms`);
  assert.ok(milliseconds < 5000, `${milliseconds} ms`);
}));

test("The page has the structure that is committed", () => on(real, {}, async (page) => {
  const structure = await page.evaluate(() => ({
    headings: [...document.querySelectorAll("h1, h2, h3")].map((heading) => `${heading.tagName} ${heading.textContent}`),
    figures: [...document.querySelectorAll(".figure")].map((figure) => {
      const details = figure.querySelector("details");
      if (!details.open) details.open = true;
      return `${figure.id} ${figure.className.replace("figure ", "")}`;
    }),
  }));
  await page.waitForFunction(() => [...document.querySelectorAll(".table-box")].every((box) => box.childElementCount > 0));
  structure.tables = await page.$$eval(".figure table", (all) => all.map((table) => `${table.closest(".figure").id} ${table.tHead.rows[0].cells.length} × ${table.tBodies[0].rows.length}`));
  const levels = structure.headings.map((heading) => Number(heading[1]));
  levels.forEach((level, at) => assert.ok(at === 0 ? level === 1 : level <= levels[at - 1] + 1, structure.headings[at]));
  const file = new URL("expected/first-belt.json", import.meta.url);
  if (process.env.AIBELT_UPDATE_EXPECTED) writeFileSync(file, `${JSON.stringify(structure, null, 1)}\n`);
  assert.deepEqual(structure, JSON.parse(readFileSync(file, "utf8")));
}));
