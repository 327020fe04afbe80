#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "aibelt/network/lanes.hpp"
#include "aibelt/supply/sections.hpp"
#include "contracts.hpp"

// Whether contracts fit the places, lanes and products they name.
namespace aibelt::supply {
namespace {

bool is_item(const std::vector<entity::Item>& items, const entity::Item& wanted) {
  return std::find(items.begin(), items.end(), wanted) != items.end();
}

std::string text_of(const entity::Item& item) { return fmt::format("{} {}", item.product, entity::unit_of(item.good)); }

class Checker {
 public:
  Checker(const scenario::Scenario& scenario, base::Issues& issues) : scenario_(scenario), issues_(issues) {
    for (const auto& [name, entry] : scenario.section("lanes")) {
      const auto& lane = dynamic_cast<const network::Lane&>(*entry.spec);
      lanes_.emplace(lane.from, lane.to);
    }
    for (const auto& [section, entries] : scenario.sections) {
      for (const auto& [name, entry] : entries) {
        if (const auto* place = dynamic_cast<const entity::ActorSpec*>(entry.spec.get())) {
          places_[name] = place;
        }
      }
    }
  }

  void check() {
    for (const auto& [name, entry] : scenario_.section("contracts")) {
      const auto& contract = dynamic_cast<const Contract&>(*entry.spec);
      const std::string path = scenario::child_path("contracts", name);
      check_parties(contract, path);
      check_overlap(contract, path);
    }
  }

 private:
  void check_parties(const Contract& contract, const std::string& path) {
    const auto* maker = find(contract.maker, scenario::child_path(path, "maker"));
    const auto* customer = find(contract.customer, scenario::child_path(path, "customer"));
    const auto made = maker != nullptr ? check_product(contract, *maker, path) : std::nullopt;
    if (!made || customer == nullptr) {
      return;
    }
    if (!is_item(customer->consumes(scenario_), *made)) {
      report(scenario::child_path(path, "customer"),
             fmt::format("{} has no use for {}; name somebody who has", contract.customer, text_of(*made)));
    } else if (!lanes_.contains({contract.maker, contract.customer})) {
      report(path,
             fmt::format("no lane leads from {} to {}; add one or mend the names", contract.maker, contract.customer));
    }
  }

  /// The item the contract is about; nullopt and an issue when the maker does not make it or counts it in another unit.
  std::optional<entity::Item> check_product(const Contract& contract, const entity::ActorSpec& maker,
                                            const std::string& path) {
    std::vector<std::string> names;
    for (const entity::Item& item : maker.produces(scenario_)) {
      if (item.product != contract.product) {
        names.push_back(item.product);
        continue;
      }
      const auto given = contract.goods();
      if (!given.empty() && given[0] != item.good) {
        report(scenario::child_path(path, std::string(entity::unit_of(given[0]))),
               fmt::format("{} delivers {}; give the volume as \"{}\"", contract.maker, text_of(item),
                           entity::unit_of(item.good)));
        return std::nullopt;
      }
      return item;
    }
    report(scenario::child_path(path, "product"),
           fmt::format("{} does not make \"{}\"; it makes {}{}", contract.maker, contract.product,
                       names.empty() ? "nothing" : fmt::format("{}", fmt::join(names, ", ")),
                       scenario::did_you_mean(contract.product, names)));
    return std::nullopt;
  }

  const entity::ActorSpec* find(const std::string& name, const std::string& path) {
    const auto found = places_.find(name);
    if (found != places_.end()) {
      return found->second;
    }
    std::vector<std::string> names;
    for (const auto& [known, place] : places_) {
      names.push_back(known);
    }
    report(path, fmt::format("there is no place \"{}\"{}", name, scenario::did_you_mean(name, names)));
    return nullptr;
  }

  /// Reports a contract of the same kind between the same two that was seen before and holds at the same time.
  void check_overlap(const Contract& contract, const std::string& path) {
    for (const auto& [other, other_path] : seen_) {
      const bool is_alike = other->terms() == contract.terms() && other->maker == contract.maker &&
                            other->customer == contract.customer && other->product == contract.product;
      if (is_alike && other->from < contract.to && contract.from < other->to) {
        report(path, fmt::format("holds in months of {}, the same kind of contract between the same two; let one end "
                                 "before the other begins",
                                 other_path));
      }
    }
    seen_.emplace_back(&contract, path);
  }

  void report(std::string path, std::string message) { issues_.push_back({"", std::move(path), std::move(message)}); }

  const scenario::Scenario& scenario_;
  base::Issues& issues_;
  std::set<std::pair<std::string, std::string>> lanes_;
  std::map<std::string, const entity::ActorSpec*> places_;
  std::vector<std::pair<const Contract*, std::string>> seen_;
};

}  // namespace

void check_contracts(const scenario::Scenario& scenario, base::Issues& issues) { Checker(scenario, issues).check(); }

}  // namespace aibelt::supply
