// Making elements.

/// An element with attributes (`on…` are listeners, null or false leaves one out) and children: nodes or text.
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

function makeSvg(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/// A radio group; `options` are [value, label]. Arrow keys move within it, as the browser does for radio buttons.
function radios(name, legend, options, chosen, choose) {
  return make("fieldset", { class: "choice" }, make("legend", {}, legend),
    ...options.map(([value, label]) => make("label", {},
      make("input", { type: "radio", name, value, checked: value === chosen, onchange: () => choose(value) }),
      make("span", {}, label))));
}

/// What stands for a series in a legend.
function swatch({ shape, colour, dash, marker, width = 2, opacity = 1 }) {
  const box = (...parts) => makeSvg("svg", { class: "swatch", width: 26, height: 12, viewBox: "0 0 26 12", "aria-hidden": "true" }, ...parts);
  if (shape === "box") return box(makeSvg("rect", { x: 4, y: 0, width: 18, height: 12, rx: 2, fill: colour, "fill-opacity": opacity }));
  if (shape === "ring") return box(makeSvg("rect", { x: 5, y: 1, width: 16, height: 10, rx: 2, fill: "none", stroke: colour, "stroke-width": 2.5 }));
  if (shape === "dot") return box(makeSvg("circle", { cx: 13, cy: 6, r: 4, fill: colour, "fill-opacity": opacity }));
  if (shape === "mark") return box(makeSvg("path", { d: "M13 0l6 6-6 6-6-6z", fill: colour }));
  const line = makeSvg("line", {
    x1: 1, y1: 6, x2: 25, y2: 6, stroke: colour, "stroke-width": width, "stroke-dasharray": Array.isArray(dash) ? dash.join(" ") : "none",
  });
  return box(line, ...markerOf(marker, colour));
}

function markerOf(marker, colour) {
  if (!marker || marker === "none") return [];
  const hollow = marker.startsWith("empty");
  const paint = { fill: hollow ? "var(--page)" : colour, stroke: colour, "stroke-width": 1.5 };
  const shape = marker.replace("empty", "").toLowerCase();
  if (shape === "triangle") return [makeSvg("path", { d: "M13 2l4 7h-8z", ...paint })];
  if (shape === "rect") return [makeSvg("rect", { x: 10, y: 3, width: 6, height: 6, ...paint })];
  if (shape === "diamond") return [makeSvg("path", { d: "M13 2l4 4-4 4-4-4z", ...paint })];
  return [makeSvg("circle", { cx: 13, cy: 6, r: 3, ...paint })];
}
