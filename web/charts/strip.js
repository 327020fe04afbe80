// One coloured cell a month: what held the chain up.
import { coloursOf, inkOn, stageColour } from "./colours.js";
import { base, font, freeHue, grid, monthAxis, tip, tooltip, zoom } from "./common.js";

const kRow = 56;
const kBar = 28;

export const stripHeight = (figure) => figure.rows.length * kRow + 56;

/// Options and legend of a figure of kind `strip`.
export function strip(figure, view) {
  const colours = coloursOf(view);
  const inks = inksOf(colours, figure.categories);
  const spans = figure.rows.flatMap(({ cells }, row) => view.spans(cells).map((span) => ({ ...span, row })))
    .filter(({ category }) => !view.hidden.has(String(category)));
  return {
    option: {
      ...base(view),
      grid: grid(view, { top: 4, left: 4, right: 4, containLabel: false, bottom: view.printing ? 26 : 48 }),
      xAxis: monthAxis(view, figure.x, { boundaryGap: true, axisLine: { show: false } }),
      yAxis: { type: "value", min: 0, max: figure.rows.length, inverse: true, show: false },
      dataZoom: zoom(view),
      tooltip: {
        ...tooltip(view, "axis", (params) => contentOf(figure, view, inks, params[0]?.axisValue ?? params[0]?.name)),
        axisPointer: { type: "line", lineStyle: { color: colours.text, width: 1 } },
      },
      series: [
        {
          type: "custom", clip: true, emphasis: { disabled: true }, data: spans.map(({ from, row, to, category }) => [from, row, to, category]),
          encode: { x: [0], y: 1 },
          renderItem: (_, api) => bar(figure, view, inks, api),
        },
        { type: "line", data: figure.x.n ? Array(figure.x.n).fill(0) : [], lineStyle: { opacity: 0 }, symbol: "none", silent: true },
        {
          type: "custom", data: figure.rows.map((_, row) => [0, row]), silent: true, clip: false,
          renderItem: (params, api) => rowName(figure, view, colours, params, api),
        },
      ],
    },
    legend: figure.categories.map(({ name }, at) => ({ key: String(at), name: view.text(name), colour: inks[at], shape: "box" })),
    months: figure.x,
  };
}

// The first category of a stage has its hue, others the next free ones.
function inksOf(colours, categories) {
  const used = new Set();
  return categories.map(({ stage }, at) => freeHue(colours.hues, used, stageColour(colours, stage, at)));
}

function bar(figure, view, inks, api) {
  const [from, row, to, category] = [0, 1, 2, 3].map((at) => api.value(at));
  const month = api.size([1, 0])[0];
  const [x, y] = api.coord([from, row]);
  const width = month * (to - from);
  const left = x - month / 2;
  const name = view.text(figure.categories[category].name);
  return {
    type: "group",
    children: [
      { type: "rect", shape: { x: left, y: y + kRow - kBar - 6, width: Math.max(width - 0.6, 0.6), height: kBar }, style: { fill: inks[category] } },
      {
        type: "text",
        style: {
          text: width > 44 ? name : "", x: left + 8, y: y + kRow - kBar / 2 - 6, verticalAlign: "middle",
          fill: inkOn(inks[category]), font: `12px ${font}`, width: width - 12, overflow: "truncate",
        },
      },
    ],
  };
}

function rowName(figure, view, colours, params, api) {
  const row = api.value(1);
  const area = params.coordSys;
  const y = area.y + (area.height / figure.rows.length) * row;
  return {
    type: "text",
    style: { text: view.text(figure.rows[row].name), x: area.x, y: y + 4, fill: colours.muted, font: `12px ${font}` },
  };
}

function contentOf(figure, view, inks, key) {
  const at = view.indexOf(figure.x, key);
  const rows = figure.rows.flatMap(({ name, cells, notes }) => {
    const category = cells[at];
    if (category === null || category === undefined) return [];
    const note = notes?.[at] ? [["", view.text(notes[at]), ""]] : [];
    return [[inks[category], view.text(name), view.text(figure.categories[category].name)], ...note];
  });
  return tip(view.month(figure.x, at), rows);
}
