#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "aibelt/entity/setting.hpp"
#include "aibelt/supply/makings.hpp"
#include "aibelt/supply/money.hpp"

// Whether the section `money` fits the places and products it names.
namespace aibelt::supply {
namespace {

using base::Measure;

std::optional<Measure> measure_of(const std::string& unit) {
  static const std::map<std::string, Measure> measures = {
      {"wafers", Measure::wafer},     {"dies", Measure::die},   {"base_dies", Measure::die}, {"stacks", Measure::stack},
      {"packages", Measure::package}, {"racks", Measure::rack}, {"parts", Measure::part}};
  const auto found = measures.find(unit);
  return found == measures.end() ? std::nullopt : std::optional(found->second);
}

class MoneyChecker {
 public:
  MoneyChecker(const scenario::Scenario& scenario, base::Issues& issues) : scenario_(scenario), issues_(issues) {
    for (const auto& [section, entries] : scenario.sections) {
      for (const auto& [name, entry] : entries) {
        if (const auto* place = dynamic_cast<const entity::ActorSpec*>(entry.spec.get())) {
          places_[name] = place;
        }
      }
    }
  }

  void check() {
    for (const auto& [name, entry] : scenario_.section("money")) {
      const std::string path = scenario::child_path("money", name);
      const auto place = places_.find(name);
      if (place == places_.end()) {
        report(path, fmt::format("there is no place \"{}\"{}", name, scenario::did_you_mean(name, names_of(places_))));
      } else {
        check_products(dynamic_cast<const PlaceMoney&>(*entry.spec), *place->second, path);
      }
    }
  }

 private:
  template <class Map>
  static std::vector<std::string> names_of(const Map& map) {
    std::vector<std::string> names;
    names.reserve(map.size());
    for (const auto& [name, value] : map) {
      names.push_back(name);
    }
    return names;
  }

  void check_products(const PlaceMoney& money, const entity::ActorSpec& place, const std::string& path) {
    std::map<std::string, PlannedMaking> made;
    for (PlannedMaking& making : makings_of(place, scenario_, scenario_.from)) {
      made.emplace(making.item.product, making);
    }
    for (const auto& [product, amounts] : money.products) {
      const std::string at = scenario::child_path(scenario::child_path(path, "products"), product);
      const auto making = made.find(product);
      if (making == made.end()) {
        report(at, fmt::format("is not made here; what is made here is {}{}",
                               made.empty() ? "nothing" : fmt::format("{}", fmt::join(names_of(made), ", ")),
                               scenario::did_you_mean(product, names_of(made))));
      } else if (making->second.is_handed_on()) {
        report(at, "is handed on here as it came; state its cost and price where it is made");
      } else {
        check_amounts(amounts, making->second, at);
      }
    }
  }

  void check_amounts(const ProductMoney& amounts, const PlannedMaking& making, const std::string& path) {
    const std::string goods(entity::unit_of(making.item.good));
    check_unit(amounts.unit_cost, making.work_unit.empty() ? goods : making.work_unit, false,
               scenario::child_path(path, "unit_cost"));
    const bool has_data = making.item.good == entity::Good::stack || making.item.good == entity::Good::die;
    check_unit(amounts.price, goods, has_data, scenario::child_path(path, "price"));
  }

  void check_unit(const std::optional<Amount>& amount, const std::string& unit, bool has_data,
                  const std::string& path) {
    const bool fits =
        !amount || !amount->per || amount->per == measure_of(unit) || (has_data && amount->per == Measure::data);
    if (!fits) {
      report(path, fmt::format("must be money for one of its {}", unit));
    }
  }

  void report(std::string path, std::string message) { issues_.push_back({"", std::move(path), std::move(message)}); }

  const scenario::Scenario& scenario_;
  base::Issues& issues_;
  std::map<std::string, const entity::ActorSpec*> places_;
};

}  // namespace

void check_money(const scenario::Scenario& scenario, base::Issues& issues) { MoneyChecker(scenario, issues).check(); }

}  // namespace aibelt::supply
