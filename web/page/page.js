// The page as a whole.
const main = document.getElementById("page");

function sectionElement({ id, title, figures: inside }) {
  return make("section", { id: `section-${id}`, "aria-labelledby": `section-${id}-title` },
    make("h2", { id: `section-${id}-title` }, text(title)), ...inside.map(figureElement));
}

function contents() {
  return make("nav", { class: "contents", "aria-label": say().contents },
    make("ul", {}, ...data.sections.map(({ id, title }) => make("li", {}, make("a", { href: `#section-${id}` }, text(title))))));
}

/// Fills the page in the language chosen; what was there before goes.
function build() {
  for (const { handle } of figures.splice(0)) handle?.dispose();
  document.documentElement.lang = state.lang;
  for (const element of document.querySelectorAll("[data-en][data-ko]")) element.textContent = element.dataset[state.lang];
  const all = data.sections.flatMap(({ figures: inside }) => inside);
  const missing = charts === null ? all.filter(({ kind }) => kind !== "table").length : 0;
  const bar = controls();
  main.replaceChildren(identity(), bar, make("p", { id: "said", class: "unseen", role: "status" }),
    missing > 0 ? make("p", { class: "missing" }, say().noCharts(missing)) : "", contents(), ...data.sections.map(sectionElement));
  skipLink();
  drawAll();
}

function skipLink() {
  document.querySelector("a.skip")?.remove();
  document.body.prepend(make("a", { class: "skip", href: "#page" }, say().skip));
}

// What the reader sees is drawn first, the rest as soon as the browser has a moment. `drawing` ends a round that a later
// one overtakes.
let drawing = 0;
let printing = false;
function drawAll() {
  if (printing) return;
  const round = ++drawing;
  const waiting = figures.filter(({ canDraw }) => canDraw);
  delete document.documentElement.dataset.drawn;
  measure();
  for (const shown of waiting) reserveRoom(shown, false);
  const next = () => {
    if (round !== drawing) return;
    const until = performance.now() + 40;
    while (waiting.length > 0 && performance.now() < until) drawChart(waiting.shift());
    if (waiting.length > 0) setTimeout(next);
    else document.documentElement.dataset.drawn = "true";
  };
  next();
}

function drawForPrint() {
  printing = true;
  ++drawing;
  for (const shown of figures) if (shown.canDraw) drawChart(shown, true);
}

let lastWidth = 0;
function watchWidth() {
  let timer = 0;
  lastWidth = main.clientWidth;
  new ResizeObserver(() => {
    if (main.clientWidth === lastWidth) return;
    lastWidth = main.clientWidth;
    clearTimeout(timer);
    timer = setTimeout(drawAll, 120);
  }).observe(main);
}

main.setAttribute("tabindex", "-1");
state.units = sharedUnits(data.sections.flatMap(({ figures: inside }) => inside));
[state.unit = null] = state.units;
build();
document.getElementById("static")?.remove();
watchWidth();
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
addEventListener("beforeprint", drawForPrint);
addEventListener("afterprint", () => {
  printing = false;
  drawAll();
});
