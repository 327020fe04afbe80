#pragma once

#include <limits>
#include <string>
#include <vector>

namespace aibelt::plan {

inline constexpr double kNoLimit = std::numeric_limits<double>::infinity();

/// A number in front of a variable in a row.
struct Term {
  int row = 0;
  int column = 0;
  double factor = 0;
};

/// A linear programme with names: columns are its variables, rows what sums of them are held to.
///
/// All numbers are doubles; a bound of `kNoLimit` or its negative is none.
class Programme {
 public:
  enum class Goal { most, least };

  struct Column {
    std::string name = {};
    double low = 0;
    double high = kNoLimit;
    double worth = 0;  ///< in the objective
    bool is_whole = false;
  };
  struct Row {
    std::string name = {};
    double low = -kNoLimit;
    double high = kNoLimit;
  };

  explicit Programme(Goal goal) : goal_(goal) {}

  /// Both return the position of what they add.
  int add_column(Column column);
  int add_row(Row row);

  /// Adds `factor` × the column to the row; several terms of one row and column add up.
  void add_term(int row, int column, double factor);

  Goal goal() const { return goal_; }
  const std::vector<Column>& columns() const { return columns_; }
  const std::vector<Row>& rows() const { return rows_; }
  const std::vector<Term>& terms() const { return terms_; }
  bool has_whole() const;

  void set_worth(int column, double worth) { columns_[static_cast<std::size_t>(column)].worth = worth; }

 private:
  Goal goal_;
  std::vector<Column> columns_;
  std::vector<Row> rows_;
  std::vector<Term> terms_;
};

}  // namespace aibelt::plan
