// Records that users ask about, in and out of JSON.
#pragma once

#include "base/json.h"
#include "base/result.h"
#include "model/query.h"

namespace licet {

// Reads {"id","name","names","schema","country","address","birth_date","identifiers"}. A name must be there; `country`,
// `address` and `birth_date` are a text or an array of texts; `identifiers` is {"type":"value"}, values as texts or
// arrays of texts. Errors: kInvalidArgument: an unknown key (with the nearest known one), a value of another kind, an
// unknown schema.
Result<QueryRecord> read_query(const Json& json);

// The record with the members that it has, keys as `read_query` reads them.
Json query_json(const QueryRecord& query);

// {"error":{"code","message"},"row":N}: a row of a batch that could not be answered.
Json row_error_json(const Error& error, std::size_t row);

}  // namespace licet
