#include "aibelt/report/junit.hpp"

#include "aibelt/base/error.hpp"
#include "tests/report/failure_of.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace aibelt;
using report::JUnitCounts;
using report::JUnitFile;
using report::Verdict;

namespace {

JUnitCounts counts_of(std::initializer_list<Verdict> verdicts) {
  JUnitCounts counts;
  for (const Verdict verdict : verdicts) {
    counts.count(verdict);
  }
  return counts;
}

}  // namespace

TEST_CASE("a JUnit file counts its cases first and says of each how it ended") {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "new/junit.xml";
  JUnitFile file(path, "a <suite>", counts_of({Verdict::passed, Verdict::failure, Verdict::error}));
  file.write({"belt", "tokens_served", Verdict::passed, ""});
  file.write({"belt", "packages at 2027", Verdict::failure, "is 5 & below \"6\""});
  file.write({"point 3", "packages at 2027", Verdict::error, "killed\nby signal 9"});
  CHECK(test::names_in(folder.path() / "new").front().starts_with(".junit.xml.partial-"));
  file.commit();
  CHECK(test::content_of(path) ==
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<testsuites tests=\"3\" failures=\"1\" errors=\"1\">\n"
        "  <testsuite name=\"a &lt;suite&gt;\" tests=\"3\" failures=\"1\" errors=\"1\">\n"
        "    <testcase classname=\"belt\" name=\"tokens_served\"/>\n"
        "    <testcase classname=\"belt\" name=\"packages at 2027\">\n"
        "      <failure message=\"is 5 &amp; below &quot;6&quot;\"/>\n"
        "    </testcase>\n"
        "    <testcase classname=\"point 3\" name=\"packages at 2027\">\n"
        "      <error message=\"killed&#10;by signal 9\"/>\n"
        "    </testcase>\n"
        "  </testsuite>\n"
        "</testsuites>\n");
}

TEST_CASE("a JUnit file that is not committed leaves no trace, nor touches the one before it") {
  const test::TemporaryFolder folder;
  const auto path = folder.write("junit.xml", "old");
  {
    JUnitFile file(path, "s", {});
    JUnitFile other(folder.path() / "new/junit.xml", "s", {});
  }
  CHECK(test::content_of(path) == "old");
  CHECK(test::names_in(folder.path()) == std::vector<std::string>{"junit.xml"});
}

TEST_CASE("a JUnit file with other cases than counted is our bug") {
  const test::TemporaryFolder folder;
  JUnitFile file(folder.path() / "junit.xml", "s", counts_of({Verdict::passed}));
  file.write({"belt", "kpi", Verdict::failure, "no"});
  CHECK_THROWS_AS(file.commit(), base::LogicError);
}

TEST_CASE("a JUnit file that cannot be made is reported with its place") {
  const std::string failure = test::failure_of([] { JUnitFile("/proc/nothing/junit.xml", "s", {}); });
  CHECK(failure.starts_with("/proc/nothing"));
}

TEST_CASE("texts of all kinds stand in XML") {
  CHECK(report::xml_text("a<b>&\"c'") == "a&lt;b&gt;&amp;&quot;c'");
  CHECK(report::xml_text("tab\tline\r\n") == "tab&#9;line&#13;&#10;");
  CHECK(report::xml_text("울산 μ* 𝄞") == "울산 μ* 𝄞");
  const std::string mark = "\xEF\xBF\xBD";
  CHECK(report::xml_text(std::string("a\0b\x1F", 4)) == "a" + mark + "b" + mark);
  CHECK(report::xml_text("\xFF"
                         "a\xC3") == mark + "a" + mark);
  CHECK(report::xml_text("\xC0\x80") == mark + mark);  // an overlong zero
  CHECK(report::xml_text("\xED\xA0\x80") == mark);     // a surrogate
  CHECK(report::xml_text("\xEF\xBF\xBF"
                         "b") == mark + "b");           // U+FFFF
  CHECK(report::xml_text("\xF4\x90\x80\x80") == mark);  // beyond U+10FFFF
  CHECK(report::xml_text("") == "");
}
