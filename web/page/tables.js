// The table under each chart, and its CSV file, by the rules of web/schema.md: one function a kind gives the columns
// and rows of what is shown. A column is {key, name, type}; a cell a number, null, a Text or {month} or {date}.
const column = (key, type = "text", name = null) => ({ key, type, name: name ?? say().columns[key] ?? key });
const monthCell = (months, index) => ({ month: monthKey(months, index) });

function seriesTable(months, series) {
  return {
    columns: [column("month", "date"), ...series.map(({ name }) => ({ key: plain(name), type: "number", name: text(name) }))],
    rows: Array.from({ length: months.n }, (_, at) => [monthCell(months, at), ...series.map(({ values }) => values[at] ?? null)]),
  };
}

function stripTable({ x, categories, rows }) {
  return {
    columns: [column("row"), column("from", "date"), column("to", "date"), column("months", "number"), column("what"), column("evidence")],
    rows: rows.flatMap(({ name, cells, notes }) => equalSpans(cells).map(({ from, to, category }) =>
      [name, monthCell(x, from), monthCell(x, to - 1), to - from, categories[category].name, notes?.[from] ?? null])),
  };
}

/// Runs of equal cells of a strip: {from, to (behind the last), category}.
function equalSpans(cells) {
  const spans = [];
  cells.forEach((category, at) => {
    const last = spans.at(-1);
    if (last && last.to === at && last.category === category) last.to = at + 1;
    else if (category !== null) spans.push({ from: at, to: at + 1, category });
  });
  return spans;
}

function sankeyTable({ x, nodes, links }, months) {
  return {
    columns: [column("month", "date"), column("from"), column("to"), column("kind"), column("goods"), column("amount", "number"), column("value", "number")],
    rows: months.flatMap((at) => links.filter(({ amounts }) => amounts[at]).map((link) =>
      [monthCell(x, at), nodes[link.from].name, nodes[link.to].name, link.kind, { unit: link.goods }, link.amounts[at], link.values[at]])),
  };
}

function ganttTable({ rows }) {
  return {
    columns: [column("group"), column("row"), column("kind"), column("from", "date"), column("to", "date"), column("what"), column("value", "number"), column("unit")],
    rows: rows.flatMap(({ group, name, bars, marks }) => [
      ...bars.map((bar) => [group, name, bar.kind, { date: bar.from }, { date: bar.to }, bar.name, bar.value ?? null, bar.unit ? { unit: bar.unit } : null]),
      ...marks.map((mark) => [group, name, mark.kind, { date: mark.at }, null, mark.name, mark.value ?? null, mark.unit ? { unit: mark.unit } : null]),
    ]),
  };
}

function mapTable({ x, nodes, links }, months) {
  return {
    columns: [column("month", "date"), column("lane"), column("from"), column("to"), column("unit"), column("amount", "number")],
    rows: months.flatMap((at) => links.filter(({ values }) => values[at]).map((link) =>
      [monthCell(x, at), link.name, nodes[link.from].name, nodes[link.to].name, { unit: link.unit }, link.values[at]])),
  };
}

// P5 and P95 of a band named P5–P95.
function fanTable({ x }, { bands, middle }) {
  const ends = bands.map(({ name, low, high }) => {
    const [from, to] = plain(name).split(/[–-]/);
    return [{ name: from, values: low }, { name: to ?? from, values: high }];
  });
  return seriesTable(x, [...ends.map(([low]) => low), middle, ...ends.map(([, high]) => high).reverse()]);
}

function heatmapTable({ x, y, cells, counts }) {
  return {
    columns: [column(plain(x.name), "text", text(x.name)), column(plain(y.name), "text", text(y.name)), column("mean", "number"), column("points", "number")],
    rows: cells.flatMap((row, at) => row.flatMap((value, across) =>
      (value === null ? [] : [[x.levels[across], y.levels[at], value, counts?.[at]?.[across] ?? null]]))),
  };
}

function scatterTable({ x, y, points, means }) {
  const first = column(plain(x.name), "number", text(x.name));
  if (means.length > 0) return { columns: [first, column("mean", "number"), column("p10", "number"), column("p90", "number")], rows: means };
  return { columns: [first, column(plain(y.name), "number", text(y.name))], rows: points ?? [] };
}

function tornadoTable({ bars }) {
  return {
    columns: [column("rank", "number"), column("factor"), column("low", "number"), column("value", "number"), column("high", "number")],
    rows: bars.map(({ name, low, value, high }, at) => [at + 1, name, low ?? null, value ?? null, high ?? null]),
  };
}

const tables = {
  lines: (figure, { variant }) => seriesTable(figure.x, variant.series),
  area: (figure, { variant }) => seriesTable(figure.x, variant.series),
  strip: stripTable,
  sankey: (figure, { months }) => sankeyTable(figure, months),
  gantt: ganttTable,
  map: (figure, { months }) => mapTable(figure, months),
  fan: (figure, { variant }) => fanTable(figure, variant),
  heatmap: (_, { variant }) => heatmapTable(variant),
  scatter: (_, { variant }) => scatterTable(variant),
  tornado: (_, { variant }) => tornadoTable(variant),
  table: ({ columns, rows }) => ({ columns: columns.map(({ key, name, type }) => ({ key, type, name: text(name) })), rows }),
};

/// Columns and rows of a figure as it is shown.
function tableOf(figure) {
  const chosen = choiceOf(figure);
  return tables[figure.kind](figure, { variant: figure.variants?.[variantOf(figure)], months: [chosen.month] });
}

/// The text of a cell of a CSV file.
function rawCell(cell) {
  if (cell === null || cell === undefined) return "";
  if (typeof cell !== "object") return String(cell);
  return cell.month ?? cell.date ?? cell.unit ?? cell.en;
}

const quoted = (cell) => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/// The CSV file of a figure: all its variants and months. Variants may differ in their columns.
function csvOf(figure) {
  const variants = figure.variants ?? [null];
  const months = Array.from({ length: figure.x?.n ?? 0 }, (_, at) => at);
  const parts = variants.map((variant) => ({ variant, ...tables[figure.kind](figure, { variant, months }) }));
  const keys = [...new Set(parts.flatMap(({ columns }) => columns.map(({ key }) => key)))];
  const hasOf = variants.length > 1 && variants.some((variant) => variant.of);
  const lead = (variant) => (variant === null ? [] : [...(hasOf ? [plain(variant.of)] : []), variant.unit]);
  const lines = [[...(figure.variants ? [...(hasOf ? ["of"] : []), "unit"] : []), ...keys]];
  for (const { variant, columns, rows } of parts) {
    const places = keys.map((key) => columns.findIndex((one) => one.key === key));
    for (const row of rows) lines.push([...lead(variant), ...places.map((at) => (at < 0 ? "" : rawCell(row[at])))]);
  }
  return lines.map((line) => line.map(quoted).join(",")).join("\n").concat("\n");
}

function cellElement(cell, type, first) {
  const tag = first ? "th" : "td";
  const attributes = { class: type, ...(first ? { scope: "row" } : {}) };
  if (cell === null || cell === undefined) return make(tag, attributes, first ? "" : make("span", { class: "nothing", "aria-label": say().none }, "–"));
  if (typeof cell === "number") return make(tag, attributes, make("data", { value: String(cell) }, number(cell)));
  if (cell.month) return make(tag, attributes, make("time", { datetime: cell.month }, monthOf(cell.month)));
  if (cell.date) return make(tag, attributes, make("time", { datetime: cell.date }, date(cell.date)));
  if (cell.unit) return make(tag, attributes, make("data", { value: cell.unit }, unitName(cell.unit)));
  if (type === "date" && /^\d{4}-\d{2}-\d{2}$/.test(cell)) return cellElement({ date: cell }, type, first);
  return make(tag, attributes, type === "code" ? make("code", {}, text(cell)) : text(cell));
}

/// An HTML table of a figure as it is shown.
function tableElement(figure) {
  const { columns, rows } = tableOf(figure);
  return make("table", {},
    make("caption", {}, captionOf(figure)),
    make("thead", {}, make("tr", {}, ...columns.map(({ name, type }) => make("th", { scope: "col", class: type }, name)))),
    make("tbody", {}, ...rows.map((row) => make("tr", {}, ...row.map((cell, at) => cellElement(cell, columns[at].type, at === 0))))));
}

function captionOf(figure) {
  const variant = figure.variants?.[variantOf(figure)];
  const parts = [text(figure.title)];
  if (variant?.of) parts.push(text(variant.of));
  if (variant?.unit) parts.push(unitName(variant.unit));
  if (figure.unit && figure.kind === "sankey") parts.push(unitName(figure.unit));
  return parts.join(", ");
}
