#pragma once

#include <array>
#include <string>
#include <string_view>

namespace aibelt::scenario {

/// What is wrong with JSON that the parser refuses, and the mend. `what` is nlohmann's message, `last` the last character it
/// read, `is_start` whether no bracket is open.
inline std::string syntax_mend(std::string_view what, char last, bool is_start) {
  const auto says = [&](std::string_view text) { return what.find(text) != std::string_view::npos; };
  if (says("invalid literal")) {
    return last == '/' || last == '#' ? "JSON has no comments; write a \"note\" instead"
           : says("object key")
               ? "a key is to stand here, in double quotes"
               : "no value; text stands in double quotes, words are true, false and null, and there is no NaN";
  }
  if (says("control character U+000A")) {
    return "text ends with its line; close it with a \", or write a line break in it as \\n";
  }
  if (says("unexpected number literal") && !says("value") && !says("key") && !says("separator")) {
    return "a comma is missing before this, or the number before it begins with a needless 0";
  }
  for (const std::string_view kind : {"invalid string: ", "invalid number; "}) {
    if (const std::size_t begin = what.find(kind); begin != std::string_view::npos) {
      const std::string_view rest = what.substr(begin + kind.size());
      const std::string subject = kind == "invalid string: " ? "text" : "number";
      return "malformed " + subject + ": " + std::string(rest.substr(0, rest.find("; last read")));
    }
  }
  if (const std::size_t begin = what.find("number overflow parsing "); begin != std::string_view::npos) {
    constexpr std::size_t kLongest = 40;
    const std::string_view number = what.substr(begin + std::string_view("number overflow parsing ").size());
    return "the number " + std::string(number.substr(0, kLongest)) + " is too large to hold";
  }
  if (says("unexpected end of input")) {
    return is_start ? "the file is empty" : "the file ends too early; close every \", [ and {";
  }
  struct Mend {
    std::string_view where;
    const char* text;
  };
  static constexpr std::array<Mend, 10> kMends = {{
      {"expected end of input", "the document ends before this; a file holds one, so take the rest out"},
      {"object separator", "a colon is missing between the key and its value"},
      {"object key - unexpected '}'", "nothing follows the comma before this \"}\"; take the comma out"},
      {"object key - ", "a key is to stand here, in double quotes"},
      {"parsing value - unexpected ']'", "nothing follows the comma before this \"]\"; take the comma out"},
      {"parsing value - ", "a value is missing before this"},
      {"parsing object - unexpected ']'", "a \"}\" is missing before this \"]\""},
      {"parsing object - ", "a comma is missing before this"},
      {"parsing array - unexpected '}'", "a \"]\" is missing before this \"}\""},
      {"parsing array - ", "a comma is missing before this"},
  }};
  for (const Mend& mend : kMends) {
    if (says(mend.where)) {
      return mend.text;
    }
  }
  return "the text is no JSON";
}

}  // namespace aibelt::scenario
