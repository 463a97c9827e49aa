#include "book/book.h"

namespace licet {

Book::~Book() = default;

Result<std::shared_ptr<const Book>> Book::load(std::string_view bytes) {
  LICET_TRY(BookFile file, BookFile::open(bytes));
  std::shared_ptr<Book> book(new Book());
  book->file_.emplace(std::move(file));
  book->bytes_ = bytes.size();
  return std::shared_ptr<const Book>(std::move(book));
}

Result<std::shared_ptr<const Book>> Book::open(const std::string& path) {
  LICET_TRY(MappedFile mapped, MappedFile::open(path));
  std::shared_ptr<Book> book(new Book());
  book->mapped_ = std::move(mapped);
  LICET_TRY(BookFile file, BookFile::open(book->mapped_.bytes()));
  book->file_.emplace(std::move(file));
  book->bytes_ = book->mapped_.bytes().size();
  return std::shared_ptr<const Book>(std::move(book));
}

const std::vector<Party>& Book::parties() const {
  std::call_once(parties_once_, [this] { parties_ = file_->parties(); });
  return parties_;
}

const NameIndex& Book::names() const {
  std::call_once(names_once_, [this] { names_ = std::make_unique<NameIndex>(NameIndex::build(parties())); });
  return *names_;
}

const Scanner& Book::scanner() const {
  std::call_once(scanner_once_,
                 [this] { scanner_ = std::make_unique<Scanner>(Scanner::build(parties(), content().lists)); });
  return *scanner_;
}

}  // namespace licet
