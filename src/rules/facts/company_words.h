// The words of a company's name, for comparing a stated name with one of a table.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace licet::rules {

// Letters and digits only, small, capitals aside; words of a legal form in full: `Co.` is `company`, `Ltd.` `limited`.
std::vector<std::string> company_words(std::string_view name);

// Without the words of the legal form at its end; never empty where the name is not.
std::vector<std::string> without_legal_form(std::vector<std::string> words);

}  // namespace licet::rules
