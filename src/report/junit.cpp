#include "aibelt/report/junit.hpp"

#include <array>
#include <tuple>

#include <fmt/format.h>

#include "aibelt/base/error.hpp"

namespace aibelt::report {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

fs::path folder_of(const fs::path& file) { return file.has_parent_path() ? file.parent_path() : fs::path("."); }

/// A character as UTF-8 encodes it: how many bytes, and its number; no bytes where they encode none.
struct Character {
  std::size_t n_bytes = 0;
  std::uint32_t code = 0;
};

Character first_character(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])); };
  const std::uint32_t lead = byte(0);
  if (lead < 0x80) {
    return {1, lead};
  }
  const std::size_t n_bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < n_bytes) {
    return {};
  }
  std::uint32_t code = lead & (0x7FU >> n_bytes);
  for (std::size_t i = 1; i < n_bytes; ++i) {
    if ((byte(i) & 0xC0U) != 0x80) {
      return {};
    }
    code = code << 6U | (byte(i) & 0x3FU);
  }
  constexpr std::array<std::uint32_t, 5> kLeast = {0, 0, 0x80, 0x800, 0x10000};
  return code >= kLeast.at(n_bytes) ? Character{n_bytes, code} : Character{};
}

/// XML 1.0, production Char.
bool is_xml(std::uint32_t code) {
  return code == '\t' || code == '\n' || code == '\r' || (code >= 0x20 && code <= 0xD7FF) ||
         (code >= 0xE000 && code <= 0xFFFD) || (code >= 0x10000 && code <= 0x10FFFF);
}

/// Line breaks and tabs by number: a reader would turn them into spaces in an attribute.
std::string_view escape_of(std::uint32_t code) {
  switch (code) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\t':
      return "&#9;";
    case '\n':
      return "&#10;";
    case '\r':
      return "&#13;";
    default:
      return {};
  }
}

}  // namespace

std::string xml_text(std::string_view text) {
  std::string xml;
  while (!text.empty()) {
    const Character character = first_character(text);
    const std::size_t n_bytes = character.n_bytes == 0 ? 1 : character.n_bytes;
    const std::string_view escape = escape_of(character.code);
    xml += character.n_bytes == 0 || !is_xml(character.code) ? kReplacement
           : escape.empty()                                  ? text.substr(0, n_bytes)
                                                             : escape;
    text.remove_prefix(n_bytes);
  }
  return xml;
}

void JUnitCounts::count(Verdict verdict) {
  ++cases;
  failures += verdict == Verdict::failure ? 1U : 0U;
  errors += verdict == Verdict::error ? 1U : 0U;
}

JUnitFile::JUnitFile(const fs::path& file, std::string_view suite, const JUnitCounts& counts)
    : folder_(folder_of(file)), file_(folder_.add(file.filename().string())), counts_(counts) {
  const std::string numbers =
      fmt::format("tests=\"{}\" failures=\"{}\" errors=\"{}\"", counts.cases, counts.failures, counts.errors);
  file_.write(
      fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites {0}>\n  <testsuite name=\"{1}\" {0}>\n",
                  numbers, xml_text(suite)));
}

void JUnitFile::write(const JUnitCase& one) {
  written_.count(one.verdict);
  const std::string start =
      fmt::format("    <testcase classname=\"{}\" name=\"{}\"", xml_text(one.group), xml_text(one.name));
  if (one.verdict == Verdict::passed) {
    file_.write(start + "/>\n");
    return;
  }
  file_.write(fmt::format("{}>\n      <{} message=\"{}\"/>\n    </testcase>\n", start,
                          one.verdict == Verdict::error ? "error" : "failure", xml_text(one.message)));
}

void JUnitFile::commit() {
  base::ensure(std::tie(counts_.cases, counts_.failures, counts_.errors) ==
                   std::tie(written_.cases, written_.failures, written_.errors),
               "a JUnit file holds other cases than were counted");
  file_.write("  </testsuite>\n</testsuites>\n");
  file_.finish();
  folder_.commit();
}

}  // namespace aibelt::report
