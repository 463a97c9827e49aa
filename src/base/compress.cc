#include "base/compress.h"

#include <zlib.h>
#include <zstd.h>

#include <algorithm>

#include "base/text_util.h"

namespace licet {

namespace {

constexpr std::size_t kBlock = std::size_t{1} << 18;

class WithBlock : public Unpacker {
 public:
  WithBlock(std::string name, const char* form) : name_(std::move(name)), form_(form), block_(kBlock, '\0') {}

  Status finish() const override { return between_ ? Status() : damaged(); }

 protected:
  Error damaged() const {
    return Error{ErrorCode::kParse, concat(ticked(name_), " is damaged or cut short: expected ", form_)};
  }

  std::string name_;
  const char* form_;
  std::string block_;
  bool between_ = false;  // behind the end of a member or frame
};

class Gunzipper final : public WithBlock {
 public:
  explicit Gunzipper(const std::string& name) : WithBlock(name, "gzip") { ready_ = inflateInit2(&z_, 15 + 16) == Z_OK; }
  ~Gunzipper() override {
    if (ready_) inflateEnd(&z_);
  }
  Gunzipper(const Gunzipper&) = delete;
  Gunzipper& operator=(const Gunzipper&) = delete;
  bool ready() const { return ready_; }

  Status unpack(std::string_view& packed, std::string& out) override {
    if (between_ && packed.empty()) return {};
    if (between_ && inflateReset(&z_) != Z_OK) return damaged();
    between_ = false;
    const std::size_t given = std::min<std::size_t>(packed.size(), std::size_t{1} << 30);
    z_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    z_.avail_in = static_cast<uInt>(given);
    z_.next_out = reinterpret_cast<Bytef*>(block_.data());
    z_.avail_out = static_cast<uInt>(block_.size());
    const int state = inflate(&z_, Z_NO_FLUSH);
    if (state != Z_OK && state != Z_STREAM_END && state != Z_BUF_ERROR) return damaged();
    packed.remove_prefix(given - z_.avail_in);
    out.append(block_, 0, block_.size() - z_.avail_out);
    between_ = state == Z_STREAM_END;
    return {};
  }

 private:
  z_stream z_{};
  bool ready_ = false;
};

class Unzstd final : public WithBlock {
 public:
  explicit Unzstd(const std::string& name) : WithBlock(name, "Zstandard") {}
  bool ready() const { return stream_ != nullptr; }

  Status unpack(std::string_view& packed, std::string& out) override {
    ZSTD_outBuffer to{block_.data(), block_.size(), 0};
    ZSTD_inBuffer in{packed.data(), packed.size(), 0};
    if (between_ && packed.empty()) return {};
    const std::size_t state = ZSTD_decompressStream(stream_.get(), &to, &in);
    if (ZSTD_isError(state) != 0) return damaged();
    packed.remove_prefix(in.pos);
    out.append(block_, 0, to.pos);
    between_ = state == 0;
    return {};
  }

 private:
  std::unique_ptr<ZSTD_DStream, decltype(&ZSTD_freeDStream)> stream_{ZSTD_createDStream(), &ZSTD_freeDStream};
};

template <typename Kind>
Result<std::unique_ptr<Unpacker>> made(const std::string& name) {
  auto unpacker = std::make_unique<Kind>(name);
  if (!unpacker->ready()) return Error{ErrorCode::kResource, concat(ticked(name), ": cannot begin to unpack")};
  return std::unique_ptr<Unpacker>(std::move(unpacker));
}

}  // namespace

Result<std::unique_ptr<Unpacker>> Unpacker::for_input(std::string_view beginning, const std::string& name) {
  if (beginning.starts_with("\x1f\x8b")) return made<Gunzipper>(name);
  if (beginning.starts_with("\x28\xb5\x2f\xfd")) return made<Unzstd>(name);
  return std::unique_ptr<Unpacker>();
}

Result<std::string> decompressed(std::string bytes, const std::string& name, std::uint64_t most_bytes) {
  LICET_TRY(const std::unique_ptr<Unpacker> unpacker, Unpacker::for_input(bytes, name));
  if (!unpacker) return bytes;
  std::string out;
  std::string_view packed = bytes;
  for (std::size_t before = 1; before != out.size() || !packed.empty();) {
    before = out.size();
    LICET_RETURN_IF_ERROR(unpacker->unpack(packed, out));
    if (out.size() > most_bytes) {
      return Error{ErrorCode::kInvalidArgument, concat(ticked(name), " unpacks to more than ", most_bytes, " bytes")};
    }
  }
  LICET_RETURN_IF_ERROR(unpacker->finish());
  return out;
}

}  // namespace licet
