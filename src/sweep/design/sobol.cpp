#include "kinds.hpp"
#include "sobol_sequence.hpp"

namespace aibelt::sweep {
namespace {

constexpr const char* kName = "sobol";

struct Sobol : Sampled {
  bool scrambled = true;

  void place(std::uint64_t number, const Frame& frame, std::span<double> coordinates) const override {
    const auto digits = sobol_digits(frame.axes.size(), number);
    for (std::size_t j = 0; j < frame.axes.size(); ++j) {
      const std::uint64_t shift = scrambled ? stream_for(frame, kName, frame.axes[j]).next() : 0;
      coordinates[j] = from_digits(digits[j] ^ shift);
    }
  }

  void check(scenario::Reader& reader, const std::string& path, const Frame& frame) const override {
    check_dimensions(frame.axes.size(), reader, path);
  }

  static const scenario::FieldTable<Sobol>& fields() {
    static const scenario::FieldTable<Sobol> table = {
        points_field<Sobol>(),
        scenario::field(&Sobol::scrambled,
                        {.name = "scrambled",
                         .doc = "shift the binary digits of every factor at random, which keeps how evenly they lie",
                         .by_default = "true"}),
    };
    return table;
  }
};

}  // namespace

scenario::Kind<Design> sobol() {
  return scenario::kind<Design, Sobol>(
      kName, "points that fill the space evenly, whatever their number; best a power of two [joe2008]");
}

}  // namespace aibelt::sweep
