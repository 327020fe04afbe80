// Quantiles over many runs: bands, the widest lightest, and the middle.
import { coloursOf } from "./colours.js";
import { base, grid, lineSeries, monthAxis, tip, tooltip, valueAxis, zoom } from "./common.js";
import { nameStyle, startsAtZero } from "./lines.js";

/// Options and legend of a figure of kind `fan`.
export function fan(figure, view) {
  const { bands, middle, unit } = figure.variants[view.variant];
  const colours = coloursOf(view);
  const opacity = (at) => 0.18 + (0.28 * at) / Math.max(bands.length - 1, 1);
  const shown = bands.map((band, at) => ({ ...band, at })).filter(({ at }) => !view.hidden.has(String(at)));
  const look = { colour: colours.supply, width: 2.25, dash: "solid", marker: "none" };
  const edges = shown.flatMap(({ low, high, at }) => [edge(low, at, colours), edge(high, at, colours)]);
  return {
    option: {
      ...base(view),
      grid: grid(view),
      xAxis: monthAxis(view, figure.x, { boundaryGap: false }),
      yAxis: valueAxis(view, { name: view.unit(unit), nameTextStyle: nameStyle(view), min: startsAtZero }),
      dataZoom: zoom(view),
      tooltip: tooltip(view, "axis", (params) => contentOf(figure, view, shown, middle, colours, params[0]?.dataIndex)),
      series: [
        ...edges,
        ...shown.map((band) => ({
          type: "custom", clip: true, silent: true, z: 2, data: [[0, band.low[0] ?? 0]],
          renderItem: (_, api) => polygon(band, api, colours.supply, opacity(band.at)),
        })),
        ...(view.hidden.has("middle") ? [] : [{ ...lineSeries(look, middle.name, middle.values, 0, figure.x.n), z: 5 }]),
      ],
    },
    legend: [
      ...bands.map(({ name }, at) => ({ key: String(at), name: view.text(name), colour: colours.supply, opacity: opacity(at) + 0.1, shape: "box" })),
      { key: "middle", name: view.text(middle.name), colour: colours.supply, dash: "solid", marker: "none", width: 2.25, shape: "line" },
    ],
    months: figure.x,
  };
}

// Unseen, so that the scale holds the bands.
const edge = (values, at, colours) => ({
  type: "line", data: values.map((value) => value ?? "-"), symbol: "none", silent: true, z: 3,
  lineStyle: { color: colours.supply, width: 0.75, opacity: at === 0 ? 0.5 : 0.8 },
  itemStyle: { color: colours.supply },
});

// A band falls into pieces where there is no quantile.
function polygon({ low, high }, api, fill, opacity) {
  const pieces = [];
  low.forEach((value, at) => {
    if (value === null || high[at] === null) return;
    const last = pieces.at(-1);
    if (last && last.at(-1) === at - 1) last.push(at);
    else pieces.push([at]);
  });
  return {
    type: "group",
    children: pieces.map((months) => ({
      type: "polygon",
      shape: { points: [...months.map((at) => api.coord([at, high[at]])), ...[...months].reverse().map((at) => api.coord([at, low[at]]))] },
      style: { fill, opacity },
    })),
  };
}

function contentOf(figure, view, shown, middle, colours, index) {
  if (index === undefined) return "";
  return tip(view.month(figure.x, index), [
    [colours.supply, view.text(middle.name), view.number(middle.values[index])],
    ...[...shown].reverse().map(({ name, low, high }) => ["", view.text(name), `${view.number(low[index])} – ${view.number(high[index])}`]),
  ]);
}
