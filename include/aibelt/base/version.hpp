#pragma once

#include <string_view>

namespace aibelt::base {

/// The version of this build, such as `0.1.0`.
std::string_view version();

}  // namespace aibelt::base
