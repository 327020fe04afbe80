#include "recovery_table.hpp"

#include <algorithm>
#include <map>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "aibelt/engine/engine.hpp"
#include "aibelt/engine/handovers.hpp"
#include "aibelt/metrics/recovery.hpp"
#include "aibelt/metrics/survival.hpp"
#include "aibelt/supply/disruptions.hpp"
#include "interrupt.hpp"
#include "table.hpp"

namespace aibelt::cli {
namespace {

using Rows = std::vector<std::vector<std::string>>;

/// Curves only: a twin's jobs and events are of no use.
class CurveRows : public record::MemorySink {
 public:
  using record::MemorySink::write;
  void write(const record::JobRow&) override {}
  void write(const record::EventRow&) override {}
};

std::string in_days(const std::optional<double>& days, const char* otherwise) {
  return days ? fmt::format("{:.0f}", *days) : otherwise;
}

/// What the events of one disruption have in common.
struct Cause {
  base::SimTime first;
  std::size_t n_dates = 0;
  std::string kind;
};

std::map<std::string, Cause> causes_of(const scenario::Scenario& scenario) {
  std::map<std::string, Cause> causes;
  std::map<std::string, base::SimTime> last;
  for (const supply::Shock& shock : supply::shocks_of(scenario)) {
    Cause& cause = causes.try_emplace(shock.name, Cause{shock.at, 0, shock.kind}).first->second;
    const auto [place, is_first] = last.emplace(shock.name, shock.at);
    cause.n_dates += static_cast<std::size_t>(is_first || place->second != shock.at);
    place->second = shock.at;
  }
  return causes;
}

std::string damage_table(const metrics::Recovery& recovery, base::SimTime at) {
  Rows rows = {{"", "lost in", "most", "days to", "", ""}, {"place", "the run", "behind", "recover", "unit", "item"}};
  for (const metrics::Damage& damage : recovery.damages) {
    rows.push_back({damage.whose, short_number(damage.lost), short_number(damage.most_behind),
                    in_days(metrics::days_to_recover(damage, at), "never"), damage.series.unit, damage.series.item});
  }
  constexpr std::size_t kFirstText = 4;
  return recovery.damages.empty() ? "No place puts out less or gets less.\n" : text_table(rows, kFirstText);
}

std::string shortfall_table(const metrics::Recovery& recovery, base::SimTime at) {
  Rows rows = {{"", "days to", "most", "", ""}, {"who waits", "survive", "unmet", "unit", "item"}};
  for (const metrics::Shortfall& shortfall : recovery.shortfalls) {
    rows.push_back({shortfall.series.place, in_days(metrics::days_to_survive(shortfall, at), "all"),
                    short_number(shortfall.worst), shortfall.series.unit, shortfall.series.item});
  }
  constexpr std::size_t kFirstText = 3;
  return recovery.shortfalls.empty() ? "" : "\n" + text_table(rows, kFirstText);
}

std::string survival_table(const scenario::Scenario& scenario, const metrics::Curves& curves,
                           const metrics::Span& span) {
  std::map<std::string, metrics::Survival> least;
  for (metrics::Survival& survival : metrics::times_to_survive(curves, engine::handovers(scenario), span)) {
    const auto [place, is_new] = least.try_emplace(survival.place, survival);
    if (survival.days < place->second.days) {
      place->second = std::move(survival);
    }
  }
  Rows rows = {{"place", "days", "product", "runs out along"}};
  for (const auto& [place, survival] : least) {
    rows.push_back({place, fmt::format("{:.0f}", survival.days), survival.product,
                    fmt::format("{}", fmt::join(survival.path, " > "))});
  }
  constexpr std::size_t kFirstText = 2;
  return rows.size() == 1
             ? ""
             : fmt::format("\nHow long goods downstream last if a place stops, by the flows of {} to {}\n{}",
                           base::to_text(span.first), base::to_text(span.last), text_table(rows, kFirstText));
}

/// The last twelve whole months before anything happens, or of the run.
metrics::Span quiet_year(const scenario::Scenario& scenario, const std::map<std::string, Cause>& causes) {
  base::SimTime end = scenario.to;
  for (const auto& [name, cause] : causes) {
    end = std::min(end, cause.first);
  }
  const base::Month last{base::month_of(end).index - 1};
  constexpr int kYear = 12;
  return {std::max(base::month_of(scenario.from), base::Month{last.index - kYear + 1}), last};
}

}  // namespace

std::optional<std::string> recovery_tables(const scenario::Scenario& scenario, const metrics::Curves& curves) {
  std::string text;
  const auto causes = causes_of(scenario);
  for (const auto& [name, cause] : causes) {
    CurveRows rows;
    const scenario::Scenario twin = supply::without_disruption(scenario, name);
    if (!engine::run(twin, rows, {[](base::SimTime) {}, is_interrupted}, engine::Driver::memory)) {
      return std::nullopt;
    }
    const auto recovery = metrics::recovery(curves, metrics::Curves(rows.series(), rows.curves()), cause.first);
    text += fmt::format("\n{} ({}), {}{}\n", name, cause.kind, base::to_date_text(cause.first),
                        cause.n_dates > 1 ? fmt::format(" and {} times more", cause.n_dates - 1) : "");
    text += damage_table(recovery, cause.first) + shortfall_table(recovery, cause.first);
  }
  return text + survival_table(scenario, curves, quiet_year(scenario, causes));
}

}  // namespace aibelt::cli
