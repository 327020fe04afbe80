#include "aibelt/base/random.hpp"

#include <array>
#include <cmath>
#include <vector>

#include <Random123/philox.h>

#include "aibelt/base/error.hpp"
#include "aibelt/base/statistics.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt::base;

namespace {

using Philox = r123::Philox4x32;

std::vector<std::uint64_t> draws(Stream stream, std::size_t n) {
  std::vector<std::uint64_t> values(n);
  for (std::uint64_t& value : values) {
    value = stream.next();
  }
  return values;
}

}  // namespace

TEST_CASE("Philox4x32-10 gives Random123's published known answers") {
  const auto answer = [](Philox::ctr_type counter, Philox::key_type key) { return Philox{}(counter, key); };
  CHECK(answer({{0, 0, 0, 0}}, {{0, 0}}) == Philox::ctr_type{{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}});
  constexpr std::uint32_t kOnes = 0xffffffff;
  CHECK(answer({{kOnes, kOnes, kOnes, kOnes}}, {{kOnes, kOnes}}) ==
        Philox::ctr_type{{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}});
  CHECK(answer({{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}}, {{0xa4093822, 0x299f31d0}}) ==
        Philox::ctr_type{{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}});
}

TEST_CASE("a name hashes to FNV-1a finished by SplitMix64") {
  // FNV-1a of "" is its offset basis cbf29ce484222325 and of "a" af63dc4c8601ec8c (published test vectors)
  const auto finish = [](std::uint64_t x) {
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
  };
  CHECK(hash_of("") == finish(0xcbf29ce484222325ULL));
  CHECK(hash_of("a") == finish(0xaf63dc4c8601ec8cULL));
}

TEST_CASE("a stream is Philox with the seed as key and (block, name hash) as counter") {
  const std::uint64_t hash = hash_of("fab/M15X/yield");
  const Philox::key_type key{{0x89abcdef, 0x01234567}};
  Stream stream(0x0123456789abcdefULL, "fab/M15X/yield");
  for (std::uint32_t block = 0; block < 3; ++block) {
    const auto words =
        Philox{}({{block, 0, static_cast<std::uint32_t>(hash), static_cast<std::uint32_t>(hash >> 32)}}, key);
    CHECK(stream.next() == (std::uint64_t{words[1]} << 32 | words[0]));
    CHECK(stream.next() == (std::uint64_t{words[3]} << 32 | words[2]));
  }
}

TEST_CASE("the first draws of a named stream are those recorded here, on every machine") {
  CHECK(draws(Stream(1, "fab/M15X/yield"), 4) ==
        std::vector<std::uint64_t>{0xf523cf98f26f511f, 0x08f7a08d5b6aa1fb, 0x57e5f4c27a383c52, 0x234ea9bc63895f58});
  Stream stream(42, "samplers");
  CHECK(stream.uniform() == 0x1.d523b1841f30cp-1);
  CHECK(stream.exponential(1.0) == 0x1.21db73827420bp-4);
  CHECK(stream.normal(0.0, 1.0) == 0x1.5f1267e42a2dbp-3);
  CHECK(stream.triangular(0.0, 1.0, 3.0) == 0x1.558f318ec57bbp+0);
  CHECK(stream.erlang(3, 1.0) == 0x1.3b44d8749fdc4p-2);
  CHECK(stream.poisson(4.0) == 3);
  CHECK(stream.poisson(1e6) == 1000774);
  CHECK(stream.binomial(20, 0.25) == 5);
  CHECK(stream.binomial(100'000'000, 0.7) == 70'003'343);
  CHECK(stream.below(1'000'000) == 605'308);
  CHECK(stream.categorical(std::array<double, 3>{1, 2, 3}) == 0);
}

TEST_CASE("streams of other names or seeds share no draws, and a copy continues alike") {
  const auto base = draws(Stream(1, "a"), 1000);
  for (const auto& other : {draws(Stream(1, "b"), 1000), draws(Stream(2, "a"), 1000), draws(Stream(1, ""), 1000)}) {
    for (std::size_t i = 0; i < base.size(); ++i) {
      REQUIRE(base[i] != other[i]);
    }
  }
  Stream stream(1, "a");
  for (int i = 0; i < 7; ++i) {
    stream.next();
  }
  CHECK(draws(stream, 100) == std::vector<std::uint64_t>(base.begin() + 7, base.begin() + 107));
}

TEST_CASE("drawing from or adding other streams leaves a stream alone") {
  Stream alone(1, "fab/M15X/yield");
  Stream accompanied(1, "fab/M15X/yield");
  Stream added(1, "fab/M16/yield");
  for (int i = 0; i < 1000; ++i) {
    added.normal(0, 1);
    REQUIRE(alone.next() == accompanied.next());
  }
}

TEST_CASE("each of the 64 bits is set half of the time, within 4.5 standard deviations") {
  constexpr std::size_t kDraws = 100'000;
  std::array<int, 64> n_set{};
  for (const std::uint64_t value : draws(Stream(3, "bits"), kDraws)) {
    for (std::size_t bit = 0; bit < 64; ++bit) {
      n_set[bit] += static_cast<int>(value >> bit & 1);
    }
  }
  for (const int n : n_set) {
    REQUIRE(std::abs(n - static_cast<int>(kDraws) / 2) < 4.5 * 0.5 * std::sqrt(kDraws));
  }
}

TEST_CASE("streams with neighbouring seeds or names are uncorrelated, within 4 standard deviations") {
  constexpr int kDraws = 100'000;
  const auto correlation = [](Stream a, Stream b) {  // 12 E[(U - 1/2)(V - 1/2)], standard deviation 1 / sqrt(n)
    double sum = 0;
    for (int i = 0; i < kDraws; ++i) {
      sum += 12.0 * (a.uniform() - 0.5) * (b.uniform() - 0.5);
    }
    return sum / kDraws;
  };
  const double bound = 4.0 / std::sqrt(kDraws);
  CHECK(std::fabs(correlation(Stream(1, "a"), Stream(2, "a"))) < bound);
  CHECK(std::fabs(correlation(Stream(1, "a"), Stream(1, "b"))) < bound);
  CHECK(std::fabs(correlation(Stream(1, "fab/1"), Stream(1, "fab/2"))) < bound);
  Stream shifted(1, "a");
  shifted.next();
  CHECK(std::fabs(correlation(Stream(1, "a"), shifted)) < bound);
}

TEST_CASE("uniform stays inside the open interval and on its grid") {
  Stream stream(4, "uniform");
  for (int i = 0; i < 100'000; ++i) {
    const double u = stream.uniform();
    REQUIRE(u > 0.0);
    REQUIRE(u < 1.0);
    REQUIRE(u * 0x1p53 == std::floor(u * 0x1p53));
  }
}

TEST_CASE("samplers refuse parameters outside their range") {
  Stream stream(1, "refuse");
  CHECK_THROWS_AS(stream.uniform(2.0, 1.0), LogicError);
  CHECK_THROWS_AS(stream.below(0), LogicError);
  CHECK_THROWS_AS(stream.exponential(-1.0), LogicError);
  CHECK_THROWS_AS(stream.normal(0.0, -1.0), LogicError);
  CHECK_THROWS_AS(stream.triangular(0.0, 2.0, 1.0), LogicError);
  CHECK_THROWS_AS(stream.erlang(0, 1.0), LogicError);
  CHECK_THROWS_AS(stream.poisson(-1.0), LogicError);
  CHECK_THROWS_AS(stream.poisson(std::nan("")), LogicError);
  CHECK_THROWS_AS(stream.binomial(-1, 0.5), LogicError);
  CHECK_THROWS_AS(stream.binomial(1, 1.5), LogicError);
  CHECK_THROWS_AS(stream.categorical({}), LogicError);
  CHECK_THROWS_AS(stream.categorical(std::array<double, 2>{1.0, -1.0}), LogicError);
  CHECK_THROWS_AS(stream.categorical(std::array<double, 2>{0.0, 0.0}), LogicError);
}
