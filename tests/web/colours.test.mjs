// Contrast of the charts' colours, by the formula of the Web Content Accessibility Guidelines 2.1.
import assert from "node:assert/strict";
import { test } from "node:test";

import { coloursOf, inkOn, rampColour } from "../../web/charts/colours.js";

function luminance(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((share) => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

for (const dark of [false, true]) {
  const colours = coloursOf({ dark });
  const look = dark ? "dark" : "light";

  test(`Text stands out 4.5 to 1 on a ${look} page`, () => {
    for (const ink of [colours.text, colours.muted]) assert.ok(contrast(ink, colours.page) >= 4.5, ink);
  });

  test(`Curves and bars stand out 3 to 1 on a ${look} page`, () => {
    for (const hue of [...colours.hues, colours.supply, colours.demand, colours.gap, colours.limit, colours.loss]) {
      assert.ok(contrast(hue, colours.page) >= 3, `${hue}: ${contrast(hue, colours.page)}`);
    }
  });

  test(`Text on a bar stands out 4.5 to 1 on a ${look} page`, () => {
    const ramp = Array.from({ length: 21 }, (_, at) => rampColour(colours, at / 20));
    for (const fill of [...colours.hues, colours.nothing, ...ramp]) {
      assert.ok(contrast(inkOn(fill), fill) >= 4.5, `${inkOn(fill)} on ${fill}: ${contrast(inkOn(fill), fill)}`);
    }
  });
}
