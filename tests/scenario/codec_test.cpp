#include "aibelt/scenario/codec.hpp"

#include "tests/scenario/reading.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using scenario::FieldInfo;
using scenario::Json;
using test::Reading;
using Texts = std::vector<std::string>;

namespace {

base::SimTime date(std::string_view text) { return *base::parse_date(text); }

struct Shape {
  virtual ~Shape() = default;
  virtual double area() const = 0;
  static const scenario::Kinds<Shape>& kinds();
};

struct Dot : Shape {
  double area() const override { return 0; }
  static const scenario::FieldTable<Dot>& fields() {
    static const scenario::FieldTable<Dot> table;
    return table;
  }
};

struct Square : Shape {
  base::Length side;
  double area() const override { return side.in_base_units() * side.in_base_units(); }
  static const scenario::FieldTable<Square>& fields() {
    static const scenario::FieldTable<Square> table = {
        scenario::field(&Square::side, {.name = "side", .unit = "mm", .low = 0, .doc = "length of an edge"})};
    return table;
  }
};

const scenario::Kinds<Shape>& Shape::kinds() {
  static const scenario::Kinds<Shape> kinds = {scenario::kind<Shape, Dot>("dot", "a point"),
                                               scenario::kind<Shape, Square>("square", "four edges")};
  return kinds;
}

using ShapeChoice = std::shared_ptr<const Shape>;

struct Part {
  std::string name;
  std::int64_t count = 1;
  std::optional<base::Ratio> yield;

  static const scenario::FieldTable<Part>& fields() {
    static const scenario::FieldTable<Part> table = {
        scenario::field(&Part::name, {.name = "name", .doc = "what it is called"}),
        scenario::field(&Part::count, {.name = "count", .low = 1, .doc = "how many", .by_default = "1"}),
        scenario::field(&Part::yield, {.name = "yield", .unit = "1", .low = 0, .high = 1, .doc = "share that is good"}),
    };
    return table;
  }
};

}  // namespace

TEST_CASE("plain values are read and other types refused") {
  CHECK(Reading<std::string>("m16").value == "m16");
  CHECK(Reading<bool>(true).value);
  CHECK(Reading<double>(2.5).value == 2.5);
  CHECK(Reading<bool>("true").problems == Texts{"x: must be true or false, without quotes"});
  CHECK(Reading<double>("2.5").problems == Texts{"x: must be a plain number, without quotes"});
  CHECK(Reading<std::string>(5).problems == Texts{"x: must be text in double quotes"});
}

TEST_CASE("a whole number is read in the unit of its field") {
  CHECK(Reading<std::int64_t>(12).value == 12);
  CHECK(Reading<std::int64_t>(1e3).value == 1000);
  CHECK(Reading<std::int64_t>("2 thousand").value == 2000);
  CHECK(Reading<std::int64_t>("12 stacks", {.unit = "stacks"}).value == 12);
  CHECK(Reading<std::int64_t>(9'000'000'000'000'000).value == 9'000'000'000'000'000);
}

TEST_CASE("what is no whole number or too large to be exact is refused") {
  const Json node = GENERATE(Json(0.5), Json(1e16), Json(-1e16), Json(1e300), Json("50 %"));
  INFO(node.dump());
  CHECK(Reading<std::int64_t>(node).problems == Texts{"x: must be a whole number"});
}

TEST_CASE("a duration is rounded to the microsecond and refused beyond 300 years") {
  CHECK(Reading<base::Duration>("1.5 h", {.unit = "h"}).value == std::chrono::minutes{90});
  CHECK(Reading<base::Duration>("1 d", {.unit = "d"}).value == base::kDay);
  CHECK(Reading<base::Duration>("0.6 us", {.unit = "s"}).value == base::Duration{1});
  CHECK(Reading<base::Duration>("-1 s", {.unit = "s"}).value == -base::kSecond);
  CHECK(Reading<base::Duration>("1e30 d", {.unit = "d"}).problems ==
        Texts{"x: is longer than 300 years, which no run lasts"});
}

TEST_CASE("a date is the first instant it names") {
  CHECK(Reading<base::SimTime>("2027-H2").value == date("2027-07-01"));
  CHECK(Reading<base::SimTime>("soon").problems.size() == 1);
}

TEST_CASE("a list is read element by element, each with its own place") {
  using List = std::vector<std::int64_t>;
  CHECK(Reading<List>(R"([1, 2, 3])"_json).value == List{1, 2, 3});
  CHECK(Reading<List>(Json::array()).value.empty());
  CHECK(Reading<List>(R"([1, 0.5, -1])"_json, {.low = 0}).problems ==
        Texts{"x[1]: must be a whole number", "x[2]: -1 is below the smallest allowed, 0"});
  CHECK(Reading<List>(5).problems == Texts{"x: must be a list, [ … ]"});
}

TEST_CASE("a map is read by key, and its keys may have to name entries") {
  using Map = std::map<std::string, base::Ratio>;
  const Json root = R"({"products": {"hbm4": 1, "ddr5": 1}})"_json;
  const FieldInfo info{.unit = "1", .keys_refer_to = "products"};
  const Reading<Map> good(R"({"hbm4": "40 %", "ddr5": 0.6})"_json, info, root);
  CHECK(good.problems.empty());
  CHECK(good.value.at("hbm4").in_base_units() == Approx(0.4));
  CHECK(Reading<Map>(R"({"hbm5": 1})"_json, info, root).problems ==
        Texts{"x.hbm5: there is no \"hbm5\" in \"products\"; did you mean \"hbm4\"?"});
  CHECK(Reading<Map>(R"([1, 2])"_json, info, root).problems == Texts{"x: must be an object, { name: value, … }"});
}

TEST_CASE("an optional value is empty until it is given, and is not required") {
  FieldInfo info{.name = "yield", .unit = "1"};
  scenario::Codec<std::optional<base::Ratio>>::describe(info);
  CHECK_FALSE(info.is_required());
  CHECK(Reading<std::optional<base::Ratio>>(0.5).value->in_base_units() == 0.5);
}

TEST_CASE("a kind is picked by name, alone or with its fields") {
  CHECK(Reading<ShapeChoice>("dot").value->area() == 0);
  CHECK(Reading<ShapeChoice>(R"({"kind": "dot"})"_json).value->area() == 0);
  const Reading<ShapeChoice> square(R"({"kind": "square", "side": "2 m", "note": "wide"})"_json);
  CHECK(square.problems.empty());
  CHECK(square.value->area() == 4);
}

TEST_CASE("an unknown kind, a kind without its fields and what is no kind are refused") {
  CHECK(Reading<ShapeChoice>("sqare").problems ==
        Texts{"x: there is no kind \"sqare\"; the kinds are dot, square; did you mean \"square\"?"});
  CHECK(Reading<ShapeChoice>("square").problems == Texts{"x: needs \"side\": length of an edge"});
  const Texts no_kind = {"x: must be a kind by name, or {\"kind\": name, …} with its fields"};
  CHECK(Reading<ShapeChoice>(5).problems == no_kind);
  CHECK(Reading<ShapeChoice>(R"({"side": "2 m"})"_json).problems == no_kind);
  CHECK(Reading<ShapeChoice>(R"({"kind": 5})"_json).problems == no_kind);
}

TEST_CASE("a part is read by its field table, with defaults for what is missing") {
  const Reading<Part> reading(R"({"name": "bolt", "note": "steel"})"_json);
  CHECK(reading.problems.empty());
  CHECK(reading.value.name == "bolt");
  CHECK(reading.value.count == 1);
  CHECK_FALSE(reading.value.yield);
}

TEST_CASE("all that is wrong with a part is reported at once") {
  const Reading<Part> reading(R"({"cuont": 2, "count": 0, "yield": "120 %"})"_json);
  CHECK(reading.problems ==
        Texts{"x.cuont: unknown key \"cuont\"; did you mean \"count\"?; known here: name, count, yield, note",
              "x: needs \"name\": what it is called", "x.count: 0 is below the smallest allowed, 1",
              "x.yield: 1.2 is above the largest allowed, 1"});
  CHECK(Reading<Part>(5).problems == Texts{"x: must be an object, { … }"});
}

TEST_CASE("a field is described by its table entry and its type") {
  FieldInfo list{.name = "parts", .doc = "what it is made of"};
  scenario::Codec<std::vector<Part>>::describe(list);
  CHECK(list.shape == scenario::Shape::list);
  REQUIRE(list.parts.size() == 1);
  CHECK(list.parts[0].shape == scenario::Shape::object);
  REQUIRE(list.parts[0].parts.size() == 3);
  CHECK(list.parts[0].parts[0].is_required());
  CHECK(list.parts[0].parts[1].shape == scenario::Shape::integer);
  CHECK(list.parts[0].parts[2].shape == scenario::Shape::quantity);

  FieldInfo choice{.name = "shape"};
  scenario::Codec<ShapeChoice>::describe(choice);
  CHECK(choice.shape == scenario::Shape::kind);
  REQUIRE(choice.kinds.size() == 2);
  CHECK(choice.kinds[1].name == "square");
  CHECK(choice.kinds[1].fields[0].name == "side");
}
