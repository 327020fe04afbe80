#include "aibelt/base/quantity.hpp"

#include <string>
#include <type_traits>

#include "tests/support/catch.hpp"

using namespace aibelt::base;

namespace {

Unit unit(const char* text) {
  INFO(text);
  const auto parsed = parse_unit(text);
  REQUIRE(std::holds_alternative<Unit>(parsed));
  return std::get<Unit>(parsed);
}

Measured quantity(const char* text) {
  INFO(text);
  const auto parsed = parse_quantity(text);
  REQUIRE(std::holds_alternative<Measured>(parsed));
  return std::get<Measured>(parsed);
}

std::string problem(const char* text) {
  const auto parsed = parse_quantity(text);
  return std::holds_alternative<std::string>(parsed) ? std::get<std::string>(parsed) : "";
}

constexpr Dimension kEnergy = dimension(Measure::energy);
constexpr Dimension kData = dimension(Measure::data);
constexpr double kMonth = 365.25 / 12 * 86400;

template <class A, class B>
concept CanAdd = requires(A a, B b) {
  a + b;
};

}  // namespace

TEST_CASE("quantities multiply and divide into the quantity of their product and ratio") {
  const auto power = Power::from_base_units(50);
  const auto span = Span::from_base_units(4);
  STATIC_REQUIRE(std::is_same_v<decltype(power * span), Energy>);
  STATIC_REQUIRE(std::is_same_v<decltype(span / span), Ratio>);
  CHECK((power * span).in_base_units() == 200.0);
  CHECK((power * span / span) == power);
  CHECK((power + power * 0.5 - power / 2.0).in_base_units() == 50.0);
  CHECK(power < power * 2.0);
}

TEST_CASE("quantities of different dimensions do not add, and a number is no quantity") {
  STATIC_REQUIRE(CanAdd<Power, Power>);
  STATIC_REQUIRE_FALSE(CanAdd<Power, Energy>);
  STATIC_REQUIRE_FALSE(CanAdd<WaferRate, StackRate>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<double, Power>);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<Power, double>);
}

TEST_CASE("a unit reduces to a factor and a dimension") {
  struct Case {
    const char* text;
    double factor;
    Dimension dimension;
  };
  for (const Case& expected : {Case{"1", 1, kPlain},
                               {"%", 0.01, kPlain},
                               {"MW", 1e6, kPower},
                               {"kWh", 3.6e6, kEnergy},
                               {"mm", 1e-3, dimension(Measure::length)},
                               {"mm2", 1e-6, dimension(Measure::length, 2)},
                               {"m", 1, dimension(Measure::length)},
                               {"min", 60, kTime},
                               {"ms", 1e-3, kTime},
                               {"weeks", 604800, kTime},
                               {"Gbit/s", 1.25e8, kData / kTime},
                               {"TB/s/stack", 1e12, kData / kTime / dimension(Measure::stack)},
                               {"kwafers/month", 1e3 / kMonth, dimension(Measure::wafer) / kTime},
                               {"GPUs", 1, dimension(Measure::package)},
                               {"bn USD", 1e9, dimension(Measure::usd)},
                               {"trillion KRW/GW", 1e3, dimension(Measure::krw) / kPower},
                               {"thousand", 1e3, kPlain},
                               {"1/node/d", 1.0 / 86400, kPlain / dimension(Measure::node) / kTime},
                               {" tokens / s ", 1, dimension(Measure::token) / kTime},
                               {"gCO2/kWh", 1e-3 / 3.6e6, dimension(Measure::carbon) / kEnergy}}) {
    INFO(expected.text);
    CHECK(unit(expected.text).factor == Approx(expected.factor).epsilon(1e-12));
    CHECK(unit(expected.text).dimension == expected.dimension);
  }
}

TEST_CASE("a quantity is a number and a unit, the unit missing only where it is plain") {
  CHECK(quantity("103 MW").value == Approx(103e6));
  CHECK(quantity("103MW").dimension == kPower);
  CHECK(quantity(" -2.5e3 kUSD ").value == Approx(-2.5e6));
  CHECK(quantity("0.97").dimension == kPlain);
  CHECK(quantity("97 %").value == Approx(0.97));
  CHECK(quantity("1.5 million stacks/year").value == Approx(1.5e6 / (12 * kMonth)));
}

TEST_CASE("what is no quantity is told with its mend") {
  CHECK(problem("3 kwafer/mnth") == "unknown unit \"mnth\"; did you mean \"month\"?");
  CHECK(problem("3 flurbles") == "unknown unit \"flurbles\"");
  CHECK(problem("3 GB/") == "the unit ends in \"/\"");
  CHECK(problem("three MW") == "\"three MW\" does not start with a number; write a quantity such as \"103 MW\"");
  CHECK_FALSE(problem("3 GB//s").empty());
  CHECK_FALSE(problem("").empty());
  CHECK_FALSE(problem("inf W").empty());
  CHECK_FALSE(problem("1e400 W").empty());
  CHECK_FALSE(problem("1e308 GW").empty());
  CHECK_FALSE(problem("3 kmm").empty());
  CHECK_FALSE(problem("3 k%").empty());
}
