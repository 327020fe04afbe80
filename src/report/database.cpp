#include "aibelt/report/database.hpp"

#include <sqlite3.h>

#include <utility>

#include "aibelt/base/error.hpp"
#include "aibelt/report/output_file.hpp"

namespace aibelt::report {
namespace {

// The whole file is thrown away after a failure, so it needs no journal and no waiting for the disk.
constexpr const char* kSettings =
    "PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8'; PRAGMA auto_vacuum = NONE;"
    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;";

}  // namespace

void Database::CloseDatabase::operator()(sqlite3* database) const { sqlite3_close_v2(database); }
void Database::CloseStatement::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

Database::Database(std::filesystem::path path) : path_(std::move(path)) {
  std::error_code error;
  std::filesystem::remove(path_, error);  // what resists removal, opening reports
  sqlite3* database = nullptr;
  const int code = sqlite3_open_v2(path_.c_str(), &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  database_.reset(database);
  check(code);
  execute(kSettings);
  execute("BEGIN");
}

void Database::finish() {
  execute("COMMIT");
  check(sqlite3_close(database_.get()));
  static_cast<void>(database_.release());
  sync_to_disk(path_);
}

void Database::check(int code) const {
  if (code != SQLITE_OK) {
    throw base::IoError(path_.string(), database_ ? sqlite3_errmsg(database_.get()) : sqlite3_errstr(code));
  }
}

void Database::execute(const char* sql) { check(sqlite3_exec(database_.get(), sql, nullptr, nullptr, nullptr)); }

Database::Statement Database::prepare(const char* sql) {
  sqlite3_stmt* statement = nullptr;
  check(sqlite3_prepare_v2(database_.get(), sql, -1, &statement, nullptr));
  return Statement(statement);
}

// The text outlives the insert, so SQLite need not copy it.
void Database::bind(sqlite3_stmt* statement, int column, std::string_view text) const {
  const char* characters = text.data() == nullptr ? "" : text.data();
  check(sqlite3_bind_text(statement, column, characters, static_cast<int>(text.size()), SQLITE_STATIC));
}

void Database::bind(sqlite3_stmt* statement, int column, double number) const {
  check(sqlite3_bind_double(statement, column, number));
}

void Database::bind(sqlite3_stmt* statement, int column, std::int64_t number) const {
  check(sqlite3_bind_int64(statement, column, number));
}

void Database::step(sqlite3_stmt* statement) const {
  if (sqlite3_step(statement) != SQLITE_DONE) {
    throw base::IoError(path_.string(), sqlite3_errmsg(database_.get()));
  }
  check(sqlite3_reset(statement));
}

}  // namespace aibelt::report
