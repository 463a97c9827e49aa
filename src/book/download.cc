#include "book/download.h"

#include <dlfcn.h>

#include <array>
#include <cstddef>

#include "base/text_util.h"

namespace licet {

namespace {

// The part of curl's C interface that is used here, as its manual gives it: numbers of options and of results never
// change within libcurl.so.4.
using Curl = void;
constexpr long kGlobalAll = 3;
constexpr int kOptWriteData = 10001;
constexpr int kOptUrl = 10002;
constexpr int kOptProxy = 10004;
constexpr int kOptErrorBuffer = 10010;
constexpr int kOptUserAgent = 10018;
constexpr int kOptAcceptEncoding = 10102;
constexpr int kOptWriteFunction = 20011;
constexpr int kOptMaxFileSize = 30117;
constexpr int kOptLowSpeedLimit = 19;
constexpr int kOptLowSpeedTime = 20;
constexpr int kOptFailOnError = 45;
constexpr int kOptFollowLocation = 52;
constexpr int kOptMaxRedirections = 68;
constexpr int kOptConnectTimeout = 78;
constexpr int kOptNoSignal = 99;
constexpr int kOptProtocols = 181;
constexpr int kOptRedirectProtocols = 182;
constexpr long kProtocolHttp = 1;
constexpr long kProtocolHttps = 2;
constexpr int kWriteError = 23;
constexpr int kFileSizeExceeded = 63;
constexpr std::size_t kErrorBytes = 256;

struct CurlLibrary {
  Curl* (*init)() = nullptr;
  int (*set)(Curl*, int, ...) = nullptr;
  int (*perform)(Curl*) = nullptr;
  void (*cleanup)(Curl*) = nullptr;
  const char* (*explain)(int) = nullptr;
};

template <typename Function>
bool find(void* library, const char* name, Function& out) {
  out = reinterpret_cast<Function>(::dlsym(library, name));  // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
  return out != nullptr;
}

bool load(const char* name, CurlLibrary& out) {
  void* library = ::dlopen(name, RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) return false;
  int (*start)(long) = nullptr;
  return find(library, "curl_global_init", start) && find(library, "curl_easy_init", out.init) &&
         find(library, "curl_easy_setopt", out.set) && find(library, "curl_easy_perform", out.perform) &&
         find(library, "curl_easy_cleanup", out.cleanup) && find(library, "curl_easy_strerror", out.explain) &&
         start(kGlobalAll) == 0;
}

const CurlLibrary* curl_library() {
  static const CurlLibrary* const kLoaded = []() -> const CurlLibrary* {
    static CurlLibrary library;
    for (const char* name : {"libcurl.so.4", "libcurl-gnutls.so.4", "libcurl.4.dylib"})
      if (load(name, library)) return &library;
    return nullptr;
  }();
  return kLoaded;
}

struct Body {
  std::string bytes;
  std::uint64_t most = 0;
  bool too_large = false;
};

// What curl calls with each piece; another number than the piece's size ends the download.
std::size_t take_piece(const char* data, std::size_t size, std::size_t count, void* to) {
  Body& body = *static_cast<Body*>(to);
  const std::size_t bytes = size * count;
  body.too_large = bytes > body.most - body.bytes.size();
  if (body.too_large) return 0;
  body.bytes.append(data, bytes);
  return bytes;
}

bool on_this_machine(std::string_view url) {
  constexpr std::string_view kPlain = "http://";
  if (!url.starts_with(kPlain)) return false;
  const std::string_view rest = url.substr(kPlain.size());
  const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
  for (const std::string_view host : {"127.0.0.1", "[::1]", "localhost"}) {
    if (!authority.starts_with(host)) continue;
    const std::string_view port = authority.substr(host.size());
    if (port.empty() || (port.front() == ':' && port.find_first_not_of("0123456789", 1) == std::string_view::npos))
      return true;
  }
  return false;
}

Error failed(const std::string& url, std::string_view why) {
  return Error{ErrorCode::kResource, concat("download of ", url, ": ", why)};
}

}  // namespace

bool is_safe_address(std::string_view url) {
  return url.starts_with("https://") || on_this_machine(url);
}

Result<std::string> download(const std::string& url, std::uint64_t most_bytes) {
  if (!is_safe_address(url))
    return Error{ErrorCode::kInvalidArgument,
                 concat("download of ", ticked(url), ": expected an address that begins with `https://`")};
  const CurlLibrary* curl = curl_library();
  if (curl == nullptr)
    return Error{ErrorCode::kUnsupported,
                 "downloads need the curl library (libcurl.so.4), which this machine does not have"};
  Curl* handle = curl->init();
  if (handle == nullptr) return failed(url, "curl does not start");
  const bool here = on_this_machine(url);
  const long protocols = here ? kProtocolHttp : kProtocolHttps;
  Body body;
  body.most = most_bytes;
  std::array<char, kErrorBytes> explained{};
  curl->set(handle, kOptUrl, url.c_str());
  curl->set(handle, kOptProtocols, protocols);
  curl->set(handle, kOptRedirectProtocols, protocols);
  curl->set(handle, kOptFollowLocation, here ? 0L : 1L);  // from this machine, one could lead to another
  curl->set(handle, kOptMaxRedirections, 5L);
  if (here) curl->set(handle, kOptProxy, "");
  curl->set(handle, kOptFailOnError, 1L);
  curl->set(handle, kOptNoSignal, 1L);
  curl->set(handle, kOptConnectTimeout, 30L);
  curl->set(handle, kOptLowSpeedLimit, 1L);
  curl->set(handle, kOptLowSpeedTime, 60L);
  curl->set(handle, kOptMaxFileSize, static_cast<std::int64_t>(most_bytes));
  curl->set(handle, kOptAcceptEncoding, "");
  curl->set(handle, kOptUserAgent, "licet");
  curl->set(handle, kOptErrorBuffer, explained.data());
  curl->set(handle, kOptWriteFunction, &take_piece);
  curl->set(handle, kOptWriteData, static_cast<void*>(&body));
  const int result = curl->perform(handle);
  curl->cleanup(handle);
  if (body.too_large || result == kFileSizeExceeded)
    return failed(url, concat("larger than ", most_bytes >> 20, " MiB"));
  if (result != 0 && result != kWriteError && explained[0] != '\0') return failed(url, explained.data());
  if (result != 0) return failed(url, curl->explain(result));
  return std::move(body.bytes);
}

}  // namespace licet
