// Flow of goods in one month, with what is lost on the way.
import { coloursOf, stageColour } from "./colours.js";
import { base, font, tip, tooltip } from "./common.js";

export function sankeyHeight({ nodes }) {
  const perColumn = new Map();
  for (const { column } of nodes) perColumn.set(column, (perColumn.get(column) ?? 0) + 1);
  return Math.min(Math.max(...perColumn.values(), 6) * 46 + 40, 900);
}

/// Options and legend of a figure of kind `sankey` at the month `view.at`.
export function sankey(figure, view) {
  const colours = coloursOf(view);
  const flowing = figure.links.filter(({ values }) => values[view.at] > 0);
  const used = new Set(flowing.flatMap(({ from, to }) => [from, to]));
  const hue = ({ stage, loss }, at) => (loss ? colours.loss : stageColour(colours, stage, at));
  return {
    option: {
      ...base(view),
      tooltip: tooltip(view, "item", ({ dataType, data }) =>
        (dataType === "edge" ? linkTip(figure, view, data.link, colours) : nodeTip(figure, view, flowing, data.at))),
      series: [{
        type: "sankey", left: 4, right: 150, top: 12, bottom: 12,
        nodeAlign: "left", nodeWidth: 12, nodeGap: 14, layoutIterations: 48, draggable: false,
        emphasis: { focus: "adjacency" },
        blur: { itemStyle: { opacity: 0.35 }, lineStyle: { opacity: 0.08 }, label: { opacity: 0.6 } },
        label: { color: colours.text, fontFamily: font, fontSize: 12, width: 170, overflow: "truncate", textBorderWidth: 0 },
        data: figure.nodes.flatMap((node, at) => (used.has(at) ? [{
          name: String(at), at, depth: node.column,
          itemStyle: { color: hue(node, at), borderWidth: 0 },
          label: { formatter: view.text(node.name), position: "right", color: node.loss ? colours.muted : colours.text },
        }] : [])),
        links: flowing.map((link) => ({
          link, source: String(link.from), target: String(link.to), value: link.values[view.at],
          lineStyle: link.kind === "loss"
            ? { color: colours.loss, opacity: 0.55 }
            : { color: hue(figure.nodes[link.from], link.from), opacity: view.dark ? 0.38 : 0.28 },
        })),
      }],
    },
    legend: [
      { key: "goods", name: view.words.goods, colour: colours.muted, shape: "box", fixed: true },
      { key: "loss", name: view.words.loss, colour: colours.loss, shape: "box", fixed: true },
    ],
    empty: flowing.length === 0,
  };
}

function linkTip(figure, view, link, colours) {
  const name = (at) => view.text(figure.nodes[at].name);
  return tip(`${name(link.from)} → ${name(link.to)}`, [
    [link.kind === "loss" ? colours.loss : "", view.unit(link.goods), view.number(link.amounts[view.at])],
    ["", view.unit(figure.unit), view.number(link.values[view.at])],
  ]);
}

function nodeTip(figure, view, flowing, at) {
  const sum = (side) => flowing.filter((link) => link[side] === at).reduce((total, { values }) => total + values[view.at], 0);
  const into = sum("to");
  const out = sum("from");
  return tip(view.text(figure.nodes[at].name), [
    ...(into > 0 ? [["", `${view.words.into}, ${view.unit(figure.unit)}`, view.number(into)]] : []),
    ...(out > 0 ? [["", `${view.words.out}, ${view.unit(figure.unit)}`, view.number(out)]] : []),
  ]);
}
