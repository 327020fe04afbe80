// The page's own words. Those of the figures come with the data.
const words = {
  en: {
    contents: "Contents", skip: "Skip to the figures", unit: "Unit", language: "Language", theme: "Look",
    themes: { system: "System", light: "Light", dark: "Dark" },
    month: "Month", before: "Month before", after: "Month after", table: "Table", csv: "CSV", csvOf: (title) => `Download CSV of ${title}`,
    legend: (title) => `Curves of ${title}`, of: (title) => `What ${title} shows`, showing: "Shows",
    noCharts: (n) => `This page was made by a build without chart library: ${n === 1 ? "one chart is" : `${n} charts are`} missing. Their tables are shown in full.`,
    noChart: (kind) => `The chart (${kind}) is missing; its table is below.`,
    notDrawn: "The chart could not be drawn; its table is below.",
    nothing: "Nothing in this month.", none: "none",
    goods: "Goods", loss: "Lost in tests", into: "in", out: "out", binds: "In the stage that binds", used: "Share of capacity used",
    days: "days on the way", points: "Points", density: "Points (darker: more)", means: "Mean of a slice, with P10–P90",
    below: "Below the base", above: "Above the base", base: "Base", value: "Value", interval: "from – to", marks: "Events",
    more: (n) => `and ${n} more in the table`,
    bars: { phase: "Phase", grid: "Grid connection", ramp: "Ramp", wait: "Racks wait for power", disruption: "Disruption", outage: "Outage", job: "Large job" },
    kinds: { lines: "curves", area: "areas", strip: "strip by month", sankey: "flow of goods", gantt: "time chart", map: "map", fan: "fan of quantiles", heatmap: "heat map", scatter: "scatter", tornado: "tornado" },
    columns: {
      month: "Month", row: "Row", from: "From", to: "To", months: "Months", what: "What", evidence: "Evidence", kind: "Kind", goods: "Goods",
      amount: "Amount", value: "Value", group: "Group", unit: "Unit", lane: "Lane", mean: "Mean", points: "Points", rank: "Rank", factor: "Factor",
      low: "Low", high: "High", of: "Of", x: "x", p10: "P10", p90: "P90",
    },
    rows: (n) => (n === 1 ? "1 row" : `${n} rows`),
  },
  ko: {
    contents: "차례", skip: "그림으로 건너뛰기", unit: "단위", language: "언어", theme: "화면",
    themes: { system: "시스템", light: "밝게", dark: "어둡게" },
    month: "월", before: "이전 달", after: "다음 달", table: "표", csv: "CSV", csvOf: (title) => `${title}: CSV 내려받기`,
    legend: (title) => `${title}의 계열`, of: (title) => `${title}에 표시할 값`, showing: "표시",
    noCharts: (n) => `이 페이지는 차트 라이브러리 없이 만들어져 차트 ${n}개가 빠져 있습니다. 대신 표를 모두 펼쳐 보여 줍니다.`,
    noChart: (kind) => `차트(${kind})가 빠져 있습니다. 아래 표를 보십시오.`,
    notDrawn: "차트를 그리지 못했습니다. 아래 표를 보십시오.",
    nothing: "이 달에는 값이 없습니다.", none: "없음",
    goods: "물량", loss: "검사 손실", into: "들어옴", out: "나감", binds: "병목 단계에 있음", used: "생산능력 사용률",
    days: "운송 일수", points: "점", density: "점의 수(진할수록 많음)", means: "구간 평균과 P10–P90",
    below: "기준보다 낮음", above: "기준보다 높음", base: "기준", value: "값", interval: "범위", marks: "사건",
    more: (n) => `그 밖의 ${n}개는 표에 있음`,
    bars: { phase: "단계", grid: "계통 연결", ramp: "램프업", wait: "전력 대기 랙", disruption: "교란", outage: "정전·고장", job: "대형 작업" },
    kinds: { lines: "곡선", area: "영역", strip: "월별 띠", sankey: "물류 흐름", gantt: "일정", map: "지도", fan: "분위수 부채꼴", heatmap: "히트맵", scatter: "산점도", tornado: "토네이도" },
    columns: {
      month: "월", row: "행", from: "부터", to: "까지", months: "개월", what: "내용", evidence: "근거", kind: "종류", goods: "품목",
      amount: "수량", value: "값", group: "묶음", unit: "단위", lane: "운송로", mean: "평균", points: "점", rank: "순위", factor: "요인",
      low: "최저", high: "최고", of: "대상", x: "x", p10: "P10", p90: "P90",
    },
    rows: (n) => `${n}행`,
  },
};
const say = () => words[state.lang];

/// A Text in the page's language.
function text(value) {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? (value[state.lang] ?? value.en ?? "") : String(value);
}

/// A Text as CSV files have it.
const plain = (value) => (value === null || value === undefined ? "" : typeof value === "object" ? value.en : String(value));

const unitName = (key) => (key in data.units ? text(data.units[key]) : key);
const stageName = (key) => (key in (data.stages ?? {}) ? text(data.stages[key]) : key);
