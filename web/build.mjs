// NODE_PATH=node_modules node build.mjs OUT: bundles charts/ and the packages it draws with into the one file OUT, led by
// their licences. The node_modules may stand in any folder, such as that of the build.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const { buildSync } = require("esbuild");

const read = (name, file) => readFileSync(join(process.env.NODE_PATH, name, file), "utf8").replaceAll("\r", "").trim();
const versionOf = (name) => JSON.parse(read(name, "package.json")).version;

const licences = [
  `Apache ECharts ${versionOf("echarts")}, NOTICE\n\n${read("echarts", "NOTICE")}`,
  `Apache ECharts ${versionOf("echarts")}, LICENSE\n\n${read("echarts", "LICENSE")}`,
  `d3.js, parts of it in Apache ECharts\n\n${read("echarts", "licenses/LICENSE-d3")}`,
  `zrender ${versionOf("zrender")}\n\n${read("zrender", "LICENSE")}`,
  `tslib ${versionOf("tslib")}\n\n${read("tslib", "LICENSE.txt")}`,
].join(`\n\n${"-".repeat(80)}\n\n`);

buildSync({
  entryPoints: [join(dirname(fileURLToPath(import.meta.url)), "charts/main.js")],
  outfile: process.argv[2],
  nodePaths: [process.env.NODE_PATH],
  bundle: true,
  minify: true,
  format: "iife",
  target: ["chrome109", "firefox115", "safari16"],
  charset: "utf8",
  legalComments: "none",
  banner: { js: `/*!\n${licences.replaceAll("*/", "* /")}\n*/` },
  define: { "process.env.NODE_ENV": '"production"' },
  logLevel: "warning",
});
