#include "base/sha256.h"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <array>

#include "base/check.h"

namespace licet {

std::string sha256_hex(std::string_view bytes) {
  // The digest is looked up once: by name that costs as much as a small text.
  static const EVP_MD* const kSha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  LICET_CHECK(kSha256 != nullptr &&
              EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, kSha256, nullptr) == 1);
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  out.reserve(2 * digest.size());
  for (const unsigned char byte : digest) {
    out.push_back(kDigits[byte >> 4U]);
    out.push_back(kDigits[byte & 15U]);
  }
  return out;
}

}  // namespace licet
