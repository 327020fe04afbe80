#include "runner_child.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cmath>
#include <csignal>
#include <map>
#include <new>
#include <string_view>

#include <fmt/format.h>

#include "aibelt/base/error.hpp"

namespace aibelt::sweep {
namespace {

void die_with_parent(pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) {  // it died before that
    ::_exit(1);
  }
}

/// A crash ends the process as crashes do, whatever handlers the parent has, and what asks the parent to stop is the parent's: a point
/// that Ctrl-C ends has not failed.
void settle_signals() {
  for (const int crash : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGPIPE, SIGXFSZ, SIGCHLD}) {
    std::signal(crash, crash == SIGXFSZ ? SIG_IGN : SIG_DFL);  // a file too large is an error of the write
  }
  sigset_t stops;
  sigemptyset(&stops);
  for (const int stop : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) {
    sigaddset(&stops, stop);
  }
  ::sigprocmask(SIG_SETMASK, &stops, nullptr);
}

void settle_output(int output) {
  const int nowhere = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  ::dup2(nowhere, STDIN_FILENO);
  ::dup2(nowhere, STDOUT_FILENO);
  ::dup2(output >= 0 ? output : nowhere, STDERR_FILENO);
}

void limit(int resource, rlim_t bytes) {
  rlimit limits{};
  ::getrlimit(resource, &limits);
  limits.rlim_cur = limits.rlim_max == RLIM_INFINITY ? bytes : std::min(bytes, limits.rlim_max);
  ::setrlimit(resource, &limits);
}

// Not the address space: that counts libraries and files too.
void limit_memory(const std::optional<std::uint64_t>& bytes) {
  limit(RLIMIT_CORE, 0);
  if (bytes) {
    limit(RLIMIT_DATA, *bytes);
  }
}

std::string out_of_memory(const std::optional<std::uint64_t>& bytes) {
  constexpr double kMb = 1e6;
  return bytes ? fmt::format("out of memory: wants more than {} MB", static_cast<double>(*bytes) / kMb)
               : "out of memory";
}

Result failed(std::string why) { return {one_line(std::move(why)), {}, {}, {}}; }

/// What is no finite number in a result; empty where all of it is.
std::string not_finite(const Result& result) {
  for (const Figure& figure : result.figures) {
    if (!std::isfinite(figure.value)) {
      return figure.name;
    }
  }
  for (const metrics::Curve& curve : result.curves) {
    for (const auto& [month, value] : curve.months) {
      if (!std::isfinite(value)) {
        return fmt::format("{} of {} in {}", curve.series.measure, curve.series.place, base::to_text(month));
      }
    }
  }
  return {};
}

/// Numbers that tables can take: -0 is 0, and curves of one series are one.
Result tidy(Result result) {
  for (Figure& figure : result.figures) {
    figure.value += 0.0;
  }
  std::vector<metrics::Curve> curves;
  std::map<record::Series, std::size_t> known;
  for (const metrics::Curve& curve : result.curves) {
    const auto [at, is_new] = known.try_emplace(curve.series, curves.size());
    if (is_new) {
      curves.push_back({curve.series, {}});
    }
    for (const auto& [month, value] : curve.months) {
      curves[at->second].months[month] += value;
    }
  }
  result.curves = std::move(curves);
  return result;
}

Result checked(Result result) {
  if (!result.failure.empty()) {
    return failed(std::move(result.failure));
  }
  if (const std::string what = not_finite(result); !what.empty()) {
    return failed(what + " is no finite number");
  }
  return tidy(std::move(result));
}

/// What `play` comes to; an IoError passes through.
Result outcome_of(const Play& play, const Point& point, const std::optional<std::uint64_t>& memory_bytes) {
  try {
    return checked(play(point));
  } catch (const base::IoError&) {
    throw;
  } catch (const std::bad_alloc&) {
    limit(RLIMIT_DATA, RLIM_INFINITY);  // to write down what happened
    return failed(out_of_memory(memory_bytes));
  } catch (const std::exception& problem) {
    return failed(problem.what());
  } catch (...) {
    return failed("an exception of an unknown kind");
  }
}

void report(int pipe, Verdict verdict, std::string_view text) {
  const std::string message = static_cast<char>(verdict) + std::string(text);
  if (::write(pipe, message.data(), message.size()) < 0) {
    ::_exit(1);  // the parent has gone
  }
}

/// `path: cause` without the path.
std::string cause_of(const base::IoError& problem) {
  return std::string(problem.what()).substr(problem.path().size() + std::string_view(": ").size());
}

void play_and_report(const Folder& folder, const Play& play, const Point& point, const ChildPlace& place) {
  try {
    const Result result = outcome_of(play, point, place.memory_bytes);
    folder.write(point, result, {}, place.partial);
    const bool has_result = result.failure.empty();
    const auto verdict = result.failed_checks.empty() ? Verdict::result : Verdict::failed_checks;
    report(place.report, has_result ? verdict : Verdict::failure, result.failure);
  } catch (const base::IoError& problem) {
    report(place.report, Verdict::no_disk, problem.path() + '\0' + cause_of(problem));
  }
}

}  // namespace

std::string one_line(std::string text) {
  for (char& c : text) {
    c = static_cast<unsigned char>(c) < ' ' ? ' ' : c;
  }
  while (!text.empty() && text.back() == ' ') {
    text.pop_back();
  }
  return text.size() <= kMostReason ? text : text.substr(0, kMostReason) + "...";
}

void play_in_child(const Folder& folder, const Play& play, const Point& point, const ChildPlace& place) {
  die_with_parent(place.parent);
  settle_signals();
  settle_output(place.output);
  limit_memory(place.memory_bytes);
  try {
    play_and_report(folder, play, point, place);
  } catch (...) {
    ::_exit(1);  // not even the failure could be put down
  }
  ::_exit(0);  // no destructor and no buffer of the parent's is ours
}

}  // namespace aibelt::sweep
