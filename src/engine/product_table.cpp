#include "aibelt/engine/product_table.hpp"

#include "aibelt/product/products.hpp"

namespace aibelt::engine {
namespace {

constexpr double kGiga = 1e9;
constexpr double kMega = 1e6;

/// IT power of one package of `accelerator`, W: that of the first rack that carries it, shared evenly.
double power_of(const scenario::Scenario& scenario, const std::string& accelerator) {
  for (const auto& [name, entry] : scenario.section("racks")) {
    const auto& rack = product::rack_of(scenario, name);
    if (rack.accelerator == accelerator) {
      return rack.power.in_base_units() / static_cast<double>(rack.accelerators);
    }
  }
  return 0;
}

/// Wafer starts behind one good stack, line yield aside.
double wafers_per_stack(const product::Memory& memory, base::SimTime date) {
  const double dies = static_cast<double>(memory.gross_dies().number()) * memory.die_yield(date);
  const double yield = memory.stack_yield(date);
  return dies > 0 && yield > 0 ? static_cast<double>(memory.layers) / dies / yield : 0;
}

metrics::PackageIn package_in(const scenario::Scenario& scenario, const std::string& name, base::Month month) {
  const auto& accelerator = product::accelerator_of(scenario, name);
  const double power = power_of(scenario, name) / kMega;
  const double tokens = accelerator.token_rate.in_base_units();
  if (accelerator.stacks == 0) {
    return {0, 0, 0, 1, power, tokens};
  }
  const auto& memory = product::memory_of(scenario, accelerator.memory);
  const auto stacks = static_cast<double>(accelerator.stacks);
  return {stacks * wafers_per_stack(memory, base::start_of(month)),
          stacks,
          stacks * memory.stack_data().in_base_units() / kGiga,
          1,
          power,
          tokens};
}

}  // namespace

metrics::ProductTable product_table(const scenario::Scenario& scenario) {
  metrics::ProductTable table;
  for (const auto& [name, entry] : scenario.section("accelerators")) {
    const auto& accelerator = product::accelerator_of(scenario, name);
    table.accelerators.push_back(
        {name, accelerator.memory, static_cast<double>(accelerator.stacks),
         [&scenario, name = name](base::Month month) { return package_in(scenario, name, month); }});
  }
  for (const auto& [name, entry] : scenario.section("racks")) {
    const auto& rack = product::rack_of(scenario, name);
    table.racks.push_back({name, rack.accelerator, static_cast<double>(rack.accelerators)});
  }
  return table;
}

}  // namespace aibelt::engine
