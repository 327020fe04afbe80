#include "interrupt.hpp"

#include <csignal>

namespace aibelt::cli {
namespace {

volatile std::sig_atomic_t has_come = 0;

extern "C" void note_signal(int /*signal*/) { has_come = 1; }

}  // namespace

void watch_for_interrupts() {
  std::signal(SIGINT, note_signal);
  std::signal(SIGTERM, note_signal);
}

bool is_interrupted() { return has_come != 0; }

}  // namespace aibelt::cli
