#pragma once

#include <utility>
#include <vector>

#include "aibelt/record/sink.hpp"

namespace aibelt::report {

/// Passes every row on to several sinks, which outlive it.
class TeeSink : public record::Sink {
 public:
  explicit TeeSink(std::vector<record::Sink*> sinks) : sinks_(std::move(sinks)) {}

  void declare(const std::vector<record::Series>& series) override {
    for (record::Sink* sink : sinks_) {
      sink->declare(series);
    }
  }
  void write(const record::CurveRow& row) override { pass_on(row); }
  void write(const record::EventRow& row) override { pass_on(row); }
  void write(const record::JobRow& row) override { pass_on(row); }

 private:
  template <class Row>
  void pass_on(const Row& row) {
    for (record::Sink* sink : sinks_) {
      sink->write(row);
    }
  }

  std::vector<record::Sink*> sinks_;
};

}  // namespace aibelt::report
