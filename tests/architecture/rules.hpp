#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace aibelt::architecture {

/// Every breach of the architecture in the project at `root`, as `file:line: what is wrong`, sorted:
/// modules on floors that are not strictly lower, SimGrid outside engine, Boost outside network, private headers of
/// another module, files no CMakeLists.txt names, and calls whose results or effects the house rules forbid.
std::vector<std::string> breaches_in(const std::filesystem::path& root);

}  // namespace aibelt::architecture
