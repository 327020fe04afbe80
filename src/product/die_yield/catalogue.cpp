#include "models.hpp"

namespace aibelt::product {

const scenario::Kinds<DieYield>& DieYield::kinds() {
  static const scenario::Kinds<DieYield> all = {
      fixed_yield(), learning_yield(), murphy_yield(), negative_binomial_yield(), poisson_yield(),
  };
  return all;
}

}  // namespace aibelt::product
