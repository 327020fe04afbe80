#pragma once

#include <cstdint>
#include <vector>

#include "aibelt/record/rows.hpp"

namespace aibelt::record {

/// Takes the rows of a run, in the order of time, then of entity names, then of writing.
class Sink {
 public:
  virtual ~Sink() = default;

  /// The series a run may write, once, before its first row; a SeriesId is an index into it.
  virtual void declare(const std::vector<Series>& series) = 0;
  virtual void write(const CurveRow& row) = 0;
  virtual void write(const EventRow& row) = 0;
  virtual void write(const JobRow& row) = 0;
};

/// Keeps every row, for metrics and tests.
class MemorySink : public Sink {
 public:
  void declare(const std::vector<Series>& series) override { series_ = series; }
  void write(const CurveRow& row) override { curves_.push_back(row); }
  void write(const EventRow& row) override { events_.push_back(row); }
  void write(const JobRow& row) override { jobs_.push_back(row); }

  const std::vector<Series>& series() const { return series_; }
  const std::vector<CurveRow>& curves() const { return curves_; }
  const std::vector<EventRow>& events() const { return events_; }
  const std::vector<JobRow>& jobs() const { return jobs_; }

 private:
  std::vector<Series> series_;
  std::vector<CurveRow> curves_;
  std::vector<EventRow> events_;
  std::vector<JobRow> jobs_;
};

/// Puts the rows of entities that run ahead of each other into the order Sink promises; holds only what is not yet settled.
class OrderedWriter {
 public:
  explicit OrderedWriter(Sink& sink) : sink_(sink) {}

  /// `time` is when `entity` (its position in the order of names) writes the row.
  void write(base::SimTime time, std::int32_t entity, const CurveRow& row);
  void write(base::SimTime time, std::int32_t entity, const EventRow& row);
  void write(base::SimTime time, std::int32_t entity, const JobRow& row);

  /// Passes on every row written before `time`; no entity may write an earlier one any more.
  void settle_before(base::SimTime time);

 private:
  struct Place {
    base::SimTime time;
    std::int32_t entity;
    std::int64_t sequence;

    friend auto operator<=>(const Place&, const Place&) = default;
  };
  template <class Row>
  struct Held {
    Place place;
    Row row;
  };
  template <class Row>
  void settle(std::vector<Held<Row>>& held, base::SimTime time);

  Sink& sink_;
  std::int64_t sequence_ = 0;
  std::vector<Held<CurveRow>> curves_;
  std::vector<Held<EventRow>> events_;
  std::vector<Held<JobRow>> jobs_;
};

}  // namespace aibelt::record
