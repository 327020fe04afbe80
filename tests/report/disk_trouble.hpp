#pragma once

#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <exception>
#include <stdexcept>

namespace aibelt::test {

/// While it lives, no file can grow beyond `bytes`: the way a full disk looks to a writer.
class FullDisk {
 public:
  explicit FullDisk(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FullDisk() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  rlimit before_{};
  void (*handler_)(int);
};

/// While it lives, root has the rights of nobody; others keep theirs.
class Unprivileged {
 public:
  Unprivileged() {
    if (::geteuid() == 0) {
      constexpr uid_t kNobody = 65534;
      if (::seteuid(kNobody) != 0) {
        throw std::runtime_error("cannot lay down the rights of root");
      }
    }
  }
  ~Unprivileged() {
    if (::getuid() == 0 && ::seteuid(0) != 0) {
      std::terminate();
    }
  }
  Unprivileged(const Unprivileged&) = delete;
  Unprivileged& operator=(const Unprivileged&) = delete;
};

}  // namespace aibelt::test
