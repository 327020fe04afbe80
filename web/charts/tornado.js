// What matters most: a bar for each factor, the longest first.
import { coloursOf } from "./colours.js";
import { base, font, kNarrow, nameRoom, tip, tooltip, valueAxis } from "./common.js";

const kRow = 30;
const kNarrowRow = 44;

export function tornadoHeight({ variants }, width) {
  return Math.max(...variants.map(({ bars }) => bars.length)) * (width < kNarrow ? kNarrowRow : kRow) + 60;
}

/// Options and legend of a figure of kind `tornado`.
export function tornado(figure, view) {
  const variant = figure.variants[view.variant];
  const colours = coloursOf(view);
  const narrow = view.width < kNarrow;
  const { bars, base: middle, measure } = variant;
  const row = narrow ? kNarrowRow : kRow;
  const left = narrow ? 8 : nameRoom(view, bars.map(({ name }) => view.text(name)), 0.35);
  const [low, high] = spanOf(bars, middle, measure);
  return {
    option: {
      ...base(view),
      grid: { left, right: 24, top: 8, height: bars.length * row },
      xAxis: valueAxis(view, {
        min: low, max: high, name: view.unit(variant.unit), nameLocation: "middle", nameGap: 28,
        axisLabel: { color: colours.muted, hideOverlap: true, showMinLabel: low === 0, showMaxLabel: false, formatter: (value) => view.short(value) },
      }),
      yAxis: { type: "value", min: 0, max: bars.length, inverse: true, show: false },
      tooltip: tooltip(view, "item", ({ dataIndex }) => contentOf(variant, view, dataIndex)),
      series: [{
        type: "custom", data: bars.map((bar, at) => [at, bar.low ?? bar.value, bar.high ?? bar.value]), encode: { x: [1, 2], y: 0 },
        renderItem: ({ dataIndex }, api) => bar(variant, view, colours, dataIndex, api, { row, left, narrow }),
      }],
    },
    legend: measure === "range" ? [
      { key: "below", name: view.words.below, colour: colours.supply, shape: "box", fixed: true },
      { key: "above", name: view.words.above, colour: colours.demand, shape: "box", fixed: true },
    ] : [],
    empty: bars.length === 0,
  };
}

function spanOf(bars, middle, measure) {
  const ends = bars.flatMap(({ low, high, value }) => [low, high, value]).filter((value) => value !== null && value !== undefined);
  if (middle !== null) ends.push(middle);
  if (measure === "index") ends.push(0);
  const low = Math.min(...ends);
  const high = Math.max(...ends);
  const room = (high - low || Math.abs(high) || 1) * 0.04;
  return [low === 0 ? 0 : low - room, high + room];
}

function bar({ bars, base: middle, measure }, view, colours, at, api, { row, left, narrow }) {
  const { name, low, high, value } = bars[at];
  const top = api.coord([api.value(1), at])[1] + (narrow ? 18 : 6);
  const height = row - (narrow ? 22 : 12);
  const x = (amount) => api.coord([amount, at])[0];
  const block = (from, to, fill) => ({
    type: "rect", shape: { x: Math.min(x(from), x(to)), y: top, width: Math.max(Math.abs(x(to) - x(from)), 1), height }, style: { fill },
  });
  const line = (amount, stroke) => ({ type: "line", shape: { x1: x(amount), y1: top - 3, x2: x(amount), y2: top + height + 3 }, style: { stroke, lineWidth: 1.5 } });
  const text = {
    type: "text",
    style: {
      text: view.text(name), x: narrow ? 8 : left - 10, y: narrow ? top - 9 : top + height / 2, align: narrow ? "left" : "right",
      verticalAlign: "middle", fill: colours.text, font: `12px ${font}`, width: narrow ? view.width - 20 : left - 16, overflow: "truncate",
    },
  };
  if (measure === "range") {
    const parts = [[Math.min(low, high), Math.max(low, high)]].flatMap(([from, to]) => {
      if (middle === null || middle <= from) return [block(from, to, colours.demand)];
      if (middle >= to) return [block(from, to, colours.supply)];
      return [block(from, middle, colours.supply), block(middle, to, colours.demand)];
    });
    return { type: "group", children: [text, ...parts, ...(middle === null ? [] : [line(middle, colours.text)])] };
  }
  const centre = top + height / 2;
  const whisker = low === null || high === null ? [] : [
    { type: "line", shape: { x1: x(low), y1: centre, x2: x(high), y2: centre }, style: { stroke: colours.text, lineWidth: 1.5 } },
    ...[low, high].map((amount) => ({ type: "line", shape: { x1: x(amount), y1: centre - 4, x2: x(amount), y2: centre + 4 }, style: { stroke: colours.text, lineWidth: 1.5 } })),
  ];
  return { type: "group", children: [text, ...(value === null ? [] : [block(0, value, colours.supply)]), ...whisker] };
}

function contentOf({ bars, base: middle, measure, unit }, view, at) {
  const { name, low, high, value, note } = bars[at];
  return tip(view.text(name), [
    ...(value === null || value === undefined ? [] : [["", view.words.value, view.number(value)]]),
    ["", [view.words.interval, view.unit(unit)].filter(Boolean).join(", "), `${view.number(low)} – ${view.number(high)}`],
    ...(measure === "range" && middle !== null ? [["", view.words.base, view.number(middle)]] : []),
    ...(note ? [["", view.text(note), ""]] : []),
  ]);
}
