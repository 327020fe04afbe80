#include "assets.hpp"

// AIBELT_WEB_DIR is where the build puts the files; each is taken into the program as it is.
#define AIBELT_ASSET(name, file)               \
  asm(".section .rodata\n"                     \
      ".global aibelt_asset_" #name            \
      "\n"                                     \
      "aibelt_asset_" #name                    \
      ":\n"                                    \
      ".incbin \"" AIBELT_WEB_DIR "/" file     \
      "\"\n"                                   \
      ".global aibelt_asset_" #name            \
      "_end\n"                                 \
      "aibelt_asset_" #name                    \
      "_end:\n"                                \
      ".byte 0\n"                              \
      ".previous\n");                          \
  extern "C" const char aibelt_asset_##name[]; \
  extern "C" const char aibelt_asset_##name##_end[];

AIBELT_ASSET(page_css, "page.css")
AIBELT_ASSET(page_js, "page.js")
AIBELT_ASSET(charts_js, "charts.js")

namespace aibelt::report {
namespace {

std::string_view between(const char* from, const char* to) { return {from, static_cast<std::size_t>(to - from)}; }

}  // namespace

std::string_view page_css() { return between(aibelt_asset_page_css, aibelt_asset_page_css_end); }
std::string_view page_js() { return between(aibelt_asset_page_js, aibelt_asset_page_js_end); }
std::string_view charts_js() { return between(aibelt_asset_charts_js, aibelt_asset_charts_js_end); }

}  // namespace aibelt::report
