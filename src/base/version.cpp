#include "aibelt/base/version.hpp"

namespace aibelt::base {

std::string_view version() { return AIBELT_VERSION; }

}  // namespace aibelt::base
