#include "src/policy/scheduling/waiting_line.hpp"

#include <algorithm>
#include <vector>

#include "aibelt/base/random.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using policy::Gap;
using policy::Request;
using policy::WaitingLine;

namespace {

/// The line as a plain list.
struct PlainLine {
  std::vector<Request> jobs;

  /// Index of the first job from `from` on that fits.
  std::size_t find(std::size_t from, const Gap& gap) const {
    while (from < jobs.size() && !gap.admits(jobs[from].processors, jobs[from].estimate.count())) {
      ++from;
    }
    return from;
  }
};

Request draw(base::Stream& stream, std::int32_t job, int shape) {
  const auto a = static_cast<std::int32_t>(1 + stream.below(1000));
  const auto b = static_cast<std::int64_t>(stream.below(100'000));
  switch (shape) {
    case 0:
      return {job, a, base::Duration{b}};
    case 1:  // wide jobs are short: an outline of many corners
      return {job, a, base::Duration{1'000'000 / a}};
    default:  // few kinds
      return {job, 1 << (a % 10), base::Duration{(b % 4) * 3600}};
  }
}

}  // namespace

TEST_CASE("a waiting line finds the same first fitting job as a scan, through growth, removal and closing up") {
  const int shape = GENERATE(0, 1, 2);
  base::Stream stream(5, "waiting_line");
  WaitingLine line;
  PlainLine plain;
  std::int32_t n_added = 0;
  for (int step = 0; step < 30'000; ++step) {
    const bool is_growing = step % 10'000 < 5'000;
    if (plain.jobs.empty() || stream.bernoulli(is_growing ? 0.6 : 0.3)) {
      plain.jobs.push_back(draw(stream, n_added++, shape));
      line.add(plain.jobs.back());
    }
    const std::size_t from = stream.below(plain.jobs.size() + 1) * stream.below(2);
    const auto any = static_cast<std::int32_t>(stream.below(30));
    const Gap gap{any, any + static_cast<std::int32_t>(stream.below(200)),
                  static_cast<std::int64_t>(stream.below(20'000))};
    const std::size_t wanted = plain.find(from, gap);
    const std::size_t first_place = from < plain.jobs.size() ? line.place_of(plain.jobs[from].job) : WaitingLine::kNone;
    const std::size_t place = line.find(first_place, gap);
    REQUIRE((place == WaitingLine::kNone) == (wanted == plain.jobs.size()));
    if (place != WaitingLine::kNone) {
      REQUIRE(line.at(place).job == plain.jobs[wanted].job);
      line.remove(place);
      REQUIRE(line.place_of(plain.jobs[wanted].job) == WaitingLine::kNone);
      if (stream.bernoulli(0.3)) {
        line.restore(place);
        REQUIRE(line.find(first_place, gap) == place);
        line.remove(place);
      }
      plain.jobs.erase(plain.jobs.begin() + static_cast<std::ptrdiff_t>(wanted));
    } else if (!plain.jobs.empty() && !is_growing) {
      REQUIRE(line.at(line.front()).job == plain.jobs.front().job);
      line.remove(line.front());
      plain.jobs.erase(plain.jobs.begin());
    }
    REQUIRE(line.size() == plain.jobs.size());
  }
}

TEST_CASE("a staircase may admit too much but never too little") {
  base::Stream stream(6, "staircase");
  for (int round = 0; round < 300; ++round) {
    policy::Staircase steps;
    std::vector<Request> jobs;
    for (std::uint64_t n = 1 + stream.below(40); n > 0; --n) {
      jobs.push_back(draw(stream, 0, round % 3));
      steps.add(jobs.back().processors, jobs.back().estimate.count());
    }
    for (int probe = 0; probe < 50; ++probe) {
      const Gap gap{static_cast<std::int32_t>(stream.below(20)), 20 + static_cast<std::int32_t>(stream.below(1000)),
                    static_cast<std::int64_t>(stream.below(100'000))};
      const bool is_fit = std::any_of(jobs.begin(), jobs.end(), [&](const Request& job) {
        return gap.admits(job.processors, job.estimate.count());
      });
      REQUIRE((!is_fit || steps.may_fit(gap)));
      REQUIRE((is_fit || jobs.size() > policy::Staircase::kSteps || !steps.may_fit(gap)));
    }
  }
}
