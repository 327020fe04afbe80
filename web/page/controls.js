// The bar of switches: unit, language, look.
function controls() {
  const units = state.units;
  const parts = [];
  if (units.length > 1) {
    parts.push(radios("unit", say().unit, units.map((unit) => [unit, unitName(unit)]), state.unit, chooseUnit));
  }
  parts.push(radios("lang", say().language, [["en", "English"], ["ko", "한국어"]], state.lang, chooseLanguage));
  parts.push(radios("theme", say().theme, Object.entries(say().themes), state.theme, chooseTheme));
  return make("div", { class: "bar" }, ...parts);
}

function chooseUnit(unit) {
  state.unit = unit;
  for (const shown of figures.filter(({ figure }) => unitsOf(figure).includes(unit))) {
    choiceOf(shown.figure).unit = unit;
    if (shown.unitSelect) shown.unitSelect.value = unit;
    refresh(shown);
  }
  announce(`${say().unit}: ${unitName(unit)}`);
}

function chooseLanguage(lang) {
  state.lang = lang;
  build();
  document.querySelector(`input[name=lang][value=${lang}]`)?.focus();
}

function chooseTheme(theme) {
  state.theme = theme;
  showTheme();
}

function showTheme() {
  if (state.theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = state.theme;
  drawAll();
}

/// Tells a screen reader what changed.
function announce(message) {
  document.getElementById("said").textContent = message;
}
