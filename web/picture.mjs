// NODE_PATH=node_modules node picture.mjs PAGE OUT.png [FIGURE…]: a picture of a report page's head and of these figures.
import { createRequire } from "node:module";
import { resolve } from "node:path";

const [page, out, ...figures] = process.argv.slice(2);
const { chromium } = createRequire(import.meta.url)("playwright-core");
const browser = await chromium.launch({ executablePath: process.env.AIBELT_CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const tab = await browser.newPage({ viewport: { width: 1200, height: 800 }, colorScheme: "light" });
await tab.goto(`file://${resolve(page)}`);
await tab.waitForSelector("html[data-drawn]", { state: "attached" });
await tab.evaluate((kept) => {
  for (const element of document.querySelectorAll(".identity, .contents, h2, .below")) element.style.display = "none";
  for (const figure of document.querySelectorAll(".figure")) if (!kept.includes(figure.id)) figure.style.display = "none";
  for (const section of document.querySelectorAll("section")) section.style.margin = "0";
  document.querySelector(".bar").style.marginBottom = "1.5rem";
  document.querySelector("main").style.paddingBottom = "0";
}, figures);
await tab.locator("body").screenshot({ path: out });
await browser.close();
