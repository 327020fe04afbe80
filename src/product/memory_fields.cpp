#include "aibelt/product/products.hpp"
#include "aibelt/scenario/codec.hpp"

namespace aibelt::product {
namespace {

using Fields = scenario::FieldTable<Memory>;

Fields die_fields() {
  return {
      field(&Memory::layers, {.name = "layers", .unit = "layers", .low = 1, .high = 32, .doc = "core dies in a stack"}),
      field(&Memory::die_data,
            {.name = "die_data", .unit = "Gbit", .low = 0.001, .high = 1024, .doc = "capacity of one core die"}),
      field(&Memory::die_area, {.name = "die_area",
                                .unit = "mm2",
                                .low = 1,
                                .high = 858,
                                .doc = "area of one core die without scribe line",
                                .by_default = "die_width times die_height"}),
      field(&Memory::die_aspect, {.name = "die_aspect",
                                  .unit = "1",
                                  .low = 0.1,
                                  .high = 10,
                                  .doc = "width over height of the die",
                                  .by_default = "1"}),
      field(&Memory::die_width,
            {.name = "die_width", .unit = "mm", .low = 0.5, .high = 33, .doc = "width of one core die"}),
      field(&Memory::die_height,
            {.name = "die_height", .unit = "mm", .low = 0.5, .high = 33, .doc = "height of one core die"}),
      field(&Memory::die_count, {.name = "die_count",
                                 .doc = "how gross dies are found: by the closed form, or counted on a grid",
                                 .choices = {"formula", "grid"},
                                 .by_default = "\"formula\""}),
      field(&Memory::scribe, {.name = "scribe",
                              .unit = "mm",
                              .low = 0,
                              .high = 1,
                              .doc = "width of the scribe line",
                              .by_default = "0.08 mm"}),
      field(&Memory::edge_exclusion, {.name = "edge_exclusion",
                                      .unit = "mm",
                                      .low = 0,
                                      .high = 20,
                                      .doc = "unusable rim of the wafer",
                                      .by_default = "3 mm"}),
      field(&Memory::wafer_diameter, {.name = "wafer_diameter",
                                      .unit = "mm",
                                      .low = 100,
                                      .high = 450,
                                      .doc = "wafer diameter",
                                      .by_default = "300 mm"}),
      field(&Memory::sort_yield, {.name = "sort_yield", .doc = "die-yield model of the wafer test"}),
      field(&Memory::tsv_yield, {.name = "tsv_yield",
                                 .unit = "1",
                                 .low = 0,
                                 .high = 1,
                                 .doc = "share of dies whose vias and bumps are good, by date",
                                 .by_default = "1"}),
  };
}

Fields bond_fields() {
  return {
      field(&Memory::bond_yield, {.name = "bond_yield",
                                  .unit = "1",
                                  .low = 0,
                                  .high = 1,
                                  .doc = "yield of one bond, layers - 1 of them in a stack",
                                  .by_default = "1"}),
      field(&Memory::learned_bond_yield, {.name = "learned_bond_yield",
                                          .unit = "1",
                                          .low = 0,
                                          .high = 1,
                                          .doc = "yield of one bond that a line comes to as it makes more stacks"}),
      field(&Memory::bond_learning, {.name = "bond_learning",
                                     .unit = "stacks",
                                     .low = 1,
                                     .high = 1e12,
                                     .doc = "stacks after which a line has made up 63 % of the difference",
                                     .source = "[levy1965]",
                                     .by_default = "none"}),
  };
}

Fields test_fields() {
  return {
      field(&Memory::stack_test_yield, {.name = "stack_test_yield",
                                        .unit = "1",
                                        .low = 0,
                                        .high = 1,
                                        .doc = "share of stacks passing the known-good-stack test, bonds aside",
                                        .by_default = "1"}),
      field(&Memory::retest, {.name = "retest",
                              .unit = "1",
                              .low = 0,
                              .high = 0.99,
                              .doc = "share of the stacks failing that test that pass a second one",
                              .by_default = "0"}),
      field(&Memory::downgraded, {.name = "downgraded",
                                  .unit = "1",
                                  .low = 0,
                                  .high = 1,
                                  .doc = "share of the stacks failing for good that are sold as a lesser product",
                                  .by_default = "0"}),
      field(&Memory::downgrade_to, {.name = "downgrade_to",
                                    .doc = "that lesser product, made on the same line",
                                    .refers_to = "memory",
                                    .by_default = "none"}),
      field(&Memory::base_die, {.name = "base_die",
                                .doc = "who makes the base die: the memory maker, or a foundry that must deliver it",
                                .choices = {"own", "outside"},
                                .by_default = "\"own\""}),
      field(&Memory::node, {.name = "node",
                            .doc = "DRAM node of the core die, such as 1b, for fabs that share their capacity by node",
                            .by_default = "none"}),
  };
}

}  // namespace

const Fields& Memory::fields() {
  static const Fields table = [] {
    Fields all = die_fields();
    for (Fields part : {bond_fields(), test_fields()}) {
      all.insert(all.end(), part.begin(), part.end());
    }
    return all;
  }();
  return table;
}

}  // namespace aibelt::product
