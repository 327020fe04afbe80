// The report page's own program: sections, figures, tables, CSV files and switches, from the data beside it. Plain
// JavaScript without imports, joined from the files of page/ in the order web/CMakeLists.txt names; where there is no
// `aibeltCharts` the page shows its tables alone. Text of a scenario only ever becomes a text node.
(() => {
"use strict";

const data = JSON.parse(document.getElementById("page-data").textContent);
const charts = globalThis.aibeltCharts ?? null;

/// What the reader has chosen; `byFigure` holds what belongs to one figure: {of, unit, month, hidden, open}.
const state = { lang: data.lang === "ko" ? "ko" : "en", unit: null, units: [], theme: "system", byFigure: new Map() };
