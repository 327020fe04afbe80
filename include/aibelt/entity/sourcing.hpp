#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "aibelt/base/time.hpp"
#include "aibelt/scenario/field.hpp"

namespace aibelt::entity {

/// A source of an item as a buyer sees it who is about to order.
struct SourceView {
  double rate = 0;              ///< units a second it is thought to deliver when the order is due
  std::int64_t preference = 1;  ///< a smaller number comes first
  std::int64_t booked = 0;      ///< ordered from it so far for the week in which the order is due
  double cost = 0;              ///< USD a unit it costs the buyer, as far as the scenario says
};

/// An order to be split; sources in the order of names, all of them qualified for it.
struct SourcingView {
  std::int64_t quantity = 0;
  double week_starts_s = 0;  ///< of the week in which it is due, in seconds since 1970
  double week_ends_s = 0;    ///< likewise
  const std::vector<SourceView>& sources;
};

/// How a buyer splits its orders among those who can deliver.
class Sourcing {
 public:
  virtual ~Sourcing() = default;

  /// Units each source should get, in their order: not negative, in sum the quantity. They need not be whole: remainders carry over
  /// from order to order.
  virtual std::vector<double> split(const SourcingView& view) const = 0;

  /// Every kind there is; src/entity/sourcing/catalogue.cpp lists them.
  static const scenario::Kinds<Sourcing>& kinds();
};

/// The kind buyers get when they name none: `by_capacity`.
std::shared_ptr<const Sourcing> default_sourcing();

}  // namespace aibelt::entity
