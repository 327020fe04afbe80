#include "aibelt/base/calendar.hpp"

#include <algorithm>
#include <memory>
#include <tuple>
#include <vector>

#include "aibelt/base/random.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt::base;

namespace {

SimTime at(std::int64_t microseconds) { return SimTime{Duration{microseconds}}; }

struct Reference {
  SimTime time;
  int priority;
  std::uint64_t sequence;

  friend bool operator<(const Reference& a, const Reference& b) {
    return std::tie(a.time, a.priority, a.sequence) < std::tie(b.time, b.priority, b.sequence);
  }
};

}  // namespace

TEST_CASE("a calendar gives events by time, then priority, then the order they were scheduled in") {
  Calendar<char> calendar;
  calendar.schedule(at(2), 'e');
  calendar.schedule(at(1), 'c', 5);
  calendar.schedule(at(1), 'b');
  calendar.schedule(at(1), 'd', 5);
  calendar.schedule(at(1), 'a', -5);
  std::string order;
  while (!calendar.is_empty()) {
    order += calendar.pop().event;
  }
  CHECK(order == "abcde");
}

TEST_CASE("a calendar entry tells the time, priority and sequence it was scheduled with") {
  Calendar<int> calendar;
  calendar.schedule(at(-7), 10, Calendar<int>::kLowestPriority);
  calendar.schedule(at(-7), 11, Calendar<int>::kHighestPriority);
  const auto first = calendar.pop();
  CHECK(first.time == at(-7));
  CHECK(first.priority == -32768);
  CHECK(first.sequence == 1);
  CHECK(first.event == 11);
  const auto second = calendar.pop();
  CHECK(second.priority == 32767);
  CHECK(second.sequence == 0);
  CHECK(second.event == 10);
}

TEST_CASE("size and next time are right before and after every pop and schedule") {
  Calendar<int> calendar;
  CHECK(calendar.is_empty());
  for (const int time : {5, 3, 9, 7, 1, 8}) {
    calendar.schedule(at(time), 0);
  }
  CHECK(calendar.next_time() == at(1));
  calendar.pop();
  CHECK(calendar.size() == 5);
  CHECK(calendar.next_time() == at(3));
  calendar.schedule(at(2), 0);
  CHECK(calendar.size() == 6);
  CHECK(calendar.next_time() == at(2));
  calendar.pop();
  calendar.pop();
  CHECK(calendar.next_time() == at(5));
  calendar.clear();
  CHECK(calendar.is_empty());
  calendar.schedule(at(4), 0);
  CHECK(calendar.next_time() == at(4));
}

TEST_CASE("a calendar refuses to give from nothing and to take a priority it cannot hold") {
  Calendar<int> calendar;
  CHECK_THROWS_AS(calendar.pop(), LogicError);
  CHECK_THROWS_AS(calendar.next_time(), LogicError);
  CHECK_THROWS_AS(calendar.schedule(at(0), 0, 32768), LogicError);
  CHECK_THROWS_AS(calendar.schedule(at(0), 0, -32769), LogicError);
  calendar.schedule(at(0), 0);
  calendar.pop();
  CHECK_THROWS_AS(calendar.pop(), LogicError);
  CHECK_THROWS_AS(calendar.next_time(), LogicError);
}

TEST_CASE("a calendar carries events that can only be moved") {
  Calendar<std::unique_ptr<int>> calendar;
  for (const int value : {3, 1, 2}) {
    calendar.schedule(at(value), std::make_unique<int>(value));
  }
  CHECK(*calendar.pop().event == 1);
  calendar.schedule(at(0), std::make_unique<int>(0));
  CHECK(*calendar.pop().event == 0);
  CHECK(*calendar.pop().event == 2);
  CHECK(*calendar.pop().event == 3);
}

TEST_CASE("a calendar agrees with a sorted list over random schedules and pops") {
  Stream stream(11, "calendar");
  Calendar<std::uint64_t> calendar;
  std::vector<Reference> sorted;  // latest first
  std::uint64_t n_scheduled = 0;
  for (int step = 0; step < 20'000; ++step) {
    const bool is_growing = step % 4000 < 2000;
    if (sorted.empty() || stream.bernoulli(is_growing ? 0.6 : 0.4)) {
      const Reference entry{at(static_cast<std::int64_t>(stream.below(50)) - 25), static_cast<int>(stream.below(3)) - 1,
                            n_scheduled++};
      calendar.schedule(entry.time, entry.sequence, entry.priority);
      const auto is_later = [](const Reference& a, const Reference& b) { return b < a; };
      sorted.insert(std::upper_bound(sorted.begin(), sorted.end(), entry, is_later), entry);
    } else {
      REQUIRE(calendar.next_time() == sorted.back().time);
      const auto entry = calendar.pop();
      REQUIRE(entry.event == sorted.back().sequence);
      REQUIRE(entry.sequence == sorted.back().sequence);
      REQUIRE(entry.priority == sorted.back().priority);
      sorted.pop_back();
    }
    REQUIRE(calendar.size() == sorted.size());
  }
}
