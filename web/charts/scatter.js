// A KPI against a factor: points, or how many points where they are many, and the mean over slices.
import { coloursOf, rampColour } from "./colours.js";
import { base, grid, tip, tooltip, valueAxis } from "./common.js";

/// Options and legend of a figure of kind `scatter`.
export function scatter(figure, view) {
  const variant = figure.variants[view.variant];
  const colours = coloursOf(view);
  const { x, y, points, bins, means } = variant;
  const showPoints = !view.hidden.has("points");
  const showMeans = means.length > 0 && !view.hidden.has("means");
  const xs = spanOf(points ? points.map(([at]) => at) : bins.flatMap(([low, high]) => [low, high]), means.map(([at]) => at));
  return {
    option: {
      ...base(view),
      grid: { ...grid(view), bottom: 34 },
      xAxis: valueAxis(view, {
        name: titleOf(view, x), nameLocation: "middle", nameGap: 30, min: xs[0], max: xs[1], splitLine: { show: false },
        axisLine: { show: true, lineStyle: { color: colours.line } },
        axisLabel: { color: colours.muted, hideOverlap: true, showMinLabel: false, showMaxLabel: false, formatter: (value) => view.number(Number(value.toPrecision(6))) },
      }),
      yAxis: valueAxis(view, { name: titleOf(view, y), nameTextStyle: { align: "left", color: colours.muted }, scale: true }),
      tooltip: tooltip(view, "item", ({ value, seriesName }) => contentOf(variant, view, value, seriesName)),
      series: [
        ...(showPoints && points ? [pointSeries(points, colours)] : []),
        ...(showPoints && bins ? [binSeries(bins, colours)] : []),
        ...(showMeans ? meanSeries(means, colours) : []),
      ],
    },
    legend: [
      { key: "points", name: bins ? view.words.density : view.words.points, colour: colours.supply, opacity: 0.6, shape: bins ? "box" : "dot" },
      ...(means.length > 0 ? [{ key: "means", name: view.words.means, colour: colours.demand, dash: "solid", marker: "circle", width: 2, shape: "line" }] : []),
    ],
  };
}

const titleOf = (view, { name, unit }) => view.text(name) + (unit ? ` (${view.unit(unit)})` : "");

function spanOf(...lists) {
  const all = lists.flat();
  const [low, high] = all.reduce(([a, b], value) => [Math.min(a, value), Math.max(b, value)], [Infinity, -Infinity]);
  const room = (high - low || Math.abs(high) || 1) * 0.03;
  return [low - room, high + room];
}

const pointSeries = (points, colours) => ({
  type: "scatter", name: "points", data: points, symbolSize: points.length > 400 ? 4 : 7,
  itemStyle: { color: colours.supply, opacity: points.length > 400 ? 0.4 : 0.6 },
});

function binSeries(bins, colours) {
  const most = Math.max(...bins.map(([, , , , n]) => n));
  return {
    type: "custom", name: "bins", data: bins, encode: { x: [0, 1], y: [2, 3] },
    renderItem: (_, api) => {
      const [left, bottom] = api.coord([api.value(0), api.value(2)]);
      const [right, top] = api.coord([api.value(1), api.value(3)]);
      return {
        type: "rect", shape: { x: left, y: top, width: Math.max(right - left - 0.5, 0.5), height: Math.max(bottom - top - 0.5, 0.5) },
        style: { fill: rampColour(colours, 0.15 + 0.85 * Math.sqrt(api.value(4) / most)) },
      };
    },
  };
}

function meanSeries(means, colours) {
  return [
    {
      type: "line", name: "means", data: means.map(([at, mean, p10, p90]) => [at, mean, p10, p90]), symbol: "circle", symbolSize: 6, z: 5,
      lineStyle: { color: colours.demand, width: 2 }, itemStyle: { color: colours.demand }, encode: { x: 0, y: 1 },
    },
    {
      type: "custom", name: "means", silent: true, data: means, z: 4, encode: { x: 0, y: [2, 3] },
      renderItem: (_, api) => {
        const [x, low] = api.coord([api.value(0), api.value(2)]);
        const high = api.coord([api.value(0), api.value(3)])[1];
        return { type: "line", shape: { x1: x, y1: low, x2: x, y2: high }, style: { stroke: colours.demand, lineWidth: 1.5, opacity: 0.7 } };
      },
    },
  ];
}

function contentOf({ x, y }, view, value, kind) {
  if (kind === "bins") {
    const [left, right, low, high, n] = value;
    return tip(`${view.number(left)} – ${view.number(right)}`, [["", titleOf(view, y), `${view.number(low)} – ${view.number(high)}`], ["", view.words.points, view.number(n)]]);
  }
  const rows = [["", titleOf(view, y), view.number(value[1])]];
  if (kind === "means") rows.push(["", "P10 – P90", `${view.number(value[2])} – ${view.number(value[3])}`]);
  return tip(`${titleOf(view, x)}: ${view.number(value[0])}`, rows);
}
