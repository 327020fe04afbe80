#include <algorithm>
#include <array>
#include <map>

#include "figures_of_run.hpp"

namespace aibelt::report {
namespace {

constexpr std::array<std::string_view, 4> kMeasures = {"input_stock", "in_process", "stock", "stock_in_transit"};

/// Stages in the order in which goods pass them.
std::size_t rank_of(std::string_view stage) {
  constexpr std::array<std::string_view, 8> kChain = {
      "fab",       "wafer_finishing",      "base_die_supplier", "stacking", "memory_supplier",
      "packaging", "accelerator_supplier", "assembly"};
  return static_cast<std::size_t>(std::find(kChain.begin(), kChain.end(), stage) - kChain.begin());
}

/// What lies at a stage as one measure has it, by unit.
struct Pile {
  std::size_t rank = 0;
  std::string stage;
  std::size_t measure = 0;

  friend auto operator<=>(const Pile&, const Pile&) = default;
};

std::map<std::string, std::map<Pile, Values>> piles_by_unit(const RunView& run) {
  std::map<std::string, std::map<Pile, Values>> piles;
  for (const metrics::Curve& curve : run.curves().all()) {
    const auto measure = std::find(kMeasures.begin(), kMeasures.end(), curve.series.measure);
    if (measure == kMeasures.end() || curve.series.stage == "money") {
      continue;
    }
    const Pile pile{rank_of(curve.series.stage), curve.series.stage,
                    static_cast<std::size_t>(measure - kMeasures.begin())};
    Values& sum = piles[curve.series.unit][pile];
    sum.resize(run.run().n_months, 0);
    const Values values = run.values(curve);
    std::transform(sum.begin(), sum.end(), values.begin(), sum.begin(), std::plus<>());
  }
  return piles;
}

LineView view_of(const std::string& unit, const std::map<Pile, Values>& piles) {
  LineView view{{unit, {}}, {}};
  for (const auto& [pile, values] : piles) {
    if (!is_all_zero(values)) {
      view.series.push_back(
          {say("{}: {}", {stage_text(pile.stage), measure_text(kMeasures[pile.measure])}), pile.stage, values, true});
    }
  }
  return view;
}

/// Units in the order in which goods become one another, others behind.
std::vector<std::string> units_in_order(const std::map<std::string, std::map<Pile, Values>>& piles) {
  std::vector<std::string> units = {"wafers", "dies", "base_dies", "stacks", "packages", "racks"};
  std::erase_if(units, [&](const std::string& unit) { return !piles.contains(unit); });
  for (const auto& [unit, of] : piles) {
    if (std::find(units.begin(), units.end(), unit) == units.end()) {
      units.push_back(unit);
    }
  }
  return units;
}

}  // namespace

std::optional<Figure> stock_and_work(const RunView& run) {
  const auto piles = piles_by_unit(run);
  Lines lines{.x = run.months(), .is_area = true};
  for (const std::string& unit : units_in_order(piles)) {
    lines.variants.push_back(view_of(unit, piles.at(unit)));
  }
  std::erase_if(lines.variants, [](const LineView& view) { return view.series.empty(); });
  if (lines.variants.empty()) {
    return std::nullopt;
  }
  return Figure{"stock-and-work", say("Stock and work in process"),
                say("Goods that wait at each stage as inputs, are being worked on, or are finished, at the end of "
                    "each month; each kind of goods in its own unit."),
                std::move(lines)};
}

}  // namespace aibelt::report
