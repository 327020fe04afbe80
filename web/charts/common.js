// What the charts share: fonts, axes, tooltips, zoom and the looks of series.
import { coloursOf, stageColour } from "./colours.js";

export const font = 'system-ui, -apple-system, "Segoe UI", Roboto, "Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans KR", ' +
  '"Noto Sans CJK KR", "DejaVu Sans", sans-serif';

/// Below this width, in pixels, names of rows stand above them and ticks are fewer.
export const kNarrow = 640;

const dashes = ["solid", [7, 4], [2, 3], [10, 3, 2, 3], [14, 4], [1, 4]];
const markers = ["circle", "triangle", "rect", "diamond", "emptyCircle", "emptyTriangle", "emptyRect", "emptyDiamond"];

/// Options every chart has.
export function base(view) {
  const colours = coloursOf(view);
  return {
    animation: false,
    useUTC: true,
    backgroundColor: "transparent",
    textStyle: { fontFamily: font, fontSize: 12, color: colours.text },
    aria: { enabled: true, label: { description: view.summary }, decal: { show: false } },
  };
}

/// The box shown beside the pointer; `content(params)` is an element or "".
export function tooltip(view, trigger, content) {
  const colours = coloursOf(view);
  return {
    trigger,
    confine: true,
    transitionDuration: 0,
    backgroundColor: colours.card,
    borderColor: colours.line,
    borderWidth: 1,
    padding: [8, 10],
    extraCssText: "box-shadow:0 2px 8px rgba(0,0,0,.16);max-width:24rem;white-space:normal",
    textStyle: { color: colours.text, fontFamily: font, fontSize: 12 },
    axisPointer: { type: "line", lineStyle: { color: colours.muted, type: "solid", width: 1 }, shadowStyle: { color: colours.muted, opacity: 0.12 } },
    formatter: content,
  };
}

/// A tooltip's content: a heading over rows of [colour or "", name, value].
export function tip(heading, rows) {
  const box = document.createElement("div");
  const head = box.appendChild(document.createElement("strong"));
  head.textContent = heading;
  for (const [colour, name, value] of rows) {
    const row = box.appendChild(document.createElement("div"));
    row.className = "tip-row";
    const swatch = row.appendChild(document.createElement("i"));
    if (colour) swatch.style.background = colour;
    row.appendChild(document.createElement("span")).textContent = name;
    row.appendChild(document.createElement("b")).textContent = value;
  }
  return box;
}

/// A value axis with few, quiet lines. A name stands above a vertical axis and under a horizontal one.
export function valueAxis(view, extra = {}) {
  const colours = coloursOf(view);
  return {
    type: "value",
    axisLabel: { color: colours.muted, formatter: (value) => view.short(value), hideOverlap: true },
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: colours.faint } },
    splitNumber: 4,
    nameTextStyle: { color: colours.muted },
    ...extra,
  };
}

/// The months of a figure as an axis. Its labels are years, or months where one has zoomed in.
export function monthAxis(view, months, extra = {}) {
  const colours = coloursOf(view);
  const names = Array.from({ length: months.n }, (_, at) => view.monthKey(months, at));
  return {
    type: "category",
    data: names,
    axisLine: { lineStyle: { color: colours.line } },
    axisTick: { show: false },
    axisLabel: { color: colours.muted, hideOverlap: true, ...monthLabels(view, months, months.n) },
    splitLine: { show: false },
    ...extra,
  };
}

/// Labels of a month axis of which `shown` months are in view.
export function monthLabels(view, months, shown) {
  const every = shown <= 14 ? 1 : shown <= 40 ? 3 : shown <= view.width / 4 ? 12 : 24;
  const first = Number(months.from.slice(5, 7)) - 1;
  const year = Number(months.from.slice(0, 4));
  return {
    interval: (at) => (first + at + (every === 24 ? 12 * (year % 2) : 0)) % every === 0,
    formatter: (key) => (every < 12 ? view.monthOf(key) : key.slice(0, 4)),
  };
}

/// Zoom of the horizontal axis: a slider, pinching, and the wheel with Ctrl, so that the page scrolls as always.
export function zoom(view, extra = {}) {
  const colours = coloursOf(view);
  if (view.printing) return [];
  const both = { xAxisIndex: 0, filterMode: "none", ...extra };
  return [
    { type: "inside", zoomOnMouseWheel: "ctrl", moveOnMouseMove: false, moveOnMouseWheel: false, preventDefaultMouseMove: false, ...both },
    {
      type: "slider", height: 6, bottom: 8, brushSelect: false, showDetail: false, showDataShadow: false,
      borderColor: "transparent", backgroundColor: colours.faint, fillerColor: colours.line,
      handleIcon: "path://M0,0h6v16h-6z", handleSize: 14, handleStyle: { color: colours.card, borderColor: colours.muted },
      emphasis: { handleStyle: { color: colours.muted, borderColor: colours.muted } }, moveHandleSize: 0, ...both,
    },
  ];
}

/// Room for names left of their rows: as wide as the longest seems, within a share of the chart.
export function nameRoom(view, names, share) {
  const wide = names.map((name) => [...name].reduce((sum, letter) => sum + (letter > "\u2e80" ? 12 : 7), 0));
  return Math.min(Math.max(...wide, 40) + 20, view.width * share);
}

/// Room around the plot.
export const grid = (view, extra = {}) => ({ left: 8, right: 20, top: 28, bottom: view.printing ? 8 : 30, containLabel: true, ...extra });

/// How a series is drawn: the same for the same role in every figure. Runs differ in colour, dash and marker.
export function lookOf(view, role, index) {
  const colours = coloursOf(view);
  if (role === "demand") return { colour: colours.demand, width: 2.5, dash: [8, 4], marker: "none" };
  if (role === "delivery") return { colour: colours.supply, width: 2.5, dash: "solid", marker: "none" };
  if (role === "gap" || role === "cumulative_gap") return { colour: colours.gap, width: 2, dash: "solid", marker: "none" };
  if (role === "limit") return { colour: colours.limit, width: 1.5, dash: [4, 3], marker: "none", step: "end" };
  const colour = role === "run" || role === "other"
    ? colours.hues[index % colours.hues.length] : stageColour(colours, role, index);
  const round = role === "run" ? index : Math.floor(index / colours.hues.length);
  return { colour, width: 1.75, dash: dashes[round % dashes.length], marker: markers[index % markers.length] };
}

/// Looks of a figure's series. Where a role comes again, an area has the next free hue, a line another dash and marker.
export function looksOf(view, series) {
  const { hues } = coloursOf(view);
  const seen = new Map();
  const used = new Set();
  return series.map(({ role, stack }, at) => {
    const before = seen.get(role) ?? 0;
    const numbered = role === "run" || role === "other";
    const look = lookOf(view, role, numbered ? before : at);
    seen.set(role, before + 1);
    if (stack) look.colour = freeHue(hues, used, look.colour);
    else if (before > 0 && !numbered) Object.assign(look, { dash: dashes[(before + 1) % dashes.length], marker: markers[before % markers.length] });
    return look;
  });
}

/// `colour`, or the next of `hues` that is not in `used`, which it joins.
export function freeHue(hues, used, colour) {
  const from = Math.max(hues.indexOf(colour), 0);
  const free = used.has(colour) ? hues.map((_, step) => hues[(from + step) % hues.length]).find((hue) => !used.has(hue)) ?? colour : colour;
  used.add(free);
  return free;
}

/// A polyline with a marker about once a year, each series at another month.
export function lineSeries(look, name, values, index, n) {
  const every = Math.max(6, Math.round(n / 10));
  return {
    type: "line",
    name,
    data: values.map((value) => (value === null ? "-" : value)),
    symbol: look.marker === "none" ? "circle" : look.marker,
    showSymbol: n < 3 || look.marker !== "none",
    symbolSize: (_, { dataIndex }) => (n < 3 || dataIndex % every === (3 * index) % every ? 7 : 0),
    step: look.step ?? false,
    connectNulls: false,
    lineStyle: { color: look.colour, width: look.width, type: look.dash },
    itemStyle: { color: look.colour },
    emphasis: { disabled: true },
  };
}

/// Rows of a tooltip from what is shown: the largest first where they are many.
export function tipRows(view, entries) {
  const rows = entries.filter(({ value }) => value !== null && value !== undefined);
  const most = 14;
  if (rows.length > most) rows.sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  const shown = rows.slice(0, most).map(({ colour, name, value }) => [colour, name, view.number(value)]);
  if (rows.length > most) shown.push(["", view.words.more(rows.length - most), ""]);
  return shown;
}
