#include "interrupt.hpp"

#include <csignal>
#include <cstdio>

#include <fmt/format.h>

#include "aibelt/base/error.hpp"

namespace aibelt::cli {
namespace {

sigset_t interrupts() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  return signals;
}

}  // namespace

// Held back, not handled: SimGrid's engine puts a handler of its own in place, which ends the process at once.
void watch_for_interrupts() {
  const sigset_t held_back = interrupts();
  base::ensure(pthread_sigmask(SIG_BLOCK, &held_back, nullptr) == 0, "SIGINT and SIGTERM cannot be held back");
}

bool is_interrupted() {
  sigset_t waiting;
  sigemptyset(&waiting);
  sigpending(&waiting);
  return sigismember(&waiting, SIGINT) == 1 || sigismember(&waiting, SIGTERM) == 1;
}

Exit give_up() {
  fmt::print(stderr, "interrupted; nothing was written\n");
  return Exit::interrupted;
}

}  // namespace aibelt::cli
