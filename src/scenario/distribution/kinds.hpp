#pragma once

#include <memory>
#include <string>
#include <utility>

#include "aibelt/scenario/codec.hpp"
#include "aibelt/scenario/distribution.hpp"

namespace aibelt::scenario {

template <base::Dimension D>
using DistributionKind = Kind<Distribution<D>>;

/// Unit of the bounds of an amount.
template <base::Dimension D>
constexpr const char* unit_of() {
  return D == base::kTime ? "s" : "1";
}

/// Largest amount of a distribution: processors, or seconds.
inline constexpr double kLargestDraw = 1e9;

/// A kind whose parameters must also pass `Spec::problem()`, which is empty where they do.
template <class Spec, base::Dimension D>
DistributionKind<D> checked_kind(std::string name, std::string doc) {
  auto kind = scenario::kind<Distribution<D>, Spec>(std::move(name), std::move(doc));
  kind.read = [read = std::move(kind.read)](Reader& reader, const Json& node, const std::string& path) {
    auto spec = read(reader, node, path);
    if (const std::string problem = static_cast<const Spec&>(*spec).problem(); !problem.empty()) {
      reader.report(path, problem);
    }
    return spec;
  };
  return kind;
}

template <base::Dimension D>
DistributionKind<D> choice();
template <base::Dimension D>
DistributionKind<D> empirical();
template <base::Dimension D>
DistributionKind<D> fixed();
template <base::Dimension D>
DistributionKind<D> lognormal();

}  // namespace aibelt::scenario
