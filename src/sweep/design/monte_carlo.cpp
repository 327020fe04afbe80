#include "kinds.hpp"

namespace aibelt::sweep {
namespace {

constexpr const char* kName = "monte_carlo";

/// Each coordinate of each point from a stream of its own.
struct MonteCarlo : Sampled {
  void place(std::uint64_t number, const Frame& frame, std::span<double> coordinates) const override {
    for (std::size_t j = 0; j < frame.axes.size(); ++j) {
      coordinates[j] = stream_for(frame, kName, frame.axes[j], std::to_string(number)).uniform();
    }
  }

  static const scenario::FieldTable<MonteCarlo>& fields() {
    static const scenario::FieldTable<MonteCarlo> table = {points_field<MonteCarlo>()};
    return table;
  }
};

}  // namespace

scenario::Kind<Design> monte_carlo() {
  return scenario::kind<Design, MonteCarlo>(kName, "points at random, each independent of the others");
}

}  // namespace aibelt::sweep
