#pragma once

#include <memory>
#include <optional>

#include "aibelt/product/products.hpp"

namespace aibelt::product {

/// What one maker's wafer test yields of a memory product, where it differs from what the product states.
struct OwnDieYields {
  std::shared_ptr<const DieYield> sort_yield;
  std::optional<scenario::Ramp<base::kPlain>> tsv_yield;

  void apply_to(Memory& memory) const;
  static const scenario::FieldTable<OwnDieYields>& fields();
};

/// What one maker's stacking yields of a memory product, where it differs from what the product states.
struct OwnStackYields {
  std::optional<scenario::Ramp<base::kPlain>> bond_yield;
  std::optional<base::Ratio> learned_bond_yield;
  std::optional<StackCount> bond_learning;
  std::optional<scenario::Ramp<base::kPlain>> stack_test_yield;
  std::optional<base::Ratio> retest;
  std::optional<base::Ratio> downgraded;

  void apply_to(Memory& memory) const;
  static const scenario::FieldTable<OwnStackYields>& fields();
};

}  // namespace aibelt::product
