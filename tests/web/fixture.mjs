// Page data with a figure of every kind. All of it is made up: it tests the page, not the model.
const both = (en, ko) => ({ en, ko });
const months = (n) => ({ from: "2025-10", n });
const wave = (n, start, slope, swing) => Array.from({ length: n }, (_, at) => Math.round(1000 * (start + slope * at + swing * Math.sin(at / 5))) / 1000);

const supplyAndDemand = (n) => {
  const series = (scale) => [
    { name: both("Fabs", "팹"), role: "fab", values: wave(n, 60 * scale, scale, 4 * scale) },
    { name: both("Stacking", "적층"), role: "stacking", values: wave(n, 50 * scale, 0.9 * scale, 5 * scale) },
    { name: both("Packaging", "패키징"), role: "packaging", values: wave(n, 45 * scale, 0.8 * scale, 6 * scale) },
    { name: both("Racks delivered", "납품된 랙"), role: "delivery", values: wave(n, 40 * scale, 0.8 * scale, 3 * scale).map((value, at) => (at < 4 ? null : value)) },
    { name: both("Demand", "수요"), role: "demand", values: wave(n, 30 * scale, 1.3 * scale, 2 * scale) },
  ];
  return {
    id: "supply-and-demand", kind: "lines", title: both("Supply against demand", "공급과 수요"),
    caption: both("What each stage hands on a month, and what is wanted, in one unit.", "단계마다 한 달에 넘기는 양과 수요를 같은 단위로 보인다."),
    x: months(n),
    variants: [{ unit: "wafers", series: series(1000) }, { unit: "stacks", series: series(9600.5) }, { unit: "MW", series: series(0.37) }],
  };
};

const gap = (n) => ({
  id: "gap", kind: "lines", title: both("Gap", "격차"), caption: both("Demand less supply.", "수요에서 공급을 뺀 값."), x: months(n),
  variants: ["wafers", "stacks", "MW"].flatMap((unit, at) => [
    { unit, of: both("by month", "월별"), series: [{ name: both("Gap", "격차"), role: "gap", values: wave(n, -10, 0.4 + at, 4) }] },
    { unit, of: both("added up", "누적"), series: [{ name: both("Gap, added up", "누적 격차"), role: "cumulative_gap", values: wave(n, 0, 20 + at, 4) }] },
  ]),
});

const runsSideBySide = (n) => ({
  id: "runs", kind: "lines", title: both("Runs side by side", "나란히 본 실행"), caption: both("Tokens a second.", "초당 토큰."), x: months(n),
  variants: [{ unit: "tokens/s", series: ["first", "<script>alert(1)</script>", "third", "fourth"].map((name, at) => ({ name, role: "run", values: wave(n, 1e6 * at, 1e5 + 3e4 * at, 4e5) })) }],
});

const power = (n) => ({
  id: "power", kind: "area", title: both("Power of the sites", "부지 전력"), caption: both("IT power live, site on site, against what is planned.", "가동 중인 IT 전력을 부지별로 쌓고 계획과 비교한다."), x: months(n),
  variants: [{ unit: "MW", series: [
    ...["ulsan", "southwest", "haein"].map((name, at) => ({ name, role: "other", stack: true, values: Array.from({ length: n }, (_, month) => Math.max(0, Math.round((month - 8 * at) * (1 + at) * 1.5))) })),
    { name: both("Planned", "계획"), role: "limit", values: Array.from({ length: n }, (_, month) => 40 + 120 * Math.floor(month / 24)) },
  ] }],
});

const entities = (n, count) => ({
  id: "stock", kind: "lines", title: both("Stock by place", "장소별 재고"), caption: both("Good units in stock at the end of the month.", "월말 양품 재고."), x: months(n),
  variants: [{ unit: "stacks", series: Array.from({ length: count }, (_, at) => ({ name: `place ${at + 1}`, role: "other", values: wave(n, 100 * at, at, 40) })) }],
});

const strip = (n) => ({
  id: "binding", kind: "strip", title: both("What binds", "병목"), caption: both("The stage that held up most, by month.", "달마다 가장 크게 막은 단계."), x: months(n),
  categories: [
    { key: "none", stage: "", name: both("none", "없음") }, { key: "fab capacity", stage: "fab", name: both("Fab capacity", "팹 생산능력") },
    { key: "packaging capacity", stage: "packaging", name: both("Packaging capacity", "패키징 생산능력") }, { key: "site grid", stage: "site", name: both("Grid of the site", "부지 계통") },
  ],
  rows: [both("For racks", "랙 기준"), both("For services", "서비스 기준")].map((name, row) => ({
    name, cells: Array.from({ length: n }, (_, at) => (at < 2 ? null : Math.floor((at + 9 * row) / 17) % 4)),
    notes: Array.from({ length: n }, (_, at) => (at < 2 ? null : both(`${1000 + at} racks wait`, `랙 ${1000 + at}대 대기`))),
  })),
});

const flowNodes = [
  ["M14", "fab", 0], ["M15X", "fab", 0], ["Samsung", "memory_supplier", 0], ["TSV", "wafer_finishing", 1], ["Stacking", "stacking", 2],
  ["CoWoS", "packaging", 3], ["Others", "packaging", 3], ["Racks", "assembly", 4], ["ulsan", "site", 5], ["southwest", "site", 5], ["Buyers abroad", "customer", 5],
];
const flowLinks = [[0, 3, 30], [1, 3, 50], [3, 4, 74], [4, 5, 50], [4, 6, 19], [2, 5, 25], [2, 6, 12], [5, 7, 70], [6, 7, 29], [7, 8, 9], [7, 9, 12], [7, 10, 76]];

const steady = (n, amount) => Array.from({ length: n }, (_, at) => (at < 3 ? 0 : amount));

const sankey = (n) => {
  const grown = (amount) => Array.from({ length: n }, (_, at) => (at < 3 ? 0 : Math.round(amount * (10 + at))));
  const nodes = flowNodes.map(([name, stage, column]) => ({ name, stage, column }));
  const lost = nodes.length;
  return {
    id: "flow", kind: "sankey", title: both("Flow of goods", "물류 흐름"), caption: both("What moved in the month, as packages.", "그 달에 옮겨진 물량(패키지 환산)."), x: months(n), unit: "packages",
    nodes: [...nodes, { name: both("lost at TSV", "TSV 손실"), stage: "wafer_finishing", column: 2, loss: true }, { name: both("lost at stacking", "적층 손실"), stage: "stacking", column: 3, loss: true }],
    links: [
      ...flowLinks.map(([from, to, amount]) => ({ from, to, kind: "goods", goods: from < 4 ? "wafers" : "stacks", values: grown(amount), amounts: grown(amount * 8) })),
      { from: 3, to: lost, kind: "loss", goods: "wafers", values: steady(n, 60), amounts: steady(n, 480) },
      { from: 4, to: lost + 1, kind: "loss", goods: "stacks", values: steady(n, 50), amounts: steady(n, 400) },
    ],
  };
};

const gantt = () => ({
  id: "schedule", kind: "gantt", title: both("Phases, ramps and disruptions", "단계, 램프업, 교란"), caption: both("When what was planned, ready or disturbed.", "무엇이 언제 계획되고 준비되고 흔들렸는가."),
  from: "2025-10-01", to: "2036-01-01",
  rows: [
    { group: both("Sites", "부지"), name: "ulsan", bars: [
      { from: "2027-03-01", to: "2028-06-01", kind: "phase", name: both("Phase 1", "1단계"), value: 41, unit: "MW" },
      { from: "2028-06-01", to: "2036-01-01", kind: "phase", name: both("Phase 2", "2단계"), value: 103, unit: "MW" },
      { from: "2027-09-01", to: "2028-02-11", kind: "wait", name: both("Racks wait for power", "전력 대기 랙") }],
      marks: [{ at: "2027-05-14", kind: "power_on", name: both("First power", "첫 전력"), value: 33.6, unit: "MW" }] },
    { group: both("Sites", "부지"), name: "southwest", bars: [{ from: "2028-01-01", to: "2031-04-01", kind: "grid", name: both("Grid 154 kV", "154 kV 계통") }], marks: [] },
    { group: both("Plants", "공장"), name: "M15X", bars: [{ from: "2026-02-01", to: "2027-08-01", kind: "ramp", name: both("Ramp", "램프업") }, { from: "2029-05-03", to: "2029-06-20", kind: "outage", name: both("Power dip", "순간 정전") }], marks: [{ at: "2026-04-02", kind: "first_output", name: both("First output", "첫 출하") }] },
    { group: both("Plants", "공장"), name: both("Icheon", "이천"), bars: [{ from: "2030-01-10", to: "2030-09-01", kind: "disruption", name: both("Earthquake", "지진") }], marks: [] },
    { group: both("Jobs", "작업"), name: "southwest", bars: [{ from: "2031-02-01", to: "2031-03-18", kind: "job", name: "pretraining-7", value: 960, unit: "accelerators" }], marks: [] },
  ],
});

const map = (n) => ({
  id: "belt", kind: "map", title: both("The belt", "벨트 지도"), caption: both("Places in the order of the chain and what moved between them.", "사슬 순서로 놓은 장소와 그 사이의 물량."),
  x: months(n), columns: 6, rows: 3,
  nodes: flowNodes.map(([name, stage, column], at) => ({
    name, stage, column, row: flowNodes.slice(0, at).filter(([, , other]) => other === column).length, unit: column < 3 ? "wafers" : "racks",
    values: wave(n, 100 + at, 2, 4), used: column < 4 ? Array.from({ length: n }, (_, month) => Math.min(1, 0.4 + month / n)) : null,
    binds: column === 3 ? Array.from({ length: n }, (_, month) => (month % 30 > 12 ? 1 : 0)) : null,
  })),
  links: [...flowLinks.map(([from, to, amount]) => ({ name: `lane ${from}-${to}`, from, to, kind: "goods", unit: from < 4 ? "wafers" : "racks", days: 2, values: Array.from({ length: n }, (_, at) => amount * at) })),
    { name: "fibre", from: 8, to: 9, kind: "fibre", unit: "GB", days: null, values: Array(n).fill(12) }],
});

const fan = (n) => {
  const around = (width) => wave(n, 1e12, 3e10, 1e10).map((value, at) => Math.round(value + width * (1 + at) * 1e9));
  return {
    id: "fan", kind: "fan", title: both("Tokens served", "처리한 토큰"), caption: both("Quantiles over the runs of the sweep.", "스윕 실행들의 분위수."), x: months(n),
    variants: [{ unit: "tokens", bands: [{ name: "P5–P95", low: around(-9), high: around(11) }, { name: "P25–P75", low: around(-4), high: around(5) }], middle: { name: "P50", values: around(0) } }],
  };
};

const heatmap = () => ({
  id: "heatmap", kind: "heatmap", title: both("Two factors", "두 요인"), caption: both("Mean over the points of a cell.", "칸에 든 점들의 평균."),
  variants: ["tokens", "racks"].map((unit, at) => ({
    unit, of: both(`${unit} in all`, `${unit} 합계`), x: { name: both("Yield of stacking", "적층 수율"), unit: "", levels: ["0.6", "0.7", "0.8", "0.9"] },
    y: { name: both("Tools of M15X", "M15X 설비"), unit: "wafers", levels: ["20000", "40000", "60000"] },
    cells: [[1, 2, 3, 4], [2, 3.5, 5, null], [3, 5, 8, 9.25]].map((row) => row.map((value) => (value === null ? null : value * 10 ** (12 - 9 * at)))), counts: [[4, 4, 4, 4], [4, 4, 4, 0], [4, 4, 4, 4]],
  })),
});

const noise = (at) => ((at * 7919) % 1000) / 1000 - 0.5;
const scatter = () => ({
  id: "scatter", kind: "scatter", title: both("KPI against factor", "요인과 지표"), caption: both("Every point of the sweep.", "스윕의 모든 점."),
  variants: [
    { unit: "tokens", of: both("yield → tokens", "수율 → 토큰"), x: { name: both("Yield", "수율"), unit: "" }, y: { name: both("Tokens", "토큰"), unit: "tokens" },
      points: Array.from({ length: 300 }, (_, at) => [0.6 + at / 1000, 1e12 * (1 + at / 200 + 0.3 * noise(at))]), means: [0.65, 0.75, 0.85].map((x, at) => [x, 1e12 * (1.25 + at / 2), 1e12 * (1.1 + at / 2), 1e12 * (1.4 + at / 2)]) },
    { unit: "racks", of: both("yield → racks", "수율 → 랙"), x: { name: both("Yield", "수율"), unit: "" }, y: { name: both("Racks", "랙"), unit: "racks" },
      bins: Array.from({ length: 100 }, (_, at) => [0.6 + (at % 10) / 30, 0.6 + (at % 10 + 1) / 30, 100 * Math.floor(at / 10), 100 * (Math.floor(at / 10) + 1), 1 + ((at * 37) % 90)]), means: [] },
  ],
});

const tornado = () => ({
  id: "tornado", kind: "tornado", title: both("What matters most", "무엇이 가장 중요한가"), caption: both("The KPI over the range of each factor.", "요인 범위에서 지표가 바뀌는 폭."),
  variants: [
    { unit: "tokens", of: both("Tokens, one at a time", "토큰, 하나씩"), measure: "range", base: 5e12, bars: [["Yield of stacking", 3e12, 8e12], ["Tools of M15X", 4e12, 6.5e12], ["Grid of southwest", 4.2e12, 5.1e12], ["Lead time", 4.9e12, 5.2e12]].map(([name, low, high]) => ({ name, low, high, value: null, note: null })) },
    { unit: "", of: both("Tokens, Sobol total", "토큰, 소볼 총지수"), measure: "index", base: null, bars: [["Yield of stacking", 0.55, 0.5, 0.61], ["Tools of M15X", 0.3, 0.24, 0.33], ["Lead time", 0.02, -0.01, 0.04]].map(([name, value, low, high]) => ({ name, low, high, value, note: null })) },
  ],
});

const table = () => ({
  id: "kpis", kind: "table", title: both("Key figures", "핵심 지표"), caption: both("Over the whole run.", "실행 전체."),
  columns: [{ key: "kpi", name: both("Figure", "지표"), type: "text" }, { key: "value", name: both("Value", "값"), type: "number" }, { key: "path", name: both("Path", "경로"), type: "code" }, { key: "as_of", name: both("As of", "기준일"), type: "date" }],
  rows: [[both("Tokens served", "처리한 토큰"), 17.3e15, "services.tokens", "2026-03-01"], ["<b>bold</b>, \"quoted\"", 305.544153, "facts.a", null], [both("Racks", "랙"), null, "sites.ulsan", "2025-12-31"]],
});

/// Data of a page of `n` months whose stock figure has `count` series.
export function pageData({ n = 123, count = 8, lang = "en" } = {}) {
  return {
    schema: 1, version: "0.1.0", lang, kind: "run", title: "<script>document.title = 'run'</script>",
    runs: [{ name: "made-up", scenario: "made-up", title: "<script>", hash: "e1da", seed: 1, version: "0.1.0", from: "2025-10-01", to: "2036-01-01", overrides: [], counts: { fact: 1, assumption: 2, stated: 0 } }], sweep: null,
    units: { wafers: both("wafers", "웨이퍼"), stacks: both("stacks", "스택"), packages: both("packages", "패키지"), racks: both("racks", "랙"), tokens: both("tokens", "토큰"), "tokens/s": both("tokens/s", "토큰/초"), MW: "MW" },
    stages: { fab: both("fab", "팹"), stacking: both("stacking", "적층"), packaging: both("packaging", "패키징"), assembly: both("assembly", "조립"), site: both("site", "부지") },
    sections: [
      { id: "results", title: both("Results", "결과"), figures: [table(), supplyAndDemand(n), gap(n), strip(n)] },
      { id: "chain", title: both("The chain", "공급 사슬"), figures: [sankey(n), map(n), entities(n, count)] },
      { id: "sites", title: both("Sites", "부지"), figures: [power(n), gantt(), runsSideBySide(n)] },
      { id: "sweep", title: both("Sweep", "스윕"), figures: [fan(n), heatmap(), scatter(), tornado()] },
    ],
  };
}
