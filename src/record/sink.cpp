#include "aibelt/record/sink.hpp"

#include <algorithm>
#include <utility>

namespace aibelt::record {

void OrderedWriter::write(base::SimTime time, std::int32_t entity, const CurveRow& row) {
  curves_.push_back({{time, entity, sequence_++}, row});
}

void OrderedWriter::write(base::SimTime time, std::int32_t entity, const EventRow& row) {
  events_.push_back({{time, entity, sequence_++}, row});
}

void OrderedWriter::write(base::SimTime time, std::int32_t entity, const JobRow& row) {
  jobs_.push_back({{time, entity, sequence_++}, row});
}

void OrderedWriter::settle_before(base::SimTime time) {
  settle(curves_, time);
  settle(events_, time);
  settle(jobs_, time);
}

template <class Row>
void OrderedWriter::settle(std::vector<Held<Row>>& held, base::SimTime time) {
  const auto by_place = [](const Held<Row>& a, const Held<Row>& b) { return a.place < b.place; };
  const auto first_open =
      std::partition(held.begin(), held.end(), [&](const Held<Row>& row) { return row.place.time < time; });
  std::sort(held.begin(), first_open, by_place);
  for (auto row = held.begin(); row != first_open; ++row) {
    sink_.write(row->row);
  }
  held.erase(held.begin(), first_open);
}

}  // namespace aibelt::record
