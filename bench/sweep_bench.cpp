/// What a sweep adds to its runs: time of processors a point, of plays that take nothing and plays that take 2 ms, and
/// memory of this process over 100,000 points and their merge. Prints both; exits 1 where one exceeds its bound.

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <string>

#include "aibelt/sweep/merge.hpp"
#include "aibelt/sweep/runner.hpp"

namespace {

namespace fs = std::filesystem;
using namespace aibelt;
using Clock = std::chrono::steady_clock;

constexpr double kOverheadBoundMs = 5;
constexpr double kMemoryBoundMb = 300;
constexpr std::uint64_t kTimed = 1000;
constexpr std::uint64_t kMany = 100'000;

class BarePoints : public sweep::Points {
 public:
  explicit BarePoints(std::uint64_t n_runs) : n_runs_(n_runs) {}
  std::uint64_t n_runs() const override { return n_runs_; }
  sweep::Point run(std::uint64_t number) const override {
    const std::string level = std::to_string(number);
    return {number, number, 0, 1, {level}, {"fabs.m15x.wafers=" + level}};
  }

 private:
  std::uint64_t n_runs_;
};

sweep::Stamp bare_stamp() {
  sweep::Stamp stamp;
  stamp.name = "bench";
  stamp.sweep = stamp.source = "{}";
  stamp.factors = {{"wafers", "fabs.m15x.wafers", ""}};
  return stamp;
}

/// Of this process, or of its children that have ended.
double cpu_ms(int whose) {
  rusage usage{};
  ::getrusage(whose, &usage);
  const auto ms = [](const timeval& time) {
    return 1e3 * static_cast<double>(time.tv_sec) + 1e-3 * static_cast<double>(time.tv_usec);
  };
  return ms(usage.ru_utime) + ms(usage.ru_stime);
}

/// Works for `ms` of a processor, and gives a figure and a year of a curve.
sweep::Play play_of(double ms) {
  return [ms](const sweep::Point& point) {
    for (const std::clock_t start = std::clock();
         1e3 * static_cast<double>(std::clock() - start) < ms * CLOCKS_PER_SEC;) {
    }
    metrics::Curve curve{{"fab", "m15x", "hbm4", "good", "stacks"}, {}};
    for (int month = 0; month < 12; ++month) {
      curve.months[base::Month{12 * 2027 + month}] = static_cast<double>(point.number % 1000) / (month + 3);
    }
    return sweep::Result{{}, {{"tokens_served", "tokens", static_cast<double>(point.number) / 7}}, {curve}, {}};
  };
}

double seconds_of(const BarePoints& points, const fs::path& folder, const sweep::Play& play, unsigned jobs) {
  sweep::RunOptions options;
  options.jobs = jobs;
  const auto start = Clock::now();
  sweep::run_points(points, sweep::Folder(folder, bare_stamp()), play, options);
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Milliseconds of processors a point beyond `play_ms`.
double overhead_ms(const fs::path& folder, double play_ms, unsigned jobs) {
  fs::remove_all(folder);
  const double before = cpu_ms(RUSAGE_SELF) + cpu_ms(RUSAGE_CHILDREN);
  const double seconds = seconds_of(BarePoints(kTimed), folder, play_of(play_ms), jobs);
  const double overhead = (cpu_ms(RUSAGE_SELF) + cpu_ms(RUSAGE_CHILDREN) - before) / kTimed - play_ms;
  std::printf("play of %.0f ms, %u job%s %8.2f ms of processors a point beyond it; %.2f ms from start to end\n",
              play_ms, jobs, jobs == 1 ? ": " : "s:", overhead, 1e3 * seconds / kTimed);
  return overhead;
}

double peak_mb() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

double many_points_mb(const fs::path& folder) {
  fs::remove_all(folder);
  const BarePoints points(kMany);
  const double before = peak_mb();
  const double played = seconds_of(points, folder, play_of(0), 2);
  const double mb = peak_mb() - before;
  const double looked_through = seconds_of(points, folder, play_of(0), 2);
  const auto start = Clock::now();
  sweep::merge(points, sweep::Folder(folder, bare_stamp()));
  const double merged = std::chrono::duration<double>(Clock::now() - start).count();
  std::printf("%llu points: played %.1f s, looked through again %.1f s, merged %.1f s\n",
              static_cast<unsigned long long>(kMany), played, looked_through, merged);
  std::printf("memory beyond start: %.1f MB while playing, %.1f MB with the merge\n", mb, peak_mb() - before);
  return peak_mb();
}

}  // namespace

int main() {
  std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ);
  std::string name = (fs::temp_directory_path() / "aibelt_sweep_bench_XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) {
    return 1;
  }
  const fs::path folder = fs::path(name) / "sweep";
  std::printf("sweep: beyond the run itself, bound %.0f ms a point\n", kOverheadBoundMs);
  double worst = 0;
  for (const double play_ms : {0.0, 2.0}) {
    for (const unsigned jobs : {1U, 2U}) {
      worst = std::max(worst, overhead_ms(folder, play_ms, jobs));
    }
  }
  const double mb = many_points_mb(folder);
  std::printf("peak memory %.1f MB, bound %.0f MB\n", mb, kMemoryBoundMb);
  fs::remove_all(name);
  return worst <= kOverheadBoundMs && mb <= kMemoryBoundMb ? 0 : 1;
}
