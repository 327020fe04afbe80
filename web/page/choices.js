// Which variant and month of a figure is shown.
function choiceOf(figure) {
  if (!state.byFigure.has(figure.id)) {
    state.byFigure.set(figure.id, { of: plain(figure.variants?.[0]?.of), unit: state.unit, month: fullestMonth(figure), hidden: new Set(), open: false });
  }
  return state.byFigure.get(figure.id);
}

// The last of the months in which most links carry something.
function fullestMonth({ x, links }) {
  if (!x || !links) return 0;
  const carrying = Array.from({ length: x.n }, (_, at) => links.filter(({ values }) => values[at] > 0).length);
  return carrying.lastIndexOf(Math.max(...carrying));
}

/// Index of the variant shown: of what was chosen for the figure, in the page's unit where it has that, else in its own.
function variantOf(figure) {
  const choice = choiceOf(figure);
  const fitting = figure.variants.map((variant, at) => ({ variant, at })).filter(({ variant }) => plain(variant.of) === choice.of);
  return (fitting.find(({ variant }) => variant.unit === choice.unit) ?? fitting[0] ?? { at: 0 }).at;
}

/// What a figure can show apart from its unit, as Texts.
function ofsOf({ variants = [] }) {
  const seen = new Map();
  for (const { of } of variants) if (of !== undefined && !seen.has(plain(of))) seen.set(plain(of), of);
  return [...seen.values()];
}

/// Units of a figure between which one can choose.
function unitsOf({ variants = [] }) {
  const byOf = new Map();
  for (const { of, unit } of variants) byOf.set(plain(of), new Set([...(byOf.get(plain(of)) ?? []), unit]));
  return [...new Set([...byOf.values()].filter((units) => units.size > 1).flatMap((units) => [...units]))];
}

/// The page's units: those of two figures or more; where there are none, all.
function sharedUnits(allFigures) {
  const counts = new Map();
  for (const figure of allFigures) for (const unit of unitsOf(figure)) counts.set(unit, (counts.get(unit) ?? 0) + 1);
  const shared = [...counts.keys()].filter((unit) => counts.get(unit) > 1);
  return shared.length > 1 ? shared : [...counts.keys()];
}
