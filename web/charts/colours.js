// Colours of the charts in light and dark. Every hue is told from its neighbours with any kind of colour vision (after
// Okabe and Ito), and each stands out from the page by 3:1 or more.
const light = {
  page: "#ffffff", text: "#1b1f24", muted: "#57606a", line: "#d0d7de", faint: "#eaeef2", card: "#ffffff", on: "#ffffff",
  hues: ["#0072b2", "#c2500a", "#00805e", "#b3539a", "#9a6b00", "#2f8ac4", "#6f4ba8", "#7a5c2e", "#5f6b7a", "#8a2846"],
  supply: "#0072b2", demand: "#c2410c", gap: "#6f4ba8", limit: "#57606a", loss: "#d1242f", nothing: "#d5dbe1",
  ramp: ["#eef4fa", "#c3dbee", "#8bbadd", "#4c93c6", "#1f6aa5", "#0b3f73"],
};
const dark = {
  page: "#14171a", text: "#e6e8eb", muted: "#a3abb4", line: "#3a414a", faint: "#262b31", card: "#1b1f24", on: "#101214",
  hues: ["#56b4e9", "#f28e4b", "#2fbf95", "#e08cc6", "#e3b341", "#8ccbf2", "#b39ae0", "#c9a66b", "#9aa7b5", "#e5738f"],
  supply: "#56b4e9", demand: "#ff9a5c", gap: "#b39ae0", limit: "#a3abb4", loss: "#ff7b72", nothing: "#39414a",
  ramp: ["#17293b", "#1c4163", "#25608f", "#3f86bd", "#7bb3de", "#cfe6f8"],
};

/// Colours of the page as it is shown.
export const coloursOf = (view) => (view.dark ? dark : light);

// A stage has the same hue in every figure; the chain goes from left to right.
const stageHue = {
  fab: 4, wafer_finishing: 7, base_die_supplier: 8, stacking: 2, memory_supplier: 9, interposer: 8, interposer_supplier: 8,
  packaging: 3, accelerator_supplier: 1, assembly: 6, delivery: 0, customer: 0, site: 5, cluster: 0,
};

/// Colour of a stage; of one not in the chain, the hue after the `index`.
export function stageColour(colours, stage, index = 0) {
  if (stage === "") return colours.nothing;
  const hue = stageHue[stage] ?? index + 1;
  return colours.hues[hue % colours.hues.length];
}

/// Colour of a share between 0 and 1 on the ramp from little to much.
export function rampColour(colours, share) {
  const steps = colours.ramp.length - 1;
  const at = Math.min(Math.max(share, 0), 1) * steps;
  const low = Math.min(Math.floor(at), steps - 1);
  return mix(colours.ramp[low], colours.ramp[low + 1], at - low);
}

/// Black or white, whichever is easier to read on `colour`.
export function inkOn(colour) {
  return luminance(colour) > 0.179 ? "#000000" : "#ffffff";
}

const channels = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));

function mix(from, to, share) {
  const end = channels(to);
  const mixed = channels(from).map((value, at) => Math.round(value + (end[at] - value) * share));
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

function luminance(colour) {
  const [red, green, blue] = channels(colour).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
