#include "base/compress.h"

#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <memory>

#include "base/text_util.h"

namespace licet {

namespace {

constexpr std::size_t kBlock = std::size_t{1} << 18;

Error damaged(const std::string& name, const char* form) {
  return Error{ErrorCode::kParse, concat(ticked(name), " is damaged or cut short: expected ", form)};
}

Error too_large(const std::string& name, std::uint64_t most_bytes) {
  return Error{ErrorCode::kInvalidArgument, concat(ticked(name), " unpacks to more than ", most_bytes, " bytes")};
}

// One gzip stream; `inflateReset` begins the next member.
class Inflater {
 public:
  Inflater() { ready_ = inflateInit2(&stream_, 15 + 16) == Z_OK; }
  ~Inflater() {
    if (ready_) inflateEnd(&stream_);
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  bool ready() const { return ready_; }
  z_stream& stream() { return stream_; }

 private:
  z_stream stream_{};
  bool ready_ = false;
};

Result<std::string> gunzipped(std::string& bytes, const std::string& name, std::uint64_t most_bytes) {
  Inflater inflater;
  if (!inflater.ready()) return Error{ErrorCode::kResource, "zlib could not start"};
  z_stream& z = inflater.stream();
  std::string out;
  std::string block(kBlock, '\0');
  std::size_t fed = 0;
  for (;;) {
    if (z.avail_in == 0 && fed < bytes.size()) {
      const std::size_t part = std::min<std::size_t>(bytes.size() - fed, std::size_t{1} << 30);
      z.next_in = reinterpret_cast<Bytef*>(bytes.data() + fed);
      z.avail_in = static_cast<uInt>(part);
      fed += part;
    }
    z.next_out = reinterpret_cast<Bytef*>(block.data());
    z.avail_out = static_cast<uInt>(block.size());
    const int state = inflate(&z, Z_NO_FLUSH);
    if (state != Z_OK && state != Z_STREAM_END) return damaged(name, "gzip");
    out.append(block, 0, block.size() - z.avail_out);
    if (out.size() > most_bytes) return too_large(name, most_bytes);
    if (state != Z_STREAM_END) continue;
    if (z.avail_in == 0 && fed == bytes.size()) return out;
    if (inflateReset(&z) != Z_OK) return damaged(name, "gzip");
  }
}

Result<std::string> unzstd(const std::string& bytes, const std::string& name, std::uint64_t most_bytes) {
  const std::unique_ptr<ZSTD_DStream, decltype(&ZSTD_freeDStream)> stream(ZSTD_createDStream(), &ZSTD_freeDStream);
  if (!stream) return Error{ErrorCode::kResource, "zstd could not start"};
  std::string out;
  std::string block(kBlock, '\0');
  ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
  for (;;) {
    ZSTD_outBuffer to{block.data(), block.size(), 0};
    const std::size_t state = ZSTD_decompressStream(stream.get(), &to, &in);
    if (ZSTD_isError(state) != 0) return damaged(name, "Zstandard");
    out.append(block, 0, to.pos);
    if (out.size() > most_bytes) return too_large(name, most_bytes);
    if (in.pos == in.size && state == 0) return out;
    if (in.pos == in.size && to.pos < to.size) return damaged(name, "Zstandard");
  }
}

}  // namespace

Result<std::string> decompressed(std::string bytes, const std::string& name, std::uint64_t most_bytes) {
  if (bytes.starts_with("\x1f\x8b")) return gunzipped(bytes, name, most_bytes);
  if (bytes.starts_with("\x28\xb5\x2f\xfd")) return unzstd(bytes, name, most_bytes);
  return bytes;
}

}  // namespace licet
