#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace aibelt::report {

/// An SQLite database being made, in one transaction; alike inserts give alike bytes. Members throw base::IoError.
class Database {
 public:
  struct CloseStatement {
    void operator()(sqlite3_stmt* statement) const;
  };
  using Statement = std::unique_ptr<sqlite3_stmt, CloseStatement>;

  /// Begins an empty one; a file at `path` is replaced. Before `finish` it is of no use.
  explicit Database(std::filesystem::path path);

  void execute(const char* sql);
  Statement prepare(const char* sql);

  /// Inserts one row of `values`, in the order of the statement's parameters.
  template <class... Values>
  void insert(const Statement& statement, const Values&... values) const {
    int column = 0;
    (bind(statement.get(), ++column, values), ...);
    step(statement.get());
  }

  /// One value of a row whose length is not known when compiling; columns count from 1, `insert(statement)` ends the row.
  void bind(sqlite3_stmt* statement, int column, std::string_view text) const;
  void bind(sqlite3_stmt* statement, int column, double number) const;
  void bind(sqlite3_stmt* statement, int column, std::int64_t number) const;

  /// Closes the database and puts it onto the disk; statements are gone by then.
  void finish();

 private:
  struct CloseDatabase {
    void operator()(sqlite3* database) const;
  };

  void check(int code) const;
  void step(sqlite3_stmt* statement) const;

  std::filesystem::path path_;
  std::unique_ptr<sqlite3, CloseDatabase> database_;
};

}  // namespace aibelt::report
