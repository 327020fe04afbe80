#include "src/policy/scheduling/profile.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

#include "aibelt/base/error.hpp"
#include "aibelt/base/random.hpp"
#include "src/policy/scheduling/releases.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using base::Duration;
using base::SimTime;
using policy::Profile;
using policy::Releases;

namespace {

constexpr std::int64_t kHorizon = 2'000;

SimTime at(std::int64_t microseconds) { return SimTime{Duration{microseconds}}; }

/// The free processors of each microsecond.
class PlainProfile {
 public:
  explicit PlainProfile(std::int32_t processors) : free_(2 * kHorizon, processors) {}

  void change(std::int64_t begin, std::int64_t end, std::int32_t change) {
    std::for_each(free_.begin() + begin, free_.begin() + end, [change](std::int32_t& free) { free += change; });
  }
  std::int32_t most(std::int64_t begin, std::int64_t end) const {
    return *std::max_element(free_.begin() + begin, free_.begin() + end);
  }
  std::int32_t least(std::int64_t from) const { return *std::min_element(free_.begin() + from, free_.end()); }
  std::int32_t least(std::int64_t begin, std::int64_t end) const {
    return *std::min_element(free_.begin() + begin, free_.begin() + end);
  }
  std::int32_t at(std::int64_t time) const { return free_[static_cast<std::size_t>(time)]; }

  /// kHorizon for none.
  std::int64_t earliest(std::int64_t from, std::int64_t before, std::int64_t limit, std::int64_t duration,
                        std::int32_t processors) const {
    for (std::int64_t start = from; start < std::min(before, limit); ++start) {
      const std::int64_t end = std::min(start + duration, limit);
      if (std::all_of(free_.begin() + start, free_.begin() + end,
                      [=](std::int32_t free) { return free >= processors; })) {
        return start;
      }
    }
    return kHorizon;
  }

 private:
  std::vector<std::int32_t> free_;
};

}  // namespace

TEST_CASE("a profile agrees with a list of every microsecond under random changes, searches and forgetting") {
  base::Stream stream(8, "profile");
  Profile profile(50);
  PlainProfile plain(50);
  const auto draw = [&](std::int64_t n) {
    return static_cast<std::int64_t>(stream.below(static_cast<std::uint64_t>(n)));
  };
  std::int64_t now = 0;
  for (int step = 0; step < 20'000; ++step) {
    const std::int64_t begin = now + draw(kHorizon - now - 1);
    const std::int64_t end = begin + 1 + draw(std::min<std::int64_t>(kHorizon - begin - 1, 1 + draw(300)) + 1);
    const auto change = static_cast<std::int32_t>(draw(9)) - 4;
    if (begin < end && end < kHorizon) {
      profile.change(at(begin), at(end), change);
      plain.change(begin, end, change);
      REQUIRE(profile.most_free(at(begin), at(end)) == plain.most(begin, end));
      REQUIRE(profile.free_at(at(begin)) == plain.at(begin));
    }
    const std::int64_t before = now + 1 + draw(kHorizon - now);
    const std::int64_t limit = now + 1 + draw(kHorizon - now);
    const std::int64_t duration = 1 + draw(100);
    const auto processors = static_cast<std::int32_t>(30 + draw(40));
    const std::int64_t wanted = plain.earliest(now, before, limit, duration, processors);
    const SimTime found = profile.earliest({at(now), at(before), at(limit), Duration{duration}, processors});
    REQUIRE(found == (wanted == kHorizon ? base::kNever : at(wanted)));
    const std::int64_t first = plain.earliest(now, kHorizon, 2 * kHorizon, duration, processors);
    if (first < kHorizon) {
      REQUIRE(profile.earliest({.from = at(now), .duration = Duration{duration}, .processors = processors}) ==
              at(first));
    }
    if (step % 50 == 0) {
      profile.change_always(change);
      plain.change(0, 2 * kHorizon, change);
      REQUIRE(profile.is_overdrawn() == (plain.least(now) < 0));
    }
    if (step % 20 == 0 && now < kHorizon - 600) {
      ++now;
      profile.forget_before(at(now));
    }
  }
}

TEST_CASE("an opening about a peak reaches, for each number of processors, as far as they are free") {
  base::Stream stream(10, "openings");
  Profile profile(40);
  PlainProfile plain(40);
  profile.forget_before(at(0));
  policy::Opening opening;
  std::vector<Profile::Span> peaks;
  for (int step = 0; step < 2'000; ++step) {
    const auto begin = static_cast<std::int64_t>(stream.below(kHorizon - 100));
    const auto end = begin + 1 + static_cast<std::int64_t>(stream.below(99));
    const auto change = static_cast<std::int32_t>(stream.below(9)) - 4;
    profile.change(at(begin), at(end), change);
    plain.change(begin, end, change);
    peaks.clear();
    profile.find_peaks(at(begin), at(end), plain.most(begin, end), peaks);
    REQUIRE(!peaks.empty());
    profile.open(peaks[0].begin, peaks[0].end, 1, Duration{kHorizon}, opening);
    REQUIRE(opening.most() == plain.most(begin, end));
    for (const policy::Opening::Level& level : opening.levels) {
      const std::int64_t first = level.begin.time_since_epoch().count();
      const std::int64_t last = std::min(level.end.time_since_epoch().count(), kHorizon);
      REQUIRE(plain.least(first, last) == level.processors);
      REQUIRE((first == 0 || plain.at(first - 1) < level.processors));
      REQUIRE((last == kHorizon || plain.at(last) < level.processors));
    }
  }
}

TEST_CASE("releases agree with a list under random additions, removals and searches") {
  base::Stream stream(9, "releases");
  Releases releases;
  std::vector<std::int32_t> plain(3'000, 0);
  std::vector<std::pair<std::int64_t, std::int32_t>> added;
  for (int step = 0; step < 30'000; ++step) {
    if (added.empty() || stream.bernoulli(step % 10'000 < 5'000 ? 0.8 : 0.2)) {
      added.emplace_back(stream.below(plain.size()), 1 + static_cast<std::int32_t>(stream.below(9)));
      releases.add(at(added.back().first), added.back().second);
      plain[static_cast<std::size_t>(added.back().first)] += added.back().second;
    } else {
      std::swap(added[stream.below(added.size())], added.back());
      releases.remove(at(added.back().first), added.back().second);
      plain[static_cast<std::size_t>(added.back().first)] -= added.back().second;
      added.pop_back();
    }
    const auto wanted = 1 + static_cast<std::int64_t>(stream.below(12'000));
    std::int64_t sum = 0;
    std::size_t time = 0;
    while (time < plain.size() && sum < wanted) {
      sum += plain[time++];
    }
    const Releases::Point point = releases.find(wanted);
    REQUIRE(point.time == (sum < wanted ? base::kNever : at(static_cast<std::int64_t>(time) - 1)));
    REQUIRE(point.processors == (sum < wanted ? 0 : sum));
    const std::size_t now = stream.below(plain.size());
    const auto later = std::find_if(plain.begin() + static_cast<std::ptrdiff_t>(now) + 1, plain.end(),
                                    [](std::int32_t processors) { return processors > 0; });
    const Releases::Point next = releases.find_after(at(static_cast<std::int64_t>(now)));
    REQUIRE(next.time == (later == plain.end() ? base::kNever : at(later - plain.begin())));
    REQUIRE(next.processors == (later == plain.end() ? 0 : std::accumulate(plain.begin(), later + 1, 0)));
  }
}

TEST_CASE("releases refuse to take back what was not added") {
  Releases releases;
  CHECK_THROWS_AS(releases.remove(at(1), 1), base::LogicError);
  releases.add(at(5), 2);
  CHECK_THROWS_AS(releases.remove(at(4), 1), base::LogicError);
  CHECK_THROWS_AS(releases.remove(at(5), 3), base::LogicError);
}
