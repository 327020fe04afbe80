#pragma once

#include <algorithm>
#include <array>
#include <cstddef>

#include "aibelt/base/quantity.hpp"
#include "aibelt/scenario/field.hpp"

namespace aibelt::scenario {

/// N quantities of one kind, such as one a month: written as a list, or cited as a fact that holds `values`.
template <base::Dimension D, std::size_t N>
struct Figures {
  std::array<base::Quantity<D>, N> values{};

  base::Quantity<D> operator[](std::size_t i) const { return values[i]; }
};

template <base::Dimension D, std::size_t N>
struct Codec<Figures<D, N>> {
  static void describe(FieldInfo& info) {
    info.shape = Shape::figures;
    info.count = N;
  }
  static void read(Reader& reader, const Json& node, const std::string& path, const FieldInfo& info,
                   Figures<D, N>& out) {
    if (const auto numbers = reader.numbers(node, path, info, D)) {
      std::transform(numbers->begin(), numbers->end(), out.values.begin(),
                     [](double value) { return base::Quantity<D>::from_base_units(value); });
    }
  }
};

}  // namespace aibelt::scenario
