#include <cmath>

#include "kinds.hpp"
#include "plant/fab_nodes.hpp"
#include "plant/plant_spec.hpp"

namespace aibelt::supply {
namespace {

constexpr base::Dimension kRate = base::dimension(base::Measure::wafer) / base::kTime;

/// A site-level DRAM fab: wafers of several products share its starts, and a filler product takes what the others leave.
struct MemoryFab : PlantSpec<kRate> {
  scenario::Ramp<base::kPlain> line_yield{base::Ratio::from_base_units(1)};
  scenario::Ramp<base::kPlain> most_ordered{base::Ratio::from_base_units(1)};
  std::string filler;
  FabNodes nodes;

  std::string stage() const override { return "fab"; }
  entity::Good good() const override { return entity::Good::wafer; }
  std::string work_unit() const override { return "wafers"; }

  double ordered_share(base::SimTime date) const override { return most_ordered.at(date).in_base_units(); }

  std::vector<entity::Item> needs(const scenario::Scenario&, const std::string&) const override { return {}; }

  void complete(Recipe& recipe, const scenario::Scenario& scenario, const entity::Items&) const override {
    recipe.yield = [this](base::SimTime date) { return line_yield.at(date).in_base_units(); };
    recipe.is_filler = recipe.product == filler;
    if (nodes.is_stated()) {
      recipe.capacity_type = product::memory_of(scenario, recipe.product).node;
      recipe.is_filler |= recipe.product == nodes.by_name.at(recipe.capacity_type).filler;
      recipe.load = std::llround(load_of(scenario, recipe.product) * static_cast<double>(kLoadPerUnit));
    }
  }

  void extend(PlantPlan& plan) const override {
    for (const auto& [node, of_node] : nodes.by_name) {
      plan.capacity_by_type.emplace(node, [this, name = node](base::SimTime date) {
        return capacity_at(date) * nodes.share(name, date) * kSecondsPerDay;
      });
    }
  }

  double goods_per_capacity(const scenario::Scenario& scenario, const std::string& product,
                            base::SimTime) const override {
    return 1 / load_of(scenario, product);
  }

  double nominal_rate(const scenario::Scenario& scenario, const entity::Item& item, base::SimTime date) const override {
    const double of_fab = PlantSpec::nominal_rate(scenario, item, date);
    const std::string node = nodes.is_stated() ? product::memory_of(scenario, item.product).node : "";
    return nodes.by_name.contains(node)
               ? std::min(of_fab, capacity_at(date) * nodes.share(node, date) / load_of(scenario, item.product))
               : of_fab;
  }

  /// Load of one wafer, in units of the capacity.
  double load_of(const scenario::Scenario& scenario, const std::string& product) const {
    const auto node = nodes.by_name.find(product::memory_of(scenario, product).node);
    return node == nodes.by_name.end() ? 1 : node->second.load.in_base_units();
  }

  void check(scenario::Reader& reader, const std::string& path) const override {
    if (!filler.empty() && !products.contains(filler)) {
      reader.report(scenario::child_path(path, "filler"), "the filler must be one of the fab's \"products\"");
    }
    nodes.check(reader, path);
    for (const auto& [name, node] : nodes.by_name) {
      if (!node.filler.empty() && !products.contains(node.filler)) {
        reader.report(scenario::child_path(path, "nodes." + name + ".filler"),
                      "the filler must be one of the fab's \"products\"");
      }
    }
  }

  void check_products(const scenario::Scenario& scenario, base::Issues& issues) const override {
    PlantSpec::check_products(scenario, issues);
    for (const auto& [name, plan] : products) {
      const std::string& node = product::memory_of(scenario, name).node;
      if (nodes.is_stated() && !nodes.by_name.contains(node)) {
        issues.push_back({"", "products." + name,
                          node.empty() ? "this memory names no \"node\", but the fab divides its capacity by \"nodes\""
                                       : "its node \"" + node + "\" is none of the fab's \"nodes\""});
      }
    }
    for (const auto& [name, node] : nodes.by_name) {
      if (!node.filler.empty() && product::memory_of(scenario, node.filler).node != name) {
        issues.push_back({"", "nodes." + name + ".filler", "this memory is not of the node \"" + name + "\""});
      }
    }
  }

  static const scenario::FieldTable<MemoryFab>& fields() {
    static const scenario::FieldTable<MemoryFab> table = [] {
      auto all = plant_fields<MemoryFab, kRate>("memory");
      all.push_back(scenario::field(&MemoryFab::line_yield,
                                    {.name = "line_yield",
                                     .unit = "1",
                                     .low = 0,
                                     .high = 1,
                                     .doc = "share of wafers that reach the end of the line, by date of start",
                                     .by_default = "1"}));
      all.push_back(scenario::field(
          &MemoryFab::most_ordered,
          {.name = "ordered_share",
           .unit = "1",
           .low = 0,
           .high = 1,
           .doc = "largest share of the starts that ordered products take together, by date; the filler has the rest",
           .by_default = "1"}));
      all.push_back(
          scenario::field(&MemoryFab::filler, {.name = "filler",
                                               .doc = "product that takes the starts nobody ordered, sold at once",
                                               .refers_to = "memory",
                                               .by_default = "none"}));
      add_node_fields(all);
      return all;
    }();
    return table;
  }

  static void add_node_fields(scenario::FieldTable<MemoryFab>& all);
};

/// A key of the part `nodes` of the fab, which stands beside the fab's own keys.
template <class T>
scenario::Field<MemoryFab> node_field(T FabNodes::*member, scenario::FieldInfo info) {
  auto field = scenario::field(member, std::move(info));
  auto read = [read = std::move(field.read)](scenario::Reader& reader, const scenario::Json& json,
                                             const std::string& path,
                                             MemoryFab& fab) { read(reader, json, path, fab.nodes); };
  return {std::move(field.info), std::move(read)};
}

void MemoryFab::add_node_fields(scenario::FieldTable<MemoryFab>& all) {
  all.push_back(
      node_field(&FabNodes::by_name, {.name = "nodes",
                                      .doc = "DRAM nodes and their shares of the capacity; its products name theirs",
                                      .by_default = "one capacity for all"}));
  all.push_back(node_field(&FabNodes::conversion_loss,
                           {.name = "conversion_loss",
                            .unit = "1",
                            .low = 0,
                            .high = 1,
                            .doc = "share of the capacity moved to another node that starts nothing for a time",
                            .by_default = "0"}));
  all.push_back(node_field(&FabNodes::conversion_time, {.name = "conversion_time",
                                                        .unit = "days",
                                                        .low = 0,
                                                        .high = 3650,
                                                        .doc = "for which it does not",
                                                        .by_default = "0 days"}));
}

}  // namespace

scenario::Kind<scenario::Spec> memory_fab() {
  return scenario::kind<scenario::Spec, MemoryFab>(
      "memory_fab", "a DRAM fab: wafer starts shared by products, one cycle time, a line yield");
}

}  // namespace aibelt::supply
