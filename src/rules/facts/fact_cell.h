// A cell of a fact: some of what it can be, as a search fixes it. Copies share one value, which never changes, so that
// an evaluator knows its own cells again without reading them.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "rules/facts/case.h"

namespace licet::rules {

class FactCell {
 public:
  // A cell in an evaluator's own terms, put into words when somebody asks for them. It may outlive the evaluator.
  class Own {
   public:
    explicit Own(std::uint64_t owner) : owner_(owner) {}
    explicit Own(Possible possible) { put(std::move(possible)); }
    virtual ~Own() { delete text_.load(std::memory_order_relaxed); }
    Own(const Own&) = delete;
    Own& operator=(const Own&) = delete;
    // What the evaluator that made it goes by; 0: none.
    std::uint64_t owner() const { return owner_; }
    // May be called from several threads.
    const Possible& possible() const {
      if (!ready_) std::call_once(once_, [this] { possible_ = make(); });
      return possible_;
    }

    // Its words as text, which `make` gives: always the same. Kept, as many orders share a cell and hundreds of words
    // are long. May be called from several threads.
    template <typename Make>
    const std::string& text(Make make) const {
      if (const std::string* kept = text_.load(std::memory_order_acquire)) return *kept;
      auto made = std::make_unique<const std::string>(make(possible()));
      const std::string* before = nullptr;
      if (!text_.compare_exchange_strong(before, made.get(), std::memory_order_acq_rel)) return *before;
      return *made.release();
    }

   protected:
    // Its words are known already; before it is given out.
    void put(Possible possible) {
      possible_ = std::move(possible);
      ready_ = true;
    }

   private:
    virtual Possible make() const { return {}; }

    std::uint64_t owner_ = 0;
    bool ready_ = false;
    mutable std::once_flag once_;
    mutable Possible possible_;
    mutable std::atomic<const std::string*> text_{nullptr};
  };

  FactCell() : own_(nothing()) {}
  FactCell(Possible possible)  // NOLINT(google-explicit-constructor)
      : own_(std::make_shared<Own>(std::move(possible))) {}
  explicit FactCell(std::shared_ptr<const Own> own) : own_(std::move(own)) {}

  const Possible& possible() const { return own_->possible(); }
  operator const Possible&() const { return possible(); }  // NOLINT(google-explicit-constructor)
  const Possible* operator->() const { return &possible(); }
  const Own& own() const { return *own_; }

  // Is it the same value, without reading it? May say no although it is.
  bool is_same(const FactCell& other) const { return own_ == other.own_; }
  friend bool operator==(const FactCell& a, const FactCell& b) {
    return a.own_ == b.own_ || a.possible() == b.possible();
  }

 private:
  static const std::shared_ptr<const Own>& nothing() {
    static const std::shared_ptr<const Own> kEmptyCell = std::make_shared<Own>(Possible());
    return kEmptyCell;
  }

  std::shared_ptr<const Own> own_;
};

}  // namespace licet::rules
