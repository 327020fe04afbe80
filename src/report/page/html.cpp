#include <array>

#include <fmt/format.h>

#include "aibelt/base/error.hpp"
#include "aibelt/scenario/digest.hpp"
#include "assets.hpp"
#include "content.hpp"

namespace aibelt::report {
namespace {

std::string escaped(std::string_view text) {
  std::string html;
  for (const char c : text) {
    switch (c) {
      case '&':
        html += "&amp;";
        break;
      case '<':
        html += "&lt;";
        break;
      case '>':
        html += "&gt;";
        break;
      case '"':
        html += "&quot;";
        break;
      default:
        html += c;
    }
  }
  return html;
}

/// JSON text that cannot end the script it stands in.
std::string without_tags(std::string json) {
  std::string text;
  for (const char c : json) {
    c == '<' ? text += "\\u003c" : text += c;
  }
  return text;
}

/// Hexadecimal digits as base64.
std::string base64(const std::string& hex) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  constexpr unsigned kSixBits = 63;
  std::string text;
  for (std::size_t i = 0; i < hex.size(); i += 6) {  // six digits, three bytes, four characters
    std::string part = hex.substr(i, 6);
    const std::size_t n_bytes = part.size() / 2;
    part.resize(6, '0');
    const unsigned long bits = std::stoul(part, nullptr, 16);
    for (std::size_t k = 0; k < 4; ++k) {
      text += k <= n_bytes ? kDigits[(bits >> (18 - 6 * k)) & kSixBits] : '=';
    }
  }
  return text;
}

std::string hash_of(std::string_view script) { return fmt::format("'sha256-{}'", base64(scenario::sha256(script))); }

std::string policy() {
  std::string scripts = hash_of(page_js());
  if (!charts_js().empty()) {
    scripts += " " + hash_of(charts_js());
  }
  return fmt::format(
      "default-src 'none'; script-src {}; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
      "form-action 'none'",
      scripts);
}

std::string script(std::string_view code) {
  base::ensure(code.find("</script") == std::string_view::npos, "a script of the page would end itself");
  return code.empty() ? "" : fmt::format("<script>{}</script>\n", code);
}

std::string cell_html(const Cell& cell, Language language) {
  if (const auto* value = cell.number()) {
    return number_json(*value).dump();
  }
  const auto* words = cell.words();
  return words == nullptr ? "" : escaped(words->in(language));
}

std::string table_html(const Figure& figure, Language language) {
  const Table& table = std::get<Table>(figure.body);
  std::string html = fmt::format("<section><h2>{}</h2>\n<p>{}</p>\n<table><caption>{}</caption>\n<thead><tr>",
                                 escaped(figure.title.in(language)), escaped(figure.caption.in(language)),
                                 escaped(figure.title.in(language)));
  for (const Table::Column& column : table.columns) {
    html += fmt::format("<th scope=\"col\">{}</th>", escaped(column.name.in(language)));
  }
  html += "</tr></thead>\n<tbody>\n";
  for (const auto& row : table.rows) {
    html += "<tr>";
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string cell = cell_html(row[i], language);
      html += i == 0 ? "<th scope=\"row\">" + cell + "</th>" : "<td>" + cell + "</td>";
    }
    html += "</tr>\n";
  }
  return html + "</tbody></table></section>\n";
}

std::string identity_html(const Page::Content& content, Language language) {
  std::string html = "<dl>";
  for (const auto& [name, value] : content.identity) {
    html += fmt::format("<div><dt>{}</dt><dd>{}</dd></div>", escaped(name.in(language)), escaped(value.in(language)));
  }
  return html + "</dl>\n";
}

/// What the page says without scripts: what was run and the tables that matter most.
std::string static_html(const Page::Content& content, Language language) {
  const Text note =
      say("Charts and further tables need scripts, which are switched off here; the tables that matter most follow.");
  std::string html = "<div id=\"static\">\n" + fmt::format("<noscript><p>{}</p></noscript>\n", note.in(language));
  html += identity_html(content, language);
  for (const Section& section : content.sections) {
    for (const Figure& figure : section.figures) {
      if (figure.is_essential && std::holds_alternative<Table>(figure.body)) {
        html += table_html(figure, language);
      }
    }
  }
  return html + "</div>\n";
}

}  // namespace

std::string Page::data(Language language) const {
  return page_json(*content_, language).dump(-1, ' ', false, PageJson::error_handler_t::replace);
}

std::string Page::html(Language language) const {
  const std::string title = escaped(content_->title);
  std::string html = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<header><h1>{}</h1></header>\n",
      language == Language::ko ? "ko" : "en", policy(), title, page_css(), title);
  html += static_html(*content_, language);
  html += "<main id=\"page\"></main>\n<script type=\"application/json\" id=\"page-data\">";
  html += without_tags(data(language));
  html += "</script>\n";
  html += script(charts_js());
  html += script(page_js());
  return html + "</body>\n</html>\n";
}

}  // namespace aibelt::report
