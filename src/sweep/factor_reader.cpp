#include "factor_reader.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "design/list.hpp"
#include "range_text.hpp"

namespace aibelt::sweep {
namespace {

using scenario::child_path;

constexpr std::size_t kLongestName = 100;
constexpr double kInner = 0.381966;  // finds places that take whole numbers only

bool is_name(std::string_view name) {
  return !name.empty() && name.size() <= kLongestName && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
           c == '.';
  });
}

class FactorReader {
 public:
  FactorReader(scenario::Reader& reader, const SweepText& text, const KnownFacts& known)
      : reader_(reader), text_(text), known_(known), list_(dynamic_cast<const ListDesign*>(text.design.get())) {}

  std::vector<PlacedFactor> read() {
    for (const auto& [name, one] : text_.factors) {
      read_one(name, one);
    }
    if (text_.from_facts.is_all) {
      add_all_facts();
    }
    for (std::size_t i = 0; i < text_.from_facts.ids.size(); ++i) {
      add_fact(text_.from_facts.ids[i], child_path("from_facts", i));
    }
    std::stable_sort(factors_.begin(), factors_.end(),
                     [](const PlacedFactor& a, const PlacedFactor& b) { return a.factor.name < b.factor.name; });
    return std::move(factors_);
  }

 private:
  void read_one(const std::string& name, const FactorText& one) {
    const std::string place = child_path("factors", name);
    if (!is_name(name)) {
      reader_.report(place, fmt::format("a name is 1 to {} letters, digits, \"_\", \"-\" or \".\"", kLongestName));
    }
    if (one.path.empty() == one.fact.empty()) {
      reader_.report(place, "varies either a \"path\" of the scenario or a \"fact\"; give one of the two");
      return;
    }
    Factor factor{.name = name, .path = one.path, .fact = one.fact};
    if (factor.path.starts_with(scenario::kFactPrefix)) {
      factor.fact = factor.path.substr(scenario::kFactPrefix.size());
    } else if (factor.path.empty()) {
      factor.path = std::string(scenario::kFactPrefix) + factor.fact;
    }
    const std::string path_place = child_path(place, one.fact.empty() ? "path" : "fact");
    const scenario::Fact* fact = factor.fact.empty() ? nullptr : find_fact(factor.fact, path_place);
    if (!factor.fact.empty() && fact == nullptr) {
      return;
    }
    const bool is_sound = !factor.fact.empty() || check_path(factor.path, path_place);
    PlacedFactor placed{std::move(factor), place, path_place, {}};
    if (read_levels(one, fact, placed) && is_sound) {
      factors_.push_back(std::move(placed));
    }
  }

  bool check_path(const std::string& path, const std::string& place) {
    const std::string why = why_no_path(path, "factors");
    if (!why.empty()) {
      reader_.report(place, why);
    }
    return why.empty();
  }

  /// The fact whose value the scenario uses; null where it is reported, or where nothing is known of it.
  const scenario::Fact* find_fact(const std::string& id, const std::string& place) {
    if (known_.facts == nullptr) {
      return nullptr;
    }
    const auto found = known_.facts->find(id);
    if (found == known_.facts->end()) {
      reader_.report(place, scenario::no_such_fact(id, *known_.facts));
      return nullptr;
    }
    if (known_.cited && !known_.cited->contains(id)) {
      reader_.report(place,
                     fmt::format("the scenario does not use the value of fact \"{}\", so that nothing would vary", id));
      return nullptr;
    }
    return &found->second;
  }

  bool read_levels(const FactorText& one, const scenario::Fact* fact, PlacedFactor& placed) {
    const bool has_range = one.low || one.high || one.mode || one.sd || one.shape || one.whole || one.levels > 0;
    if (list_ != nullptr) {
      return take_listed(one.values || has_range, placed);
    }
    if (one.values && has_range) {
      reader_.report(placed.place, "has both \"values\" and what describes a range; keep one of the two");
      return false;
    }
    return one.values ? take_values(*one.values, placed) : take_range(one, fact, placed);
  }

  bool take_listed(bool has_levels, PlacedFactor& placed) {
    if (has_levels) {
      reader_.report(placed.place, "the design lists the values; leave only \"path\" or \"fact\" here");
    }
    for (std::size_t i = 0; i < list_->points.size(); ++i) {
      const auto found = list_->points[i].find(placed.factor.name);
      if (found == list_->points[i].end()) {
        placed.factor.values.emplace_back("null");  // the design reports it
        continue;
      }
      const std::string point = child_path(child_path("design", "points"), i);
      add_value(found->second.value, child_path(point, placed.factor.name), list_->points.size(), placed);
    }
    return true;
  }

  bool take_values(const std::vector<scenario::AnyValue>& values, PlacedFactor& placed) {
    const std::string place = child_path(placed.place, "values");
    if (values.empty()) {
      reader_.report(place, "has no levels; give at least one");
      return false;
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
      add_value(values[i].value, child_path(place, i), values.size(), placed);
    }
    return true;
  }

  /// One of `n` values, in their order.
  static void add_value(const scenario::Json& value, std::string place, std::size_t n, PlacedFactor& placed) {
    placed.trials.push_back({coordinate_of_value(placed.factor.values.size(), n), std::move(place)});
    placed.factor.values.push_back(override_text(value));
  }

  bool take_range(const FactorText& one, const scenario::Fact* fact, PlacedFactor& placed) {
    if (!one.low && !one.high && (fact == nullptr || !range_of(*fact))) {
      reader_.report(placed.place, fact != nullptr ? why_no_range(*fact)
                                                   : "needs its levels: give \"values\", or \"low\" and \"high\"");
      return false;
    }
    placed.factor.range = read_range(reader_, placed.place, one, fact);
    placed.factor.n_levels = static_cast<std::uint64_t>(one.levels);
    if (placed.factor.range) {
      const auto place_of = [&](bool is_written, const char* key) {
        return is_written ? child_path(placed.place, key) : placed.place;
      };
      placed.trials = {{0, place_of(one.low.has_value(), "low")},
                       {1, place_of(one.high.has_value(), "high")},
                       {placed.factor.range->base(), place_of(one.mode.has_value(), "mode")},
                       {kInner, placed.place}};
    }
    return placed.factor.range.has_value();
  }

  void add_all_facts() {
    std::set<std::string> named;
    for (const PlacedFactor& placed : factors_) {
      named.insert(placed.factor.fact);
    }
    if (!known_.cited) {
      return;
    }
    bool has_any = false;
    for (const std::string& id : *known_.cited) {
      const scenario::Fact& fact = known_.facts->find(id)->second;
      has_any = has_any || range_of(fact);
      if (range_of(fact) && !named.contains(id)) {
        add_range_of(fact, "from_facts");
      }
    }
    if (!has_any) {
      reader_.report("from_facts", "the scenario uses the value of no fact that has a range from \"low\" to \"high\"");
    }
  }

  void add_fact(const std::string& id, const std::string& place) {
    const scenario::Fact* fact = find_fact(id, place);
    if (fact != nullptr && range_of(*fact)) {
      add_range_of(*fact, place);
    } else if (fact != nullptr) {
      reader_.report(place, why_no_range(*fact));
    }
  }

  void add_range_of(const scenario::Fact& fact, const std::string& place) {
    PlacedFactor placed{
        {.name = fact.id, .path = std::string(scenario::kFactPrefix) + fact.id, .fact = fact.id}, place, place, {}};
    read_levels({}, &fact, placed);
    factors_.push_back(std::move(placed));
  }

  scenario::Reader& reader_;
  const SweepText& text_;
  const KnownFacts& known_;
  const ListDesign* list_;
  std::vector<PlacedFactor> factors_;
};

}  // namespace

std::string why_no_path(const std::string& path, const char* beside) {
  if (path == "seed") {
    return fmt::format("the sweep gives every run its seed; write \"seed\" beside \"{}\"", beside);
  }
  return path.find('=') == std::string::npos && scenario::is_path(path) ? ""
                                                                        : "is no path; write it like sites.ulsan.pue";
}

std::set<std::string> cited_facts(const scenario::Scenario& scenario, const scenario::Facts& facts) {
  std::set<std::string> cited;
  for (const scenario::Use& use : scenario.uses) {
    const auto found = facts.find(use.fact);
    if (use.origin == scenario::Origin::fact && found != facts.end() &&
        use.value == scenario::value_text(found->second)) {
      cited.insert(use.fact);
    }
  }
  return cited;
}

std::vector<PlacedFactor> read_factors(scenario::Reader& reader, const SweepText& text, const KnownFacts& known) {
  return FactorReader(reader, text, known).read();
}

}  // namespace aibelt::sweep
