// Curves over months: lines, and areas that lie on each other.
import { base, grid, lineSeries, looksOf, monthAxis, tip, tipRows, tooltip, valueAxis, zoom } from "./common.js";

/// Options and legend of a figure of kind `lines` or `area`.
export function lines(figure, view) {
  const { series, unit } = figure.variants[view.variant];
  const looks = looksOf(view, series);
  const months = figure.x;
  const shown = series.map((one, at) => ({ ...one, look: looks[at], at, label: view.text(one.name) }))
    .filter(({ at }) => !view.hidden.has(String(at)));
  return {
    option: {
      ...base(view),
      grid: grid(view),
      xAxis: monthAxis(view, months, { boundaryGap: false }),
      yAxis: valueAxis(view, { name: view.unit(unit), nameLocation: "end", nameTextStyle: nameStyle(view), min: startsAtZero }),
      dataZoom: zoom(view),
      tooltip: tooltip(view, "axis", (params) => contentOf(view, months, shown, params[0]?.dataIndex)),
      series: shown.map((one) => drawn(one, months.n)),
    },
    legend: series.map((one, at) => ({
      key: String(at), name: view.text(one.name), colour: looks[at].colour, dash: looks[at].dash, marker: looks[at].marker,
      width: looks[at].width, shape: one.stack ? "box" : "line",
    })),
    months,
  };
}

export const nameStyle = (view) => ({ align: "left", padding: [0, 0, 0, 0], color: view.dark ? "#a3abb4" : "#57606a" });

// A scale that hides zero would make small changes look large.
export const startsAtZero = ({ min }) => (min > 0 ? 0 : null);

function drawn({ look, label, values, at, stack }, n) {
  const line = lineSeries(look, label, values, at, n);
  if (!stack) return { ...line, z: 4 + at / 1000 };
  return {
    ...line, z: 2 + at / 1000, stack: "all", symbol: "none", showSymbol: false,
    lineStyle: { color: look.colour, width: 1 },
    areaStyle: { color: look.colour, opacity: 0.72 },
  };
}

function contentOf(view, months, shown, index) {
  if (index === undefined) return "";
  const entries = shown.map(({ look, label, values }) => ({ colour: look.colour, name: label, value: values[index] }));
  return tip(view.month(months, index), tipRows(view, entries));
}
