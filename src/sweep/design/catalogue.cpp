#include "kinds.hpp"

namespace aibelt::sweep {

const scenario::Kinds<Design>& Design::kinds() {
  static const scenario::Kinds<Design> all = {
      full_factorial(), latin_hypercube(), list(), monte_carlo(), morris(), one_at_a_time(), saltelli(), sobol(),
  };
  return all;
}

}  // namespace aibelt::sweep
