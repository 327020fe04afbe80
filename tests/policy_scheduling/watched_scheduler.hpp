#pragma once

#include <memory>
#include <utility>

#include "aibelt/policy/scheduling.hpp"

namespace aibelt::test {

/// A scheduler between a cluster and another scheduler, which hears of what that one does.
class WatchedScheduler : public policy::Scheduler {
 public:
  explicit WatchedScheduler(std::unique_ptr<policy::Scheduler> inner) : inner_(std::move(inner)) {}

  void submit(const policy::Request& request) override { inner_->submit(request); }
  void withdraw(std::int32_t job) override { inner_->withdraw(job); }
  void complete(const policy::Request& request, base::SimTime expected_end, base::SimTime now) override {
    inner_->complete(request, expected_end, now);
  }
  void set_capacity(std::int32_t processors, base::SimTime now) override { inner_->set_capacity(processors, now); }
  void capacity_changed() override { inner_->capacity_changed(); }
  void decide(policy::Room& room) override {
    WatchedRoom watched(room, *this);
    inner_->decide(watched);
    after_pass(room);
  }
  base::SimTime next_decision() const override { return inner_->next_decision(); }
  base::SimTime promised_start(std::int32_t job) const override { return inner_->promised_start(job); }

 protected:
  /// A job has been started.
  virtual void on_start(const policy::Request& /*request*/, const policy::Room& /*room*/) {}
  /// A running job is about to be stopped.
  virtual void on_preempt(std::int32_t /*job*/, const policy::Room& /*room*/) {}
  virtual void after_pass(policy::Room& /*room*/) {}

 private:
  class WatchedRoom : public policy::Room {
   public:
    WatchedRoom(policy::Room& room, WatchedScheduler& watcher) : room_(room), watcher_(watcher) {}

    base::SimTime now() const override { return room_.now(); }
    std::int32_t free() const override { return room_.free(); }
    std::int32_t capacity() const override { return room_.capacity(); }
    std::int64_t cpu_milli() const override { return room_.cpu_milli(); }
    std::int64_t memory_mib() const override { return room_.memory_mib(); }
    bool start(const policy::Request& request, bool is_backfill) override {
      return told(request, room_.start(request, is_backfill));
    }
    bool start_on(const policy::Request& request, bool is_backfill,
                  const policy::ProcessorRanges& processors) override {
      return told(request, room_.start_on(request, is_backfill, processors));
    }
    void preempt(std::int32_t job) override {
      watcher_.on_preempt(job, room_);
      room_.preempt(job);
    }
    policy::Request request_of(std::int32_t job) const override { return room_.request_of(job); }

   private:
    bool told(const policy::Request& request, bool is_started) {
      if (is_started) {
        watcher_.on_start(request, room_);
      }
      return is_started;
    }

    policy::Room& room_;
    WatchedScheduler& watcher_;
  };

  std::unique_ptr<policy::Scheduler> inner_;
};

}  // namespace aibelt::test
