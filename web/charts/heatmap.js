// Mean of a KPI over two factors of a sweep.
import { coloursOf, inkOn, rampColour } from "./colours.js";
import { base, font, tip, tooltip } from "./common.js";

export const heatmapHeight = ({ variants }) => Math.min(Math.max(...variants.map(({ y }) => y.levels.length)) * 44 + 90, 720);

/// Options and legend of a figure of kind `heatmap`.
export function heatmap(figure, view) {
  const variant = figure.variants[view.variant];
  const { x, y, cells } = variant;
  const colours = coloursOf(view);
  const values = cells.flat().filter((value) => value !== null);
  const low = Math.min(...values);
  const high = Math.max(...values);
  const colour = (value) => rampColour(colours, high > low ? (value - low) / (high - low) : 0.5);
  return {
    option: {
      ...base(view),
      grid: { left: 12, right: 12, top: 30, bottom: 34, containLabel: true },
      xAxis: levelAxis(view, colours, x, { nameLocation: "middle", nameGap: 30 }),
      yAxis: levelAxis(view, colours, y, { nameLocation: "end", nameTextStyle: { align: "left", color: colours.muted } }),
      tooltip: tooltip(view, "item", ({ value }) => cellTip(variant, view, value, colour)),
      series: [{
        type: "custom",
        data: cells.flatMap((row, at) => row.map((value, column) => [column, at, value])).filter(([, , value]) => value !== null),
        encode: { x: 0, y: 1 },
        renderItem: (_, api) => cell(view, api, colour, colours),
      }],
    },
    legend: values.length === 0 ? [] : [{ key: "scale", shape: "ramp", colours: colours.ramp, name: view.text(variant.of), low: view.short(low), high: view.short(high), unit: view.unit(variant.unit), fixed: true }],
    empty: values.length === 0,
  };
}

const titleOf = (view, { name, unit }) => view.text(name) + (unit ? ` (${view.unit(unit)})` : "");

const levelAxis = (view, colours, side, extra) => ({
  type: "category", data: side.levels, name: titleOf(view, side), nameTextStyle: { color: colours.muted },
  axisLabel: { color: colours.muted, hideOverlap: true }, axisLine: { show: false }, axisTick: { show: false }, ...extra,
});

function cell(view, api, colour, colours) {
  const [width, height] = api.size([1, 1]);
  const [x, y] = api.coord([api.value(0), api.value(1)]);
  const value = api.value(2);
  const fill = colour(value);
  return {
    type: "group",
    children: [
      { type: "rect", shape: { x: x - width / 2, y: y - height / 2, width, height }, style: { fill, stroke: colours.page, lineWidth: 1.5 } },
      {
        type: "text",
        style: {
          text: width > 46 && height > 18 ? view.short(value) : "", x, y, align: "center", verticalAlign: "middle",
          fill: inkOn(fill), font: `12px ${font}`,
        },
      },
    ],
  };
}

function cellTip({ x, y, of, unit, counts }, view, [column, row, value], colour) {
  return tip(`${view.text(x.name)} ${x.levels[column]}, ${view.text(y.name)} ${y.levels[row]}`, [
    [colour(value), [view.text(of), view.unit(unit)].filter(Boolean).join(", "), view.number(value)],
    ["", view.words.points, view.number(counts?.[row]?.[column] ?? null)],
  ]);
}
