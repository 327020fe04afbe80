#include "aibelt/datacenter/belt.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <utility>

#include "accounts.hpp"
#include "aibelt/base/calendar.hpp"
#include "aibelt/base/error.hpp"

namespace aibelt::datacenter {
namespace {

enum class Task { end_month, change_links, begin };

/// A transfer from the moment it is asked for to its end.
struct Call {
  entity::EntityId caller;
  entity::Transfer transfer;
  base::SimTime asked;
  double bytes_left = 0;
  std::int32_t way = -1;
  base::Duration waited{0};
  base::SimTime waits_since = base::kNever;  ///< kNever unless there is no way for it
};

class Belt : public entity::Entity {
 public:
  Belt(const entity::Setting& setting, std::shared_ptr<const network::Fibre> fibre) : fibre_(std::move(fibre)) {
    for (const std::string& name : fibre_->link_names()) {
      links_.emplace_back(name, setting.series);
    }
    for (const std::string& from : fibre_->places()) {
      for (const std::string& to : fibre_->places()) {
        pairs_.emplace_back(from, to, setting.series);
      }
    }
  }

  void start(entity::Desk& desk) override {
    start_ = noted_ = desk.now();
    for_each_ledger([&](entity::Ledger& ledger) { ledger.roll(desk); });
    calendar_.schedule(base::start_of(base::next(base::month_of(start_))), Task::end_month, kFirst);
    change_links(desk);
  }

  base::SimTime next_event() const override { return calendar_.is_empty() ? base::kNever : calendar_.next_time(); }

  void step(entity::Desk& desk) override {
    roll(desk);
    switch (calendar_.pop().event) {
      case Task::end_month:
        calendar_.schedule(base::start_of(base::next(base::month_of(desk.now()))), Task::end_month, kFirst);
        break;
      case Task::change_links:
        change_links(desk);
        break;
      case Task::begin:
        for (const Call& call : std::exchange(new_, {})) {
          send(call, desk);
        }
    }
  }

  void receive(const entity::Message& message, entity::Desk& desk) override {
    roll(desk);
    if (const auto* transfer = std::get_if<entity::Transfer>(&message.content)) {
      take(message.from, *transfer, desk);
    } else {
      const auto& ended = std::get<entity::Delivered>(message.content);
      const Call call = flows_.extract(ended.tag).mapped();
      answer(call, ended.at + way_of(call).round_trip, desk);
    }
  }

  void finish(entity::Desk& desk) override {
    end_month(desk);
    for_each_ledger([&](entity::Ledger& ledger) { ledger.finish(desk); });
  }

 private:
  static constexpr int kFirst = -2;  ///< a month ends before links change,
  static constexpr int kNext = -1;   ///< and these change before transfers begin

  const network::Epoch& epoch() const { return fibre_->epochs()[epoch_]; }
  const network::Way& way_of(const Call& call) const { return fibre_->ways()[static_cast<std::size_t>(call.way)]; }

  template <class Action>
  void for_each_ledger(Action action) {
    for (LinkAccounts& link : links_) {
      action(link.ledger());
    }
    for (PairAccounts& pair : pairs_) {
      action(pair.ledger());
    }
  }

  /// Closes the month that has ended, exactly at its end: the calendar holds an entry there.
  void roll(entity::Desk& desk) {
    if (links_.front().ledger().is_month_over(desk)) {
      end_month(desk);
      for_each_ledger([&](entity::Ledger& ledger) { ledger.roll(desk); });
    }
  }

  void end_month(entity::Desk& desk) {
    note_links(desk);
    for (std::size_t i = 0; i < links_.size(); ++i) {
      const auto channel = static_cast<std::int32_t>(2 * i);
      links_[i].end_month({desk.flows().carried({channel}), desk.flows().carried({channel + 1})});
    }
    for (PairAccounts& pair : pairs_) {
      pair.end_month();
    }
  }

  /// Books how links have stood until now.
  void note_links(const entity::Desk& desk) {
    for (std::size_t i = 0; i < links_.size(); ++i) {
      links_[i].note(epoch().links[i], desk.now() - noted_);
    }
    noted_ = desk.now();
  }

  void take(entity::EntityId caller, const entity::Transfer& transfer, entity::Desk& desk) {
    const auto n_places = static_cast<std::int32_t>(fibre_->places().size());
    base::ensure(transfer.from >= 0 && transfer.from < n_places && transfer.to >= 0 && transfer.to < n_places,
                 "a transfer between places that are not on the fibre");
    Call call{.caller = caller, .transfer = transfer, .asked = desk.now(), .bytes_left = std::ceil(transfer.bytes)};
    if (transfer.from == transfer.to || call.bytes_left < 1) {
      answer(call, desk.now(), desk);
      return;
    }
    if (new_.empty()) {
      calendar_.schedule(start_ + std::chrono::ceil<std::chrono::seconds>(desk.now() - start_), Task::begin);
    }
    new_.push_back(call);
  }

  /// Begins the transfer, or what is left of it, over the best way there is now.
  void send(Call call, entity::Desk& desk) {
    call.way = fibre_->way(epoch(), call.transfer.from, call.transfer.to);
    if (call.way < 0) {
      call.waits_since = std::min(call.waits_since, desk.now());
      waiting_.push_back(call);
      return;
    }
    if (call.waits_since != base::kNever) {
      call.waited += desk.now() - call.waits_since;
      call.waits_since = base::kNever;
    }
    desk.flows().begin(++last_flow_, {call.way}, call.bytes_left);
    flows_.emplace(last_flow_, call);
  }

  void answer(const Call& call, base::SimTime done, entity::Desk& desk) {
    const entity::Transfer& transfer = call.transfer;
    desk.send(call.caller, std::max(done, desk.now() + entity::kFibreDelay), entity::Delivered{transfer.tag, done});
    const auto n_places = fibre_->places().size();
    pairs_[static_cast<std::size_t>(transfer.from) * n_places + static_cast<std::size_t>(transfer.to)].note(
        transfer.bytes, done - call.asked, call.waited);
  }

  /// Brings the links to the state of their next epoch, the first one at the start.
  void change_links(entity::Desk& desk) {
    const std::vector<network::LinkState> before =
        is_running_ ? epoch().links : std::vector<network::LinkState>(links_.size());
    note_links(desk);
    epoch_ += is_running_ ? 1 : 0;
    std::vector<Call> stopped = stop_cut(desk);
    for (std::size_t i = 0; i < links_.size(); ++i) {
      change_link(i, before[i], desk);
    }
    is_running_ = true;
    for (const Call& call : stopped) {
      send(call, desk);
    }
    for (const Call& call : std::exchange(waiting_, {})) {
      send(call, desk);
    }
    if (epoch_ + 1 < fibre_->epochs().size()) {
      calendar_.schedule(fibre_->epochs()[epoch_ + 1].from, Task::change_links, kNext);
    }
  }

  /// Takes every flow off the links that carry nothing from now on, in the order in which they began.
  std::vector<Call> stop_cut(entity::Desk& desk) {
    std::vector<Call> stopped;
    for (auto flow = flows_.begin(); flow != flows_.end();) {
      const auto& channels = way_of(flow->second).channels;
      const bool is_cut = std::any_of(channels.begin(), channels.end(), [&](std::int32_t channel) {
        return epoch().links[static_cast<std::size_t>(channel / 2)].rate <= 0;
      });
      const double left = is_cut ? desk.flows().cancel(flow->first) : 0;
      if (left > 0) {
        flow->second.bytes_left = left;
        stopped.push_back(flow->second);
        flow = flows_.erase(flow);
      } else {
        ++flow;
      }
    }
    return stopped;
  }

  void change_link(std::size_t i, const network::LinkState& before, entity::Desk& desk) {
    const network::LinkState& now = epoch().links[i];
    if (now.rate > 0 && now.rate != before.rate) {
      const auto channel = static_cast<std::int32_t>(2 * i);
      desk.flows().set_rate({channel}, now.rate);
      desk.flows().set_rate({channel + 1}, now.rate);
    }
    if (now.is_cut != before.is_cut) {
      tell(i, now.is_cut ? "cut" : "mended", static_cast<double>(now.waves), "waves", desk);
    } else if (now.waves != before.waves && is_running_) {
      tell(i, "waves", static_cast<double>(now.waves), "waves", desk);
    }
  }

  void tell(std::size_t i, const char* what, double quantity, const char* unit, entity::Desk& desk) {
    desk.write(record::EventRow{desk.now(), "fibre", fibre_->link_names()[i], what, "", quantity, unit});
  }

  std::shared_ptr<const network::Fibre> fibre_;
  std::deque<LinkAccounts> links_;  ///< by link
  std::deque<PairAccounts> pairs_;  ///< by place from × n_places + place to
  base::Calendar<Task> calendar_;
  base::SimTime start_;
  base::SimTime noted_;  ///< up to when the links' accounts are kept
  std::size_t epoch_ = 0;
  bool is_running_ = false;  ///< the first epoch has begun
  entity::FlowId last_flow_ = 0;
  std::map<entity::FlowId, Call> flows_;
  std::vector<Call> new_;      ///< begin at the next whole second
  std::vector<Call> waiting_;  ///< have no way
};

}  // namespace

std::unique_ptr<entity::Entity> make_belt(const entity::Setting& setting, std::shared_ptr<const network::Fibre> fibre) {
  return std::make_unique<Belt>(setting, std::move(fibre));
}

}  // namespace aibelt::datacenter
