// Numbers, months and dates in the page's language.
const formats = new Map();

function formatOf(kind, options) {
  const key = `${state.lang} ${kind}`;
  if (!formats.has(key)) {
    const make = kind.startsWith("date") ? Intl.DateTimeFormat : Intl.NumberFormat;
    formats.set(key, new make(state.lang === "ko" ? "ko-KR" : "en-GB", options));
  }
  return formats.get(key);
}

/// A number to read: six digits at most.
function number(value) {
  if (value === null || value === undefined) return "–";
  const large = Math.abs(value) >= 1e6;
  return formatOf(large ? "large" : "number", { maximumSignificantDigits: large ? 7 : 6 }).format(value);
}

const prefixes = ["", " k", " M", " G", " T", " P"];

/// A number on an axis or in a drawing, such as 1.2 M or 120만, of three digits.
function short(value) {
  if (value === null || value === undefined) return "–";
  const magnitude = Math.abs(value);
  if (magnitude >= 1e18 || (magnitude > 0 && magnitude < 1e-3)) return formatOf("science", { notation: "scientific", maximumSignificantDigits: 3 }).format(value);
  if (state.lang === "ko") return formatOf("short", { notation: "compact", maximumSignificantDigits: 3 }).format(value);
  const step = Math.min(Math.max(Math.floor(Math.log10(Number(magnitude.toPrecision(3))) / 3), 0), prefixes.length - 1);
  return formatOf("short", { maximumSignificantDigits: 3 }).format(value / 1000 ** step) + prefixes[step];
}

const percent = (value) => (value === null ? "–" : formatOf("percent", { style: "percent", maximumFractionDigits: 0 }).format(value));

/// Key of a month, such as 2027-03, `index` months behind the first.
function monthKey({ from }, index) {
  const count = Number(from.slice(0, 4)) * 12 + Number(from.slice(5, 7)) - 1 + index;
  return `${String(Math.floor(count / 12)).padStart(4, "0")}-${String((count % 12) + 1).padStart(2, "0")}`;
}

/// The place of a month's key among `months`.
function indexOf({ from }, key) {
  return (Number(key.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(key.slice(5, 7)) - Number(from.slice(5, 7));
}

const utc = (iso) => new Date(`${iso}T00:00:00Z`);
const monthOf = (key) => formatOf("date month", { year: "numeric", month: "short", timeZone: "UTC" }).format(utc(`${key}-01`));
const month = (months, index) => monthOf(monthKey(months, index));
const date = (iso) => formatOf("date day", { year: "numeric", month: "short", day: "numeric", timeZone: "UTC" }).format(utc(iso));
