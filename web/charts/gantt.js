// Bars and marks on one time axis: phases, ramps, disruptions, outages, big jobs.
import { coloursOf, inkOn } from "./colours.js";
import { base, font, kNarrow, nameRoom, tip, tooltip, valueAxis, zoom } from "./common.js";

const kLane = 20;
const kHead = 22;
const kMarks = 18;
const kinds = ["phase", "grid", "ramp", "wait", "disruption", "outage", "job"];
const hues = { phase: 0, grid: 5, ramp: 2, wait: 4, disruption: 1, outage: 6, job: 8 };

const day = (date) => Date.parse(`${date}T00:00:00Z`);
const colourOf = (colours, kind) => colours.hues[hues[kind] ?? 7];

/// Height of the chart at this width.
export function ganttHeight(figure, width) {
  return layout(figure, width < kNarrow).height + 60;
}

// Places of rows from the top: bars of a row that overlap lie in lanes under each other; a new group has a heading.
function layout(figure, narrow) {
  let y = 0;
  let group = null;
  const headings = [];
  const rows = figure.rows.map((row, at) => {
    const key = JSON.stringify(row.group);
    if (key !== group) headings.push({ y: (y += group === null ? 0 : 8), group: row.group });
    if (key !== group) y += kHead;
    group = key;
    const lanes = lanesOf(row.bars);
    const top = y + (narrow ? 16 : 0);
    const first = top + (row.marks.length > 0 ? kMarks : 0);
    y = Math.max(first + (Math.max(...lanes, -1) + 1) * kLane, top + kLane) + 6;
    return { at, top, first, lanes };
  });
  return { rows, headings, height: Math.max(y, kLane) };
}

function lanesOf(bars) {
  const ends = [];
  return bars.map(({ from, to }) => {
    let lane = ends.findIndex((end) => end <= from);
    if (lane < 0) lane = ends.length;
    ends[lane] = to;
    return lane;
  });
}

/// Options and legend of a figure of kind `gantt`.
export function gantt(figure, view) {
  const colours = coloursOf(view);
  const narrow = view.width < kNarrow;
  const places = layout(figure, narrow);
  const present = [...new Set(figure.rows.flatMap(({ bars }) => bars.map(({ kind }) => kind)))]
    .sort((a, b) => kinds.indexOf(a) - kinds.indexOf(b));
  const hasMarks = figure.rows.some(({ marks }) => marks.length > 0);
  const items = itemsOf(figure, places, view);
  const names = [
    ...places.headings.map(({ y, group }) => ({ y, text: view.text(group), heading: true })),
    ...places.rows.map(({ at, top, first }) => ({ y: narrow ? top - 16 : figure.rows[at].bars.length > 0 ? first : top, text: view.text(figure.rows[at].name), heading: false })),
  ];
  const left = narrow ? 6 : nameRoom(view, figure.rows.map(({ name }) => view.text(name)), 0.25);
  return {
    option: {
      ...base(view),
      grid: { left, right: 16, top: 8, bottom: view.printing ? 26 : 50 },
      xAxis: timeAxis(figure, view, colours),
      yAxis: { type: "value", min: 0, max: places.height, inverse: true, show: false },
      dataZoom: zoom(view),
      tooltip: tooltip(view, "item", ({ data }) => (data?.item ? itemTip(view, colours, data) : "")),
      series: [
        {
          type: "custom", silent: true, clip: false,
          data: names.map(({ y }) => [0, y]),
          renderItem: ({ dataIndex }, api) => rowName(names[dataIndex], api, colours, left, narrow),
        },
        {
          type: "custom", clip: true, encode: { x: [0, 1], y: 2 },
          data: items.map((item) => ({ value: [item.from, item.to, item.y], item })),
          renderItem: (params, api) => shapeOf(items[params.dataIndex], api, colours, params),
        },
      ],
    },
    legend: [
      ...present.map((kind) => ({ key: kind, name: view.words.bars[kind] ?? kind, colour: colourOf(colours, kind), shape: "box" })),
      ...(hasMarks ? [{ key: "marks", name: view.words.marks, colour: colours.text, shape: "mark" }] : []),
    ],
    timed: true,
  };
}

// Ticks at the turn of years, or of months where one has zoomed in.
function timeAxis(figure, view, colours) {
  const iso = (value) => new Date(value).toISOString();
  return {
    ...valueAxis(view, { min: day(figure.from), max: day(figure.to) }),
    type: "time",
    splitNumber: Math.max(3, Math.round(view.width / 90)),
    splitLine: { show: true, lineStyle: { color: colours.faint } },
    axisLabel: {
      color: colours.muted, hideOverlap: true, showMinLabel: false, showMaxLabel: false,
      formatter: (value) => (iso(value).slice(5, 10) === "01-01" ? iso(value).slice(0, 4) : view.monthOf(iso(value).slice(0, 7))),
    },
  };
}

function itemsOf(figure, places, view) {
  return places.rows.flatMap(({ at, top, first, lanes }) => {
    const { name, bars } = figure.rows[at];
    const marks = [...figure.rows[at].marks].sort((a, b) => (a.at < b.at ? -1 : 1));
    return [
      ...bars.map((bar, index) => ({ ...bar, row: name, from: day(bar.from), to: day(bar.to), y: first + lanes[index] * kLane })),
      ...(view.hidden.has("marks") ? [] : marks).map((mark, index) => (
        { ...mark, row: name, from: day(mark.at), to: day(mark.at), y: top, mark: true, next: day(marks[index + 1]?.at ?? figure.to) })),
    ].filter((item) => item.mark || !view.hidden.has(item.kind)).map((item) => ({ ...item, text: view.text(item.name) }));
  });
}

function rowName({ text, heading }, api, colours, left, narrow) {
  const y = api.coord([0, api.value(1)])[1];
  return {
    type: "text",
    style: {
      text, x: heading || narrow ? 4 : left - 10, y: y + 3, align: heading || narrow ? "left" : "right",
      fill: heading ? colours.text : colours.muted, font: `${heading ? "600 " : ""}12px ${font}`,
      width: heading || narrow ? undefined : left - 16, overflow: "truncate",
    },
  };
}

function shapeOf(item, api, colours, { coordSys }) {
  const [x, y] = api.coord([item.from, item.y]);
  if (item.mark) return mark(item, x, y, api.coord([item.next, item.y])[0] - x, colours);
  const start = Math.max(x, coordSys.x);
  const end = Math.min(api.coord([item.to, item.y])[0], coordSys.x + coordSys.width);
  const width = Math.max(end - start, 2);
  const fill = colourOf(colours, item.kind);
  return {
    type: "group",
    children: [
      { type: "rect", shape: { x: start, y: y + 2, width, height: kLane - 4, r: 2 }, style: { fill, stroke: colours.page, lineWidth: 0.5 } },
      {
        type: "text",
        style: {
          text: width > 40 ? item.text : "", x: start + 6, y: y + kLane / 2, verticalAlign: "middle", fill: inkOn(fill),
          font: `11px ${font}`, width: width - 10, overflow: "truncate",
        },
      },
    ],
  };
}

// A mark's name stands beside it where the next mark is far enough.
const mark = ({ text }, x, y, room, colours) => ({
  type: "group",
  children: [
    {
      type: "polygon", shape: { points: [[x, y + 4], [x + 5, y + 9], [x, y + 14], [x - 5, y + 9]] },
      style: { fill: colours.text, stroke: colours.page, lineWidth: 1 },
    },
    {
      type: "text",
      style: {
        text: room > 44 ? text : "", x: x + 9, y: y + 9, verticalAlign: "middle", fill: colours.muted, font: `11px ${font}`,
        width: room - 16, overflow: "truncate",
      },
    },
  ],
});

function itemTip(view, colours, { item }) {
  const iso = (at) => new Date(at).toISOString().slice(0, 10);
  const when = item.mark ? view.date(iso(item.from)) : `${view.date(iso(item.from))} – ${view.date(iso(item.to))}`;
  const colour = item.mark ? colours.text : colourOf(colours, item.kind);
  const value = item.value === undefined || item.value === null ? [] : [["", view.unit(item.unit ?? ""), view.number(item.value)]];
  return tip(`${view.text(item.row)}: ${item.text}`, [[colour, when, ""], ...value]);
}
