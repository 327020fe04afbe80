#include "kinds.hpp"
#include "plant/plant_spec.hpp"

namespace aibelt::supply {
namespace {

/// A maker outside the model: it delivers to order, up to its dated capacity, and needs nothing from inside.
template <base::Measure M, entity::Good G>
struct Supplier : PlantSpec<base::dimension(M) / base::kTime> {
  using Plan = PlantSpec<base::dimension(M) / base::kTime>;

  entity::Good good() const override { return G; }
  std::string work_unit() const override { return std::string(entity::unit_of(G)); }
  std::vector<entity::Item> needs(const scenario::Scenario&, const std::string&) const override { return {}; }
  void complete(Recipe&, const scenario::Scenario&, const entity::Items&) const override {}
};

struct MemorySupplier : Supplier<base::Measure::stack, entity::Good::stack> {
  std::string stage() const override { return "memory_supplier"; }

  static const scenario::FieldTable<MemorySupplier>& fields() {
    static const auto table =
        plant_fields<MemorySupplier, base::dimension(base::Measure::stack) / base::kTime>("memory");
    return table;
  }
};

struct AcceleratorSupplier : Supplier<base::Measure::package, entity::Good::package> {
  std::string stage() const override { return "accelerator_supplier"; }

  static const scenario::FieldTable<AcceleratorSupplier>& fields() {
    static const auto table =
        plant_fields<AcceleratorSupplier, base::dimension(base::Measure::package) / base::kTime>("accelerators");
    return table;
  }
};

struct PartSupplier : Supplier<base::Measure::part, entity::Good::part> {
  std::string stage() const override { return "part_supplier"; }

  static const scenario::FieldTable<PartSupplier>& fields() {
    static const auto table = plant_fields<PartSupplier, base::dimension(base::Measure::part) / base::kTime>("parts");
    return table;
  }
};

struct BaseDieSupplier : Supplier<base::Measure::die, entity::Good::base_die> {
  std::string stage() const override { return "base_die_supplier"; }

  static const scenario::FieldTable<BaseDieSupplier>& fields() {
    static const auto table =
        plant_fields<BaseDieSupplier, base::dimension(base::Measure::die) / base::kTime>("memory");
    return table;
  }
};

}  // namespace

scenario::Kind<scenario::Spec> memory_supplier() {
  return scenario::kind<scenario::Spec, MemorySupplier>("memory_supplier",
                                                        "another maker's stacks, up to its dated capacity");
}

scenario::Kind<scenario::Spec> accelerator_supplier() {
  return scenario::kind<scenario::Spec, AcceleratorSupplier>(
      "accelerator_supplier", "boards that need no interposer plant of the model, such as RTX PRO 6000");
}

scenario::Kind<scenario::Spec> part_supplier() {
  return scenario::kind<scenario::Spec, PartSupplier>(
      "part_supplier",
      "parts of kits, such as logic dies, substrates, switch trays and cooling, up to a dated capacity");
}

scenario::Kind<scenario::Spec> base_die_supplier() {
  return scenario::kind<scenario::Spec, BaseDieSupplier>(
      "base_die_supplier", "a foundry's base dies for stacks that take them from outside");
}

}  // namespace aibelt::supply
