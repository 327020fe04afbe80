#include "indices/csv_reader.hpp"

#include <cerrno>
#include <cstring>

#include "aibelt/base/error.hpp"

namespace aibelt::sweep {

CsvReader::CsvReader(const std::filesystem::path& path) : file_(path, std::ios::binary) {
  if (!file_) {
    throw base::IoError(path.string(), std::strerror(errno));
  }
}

bool CsvReader::next(std::vector<std::string>& fields) {
  using Traits = std::ifstream::traits_type;
  fields.assign(1, "");
  std::streambuf& bytes = *file_.rdbuf();
  if (Traits::eq_int_type(bytes.sgetc(), Traits::eof())) {
    return false;
  }
  bool is_quoted = false;
  for (auto c = bytes.sbumpc(); !Traits::eq_int_type(c, Traits::eof()); c = bytes.sbumpc()) {
    const char letter = Traits::to_char_type(c);
    if (letter == '"') {
      // Within a quoted field, two quotes stand for one: the first ends the field, the second opens it again.
      const bool is_doubled = is_quoted && bytes.sgetc() == Traits::to_int_type('"');
      fields.back() += is_doubled ? "\"" : "";
      is_quoted = is_doubled ? (bytes.sbumpc(), true) : !is_quoted;
    } else if (letter == ',' && !is_quoted) {
      fields.emplace_back();
    } else if (letter == '\n' && !is_quoted) {
      return true;
    } else {
      fields.back() += letter;
    }
  }
  return true;
}

}  // namespace aibelt::sweep
