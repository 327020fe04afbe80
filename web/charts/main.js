// Draws the figures of a report page with Apache ECharts: `globalThis.aibeltCharts`.
import { CustomChart, LineChart, SankeyChart, ScatterChart } from "echarts/charts";
import { AriaComponent, DataZoomComponent, GridComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

import { monthLabels } from "./common.js";
import { fan } from "./fan.js";
import { gantt, ganttHeight } from "./gantt.js";
import { heatmap, heatmapHeight } from "./heatmap.js";
import { lines } from "./lines.js";
import { map, mapHeight, mapWidth } from "./map.js";
import { sankey, sankeyHeight } from "./sankey.js";
import { scatter } from "./scatter.js";
import { strip, stripHeight } from "./strip.js";
import { tornado, tornadoHeight } from "./tornado.js";

use([AriaComponent, CustomChart, DataZoomComponent, GridComponent, LineChart, SankeyChart, ScatterChart, SVGRenderer, TooltipComponent]);

const kinds = {
  area: { describe: lines },
  fan: { describe: fan },
  gantt: { describe: gantt, height: ganttHeight },
  heatmap: { describe: heatmap, height: heatmapHeight },
  lines: { describe: lines },
  map: { describe: map, height: mapHeight, least: mapWidth },
  sankey: { describe: sankey, height: sankeyHeight, least: () => 720 },
  scatter: { describe: scatter },
  strip: { describe: strip, height: stripHeight },
  tornado: { describe: tornado, height: tornadoHeight },
};

const can = (kind) => kind in kinds;

/// Room a figure wants in a box of this width: {height, width}, in pixels; it is scrolled where the box is narrower.
function room(kind, figure, width) {
  const { height = () => (width < 640 ? 300 : 360), least = () => 0 } = kinds[kind];
  return { height: height(figure, width), width: Math.max(width, least(figure)) };
}

/// Draws `figure` into `element` as `view` says and returns how to go on: `legend`, `update(view)`, `resize(view)`,
/// `dispose()`. Drawn again, a chart keeps its zoom.
function draw(kind, element, figure, view) {
  const chart = init(element, null, { renderer: "svg", width: view.width, height: view.height });
  const drawn = { kind, figure, chart, zoom: null };
  const handle = {
    legend: [],
    empty: false,
    update(next) {
      const { option, legend, months, empty = false } = kinds[kind].describe(figure, next);
      Object.assign(drawn, { view: next, months });
      chart.setOption(withZoom(option, drawn), { notMerge: true });
      Object.assign(handle, { legend, empty });
    },
    resize(next) {
      chart.resize({ width: next.width, height: next.height });
      handle.update(next);
    },
    dispose: () => chart.dispose(),
  };
  chart.on("datazoom", () => zoomed(drawn));
  handle.update(view);
  return handle;
}

function withZoom(option, { zoom, months, view }) {
  if (!zoom || !option.dataZoom) return option;
  const shown = months ? Math.round((months.n * (zoom.end - zoom.start)) / 100) : 0;
  const xAxis = months ? { ...option.xAxis, axisLabel: { ...option.xAxis.axisLabel, ...monthLabels(view, months, shown) } } : option.xAxis;
  return { ...option, xAxis, dataZoom: option.dataZoom.map((one) => ({ ...one, start: zoom.start, end: zoom.end })) };
}

function zoomed(drawn) {
  const { start, end } = drawn.chart.getOption().dataZoom[0];
  drawn.zoom = { start, end };
  if (!drawn.months) return;
  const shown = Math.round((drawn.months.n * (end - start)) / 100);
  drawn.chart.setOption({ xAxis: { axisLabel: monthLabels(drawn.view, drawn.months, shown) } });
}

globalThis.aibeltCharts = { can, room, draw };
