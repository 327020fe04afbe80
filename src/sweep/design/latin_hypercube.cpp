#include "kinds.hpp"
#include "permutation.hpp"

namespace aibelt::sweep {
namespace {

constexpr const char* kName = "latin_hypercube";

/// One point in each of n equal slices of every factor, anywhere within it; which slices meet is drawn.
struct LatinHypercube : Sampled {
  void place(std::uint64_t number, const Frame& frame, std::span<double> coordinates) const override {
    const auto n = static_cast<std::uint64_t>(points);
    for (std::size_t j = 0; j < frame.axes.size(); ++j) {
      const Axis& axis = frame.axes[j];
      base::Stream keys = stream_for(frame, kName, axis);
      const std::uint64_t slice = Permutation(n, keys)(number);
      const double within = stream_for(frame, kName, axis, std::to_string(number)).uniform();
      coordinates[j] = (static_cast<double>(slice) + within) / static_cast<double>(n);
    }
  }

  static const scenario::FieldTable<LatinHypercube>& fields() {
    static const scenario::FieldTable<LatinHypercube> table = {points_field<LatinHypercube>()};
    return table;
  }
};

}  // namespace

scenario::Kind<Design> latin_hypercube() {
  return scenario::kind<Design, LatinHypercube>(
      kName, "points at random, one in each of as many equally likely slices of every factor [mckay1979]");
}

}  // namespace aibelt::sweep
