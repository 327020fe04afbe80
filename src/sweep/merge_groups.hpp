#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "aibelt/base/statistics.hpp"
#include "aibelt/sweep/folder.hpp"
#include "tables.hpp"
#include "tables_store.hpp"

namespace aibelt::sweep {

/// Works out fans and means of each design point, and fans of all points, as points come in the order of their numbers.
class GroupTables {
 public:
  GroupTables(const Folder& folder, const TableShape& shape, Tables& tables);

  void add(const Point& point, const Result& result);

  /// After the last point.
  void finish();

 private:
  void end_design_point();
  void write_means();
  void write_fans(const Group& group, const ColumnStore& store);

  const TableShape& shape_;
  Tables& tables_;
  bool has_replications_;
  std::optional<std::uint64_t> design_point_;  ///< that is being added
  std::vector<base::Mean> means_;              ///< of its figures
  ColumnStore of_design_point_;
  ColumnStore of_all_;
};

}  // namespace aibelt::sweep
