#pragma once

#include <cstddef>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

namespace aibelt::report {

/// The fields of a line, quotes and all; for files that are large and need a few columns.
void split_plain(std::string_view line, std::vector<std::string_view>& fields);

/// The fields of a line as RFC 4180 has them; false where a quote stays open.
bool split_csv(std::string_view line, std::vector<std::string>& fields);

/// The fields of the next row, of which one in quotes may go on over several lines; returns how many lines it takes, 0 at the end.
std::size_t next_row(std::istream& stream, std::vector<std::string>& fields);

}  // namespace aibelt::report
