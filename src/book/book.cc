#include "book/book.h"

namespace licet {

namespace {

class BookParties : public PartySource {
 public:
  explicit BookParties(const Book& book) : book_(book) {}
  const Party& party(std::uint32_t number) const override { return book_.party(number); }
  std::span<const Party> all() const override { return book_.parties(); }

 private:
  const Book& book_;
};

}  // namespace

Book::~Book() {
  names_.reset();
  if (!single_parties_) return;
  for (std::size_t i = 0; i < file_->party_count(); ++i) delete single_parties_[i].load(std::memory_order_relaxed);
}

Result<std::shared_ptr<const Book>> Book::load(std::string_view bytes) {
  LICET_TRY(BookFile file, BookFile::open(bytes));
  std::shared_ptr<Book> book(new Book());
  book->hold(std::move(file));
  book->bytes_ = bytes.size();
  return std::shared_ptr<const Book>(std::move(book));
}

Result<std::shared_ptr<const Book>> Book::open(const std::string& path) {
  LICET_TRY(MappedFile mapped, MappedFile::open(path));
  std::shared_ptr<Book> book(new Book());
  book->mapped_ = std::move(mapped);
  LICET_TRY(BookFile file, BookFile::open(book->mapped_.bytes()));
  book->hold(std::move(file));
  book->bytes_ = book->mapped_.bytes().size();
  return std::shared_ptr<const Book>(std::move(book));
}

void Book::hold(BookFile file) {
  file_.emplace(std::move(file));
  single_parties_ = std::make_unique<std::atomic<const Party*>[]>(file_->party_count());
}

const Party& Book::party(std::uint32_t number) const {
  const Party* known = single_parties_[number].load(std::memory_order_acquire);
  if (known != nullptr) return *known;
  auto fresh = std::make_unique<const Party>(file_->party(number));
  if (single_parties_[number].compare_exchange_strong(known, fresh.get(), std::memory_order_acq_rel))
    known = fresh.release();
  return *known;
}

const std::vector<Party>& Book::parties() const {
  std::call_once(parties_once_, [this] { parties_ = file_->parties(); });
  return parties_;
}

const NameIndex& Book::names() const {
  std::call_once(names_once_, [this] {
    names_ = std::make_unique<NameIndex>(file_->index()
                                             ? NameIndex::open(*file_->index(), std::make_unique<BookParties>(*this))
                                             : NameIndex::build(parties()));
  });
  return *names_;
}

const Scanner& Book::scanner() const {
  std::call_once(scanner_once_,
                 [this] { scanner_ = std::make_unique<Scanner>(Scanner::build(parties(), content().lists)); });
  return *scanner_;
}

const std::vector<Book::ListedAddress>& Book::listed_addresses() const {
  std::call_once(addresses_once_, [this] {
    for (const std::uint32_t number : names().parties_of(Schema::kAddress)) {
      for (const std::string& text : party(number).addresses) addresses_.push_back({number, text, address_parts(text)});
    }
  });
  return addresses_;
}

}  // namespace licet
