#include "aibelt/scenario/digest.hpp"

#include <array>

#include <fmt/format.h>
#include <openssl/evp.h>
#include <nlohmann/json.hpp>

#include "aibelt/base/error.hpp"

namespace aibelt::scenario {

std::string sha256(std::string_view text) {
  constexpr std::size_t kBytes = 32;
  std::array<unsigned char, kBytes> digest{};
  std::size_t length = 0;
  const int is_done = EVP_Q_digest(nullptr, "SHA256", nullptr, text.data(), text.size(), digest.data(), &length);
  base::ensure(is_done == 1 && length == kBytes, "the SHA-256 digest failed");
  std::string hexadecimal;
  for (const unsigned char byte : digest) {
    hexadecimal += fmt::format("{:02x}", byte);
  }
  return hexadecimal;
}

std::string content_hash(const Json& root, const std::vector<Use>& uses) {
  std::string text = root.dump();
  for (const Use& use : uses) {
    if (use.origin == Origin::fact) {
      text += fmt::format("\n{}={}", use.fact, use.value);
    }
  }
  return sha256(text);
}

}  // namespace aibelt::scenario
