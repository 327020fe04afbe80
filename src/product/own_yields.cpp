#include "aibelt/product/own_yields.hpp"

#include <string>
#include <utility>

#include "aibelt/scenario/codec.hpp"

namespace aibelt::product {
namespace {

/// The field `name` of `Own`, with bounds and unit of the memory product's field.
template <class Own, class T>
scenario::Field<Own> own_field(T Own::*member, const std::string& name, std::string doc) {
  for (const auto& of_memory : Memory::fields()) {
    if (of_memory.info->name == name) {
      return scenario::field(member, {.name = name,
                                      .unit = of_memory.info->unit,
                                      .low = of_memory.info->low,
                                      .high = of_memory.info->high,
                                      .doc = std::move(doc),
                                      .by_default = "as the memory says"});
    }
  }
  return {};
}

template <class T, class Own>
void take(T& value, const Own& own) {
  if (own) {
    value = *own;
  }
}

}  // namespace

void OwnDieYields::apply_to(Memory& memory) const {
  memory.sort_yield = sort_yield ? sort_yield : memory.sort_yield;
  take(memory.tsv_yield, tsv_yield);
}

const scenario::FieldTable<OwnDieYields>& OwnDieYields::fields() {
  static const scenario::FieldTable<OwnDieYields> table = {
      own_field(&OwnDieYields::sort_yield, "sort_yield", "this line's die-yield model"),
      own_field(&OwnDieYields::tsv_yield, "tsv_yield", "this line's share of dies with good vias and bumps, by date"),
  };
  return table;
}

void OwnStackYields::apply_to(Memory& memory) const {
  take(memory.bond_yield, bond_yield);
  take(memory.learned_bond_yield, learned_bond_yield);
  take(memory.bond_learning, bond_learning);
  take(memory.stack_test_yield, stack_test_yield);
  take(memory.retest, retest);
  take(memory.downgraded, downgraded);
}

const scenario::FieldTable<OwnStackYields>& OwnStackYields::fields() {
  static const scenario::FieldTable<OwnStackYields> table = {
      own_field(&OwnStackYields::bond_yield, "bond_yield", "this line's yield of one bond, by date"),
      own_field(&OwnStackYields::learned_bond_yield, "learned_bond_yield", "yield of one bond that this line comes to"),
      own_field(&OwnStackYields::bond_learning, "bond_learning", "stacks over which this line learns"),
      own_field(&OwnStackYields::stack_test_yield, "stack_test_yield", "this line's share passing the test, by date"),
      own_field(&OwnStackYields::retest, "retest", "this line's share of the failing that pass a second test"),
      own_field(&OwnStackYields::downgraded, "downgraded", "this line's share of the failing sold as \"downgrade_to\""),
  };
  return table;
}

}  // namespace aibelt::product
