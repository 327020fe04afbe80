#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "bindings.hpp"
#include "figures_of_run.hpp"

namespace aibelt::report {
namespace {

/// To a tenth, with a comma before every three digits: `1,644,557.5`.
Text amount_text(double amount) {
  constexpr double kTenth = 10;
  constexpr std::size_t kGroup = 3;
  std::string text = fmt::format("{:.1f}", std::round(amount * kTenth) / kTenth);
  const std::size_t point = text.size() - 2;
  for (std::size_t at = point; at > kGroup; at -= kGroup) {
    text.insert(at - kGroup, ",");
  }
  return raw(text.ends_with(".0") ? text.substr(0, text.size() - 2) : text);
}

/// What waits and for what, as metrics::to_text says it.
Text evidence_text(const metrics::Evidence& evidence) {
  const Text what = evidence.item.empty() ? stage_text(evidence.stage)
                                          : say("{} {}", {stage_text(evidence.stage), raw(evidence.item)});
  const Text amount = amount_text(evidence.amount);
  const Text unit = unit_text(evidence.unit);
  if (evidence.reason == "unmet") {
    return say("{}: {} {} unmet", {what, amount, unit});
  }
  if (evidence.reason == "plan") {
    return say("{}: the {} {} planned are in use", {what, amount, unit});
  }
  if (evidence.reason == "pipeline") {
    return say("{}: {} in process, nothing waits", {what, amount});
  }
  if (evidence.reason == "racks") {
    return say("{}: {} {} late", {what, amount, unit});
  }
  return say("{}: {} {} wait for {}", {what, amount, unit, reason_text(evidence.reason)});
}

Text note_of(const metrics::Binding& binding) {
  Text note;
  for (const metrics::Evidence& evidence : binding.evidence) {
    const Text step = evidence_text(evidence);
    note = note.empty() ? step : Text{note.en + "; " + step.en, note.ko + "; " + step.ko};
  }
  return note;
}

}  // namespace

Text reason_text(const std::string& reason) {
  for (const char* known : {"capacity", "share", "power", "grid", "commissioning", "pipeline", "plan", "racks"}) {
    if (reason == known) {
      return say(reason);
    }
  }
  return raw(reason);
}

Text binding_text(const metrics::Binding& binding) {
  if (binding.reason.empty()) {
    return say("nothing binds");
  }
  return say("{}: {}", {stage_text(binding.stage), reason_text(binding.reason)});
}

Strip::Row strip_row(const Text& name, const std::vector<metrics::Binding>& bindings, const Months& x, Strip& strip) {
  Strip::Row row{name, std::vector<std::optional<std::size_t>>(x.n), std::vector<Text>(x.n)};
  for (const metrics::Binding& binding : bindings) {
    const std::size_t month = position(x, binding.month);
    if (month >= x.n) {
      continue;
    }
    const std::string key = to_text(binding);
    auto known = std::find_if(strip.categories.begin(), strip.categories.end(),
                              [&](const Strip::Category& category) { return category.key == key; });
    if (known == strip.categories.end()) {
      strip.categories.push_back({key, binding.reason.empty() ? "" : binding.stage, binding_text(binding)});
      known = std::prev(strip.categories.end());
    }
    row.cells[month] = static_cast<std::size_t>(known - strip.categories.begin());
    row.notes[month] = note_of(binding);
  }
  return row;
}

std::optional<Figure> binding_strip(const RunView& run) {
  Strip strip{.x = run.months()};
  strip.rows.push_back(strip_row(say("Services wait for"), run.bindings().services, strip.x, strip));
  strip.rows.push_back(strip_row(say("Racks wait for"), run.bindings().racks, strip.x, strip));
  if (strip.categories.size() == 1 && strip.categories.front().stage.empty()) {
    return std::nullopt;
  }
  return Figure{"binding", say("What binds, month by month"),
                say("The stage that holds up most of what is missing, found by following what waits for what from "
                    "unmet work, and from late racks, upstream."),
                std::move(strip)};
}

}  // namespace aibelt::report
