#pragma once

#include <vector>

#include "aibelt/entity/entity.hpp"

namespace aibelt::test {

/// A desk that keeps what is sent and written, at a date the test sets.
class Desk : public entity::Desk {
 public:
  struct Sent {
    entity::EntityId to;
    base::SimTime arrives;
    entity::Content content;
  };

  explicit Desk(base::SimTime now) : now_(now) {}

  void set(base::SimTime now) { now_ = now; }
  base::SimTime now() const override { return now_; }
  void send(entity::EntityId to, base::SimTime arrives, const entity::Content& content) override {
    sent.push_back({to, arrives, content});
  }
  void write(const record::CurveRow& row) override { curves.push_back(row); }
  void write(const record::EventRow& row) override { events.push_back(row); }
  void write(const record::JobRow& row) override { jobs.push_back(row); }

  std::vector<Sent> sent;
  std::vector<record::CurveRow> curves;
  std::vector<record::EventRow> events;
  std::vector<record::JobRow> jobs;

 private:
  base::SimTime now_;
};

inline base::SimTime day(std::string_view date) { return base::parse_date(date).value(); }

}  // namespace aibelt::test
