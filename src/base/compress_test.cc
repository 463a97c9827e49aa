#include "base/compress.h"

#include <doctest/doctest.h>
#include <zlib.h>
#include <zstd.h>

namespace licet {

namespace {

constexpr std::uint64_t kPlenty = 1 << 20;

std::string gzip(const std::string& text) {
  z_stream z{};
  REQUIRE(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string in = text;
  std::string out(text.size() + 100, '\0');
  z.next_in = reinterpret_cast<Bytef*>(in.data());
  z.avail_in = static_cast<uInt>(in.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  REQUIRE(deflate(&z, Z_FINISH) == Z_STREAM_END);
  out.resize(out.size() - z.avail_out);
  deflateEnd(&z);
  return out;
}

std::string zstd(const std::string& text) {
  std::string out(ZSTD_compressBound(text.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), text.data(), text.size(), 3));
  return out;
}

}  // namespace

TEST_CASE("decompressed: plain bytes are left alone, gzip and Zstandard are unpacked, parts are joined") {
  CHECK(*decompressed("id,name\n", "x", kPlenty) == "id,name\n");
  CHECK(*decompressed("", "x", kPlenty) == "");
  for (const auto& pack : {gzip, zstd}) {
    CHECK(*decompressed(pack("id,name\n1,Inspur\n"), "x", kPlenty) == "id,name\n1,Inspur\n");
    CHECK(*decompressed(pack("one ") + pack("two"), "x", kPlenty) == "one two");
    CHECK(*decompressed(pack(std::string(600'000, 'a')), "x", kPlenty) == std::string(600'000, 'a'));
  }
}

TEST_CASE("decompressed: cut, damaged and far too large input is refused with the name") {
  for (const auto& pack : {gzip, zstd}) {
    const std::string good = pack("some text that is long enough to be cut in the middle");
    const auto cut = decompressed(good.substr(0, good.size() - 6), "rows.gz", kPlenty);
    REQUIRE(!cut);
    CHECK(cut.error().code == ErrorCode::kParse);
    CHECK(cut.error().message.find("`rows.gz`") != std::string::npos);
    const auto bomb = decompressed(pack(std::string(600'000, 'a')), "x", 1000);
    REQUIRE(!bomb);
    CHECK(bomb.error().code == ErrorCode::kInvalidArgument);
  }
}

}  // namespace licet
