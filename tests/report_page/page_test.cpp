// The page as a file: escaping, policy, sizes, Markdown, CSV and the words of both languages.

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include "aibelt/scenario/digest.hpp"
#include "src/report/page/text_in_both.hpp"
#include "src/report/page/words.hpp"
#include "tests/report_page/made_up_run.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using namespace aibelt::test;
using report::Language;

namespace {

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) {
    ++n;
  }
  return n;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::string content_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// What is said in the sources of the page: the string literals, joined, that `say(` and `column(` begin with.
std::set<std::string> said_in_sources() {
  std::set<std::string> said;
  const std::regex call(R"rx(\bsay\(\s*("(?:[^"\\]|\\.)*"(?:\s*"(?:[^"\\]|\\.)*")*))rx");
  const std::regex literal(R"rx("((?:[^"\\]|\\.)*)")rx");
  for (const auto& entry : std::filesystem::directory_iterator(AIBELT_SOURCE_DIR "/src/report/page")) {
    const std::string code = content_of(entry.path());
    for (std::sregex_iterator at(code.begin(), code.end(), call), end; at != end; ++at) {
      const std::string literals = (*at)[1];
      std::string phrase;
      for (std::sregex_iterator part(literals.begin(), literals.end(), literal); part != end; ++part) {
        phrase += (*part)[1];
      }
      said.insert(phrase);
    }
  }
  return said;
}

/// Every text of a page that is ours: objects with `en` and `ko`.
void collect(const PageData& json, std::vector<PageData>& texts) {
  if (json.is_object() && json.contains("en")) {
    texts.push_back(json);
  } else if (json.is_structured()) {
    for (const PageData& child : json) {
      collect(child, texts);
    }
  }
}

/// 10 years and 50 places that make, keep and send goods.
MadeUpRun large_run() {
  constexpr std::size_t kMonths = 120;
  constexpr std::size_t kPlaces = 50;
  MadeUpRun made(kMonths, "large");
  auto& graph = made.run.graph.emplace();
  graph.from = made.run.from;
  graph.n_months = kMonths;
  std::vector<double> values;
  for (std::size_t i = 0; i < kMonths; ++i) {
    values.push_back(123456.789 + 1.23456789 * static_cast<double>(i * i));
  }
  for (std::size_t i = 0; i < kPlaces; ++i) {
    const std::string name = "place_" + std::to_string(i);
    const std::string stage = i < 25 ? "stacking" : "packaging";
    const std::string goods = i < 25 ? "stacks" : "packages";
    graph.places.push_back({name, stage, {{.item = "h " + goods}}, {}});
    if (i >= 25) {
      network::GoodsWay way;
      way.name = "way_" + std::to_string(i);
      way.from = i - 25;
      way.to = i;
      way.items = {"h stacks"};
      graph.ways.push_back(way);
    }
    for (const char* measure :
         {"shipped", "received", "scrap", "in_process", "stock", "good", "waiting_for_capacity"}) {
      made.curve({stage, name, "h", measure, i < 25 || std::string(measure) == "received" ? "stacks" : goods}, values);
    }
    made.curve({stage, name, "", "capacity", goods}, values);
    made.curve({stage, name, "", "used_capacity", goods}, values);
  }
  for (const char* unit : {"wafers", "stacks", "GB", "packages", "MW", "tokens/s"}) {
    for (const char* measure : {"demand", "gap", "cumulative_gap"}) {
      made.curve({"belt", "", "", measure, unit}, values);
    }
    for (const char* stage : {"fab", "stacking", "packaging", "assembly", "delivery"}) {
      made.curve({"belt", "", stage, "supply", unit}, values);
    }
  }
  return made;
}

}  // namespace

TEST_CASE("Text of a scenario is shown, never run") {
  const std::string evil = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&";
  MadeUpRun made(1, evil);
  made.run.title = evil;
  made.use(evil, "stated", "", evil, "");
  made.curve({"site", evil, "", "facility_power_live", "MW"}, {1});
  made.kpi(evil, evil, 1);
  const report::Page page = report::Page::of_runs({made.run}, evil);
  const std::string html = page.html(Language::en);
  CHECK_FALSE(has(html, "<script>alert"));
  CHECK_FALSE(has(html, "<img"));
  CHECK(has(html, "<title>&lt;/script&gt;&lt;script&gt;alert(1)"));
  CHECK(count(html, "<script") == 2 + (count(html, "'sha256-") - 1));
  const std::size_t from = html.find("id=\"page-data\">") + std::string("id=\"page-data\">").size();
  const std::string data = html.substr(from, html.find("</script>", from) - from);
  CHECK_FALSE(has(data, "<"));
  CHECK(PageData::parse(data).at("runs").at(0).at("scenario") == evil);
  CHECK_FALSE(has(page.markdown(Language::en), "<script>"));
}

TEST_CASE("Only the page's own scripts may run: the policy names their digests") {
  const std::string html = report::Page::of_runs({MadeUpRun(1).run}).html(Language::en);
  CHECK(has(html, "default-src 'none'"));
  CHECK_FALSE(has(html, "unsafe-eval"));
  CHECK_FALSE(has(html, "script-src 'unsafe-inline'"));
  // The digest is that of the last script, in base64: of its first three bytes, the first four characters.
  const std::size_t from = html.rfind("<script>") + std::string("<script>").size();
  const std::string digest = scenario::sha256(html.substr(from, html.rfind("</script>") - from));
  const std::string digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const unsigned long bits = std::stoul(digest.substr(0, 6), nullptr, 16);
  std::string start = "'sha256-";
  for (const int shift : {18, 12, 6, 0}) {
    start += digits[(bits >> shift) & 63U];
  }
  CHECK(has(html, start));
}

TEST_CASE("The page asks for nothing from elsewhere and says without scripts what matters most") {
  MadeUpRun made(1);
  made.kpi("good_stacks", "stacks", 12);
  const std::string html = report::Page::of_runs({made.run}).html(Language::ko);
  CHECK(has(html, "<html lang=\"ko\">"));
  CHECK(has(html, "<noscript>"));
  CHECK(has(html, "<td>12</td>"));
  CHECK(has(html, "적층 양품"));
  CHECK_FALSE(has(html.substr(0, html.find("id=\"page-data\"")), "src="));
  CHECK_FALSE(has(html, "<link"));
}

TEST_CASE("A page of 10 years and 50 places stays within 1.2 MB of data") {
  constexpr std::size_t kBudget = 1'200'000;
  const report::Page page = report::Page::of_runs({large_run().run});
  const std::size_t data = page.data(Language::en).size();
  INFO(data);
  CHECK(data < kBudget);
  CHECK(page.html(Language::en).size() - data < kBudget);
}

TEST_CASE("CSV files hold what the figures hold, over all variants") {
  MadeUpRun made(2);
  made.curve({"fab", "m16", "h", "in_process", "wafers"}, {10, 0.1});
  made.curve({"stacking", "line", "h", "in_process", "stacks"}, {1e21, -5});
  std::map<std::string, std::string> files;
  for (auto& [name, text] : report::Page::of_runs({made.run}).csv()) {
    files[name] = text;
  }
  REQUIRE(files.contains("stock-and-work.csv"));
  CHECK(files["stock-and-work.csv"] ==
        "unit,month,fab: in process,stacking: in process\n"
        "wafers,2027-01,10,\nwafers,2027-02,0.1,\n"
        "stacks,2027-01,,1e+21\nstacks,2027-02,,-5\n");
}

TEST_CASE("Markdown has a table under each figure") {
  MadeUpRun made(2);
  made.kpi("good_stacks", "stacks", 12.5);
  made.curve({"site", "a|b", "", "facility_power_live", "MW"}, {1, 2});
  const std::string text = report::Page::of_runs({made.run}).markdown(Language::en);
  CHECK(has(text, "# made_up\n"));
  CHECK(has(text, "| good stacks made | good_stacks | stacks | 12.5 | 12.5 |\n"));
  CHECK(has(text, "### Site power against phases\n"));
  CHECK(has(text, "| MW | 2027-02 | 2 |"));
}

TEST_CASE("Every phrase that the page says has words in both languages") {
  const auto phrases = report::phrases();
  for (const std::string& phrase : said_in_sources()) {
    INFO(phrase);
    CHECK(std::any_of(phrases.begin(), phrases.end(), [&](const report::Phrase& known) { return known.en == phrase; }));
  }
  CHECK(said_in_sources().size() > 100);
  for (const report::Phrase& phrase : phrases) {
    INFO(phrase.en);
    CHECK_FALSE(phrase.ko.empty());
    CHECK(count(std::string(phrase.en), "{") == count(std::string(phrase.ko), "{"));
    CHECK(std::count_if(phrases.begin(), phrases.end(),
                        [&](const report::Phrase& other) { return other.en == phrase.en; }) == 1);
  }
}

TEST_CASE("Every KPI of the reference has words") {
  const std::string reference = content_of(AIBELT_SOURCE_DIR "/docs/reference/kpis.md");
  const std::regex line(R"(\n\| `([a-z0-9_]+)` \| ([^|]+) \|)");
  std::size_t n = 0;
  for (std::sregex_iterator at(reference.begin(), reference.end(), line), end; at != end; ++at, ++n) {
    const std::string kpi = (*at)[1];
    const std::string unit = (*at)[2];
    INFO(kpi << " in " << unit);
    CHECK(report::kpi_text(kpi, "nothing") != report::raw("nothing"));
    CHECK(report::has_unit_text(unit));
  }
  CHECK(n > 40);
}

TEST_CASE("Titles and captions are in both languages") {
  const PageData data = data_of(large_run());
  std::vector<PageData> texts;
  collect(data, texts);
  CHECK(texts.size() > 30);
  for (const PageData& section : data.at("sections")) {
    for (const PageData& one : section.at("figures")) {
      INFO(one.at("id"));
      CHECK(one.at("title").at("ko") != one.at("title").at("en"));
      CHECK(one.at("caption").at("ko") != one.at("caption").at("en"));
    }
  }
}
