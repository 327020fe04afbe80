#include "aibelt/base/count.hpp"

#include <type_traits>

#include "aibelt/base/id.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt::base;

namespace {

struct Wafer {};
struct Die {};

template <class A, class B>
concept CanAdd = requires(A a, B b) {
  a + b;
};
template <class A, class B>
concept CanCompare = requires(A a, B b) {
  a < b;
};

}  // namespace

TEST_CASE("counts add, subtract and compare as whole numbers") {
  Count<Wafer> wafers{25};
  wafers += Count<Wafer>{5};
  CHECK(wafers == Count<Wafer>{30});
  wafers -= Count<Wafer>{31};
  CHECK(wafers.number() == -1);
  CHECK(wafers < Count<Wafer>{});
  CHECK((Count<Wafer>{3} + Count<Wafer>{4} - Count<Wafer>{2}).number() == 5);
}

TEST_CASE("counts and ids of different kinds do not mix") {
  STATIC_REQUIRE(CanAdd<Count<Wafer>, Count<Wafer>>);
  STATIC_REQUIRE_FALSE(CanAdd<Count<Wafer>, Count<Die>>);
  STATIC_REQUIRE_FALSE(CanCompare<Count<Wafer>, Count<Die>>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<std::int64_t, Count<Wafer>>);
  STATIC_REQUIRE_FALSE(CanCompare<Id<Wafer>, Id<Die>>);
}

TEST_CASE("an id is invalid until it is given an index") {
  CHECK_FALSE(Id<Wafer>{}.is_valid());
  CHECK(Id<Wafer>{0}.is_valid());
  CHECK(Id<Wafer>{1} < Id<Wafer>{2});
}
