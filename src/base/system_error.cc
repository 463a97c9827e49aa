#include "base/system_error.h"

#include <cerrno>
#include <cstring>

#include "base/text_util.h"

namespace licet {

Error system_error(std::string_view doing, const std::string& path, int number) {
  const ErrorCode code =
      number == ENOENT || number == ENOTDIR || number == EISDIR ? ErrorCode::kNotFound : ErrorCode::kResource;
  return Error{code, concat("cannot ", doing, " ", ticked(path), ": ", std::string(std::strerror(number)))};
}

}  // namespace licet
