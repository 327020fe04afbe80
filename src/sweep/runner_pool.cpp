#include "runner_pool.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

#include <fmt/format.h>

#include "aibelt/base/error.hpp"

namespace aibelt::sweep {
namespace {

/// How long a stop may go unnoticed.
constexpr std::chrono::milliseconds kTick{50};
constexpr std::chrono::seconds kLongestStep{1};

std::string read_to_end(int descriptor) {
  std::string text;
  std::array<char, 4096> buffer;
  for (;;) {
    const ssize_t n_read = ::read(descriptor, buffer.data(), buffer.size());
    if (n_read == 0 || (n_read < 0 && errno != EINTR)) {
      return text;
    }
    text.append(buffer.data(), n_read > 0 ? static_cast<std::size_t>(n_read) : 0);
  }
}

int wait_for(pid_t process) {
  int status = 0;
  while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

/// The last line of a file in memory that is not empty.
std::string last_line(int descriptor) {
  constexpr off_t kMost = 1000;
  const off_t size = descriptor < 0 ? 0 : ::lseek(descriptor, 0, SEEK_END);
  const off_t from = std::max<off_t>(0, size - kMost);
  std::string text(static_cast<std::size_t>(std::max<off_t>(0, size - from)), ' ');
  const ssize_t n_read = text.empty() ? 0 : ::pread(descriptor, text.data(), text.size(), from);
  text.resize(n_read > 0 ? static_cast<std::size_t>(n_read) : 0);
  text.erase(text.find_last_not_of(" \n\r\t") + 1);
  return one_line(text.substr(text.rfind('\n') + 1));
}

void empty(int descriptor) {
  if (descriptor >= 0 && (::ftruncate(descriptor, 0) != 0 || ::lseek(descriptor, 0, SEEK_SET) != 0)) {
    throw base::IoError("output of a point", std::strerror(errno));
  }
}

[[noreturn]] void throw_no_disk(const std::string& text) {
  const std::size_t zero = text.find('\0');
  throw base::IoError(text.substr(0, zero), text.substr(std::min(zero, text.size() - 1) + 1));
}

}  // namespace

std::string partial_prefix(Shard shard) { return fmt::format("partial-{}-of-{}-", shard.index, shard.count); }

Stopwatch::Clock::duration Stopwatch::step() {
  const auto now = now_();
  const auto step = std::clamp<Clock::duration>(now - last_, Clock::duration::zero(), kLongestStep);
  last_ = now;
  total_ += step;
  return step;
}

Pool::Pool(const Folder& folder, const Play& play, const RunOptions& options, FolderLock& lock)
    : folder_(folder), play_(play), options_(options), lock_(lock), watch_(options.now), slots_(options.jobs) {
  const Shard shard = options.shard;
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    slots_[i].output = ::memfd_create("aibelt point", MFD_CLOEXEC);  // without it, the output goes nowhere
    slots_[i].partial = folder.work_path() / fmt::format("{}{}-{}", partial_prefix(shard), ::getpid(), i);
  }
}

Pool::~Pool() {
  kill_all();
  for (const Slot& slot : slots_) {
    ::close(slot.output);
    ::unlink(slot.partial.c_str());
  }
}

bool Pool::is_idle() const {
  return std::all_of(slots_.begin(), slots_.end(), [](const Slot& slot) { return slot.process == 0; });
}

bool Pool::has_room() const {
  return std::any_of(slots_.begin(), slots_.end(), [](const Slot& slot) { return slot.process == 0; });
}

bool Pool::start(const Point& point) {
  Slot& slot = *std::find_if(slots_.begin(), slots_.end(), [](const Slot& one) { return one.process == 0; });
  empty(slot.output);
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    throw base::IoError("pipe to a point", std::strerror(errno));
  }
  slot.point = point;
  slot.time_left = options_.timeout.value_or(std::chrono::milliseconds{});
  slot.is_out_of_time = false;
  const pid_t parent = ::getpid();
  const pid_t process = ::fork();
  if (process == 0) {
    lock_.leave_to_parent();
    play_in_child(folder_, play_, slot.point, {slot.partial, parent, ends[1], slot.output, options_.memory_bytes});
  }
  const int cause = errno;
  ::close(ends[1]);  // so that it closes with the child, and no later child has it
  if (process < 0) {
    ::close(ends[0]);
    if (is_idle()) {
      throw base::IoError("process of a point", std::strerror(cause));
    }
    return false;
  }
  slot.process = process;
  slot.report = ends[0];
  return true;
}

std::vector<Ended> Pool::wait() {
  std::vector<pollfd> reports;
  for (const Slot& slot : slots_) {
    reports.push_back({slot.process == 0 ? -1 : slot.report, POLLIN, 0});
  }
  ::poll(reports.data(), reports.size(), static_cast<int>(kTick.count()));
  let_time_pass();
  std::vector<Ended> ended;
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    if (reports[i].fd >= 0 && reports[i].revents != 0) {
      ended.push_back(take(slots_[i]));
    }
  }
  return ended;
}

void Pool::let_time_pass() {
  const auto step = watch_.step();
  for (Slot& slot : slots_) {
    if (slot.process != 0 && options_.timeout) {
      slot.time_left -= step;
      slot.is_out_of_time = slot.time_left <= Stopwatch::Clock::duration::zero();
      if (slot.is_out_of_time) {
        ::kill(slot.process, SIGKILL);
      }
    }
  }
}

Ended Pool::take(Slot& slot) {
  const std::string message = read_to_end(slot.report);
  ::close(std::exchange(slot.report, -1));
  const int status = wait_for(std::exchange(slot.process, 0));
  if (message.empty()) {
    return without_verdict(slot, status);
  }
  const auto verdict = static_cast<Verdict>(message[0]);
  const std::string text = message.substr(1);
  if (verdict == Verdict::no_disk) {
    throw_no_disk(text);
  }
  return {std::move(slot.point), verdict == Verdict::failure ? text : "", verdict == Verdict::failed_checks, {}};
}

/// The child could not write why it failed; so this process does.
Ended Pool::without_verdict(Slot& slot, int status) {
  Ended ended{slot.point, reason_of(slot, status), false, last_line(slot.output)};
  folder_.write(ended.point, {ended.failure, {}, {}, {}}, ended.said, slot.partial);
  return ended;
}

std::string Pool::reason_of(const Slot& slot, int status) const {
  if (slot.is_out_of_time) {
    return fmt::format("timeout: ran longer than {} s", static_cast<double>(options_.timeout->count()) / 1000);
  }
  if (WIFSIGNALED(status)) {
    const char* name = ::sigabbrev_np(WTERMSIG(status));
    const std::string limit = options_.memory_bytes ? fmt::format(", under a limit of {} MB",
                                                                  static_cast<double>(*options_.memory_bytes) / 1e6)
                                                    : "";
    return fmt::format("crash: ended by SIG{}{}", name == nullptr ? "?" : name, limit);
  }
  return fmt::format("crash: ended with exit code {} and no result", WEXITSTATUS(status));
}

void Pool::kill_all() {
  for (const Slot& slot : slots_) {
    if (slot.process != 0) {
      ::kill(slot.process, SIGKILL);
    }
  }
  for (Slot& slot : slots_) {
    if (slot.process != 0) {
      wait_for(std::exchange(slot.process, 0));
      ::close(slot.report);
    }
  }
}

}  // namespace aibelt::sweep
