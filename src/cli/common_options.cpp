#include "common_options.hpp"

#include <algorithm>
#include <charconv>
#include <system_error>
#include <thread>

#include <fmt/format.h>

namespace aibelt::cli {
namespace {

CLI::Validator seed_range() {
  return CLI::Validator(
      [](const std::string& text) -> std::string {
        constexpr std::uint64_t kLargest = 9'000'000'000'000'000;
        std::uint64_t seed = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
        const bool is_seed = error == std::errc{} && end == text.data() + text.size() && seed <= kLargest;
        return is_seed ? "" : fmt::format("\"{}\" is no whole number from 0 to {}", text, kLargest);
      },
      "");
}

}  // namespace

void add_overrides(CLI::App* command, std::vector<std::string>& overrides) {
  command->add_option("--set", overrides, "Set a scenario value, such as sites.ulsan.pue=1.2; may be repeated")
      ->type_name("PATH=VALUE")
      ->expected(1)
      ->take_all();
}

CLI::Option* add_seed(CLI::App* command, std::optional<std::int64_t>& seed, const std::string& what) {
  return command->add_option("--seed", seed, what)->check(seed_range());
}

CLI::Option* add_jobs(CLI::App* command, unsigned& jobs) {
  constexpr unsigned kMost = 4096;
  jobs = std::clamp(std::thread::hardware_concurrency(), 1U, kMost);
  return command->add_option("--jobs", jobs, "Runs at once; as many as there are processors when missing")
      ->check(CLI::Range(1U, kMost));
}

CLI::Option* add_junit(CLI::App* command, std::string& file) {
  return command->add_option("--junit", file, "File for what --check finds, as JUnit XML")
      ->type_name("FILE")
      ->check(not_empty("file"));
}

CLI::Validator not_empty(const std::string& what) {
  return CLI::Validator(
      [what](const std::string& text) { return text.empty() ? fmt::format("names no {}", what) : std::string(); }, "");
}

}  // namespace aibelt::cli
