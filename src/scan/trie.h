// A trie over numbers: words of spaced scripts, or code points of Han names. Each end holds the shapes that end there.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

namespace licet {

class Trie {
 public:
  static constexpr std::uint32_t kRoot = 0;
  static constexpr std::uint32_t kNone = 0xffffffffU;

  // Adds a value at the end of the path (not empty).
  void add(std::span<const std::uint32_t> path, std::uint32_t value) {
    std::uint32_t node = kRoot;
    for (const std::uint32_t symbol : path) {
      const auto [found, is_new] = children_.try_emplace(edge(node, symbol), nodes_);
      if (is_new) {
        ++nodes_;
        values_.emplace_back();
      }
      node = found->second;
    }
    values_[node].push_back(value);
    if (path.size() > deepest_) deepest_ = path.size();
  }

  // The node below `node` for a symbol, or kNone.
  std::uint32_t child(std::uint32_t node, std::uint32_t symbol) const {
    const auto found = children_.find(edge(node, symbol));
    return found == children_.end() ? kNone : found->second;
  }

  const std::vector<std::uint32_t>& values(std::uint32_t node) const { return values_[node]; }
  std::size_t nodes() const { return nodes_; }
  std::size_t deepest() const { return deepest_; }  // longest path

 private:
  static std::uint64_t edge(std::uint32_t node, std::uint32_t symbol) { return (std::uint64_t{node} << 32) | symbol; }

  std::unordered_map<std::uint64_t, std::uint32_t> children_;
  std::vector<std::vector<std::uint32_t>> values_{1};
  std::uint32_t nodes_ = 1;
  std::size_t deepest_ = 0;
};

}  // namespace licet
