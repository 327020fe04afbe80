// One sentence or two about each chart, for who does not see it.
const summaries = {
  en: {
    series: (name, low, lowAt, high, highAt, last, lastAt) => `${name}: least ${low} (${lowAt}), most ${high} (${highAt}), last ${last} (${lastAt}).`,
    empty: (name) => `${name}: no values.`,
    span: (row, what, from, to) => `${row}: ${what} from ${from} to ${to}.`,
    flow: (month, from, to, amount, goods) => `${month}: the largest flow is ${amount} ${goods} from ${from} to ${to}.`,
    bars: (n, marks, from, to) => `${n} bars and ${marks} events between ${from} and ${to}.`,
    binds: (month, names) => `${month}: what holds up racks: ${names}.`,
    heat: (of, low, high) => `${of}: means between ${low} and ${high}.`,
    scatter: (n, x, y) => `${n} points of ${y} against ${x}.`,
    tornado: (of, names) => `${of}: what matters most is ${names}.`,
    more: (n) => `${n} more in the table.`,
  },
  ko: {
    series: (name, low, lowAt, high, highAt, last, lastAt) => `${name}: 최저 ${low}(${lowAt}), 최고 ${high}(${highAt}), 마지막 ${last}(${lastAt}).`,
    empty: (name) => `${name}: 값 없음.`,
    span: (row, what, from, to) => `${row}: ${from}부터 ${to}까지 ${what}.`,
    flow: (month, from, to, amount, goods) => `${month}: 가장 큰 흐름은 ${from}에서 ${to}(으)로 가는 ${goods} ${amount}.`,
    bars: (n, marks, from, to) => `${from}부터 ${to}까지 막대 ${n}개, 사건 ${marks}개.`,
    binds: (month, names) => `${month}: 랙을 막는 곳: ${names}.`,
    heat: (of, low, high) => `${of}: 평균 ${low}에서 ${high}.`,
    scatter: (n, x, y) => `${x}에 대한 ${y}: 점 ${n}개.`,
    tornado: (of, names) => `${of}: 가장 큰 요인은 ${names}.`,
    more: (n) => `나머지 ${n}개는 표에 있음.`,
  },
};
const kMostSentences = 8;

function seriesSentence(months, name, values) {
  const told = summaries[state.lang];
  const at = values.flatMap((value, index) => (value === null ? [] : [index]));
  if (at.length === 0) return told.empty(name);
  const low = at.reduce((best, index) => (values[index] < values[best] ? index : best));
  const high = at.reduce((best, index) => (values[index] > values[best] ? index : best));
  const last = at.at(-1);
  return told.series(name, number(values[low]), month(months, low), number(values[high]), month(months, high), number(values[last]), month(months, last));
}

const sentences = {
  lines: ({ x }, variant) => variant.series.map(({ name, values }) => seriesSentence(x, text(name), values)),
  area: (figure, variant) => sentences.lines(figure, variant),
  fan: ({ x }, { bands, middle }) => [seriesSentence(x, text(middle.name), middle.values),
    ...bands.flatMap(({ name, low, high }) => [seriesSentence(x, `${text(name)} ↓`, low), seriesSentence(x, `${text(name)} ↑`, high)])],
  strip: ({ x, categories, rows }) => rows.flatMap(({ name, cells }) => equalSpans(cells).map(({ from, to, category }) =>
    summaries[state.lang].span(text(name), text(categories[category].name), month(x, from), month(x, to - 1)))),
  sankey: ({ x, unit, nodes, links }, _, at) => {
    const flowing = links.filter(({ values }) => values[at] > 0).sort((a, b) => b.values[at] - a.values[at]);
    if (flowing.length === 0) return [say().nothing];
    const [{ from, to, values }] = flowing;
    return [summaries[state.lang].flow(month(x, at), text(nodes[from].name), text(nodes[to].name), number(values[at]), unitName(unit))];
  },
  gantt: ({ rows, from, to }) => [summaries[state.lang].bars(
    rows.reduce((sum, { bars }) => sum + bars.length, 0), rows.reduce((sum, { marks }) => sum + marks.length, 0), date(from), date(to))],
  map: ({ x, nodes }, _, at) => [summaries[state.lang].binds(month(x, at),
    nodes.filter(({ binds }) => binds?.[at] === 1).map(({ name }) => text(name)).join(", ") || say().none)],
  heatmap: (_, { of, cells }) => {
    const values = cells.flat().filter((value) => value !== null);
    return [summaries[state.lang].heat(text(of), number(Math.min(...values)), number(Math.max(...values)))];
  },
  scatter: (_, { x, y, points, bins }) => [summaries[state.lang].scatter(
    number(points ? points.length : bins.reduce((sum, bin) => sum + bin[4], 0)), text(x.name), text(y.name))],
  tornado: (_, { of, bars }) => [summaries[state.lang].tornado(text(of), bars.slice(0, 3).map(({ name }) => text(name)).join(", ") || say().none)],
};

/// What a chart shows, in words.
function summaryOf(figure) {
  const told = sentences[figure.kind](figure, figure.variants?.[variantOf(figure)], choiceOf(figure).month);
  const shown = told.slice(0, kMostSentences);
  if (told.length > kMostSentences) shown.push(summaries[state.lang].more(told.length - kMostSentences));
  return [`${captionOf(figure)}.`, ...shown].join(" ");
}
