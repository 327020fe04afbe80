// A figure: heading, caption, its own choices, legend, chart, table and CSV file.
const figures = [];
const kPrintWidth = 680;

const isDark = () => state.theme === "dark" || (state.theme === "system" && matchMedia("(prefers-color-scheme: dark)").matches);

/// What charts.js wants to know of the page.
function viewOf(shown, { width, height }, printing) {
  const { figure } = shown;
  const choice = choiceOf(figure);
  return {
    width, height, printing, dark: !printing && isDark(), summary: shown.chart.getAttribute("aria-label"),
    variant: figure.variants ? variantOf(figure) : 0, at: choice.month, hidden: choice.hidden,
    words: say(), text, number, short, percent, month, monthOf, monthKey, indexOf, date, unit: unitName, stage: stageName, spans: equalSpans,
  };
}

/// Makes a figure's element; the chart comes later, by drawChart.
function figureElement(figure) {
  const title = `${figure.id}-title`;
  const hasChart = figure.kind !== "table";
  const shown = { figure, handle: null, canDraw: hasChart && charts !== null && charts.can(figure.kind) };
  shown.chart = make("div", { class: "chart", role: "img" });
  shown.box = make("div", { class: "chart-box" }, shown.chart);
  shown.legend = make("ul", { class: "legend", "aria-label": say().legend(text(figure.title)) });
  shown.table = tableBox(shown);
  shown.element = make("figure", { id: figure.id, class: `figure ${figure.kind}`, "aria-labelledby": title },
    make("h3", { id: title }, text(figure.title)),
    figure.caption ? make("p", { class: "caption" }, text(figure.caption)) : null,
    ownChoices(shown),
    ...(shown.canDraw ? [shown.legend, shown.box] : hasChart ? [make("p", { class: "missing" }, say().noChart(say().kinds[figure.kind]))] : []),
    make("div", { class: "below" }, shown.table,
      make("button", { type: "button", class: "csv", "aria-label": say().csvOf(text(figure.title)), onclick: () => download(figure) }, say().csv)));
  figures.push(shown);
  return shown.element;
}

function ownChoices(shown) {
  const { figure } = shown;
  const parts = [ofChoice(shown), unitChoice(shown), figure.links && figure.x?.n > 1 ? monthChoice(shown) : null].filter(Boolean);
  return parts.length > 0 ? make("div", { class: "own" }, ...parts) : null;
}

function ofChoice(shown) {
  const ofs = ofsOf(shown.figure);
  if (ofs.length < 2) return null;
  const choice = choiceOf(shown.figure);
  const select = make("select", { "aria-label": say().of(text(shown.figure.title)), onchange: () => { choice.of = select.value; refresh(shown); } },
    ...ofs.map((of) => make("option", { value: plain(of), selected: plain(of) === choice.of }, text(of))));
  return make("label", {}, make("span", {}, say().showing), select);
}

// Of a figure with units that the page's switch does not have.
function unitChoice(shown) {
  const units = unitsOf(shown.figure);
  if (units.every((unit) => state.units.includes(unit))) return null;
  const choice = choiceOf(shown.figure);
  const chosen = shown.figure.variants[variantOf(shown.figure)].unit;
  shown.unitSelect = make("select", { "aria-label": `${say().unit}: ${text(shown.figure.title)}`, onchange: ({ target }) => { choice.unit = target.value; refresh(shown); } },
    ...units.map((unit) => make("option", { value: unit, selected: unit === chosen }, unitName(unit))));
  return make("label", {}, make("span", {}, say().unit), shown.unitSelect);
}

function monthChoice(shown) {
  const { figure } = shown;
  const choice = choiceOf(figure);
  const label = () => month(figure.x, choice.month);
  const output = make("output", {}, label());
  const range = make("input", { type: "range", min: 0, max: figure.x.n - 1, step: 1, value: choice.month, "aria-valuetext": label() });
  const go = (at) => {
    choice.month = Math.min(Math.max(at, 0), figure.x.n - 1);
    range.value = choice.month;
    range.setAttribute("aria-valuetext", label());
    output.textContent = label();
    refresh(shown);
  };
  range.addEventListener("input", () => go(Number(range.value)));
  const step = (by, sign, name) => make("button", { type: "button", "aria-label": name, onclick: () => go(choice.month + by) }, sign);
  return make("div", { class: "month" },
    make("label", {}, make("span", {}, say().month), range), step(-1, "‹", say().before), step(1, "›", say().after), output);
}

function tableBox(shown) {
  const { figure } = shown;
  const choice = choiceOf(figure);
  const isTable = figure.kind === "table";
  const open = choice.open || !isTable && !shown.canDraw || isTable && figure.rows.length <= 40;
  const holder = make("div", { class: "table-box", tabindex: 0, role: "region", "aria-label": captionOf(figure) });
  const fill = () => {
    holder.replaceChildren(tableElement(figure));
    holder.setAttribute("aria-label", captionOf(figure));
  };
  const details = make("details", { open }, make("summary", {}, say().table, make("span", { class: "unseen" }, `: ${text(figure.title)}`), rowCount(figure)), holder);
  details.addEventListener("toggle", () => {
    choice.open = details.open;
    if (details.open && holder.childElementCount === 0) fill();
  });
  if (open) fill();
  shown.refreshTable = () => (details.open ? fill() : holder.replaceChildren());
  return details;
}

const rowCount = (figure) => (figure.kind === "table" ? make("span", { class: "count" }, say().rows(figure.rows.length)) : null);

function download(figure) {
  const url = URL.createObjectURL(new Blob([csvOf(figure)], { type: "text/csv;charset=utf-8" }));
  make("a", { href: url, download: `${figure.id}.csv` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

// Width of a figure, and the size of letters against the usual 16 pixels.
let measured = { outer: 280, letters: 1 };
function measure() {
  measured = {
    outer: Math.max(main.clientWidth, 280),
    letters: parseFloat(getComputedStyle(document.documentElement).fontSize) / 16,
  };
}

/// Keeps the place of a chart before it is drawn, so that nothing moves. A chart is drawn in pixels of its own: as many times
/// larger as the page's letters are, on paper as small as it must be; on a narrow screen a wide one is scrolled.
function reserveRoom(shown, printing) {
  const { outer, letters } = printing ? { outer: kPrintWidth, letters: 1 } : measured;
  const room = charts.room(shown.figure.kind, shown.figure, Math.round(outer / letters));
  const scale = printing ? Math.min(1, outer / room.width) : letters;
  const scrolls = room.width * scale > outer + 2;
  Object.assign(shown.chart.style, { width: `${room.width}px`, height: `${room.height}px`, transform: scale === 1 ? "" : `scale(${scale})` });
  shown.box.style.height = `${Math.ceil(room.height * scale)}px`;
  shown.box.classList.toggle("scrolls", scrolls);
  for (const [name, value] of Object.entries({ tabindex: "0", role: "region", "aria-label": text(shown.figure.title) })) {
    if (scrolls) shown.box.setAttribute(name, value);
    else shown.box.removeAttribute(name);
  }
  return room;
}

/// Draws the chart, or draws it anew after a choice.
function drawChart(shown, printing = false) {
  shown.chart.setAttribute("aria-label", summaryOf(shown.figure));
  const room = reserveRoom(shown, printing);
  const view = viewOf(shown, room, printing);
  try {
    if (shown.handle) shown.handle.resize(view);
    else shown.handle = charts.draw(shown.figure.kind, shown.chart, shown.figure, view);
    showLegend(shown);
  } catch (error) {
    shown.box.replaceWith(make("p", { class: "missing" }, `${say().notDrawn} (${error.message})`));
    shown.canDraw = false;
    shown.table.open = true;
  }
}

function refresh(shown) {
  if (shown.canDraw) drawChart(shown);
  shown.refreshTable();
}

function showLegend(shown) {
  const focused = shown.legend.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  shown.legend.replaceChildren(...shown.handle.legend.map((entry) => make("li", {}, legendEntry(shown, entry))));
  if (focused !== null) shown.legend.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  shown.element.classList.toggle("is-empty", shown.handle.empty);
}

function legendEntry(shown, entry) {
  if (entry.shape === "ramp") {
    const bar = make("i", { class: "ramp" });
    bar.style.background = `linear-gradient(90deg, ${entry.colours.join(", ")})`;
    return make("span", { class: "fixed" }, `${entry.name}: ${entry.low}`, bar, [entry.high, entry.unit].join(" "));
  }
  if (entry.fixed) return make("span", { class: "fixed" }, swatch(entry), entry.name);
  const { hidden } = choiceOf(shown.figure);
  const toggle = () => {
    if (!hidden.delete(entry.key)) hidden.add(entry.key);
    drawChart(shown);
  };
  return make("button", { type: "button", "data-key": entry.key, "aria-pressed": String(!hidden.has(entry.key)), onclick: toggle }, swatch(entry), entry.name);
}
