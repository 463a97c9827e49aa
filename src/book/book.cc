#include "book/book.h"

#include "base/sha256.h"

namespace licet {

Book::~Book() = default;

Result<std::shared_ptr<const Book>> Book::load(std::string_view bytes) {
  LICET_TRY(BookContent content, read_book(bytes));
  std::shared_ptr<Book> book(new Book());
  book->content_ = std::move(content);
  book->names_ = std::make_unique<NameIndex>(NameIndex::build(book->content_.parties));
  book->scanner_ = std::make_unique<Scanner>(Scanner::build(book->content_.parties, book->content_.lists));
  book->hash_ = sha256_hex(bytes);
  book->bytes_ = bytes.size();
  return std::shared_ptr<const Book>(std::move(book));
}

}  // namespace licet
