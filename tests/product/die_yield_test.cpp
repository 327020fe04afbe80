#include "aibelt/product/die_yield.hpp"

#include <algorithm>

#include "tests/product/kind_of.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using product::Area;
using product::DieYield;
using test::kind_of;

namespace {

const base::SimTime kDate = base::parse_date("2026-01").value();

Area mm2(double area) { return Area::from_base_units(area * 1e-6); }

double yield_of(const std::string& json, double area_mm2, base::SimTime date = kDate) {
  const auto model = kind_of<DieYield>(json);
  REQUIRE(model != nullptr);
  return model->of(mm2(area_mm2), date);
}

}  // namespace

// A = 100 mm2 = 1 cm2, so that A D is the figure of the defect density.
TEST_CASE("Poisson: exp(-A D)") {
  CHECK(yield_of(R"({"kind": "poisson", "defect_density": "0.5 1/cm2"})", 100) == Approx(0.60653065971).epsilon(1e-10));
  CHECK(yield_of(R"({"kind": "poisson", "defect_density": "4 1/cm2"})", 100) == Approx(0.01831563889).epsilon(1e-9));
}

TEST_CASE("Murphy: ((1 - exp(-A D)) / (A D))^2") {
  CHECK(yield_of(R"({"kind": "murphy", "defect_density": "0.5 1/cm2"})", 100) == Approx(0.61927248699).epsilon(1e-9));
  CHECK(yield_of(R"({"kind": "murphy", "defect_density": "4 1/cm2"})", 100) == Approx(0.06023151155).epsilon(1e-9));
}

// (1 + 0.5 / 2)^-2 = 0.64, (1 + 4 / 2)^-2 = 1 / 9, (1 + 0.5 / 3)^-3 = 216 / 343.
TEST_CASE("Negative binomial: (1 + A D / a)^-a") {
  CHECK(yield_of(R"({"kind": "negative_binomial", "defect_density": "0.5 1/cm2", "clustering": 2})", 100) ==
        Approx(0.64).epsilon(1e-13));
  CHECK(yield_of(R"({"kind": "negative_binomial", "defect_density": "4 1/cm2", "clustering": 2})", 100) ==
        Approx(1.0 / 9).epsilon(1e-13));
  CHECK(yield_of(R"({"kind": "negative_binomial", "defect_density": "0.5 1/cm2", "clustering": 3})", 100) ==
        Approx(216.0 / 343).epsilon(1e-13));
}

TEST_CASE("Negative binomial tends to Poisson as clustering vanishes") {
  CHECK(yield_of(R"({"kind": "negative_binomial", "defect_density": "0.5 1/cm2", "clustering": 1000})", 100) ==
        Approx(yield_of(R"({"kind": "poisson", "defect_density": "0.5 1/cm2"})", 100)).epsilon(2e-4));
}

TEST_CASE("A stated yield goes by date and not by area") {
  const std::string stated = R"({"kind": "fixed", "yield": [["2026-01", 0.5], ["2026-01-11", 0.7]]})";
  CHECK(yield_of(stated, 10) == 0.5);
  CHECK(yield_of(stated, 800) == 0.5);
  CHECK(yield_of(stated, 10, base::parse_date("2026-01-06").value()) == Approx(0.6));
  CHECK(yield_of(stated, 10, base::parse_date("2030").value()) == 0.7);
}

TEST_CASE("The defect density of the area models goes by date") {
  for (const std::string kind : {R"("poisson")", R"("murphy")", R"("negative_binomial", "clustering": 2)"}) {
    const std::string ramp =
        R"({"kind": )" + kind + R"(, "defect_density": [["2026-01", "1 1/cm2"], ["2027-01", "0.5 1/cm2"]]})";
    const std::string constant = R"({"kind": )" + kind + R"(, "defect_density": "0.5 1/cm2"})";
    CHECK(yield_of(ramp, 110, base::parse_date("2028").value()) == yield_of(constant, 110));
    CHECK(yield_of(ramp, 110) < yield_of(constant, 110));
  }
}

TEST_CASE("Without defects every die works, with ever fewer nearly every one does") {
  for (const std::string kind : {R"("poisson")", R"("murphy")", R"("negative_binomial", "clustering": 2)"}) {
    CHECK(yield_of(R"({"kind": )" + kind + R"(, "defect_density": "0 1/cm2"})", 100) == 1);
    double before = 1;
    for (const std::string density : {"1e-12", "1e-10", "1e-8", "1e-6", "1e-4"}) {
      const double yield = yield_of(R"({"kind": )" + kind + R"(, "defect_density": ")" + density + R"( 1/cm2"})", 100);
      INFO(kind << " " << density);
      CHECK(yield == Approx(1 - std::stod(density)).margin(1e-8));
      CHECK(yield <= before + 1e-8);
      before = yield;
    }
  }
}

// A = 1 cm2: D falls from 1 to 0.25 with exp(-n / 10000): 0.5259 after n = 10000, (1 + 0.5259 / 2)^-2 = 0.6269.
TEST_CASE("Learning: the negative binomial with a defect density that falls with the wafers made") {
  const auto model = kind_of<DieYield>(
      R"({"kind": "learning", "opening_density": "1 1/cm2", "defect_density": "0.25 1/cm2", "learning_wafers": "10000 wafers", "clustering": 2})");
  REQUIRE(model != nullptr);
  CHECK(model->learns());
  CHECK(model->of(mm2(100), kDate) == Approx(1 / 2.25).epsilon(1e-12));
  CHECK(model->after(0, mm2(100), kDate) == model->of(mm2(100), kDate));
  CHECK(model->after(10000, mm2(100), kDate) == Approx(0.6269377066614326).epsilon(1e-10));
  CHECK(model->after(1e7, mm2(100), kDate) == Approx(1 / 1.265625).epsilon(1e-12));
}

TEST_CASE("Contract: every die-yield model yields no less after more wafers, and the same where it does not learn") {
  for (const auto& kind : DieYield::kinds()) {
    const auto model = kind_of<DieYield>(test::with_fields_at(kind.info, 0.002));
    INFO(kind.info.name);
    REQUIRE(model != nullptr);
    double before = 0;
    for (const double wafers : {0.0, 1.0, 1e3, 1e6, 1e9}) {
      const double yield = model->after(wafers, mm2(100), kDate);
      CHECK(yield >= before);
      CHECK((model->learns() || yield == model->of(mm2(100), kDate)));
      before = yield;
    }
  }
}

TEST_CASE("Contract: every die-yield model stays within 0 and 1 and does not rise with the area of the die") {
  REQUIRE_FALSE(DieYield::kinds().empty());
  for (const auto& kind : DieYield::kinds()) {
    const bool goes_by_area =
        std::any_of(kind.info.fields.begin(), kind.info.fields.end(),
                    [](const scenario::FieldInfo& field) { return field.name == "defect_density"; });
    for (const double part : {0.0001, 0.002, 0.01, 0.3, 1.0}) {
      const std::string json = test::with_fields_at(kind.info, part);
      INFO(json);
      const auto model = kind_of<DieYield>(json);
      REQUIRE(model != nullptr);
      double before = model->of(mm2(1), kDate);
      for (double area = 1; area <= 858; area *= 1.5) {
        const double yield = model->of(mm2(area), kDate);
        CHECK(yield >= 0);
        CHECK(yield <= 1);
        CHECK(yield <= before);
        before = yield;
      }
      if (goes_by_area && part < 0.01) {
        CHECK(model->of(mm2(200), kDate) < model->of(mm2(100), kDate));
      }
    }
  }
}
