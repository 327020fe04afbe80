#include "sobol_sequence.hpp"

#include <fmt/format.h>
#include <boost/random/sobol.hpp>

namespace aibelt::sweep {

std::vector<std::uint64_t> sobol_digits(std::size_t n_dimensions, std::uint64_t number) {
  std::vector<std::uint64_t> digits(n_dimensions, 0);
  if (number > 0 && n_dimensions > 0) {
    boost::random::sobol engine(n_dimensions);
    engine.seed(number - 1);  // Boost leaves the origin out
    for (std::uint64_t& one : digits) {
      one = engine();
    }
  }
  return digits;
}

void check_dimensions(std::size_t n_dimensions, scenario::Reader& reader, const std::string& path) {
  if (n_dimensions > kMostDimensions) {
    reader.report(path, fmt::format("needs {} dimensions of the Sobol sequence, which has {}; take another design or "
                                    "fewer factors",
                                    n_dimensions, kMostDimensions));
  }
}

}  // namespace aibelt::sweep
