// Errors of the operating system in the words of this project.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace licet {

// `cannot open \`a.csv\`: No such file or directory`; `number` is an errno. kNotFound where no such file is there, else
// kResource.
Error system_error(std::string_view doing, const std::string& path, int number);

}  // namespace licet
