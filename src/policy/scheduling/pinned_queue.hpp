#pragma once

#include <map>
#include <vector>

#include "schedulers.hpp"
#include "set_profile.hpp"

namespace aibelt::policy {

/// The queue of a policy whose reservations hold particular processors, those of the lowest numbers, as in Batsim's
/// schedulers. Time is linear in the queue and in the number of running jobs.
///
/// For comparison with Batsim: it knows the processors it opened with and no others, and wants a cluster where no job
/// overruns. A job whose start is refused has no booking until the queue is gone through again.
class PinnedQueue : public Scheduler {
 public:
  PinnedQueue(std::int32_t processors, bool is_everyone_promised);

  void submit(const Request& request) override;
  void withdraw(std::int32_t job) override;
  void complete(const Request& request, base::SimTime expected_end, base::SimTime now) override;
  void set_capacity(std::int32_t /*processors*/, base::SimTime /*now*/) override {}
  void capacity_changed() override { is_changed_ = true; }
  void decide(Room& room) override;
  base::SimTime next_decision() const override;
  base::SimTime promised_start(std::int32_t job) const override;

 private:
  struct Entry {
    Request request;
    std::optional<SetProfile::Booking> booking;
  };

  std::vector<Entry>::const_iterator find(std::int32_t job) const;
  static base::Duration length_of(const Request& request);
  void release(const Entry& entry, base::SimTime begin);
  bool is_started(Entry& entry, bool is_first, Room& room);
  void unbook(Entry& entry);

  bool is_everyone_promised_;  ///< else only the first of the queue
  SetProfile profile_;
  std::vector<Entry> queue_;
  std::map<std::int32_t, Entry> running_;  ///< by job
  std::size_t n_new_ = 0;                  ///< last ones of the queue, submitted since the last pass
  bool is_changed_ = false;                ///< a job has ended since the last pass
};

}  // namespace aibelt::policy
