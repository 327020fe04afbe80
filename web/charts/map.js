// The chain as a drawing without geography: places in columns, lanes between them, a month at a time.
import { coloursOf, stageColour } from "./colours.js";
import { base, font, tip, tooltip } from "./common.js";

const kCard = { width: 152, height: 44 };
const kRowHeight = 62;

export const mapHeight = ({ rows }) => Math.max(rows, 3) * kRowHeight + 24;
export const mapWidth = ({ columns }) => columns * (kCard.width + 48);

/// Options and legend of a figure of kind `map` at the month `view.at`.
export function map(figure, view) {
  const colours = coloursOf(view);
  const most = mostByUnit(figure.links);
  return {
    option: {
      ...base(view),
      tooltip: tooltip(view, "item", ({ data }) =>
        (data.link ? linkTip(figure, view, data.link) : nodeTip(view, data.node, colours))),
      series: [
        {
          type: "custom", coordinateSystem: "none", z: 1,
          data: figure.links.map((link, at) => ({ value: [at], link })),
          renderItem: ({ dataIndex }, api) => lane(figure, figure.links[dataIndex], view, colours, most, api),
        },
        {
          type: "custom", coordinateSystem: "none", z: 3,
          data: figure.nodes.map((node, at) => ({ value: [at], node })),
          renderItem: ({ dataIndex }, api) => card(figure, figure.nodes[dataIndex], dataIndex, view, colours, api),
        },
      ],
    },
    legend: [
      { key: "binds", name: view.words.binds, colour: colours.demand, shape: "ring", fixed: true },
      { key: "used", name: view.words.used, colour: colours.muted, shape: "box", fixed: true },
    ],
  };
}

// Places are spread over the width; the column with most of them over the height.
function placeOf(figure, node, api) {
  const width = api.getWidth();
  const height = api.getHeight();
  const loops = figure.links.some(({ from, to }) => figure.nodes[to].column <= figure.nodes[from].column);
  const step = figure.columns > 1 ? (width - kCard.width - (loops ? 44 : 8)) / (figure.columns - 1) : 0;
  return { x: 4 + node.column * step, y: 12 + node.row * ((height - 24) / Math.max(figure.rows, 3)) + 6 };
}

function mostByUnit(links) {
  const most = new Map();
  for (const { unit, values } of links) {
    const largest = values.reduce((top, value) => Math.max(top, value ?? 0), 0);
    most.set(unit, Math.max(most.get(unit) ?? 0, largest));
  }
  return most;
}

function lane(figure, link, view, colours, most, api) {
  const from = placeOf(figure, figure.nodes[link.from], api);
  const to = placeOf(figure, figure.nodes[link.to], api);
  const amount = link.values[view.at] ?? 0;
  const share = amount > 0 ? amount / most.get(link.unit) : 0;
  const ahead = figure.nodes[link.to].column > figure.nodes[link.from].column;
  const start = [from.x + kCard.width, from.y + kCard.height / 2];
  const end = ahead ? [to.x, to.y + kCard.height / 2] : [to.x + kCard.width, to.y + kCard.height / 2];
  const bend = ahead ? Math.max((end[0] - start[0]) / 2, 20) : 46;
  return {
    type: "bezierCurve",
    shape: {
      x1: start[0], y1: start[1], x2: end[0], y2: end[1],
      cpx1: start[0] + bend, cpy1: start[1], cpx2: end[0] + (ahead ? -bend : bend), cpy2: end[1],
    },
    style: {
      fill: "none", stroke: amount > 0 ? stageColour(colours, figure.nodes[link.from].stage, link.from) : colours.line,
      lineWidth: amount > 0 ? 1.25 + (link.kind === "fibre" ? 2 : 9) * Math.sqrt(share) : 1, opacity: amount > 0 ? 0.5 : 0.8,
      lineDash: link.kind === "fibre" ? [6, 4] : null,
    },
    emphasis: { style: { opacity: 0.95 } },
  };
}

function card(figure, node, index, view, colours, api) {
  const { x, y } = placeOf(figure, node, api);
  const binds = node.binds?.[view.at] === 1;
  const used = node.used?.[view.at] ?? null;
  const value = node.values?.[view.at] ?? null;
  const accent = stageColour(colours, node.stage, index);
  const inner = kCard.width - 16;
  const text = (content, dy, style) => ({
    type: "text", style: { text: content, x: x + 9, y: y + dy, width: inner, overflow: "truncate", ...style },
  });
  return {
    type: "group",
    children: [
      {
        type: "rect", shape: { x, y, ...kCard, r: 5 },
        style: { fill: colours.card, stroke: binds ? colours.demand : colours.line, lineWidth: binds ? 2.5 : 1 },
      },
      { type: "rect", shape: { x: x + 2, y: y + 6, width: 3, height: kCard.height - 12, r: 1.5 }, style: { fill: accent } },
      text(view.text(node.name), 7, { fill: colours.text, font: `600 12px ${font}` }),
      text(value === null ? "" : `${view.short(value)} ${view.unit(node.unit)}`, 22, { fill: colours.muted, font: `11px ${font}` }),
      ...(used === null ? [] : [
        { type: "rect", shape: { x: x + 9, y: y + 37, width: inner, height: 3, r: 1.5 }, style: { fill: colours.faint } },
        { type: "rect", shape: { x: x + 9, y: y + 37, width: Math.min(Math.max(used, 0), 1) * inner, height: 3, r: 1.5 }, style: { fill: colours.muted } },
      ]),
    ],
  };
}

function nodeTip(view, node, colours) {
  const value = node.values?.[view.at] ?? null;
  const used = node.used?.[view.at] ?? null;
  return tip(view.text(node.name), [
    ["", view.stage(node.stage), ""],
    ...(value === null ? [] : [["", view.unit(node.unit), view.number(value)]]),
    ...(used === null ? [] : [["", view.words.used, view.percent(used)]]),
    ...(node.binds?.[view.at] === 1 ? [[colours.demand, view.words.binds, ""]] : []),
  ]);
}

function linkTip(figure, view, link) {
  const days = link.days === null || link.days === undefined ? [] : [["", view.words.days, view.number(link.days)]];
  return tip(`${view.text(figure.nodes[link.from].name)} → ${view.text(figure.nodes[link.to].name)}`, [
    ["", view.unit(link.unit), view.number(link.values[view.at])], ...days,
  ]);
}
