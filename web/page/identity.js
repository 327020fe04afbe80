// What was run.
const identities = {
  en: {
    scenario: "Scenario", name: "Run", span: "Time", seed: "Seed", version: "aibelt", hash: "Hash of the input", overrides: "Set by hand",
    figures: "Figures", counts: ({ fact = 0, assumption = 0, stated = 0 }) => `${fact} facts, ${assumption} assumptions, ${stated} stated`,
    points: "Points", done: (points, failed) => `${points}, of which ${failed} failed`, factors: "Factors", kpis: "Results",
  },
  ko: {
    scenario: "시나리오", name: "실행", span: "기간", seed: "시드", version: "aibelt", hash: "입력 해시", overrides: "직접 바꾼 값",
    figures: "수치", counts: ({ fact = 0, assumption = 0, stated = 0 }) => `사실 ${fact}개, 가정 ${assumption}개, 제시 ${stated}개`,
    points: "점", done: (points, failed) => `${points}개, 실패 ${failed}개`, factors: "요인", kpis: "결과",
  },
};

const hashed = (hash) => make("code", { title: hash }, hash.slice(0, 12));

function runRows(run) {
  const told = identities[state.lang];
  return [
    [told.scenario, run.scenario],
    [told.span, `${date(run.from)} – ${date(run.to)}`],
    [told.seed, String(run.seed)],
    ...(run.overrides?.length > 0 ? [[told.overrides, make("code", {}, run.overrides.join(", "))]] : []),
    ...(run.counts ? [[told.figures, told.counts(run.counts)]] : []),
    [told.version, run.version],
    [told.hash, hashed(run.hash)],
  ];
}

function sweepRows(sweep) {
  const told = identities[state.lang];
  return [
    [told.scenario, sweep.scenario],
    [told.points, told.done(number(sweep.points), number(sweep.failed))],
    [told.factors, sweep.factors.map(text).join(", ")],
    [told.kpis, sweep.kpis.map(text).join(", ")],
    [told.seed, String(sweep.seed)],
    [told.version, sweep.version],
    [told.hash, hashed(sweep.hash)],
  ];
}

const listOf = (rows) => make("dl", {}, ...rows.filter(([, value]) => value !== "").map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, value))));

/// What was run: a list, or a table with a column for each of several runs.
function identity() {
  if (data.sweep) return make("div", { class: "identity" }, listOf(sweepRows(data.sweep)));
  if (data.runs.length === 1) return make("div", { class: "identity" }, listOf(runRows(data.runs[0])));
  const parts = data.runs.map((run) => new Map(runRows(run)));
  const names = [...new Set(parts.flatMap((rows) => [...rows.keys()]))];
  return make("div", { class: "identity table-box", tabindex: 0, role: "region", "aria-label": identities[state.lang].name }, make("table", {},
    make("thead", {}, make("tr", {}, ...["", ...data.runs.map(({ name }) => name)].map((name) => make("th", { scope: "col" }, name)))),
    make("tbody", {}, ...names.map((name) => make("tr", {}, make("th", { scope: "row" }, name), ...parts.map((rows) => make("td", {}, rows.get(name) ?? "")))))));
}
