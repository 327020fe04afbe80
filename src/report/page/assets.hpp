#pragma once

#include <string_view>

namespace aibelt::report {

/// What a page is drawn with, as the build made it; `charts_js` is empty where the packages it takes were not there.
std::string_view page_css();
std::string_view page_js();
std::string_view charts_js();

}  // namespace aibelt::report
