#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "aibelt/scenario/reader.hpp"

namespace aibelt::scenario {

/// SHA-256 of `text`, hexadecimal.
std::string sha256(std::string_view text);

/// SHA-256 of the document's canonical JSON and of the value of every fact it uses.
std::string content_hash(const Json& root, const std::vector<Use>& uses);

}  // namespace aibelt::scenario
