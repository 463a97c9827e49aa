#include "rules/columns/evaluate.h"

#include <algorithm>

#include "rules/columns/case_of_cells.h"

namespace licet::rules {

namespace {

constexpr auto kLightest = static_cast<std::uint8_t>(Outcome::kNotSubject);
constexpr auto kHeaviest = static_cast<std::uint8_t>(Outcome::kProhibited);
constexpr std::size_t kMostResiduals = 1U << 18U;

// Weight of an order from eight bits: what holds surely (subject, some, bare, denial), then what may hold.
struct Weights {
  std::array<std::uint8_t, 256> low{};
  std::array<std::uint8_t, 256> high{};
};

constexpr std::uint8_t weight_of(unsigned subject, unsigned some, unsigned bare, unsigned denial) {
  if (denial != 0) return static_cast<std::uint8_t>(Outcome::kProhibited);
  if (bare != 0) return static_cast<std::uint8_t>(Outcome::kLicenseRequired);
  if (some != 0) return static_cast<std::uint8_t>(Outcome::kExceptionToConfirm);
  return static_cast<std::uint8_t>(subject != 0 ? Outcome::kNoLicenseRequired : Outcome::kNotSubject);
}

constexpr Weights kWeights = [] {
  Weights out;
  for (unsigned i = 0; i < 256; ++i) {
    out.low[i] = weight_of(i & 1U, i & 2U, i & 4U, i & 8U);
    out.high[i] = weight_of(i & 16U, i & 32U, i & 64U, i & 128U);
  }
  return out;
}();

// Transposes eight bytes of planes (byte k: plane k, bit i: order i) to one byte an order.
BitWord transposed(BitWord x) {
  BitWord t = (x ^ (x >> 7U)) & 0x00AA00AA00AA00AAULL;
  x ^= t ^ (t << 7U);
  t = (x ^ (x >> 14U)) & 0x0000CCCC0000CCCCULL;
  x ^= t ^ (t << 14U);
  t = (x ^ (x >> 28U)) & 0x00000000F0F0F0F0ULL;
  return x ^ t ^ (t << 28U);
}

ColumnAnswer single(std::uint8_t weight) {
  ColumnAnswer out;
  out.outcomes.add(static_cast<Outcome>(weight));
  return out;
}

}  // namespace

ColumnEvaluator::ColumnEvaluator(const ColumnLayout& layout, const DecideOptions& options)
    : layout_(layout), options_(options) {
  LICET_CHECK(options.plans != nullptr);
  const auto& findings = layout.law().all(DeclKind::kFinding);
  findings_switch_ = options.profile != nullptr &&
                     std::any_of(findings.begin(), findings.end(), [](const Decl* one) { return !one->refs.empty(); });
}

ColumnEvaluator::Epoch& ColumnEvaluator::epoch_of(Date day) {
  const std::shared_ptr<const DayPlan> plan = options_.plans->on(day, options_.posture);
  Epoch& epoch = epochs_[plan.get()];
  if (epoch.program == nullptr || epoch.program->stated_codes != layout_.stated_codes().size()) {
    epoch.plan = plan;
    epoch.program = make_column_program(layout_, *plan, options_.profile);
    epoch.runner = std::make_unique<ColumnRunner>(*epoch.program);
    epoch.residuals.clear();
  }
  return epoch;
}

ColumnAnswer ColumnEvaluator::bound(std::uint8_t low, std::uint8_t high) {
  ++stats_.left_open;
  ColumnAnswer out;
  out.exact = false;
  for (std::uint8_t i = low; i <= high; ++i) out.outcomes.add(static_cast<Outcome>(i));
  return out;
}

ColumnAnswer ColumnEvaluator::search(const Case& order) {
  ++stats_.by_search;
  const Found found = reach_outcomes(layout_.law(), order, options_);
  return {found.reached, found.exact};
}

ColumnAnswer ColumnEvaluator::search(const CaseOf& case_of, std::size_t order, std::uint8_t low, std::uint8_t high) {
  return case_of ? search(case_of(order)) : bound(low, high);
}

void ColumnEvaluator::run(const Batch& batch, const CaseOf& case_of, std::vector<ColumnAnswer>& out) {
  out.assign(batch.size(), ColumnAnswer{});
  low_.assign(batch.size(), 0);
  high_.assign(batch.size(), 0);
  parts_.assign(batch.size(), 0);
  stats_.orders += batch.size();
  for (const BatchGroup& group : batch.groups()) {
    for (const std::uint32_t order : group.orders) {
      if (parts_[order] < 2) ++parts_[order];
    }
  }
  for (const BatchGroup& group : batch.groups()) {
    if (!group.orders.empty()) run_group(group, case_of, out);
  }
  for (std::size_t i = 0; i < batch.size(); ++i) {
    if (parts_[i] < 2) continue;
    if (low_[i] == high_[i] && !findings_switch_) {
      ++stats_.by_columns;
      out[i] = single(low_[i]);
    } else {
      out[i] = search(case_of, i, findings_switch_ ? kLightest : low_[i], findings_switch_ ? kHeaviest : high_[i]);
    }
  }
  for (const std::uint32_t order : batch.outside()) out[order] = search(case_of, order, kLightest, kHeaviest);
}

void ColumnEvaluator::run_group(const BatchGroup& group, const CaseOf& case_of, std::vector<ColumnAnswer>& out) {
  Epoch& epoch = epoch_of(group.day);
  ColumnRunner& runner = *epoch.runner;
  const std::size_t size = runner.block_size(group);
  const ColumnProgram& program = *epoch.program;
  for (std::size_t first = 0; first < group.orders.size(); first += size) {
    const std::size_t count = std::min(size, group.orders.size() - first);
    runner.run(group, first, count);
    const std::array<Planes, 4> roots = {runner.planes(program.subject), runner.planes(program.some),
                                         runner.planes(program.bare), runner.planes(program.denial)};
    for (std::size_t at = 0; at < count; at += 8) {
      BitWord eight = 0;
      for (unsigned k = 0; k < 4; ++k) {
        eight |= (roots[k].yes[at / 64] >> (at % 64) & 0xFFU) << (8 * k);
        eight |= (~roots[k].no[at / 64] >> (at % 64) & 0xFFU) << (8 * (k + 4));
      }
      eight = transposed(eight);
      const std::size_t end = std::min(count, at + 8);
      for (std::size_t i = at; i < end; ++i, eight >>= 8U) {
        const std::uint32_t order = group.orders[first + i];
        const std::uint8_t low = kWeights.low[eight & 0xFFU];
        const std::uint8_t high = kWeights.high[eight & 0xFFU];
        if (parts_[order] > 1) {  // a finding of one leg may switch off an assumption of another: `findings_switch_`
          low_[order] = std::max(low_[order], low);
          high_[order] = std::max(high_[order], high);
        } else if (low == high && !program.unsure_of_findings) {
          ++stats_.by_columns;
          out[order] = single(low);
        } else {
          settle(epoch, first + i, i, case_of, group, low, high, out[order]);
        }
      }
    }
  }
}

// Orders that are open in the same way have the same outcomes, unless the program did not look at all that they state.
void ColumnEvaluator::settle(Epoch& epoch, std::size_t in_group, std::size_t in_block, const CaseOf& case_of,
                             const BatchGroup& group, std::uint8_t low, std::uint8_t high, ColumnAnswer& out) {
  const ColumnProgram& program = *epoch.program;
  const bool unsure = program.unsure_of_findings;
  if ((program.opaque && program.untold) || unsure || !case_of ||
      !epoch.runner->residual(in_block, layout_, residual_)) {
    out = search(case_of, group.orders[in_group], unsure ? kLightest : low, unsure ? kHeaviest : high);
    return;
  }
  const auto found = epoch.residuals.find(residual_);
  if (found != epoch.residuals.end()) {
    ++stats_.shared;
    out = found->second;
    return;
  }
  out = search(program.opaque ? case_of(group.orders[in_group]) : case_of_cells(layout_, group, in_group));
  if (epoch.residuals.size() >= kMostResiduals) epoch.residuals.clear();
  epoch.residuals.emplace(residual_, out);
}

}  // namespace licet::rules
