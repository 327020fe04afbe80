#include <algorithm>

#include "kinds.hpp"

namespace aibelt::scenario {
namespace {

template <base::Dimension D>
struct Option {
  base::Quantity<D> value;
  base::Ratio weight;

  static const FieldTable<Option>& fields() {
    static const FieldTable<Option> table = {
        field(&Option::value,
              {.name = "value", .unit = unit_of<D>(), .low = 0, .high = kLargestDraw, .doc = "an amount"}),
        field(&Option::weight,
              {.name = "weight", .unit = "1", .low = 0, .high = 1e9, .doc = "its share, of any total"}),
    };
    return table;
  }
};

/// One of several amounts, in proportion to their weights.
template <base::Dimension D>
struct Choice : Distribution<D> {
  std::vector<Option<D>> options;

  double total() const {
    double sum = 0;
    for (const Option<D>& option : options) {
      sum += option.weight.in_base_units();
    }
    return sum;
  }

  base::Quantity<D> draw(base::Stream& stream) const override {
    double left = stream.uniform() * total();
    const Option<D>* chosen = nullptr;
    for (const Option<D>& option : options) {
      if (option.weight.in_base_units() > 0) {
        chosen = &option;
        if (left < option.weight.in_base_units()) {
          break;
        }
        left -= option.weight.in_base_units();
      }
    }
    return chosen->value;
  }

  base::Quantity<D> mean() const override {
    base::Quantity<D> sum;
    for (const Option<D>& option : options) {
      sum = sum + option.value * option.weight.in_base_units();
    }
    return sum / total();
  }

  std::string problem() const { return total() > 0 ? "" : "needs an option of positive weight"; }

  static const FieldTable<Choice>& fields() {
    static const FieldTable<Choice> table = {
        field(&Choice::options, {.name = "options", .doc = "the amounts there are, with their weights"})};
    return table;
  }
};

}  // namespace

template <base::Dimension D>
DistributionKind<D> choice() {
  return checked_kind<Choice<D>, D>("choice", "one of several amounts, by weight");
}

template DistributionKind<base::kPlain> choice();
template DistributionKind<base::kTime> choice();

}  // namespace aibelt::scenario
