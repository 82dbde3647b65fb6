// SPDX-License-Identifier: Apache-2.0
#include "mingjing/witnesses.h"

#include "flow/witness_refusals.h"
#include "http/metrics.h"
#include "tlog/checkpoint.h"
#include "tlog/entry.h"

namespace mingjing::app {
namespace {

using Trouble = workers::WitnessState::Trouble;

constexpr const char* kDemoNames[] = {"上级机关", "司法局"};

const db::Statement kNewest{"log_board_checkpoint", "SELECT size, root, signed_at FROM checkpoint ORDER BY size DESC LIMIT 1"};
const db::Statement kNumbers{
    "log_board_numbers",
    "SELECT a.name, a.uscc, c.events, c.decisions FROM log_counter c JOIN agency_row a ON a.agency_id = c.agency_id WHERE "
    "c.agency_id > $1 ORDER BY c.agency_id LIMIT 200"};
const db::Statement kTallies{
    "log_board_tallies", "SELECT bytes FROM log_entry WHERE kind = 'tally' ORDER BY entry_index DESC LIMIT 60"};

render::LogView::Witness::State shown(const workers::WitnessState& state) {
  using State = render::LogView::Witness::State;
  if (state.trouble == Trouble::contradicts) return State::contradicts;
  if (state.trouble != Trouble::none) return State::silent;
  return state.size == 0 ? State::never : State::good;
}

render::LogView log_view(System& system, const Witnesses& witnesses) {
  render::LogView out;
  out.origin = system.origin();
  out.vkey = system.vkey();
  if (const auto first = tlog::NoteVerifier::parse(out.vkey)) out.changes = system.log_keys().all().size() - 1;
  if (const auto second = system.log_keys_sm2()) {
    out.vkey_sm2 = second->present().vkey();
    out.changes_sm2 = second->all().size() - 1;
  }
  out.witnesses_here = witnesses.are_here();
  for (const auto& state : witnesses.states()) {
    out.witnesses.push_back(
        {state.name, state.where, state.vkey, static_cast<std::int64_t>(state.size), state.cosigned_at, shown(state)});
  }
  system.database().read([&](db::Transaction& tx) {
    out.agencies.clear();
    out.tallies.clear();
    const auto newest = tx.query(kNewest, {});
    if (!newest.empty()) {
      out.size = newest.integer(0, 0);
      out.root = tlog::base64(tlog::to_hash(newest.blob(0, 1)).value_or(tlog::empty_root()));
      out.signed_at = Instant(newest.integer(0, 2));
    }
    std::map<std::string, std::string> names;
    const auto numbers = tx.query(kNumbers, {std::string()});
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      names[numbers.text(i, 1)] = numbers.text(i, 0);
      out.agencies.push_back({numbers.text(i, 0), numbers.text(i, 1), numbers.integer(i, 2), numbers.integer(i, 3)});
    }
    const auto rows = tx.query(kTallies, {});
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const auto entry = tlog::parse_entry(rows.text(i, 0));
      const auto* tally = entry ? std::get_if<tlog::TallyEntry>(&*entry) : nullptr;
      if (tally == nullptr) continue;
      const auto name = names.find(tally->agency);
      out.tallies.push_back({tally->day.text(), name == names.end() ? tally->agency : name->second, tally->events,
                             tally->decided, tally->published, tally->withheld, tally->taken_down});
    }
  });
  return out;
}

}  // namespace

Witnesses::Witnesses(System& system, const std::vector<NamedWitness>& named, const Clock& real_clock,
                     std::function<void(const std::string&)> report)
    : system_(system), report_(std::move(report)) {
  if (auto key = tlog::NoteVerifier::parse(system.vkey())) present_.push_back(std::move(*key));
  if (const auto second = system.log_keys_sm2()) present_.push_back(second->present());
  std::vector<workers::WitnessLink> all;
  if (system.signer() != nullptr) all = links(named, real_clock);
  witnessing_ = std::make_unique<workers::Witnessing>(
      system.database(), system.tiles(), std::move(all), real_clock, [this](const auto& state) { told(state); },
      [this] {
        if (cosigned_) cosigned_();
      });
}

std::vector<workers::WitnessLink> Witnesses::links(const std::vector<NamedWitness>& named, const Clock& real_clock) {
  std::vector<workers::WitnessLink> out;
  for (const auto& one : named) out.push_back(one.link());
  if (!named.empty() || !system_.is_demo()) return out;
  for (const char* name : kDemoNames) {
    const auto folder = system_.options().data / "witnesses" / std::to_string(own_.size() + 1);
    auto made = Witness::open(folder, name, {system_.signer()->verifier()}, real_clock, report_);
    if (!made) {
      report_("演示的见证方“" + std::string(name) + "”没有启动：" + made.error().message);
      continue;
    }
    own_.push_back(std::move(*made));
    out.push_back({own_.back()->key(), "", [witness = own_.back().get()](const std::string& request) -> Result<workers::WitnessReply> {
                     auto answer = witness->add_checkpoint(request);
                     return workers::WitnessReply{answer.status, std::move(answer.body)};
                   }});
  }
  return out;
}

void Witnesses::start(std::function<void()> cosigned, std::function<void()> contradicted) {
  cosigned_ = std::move(cosigned);
  contradicted_ = std::move(contradicted);
  for (std::size_t i = 0; i < witnessing_->count(); ++i) {
    rounds_.push_back(std::make_unique<workers::Rounds>(
        "witness-" + std::to_string(i + 1), 1000, 10'000, [this, i] { witnessing_->round(i); }, report_));
  }
}

void Witnesses::wake() {
  for (const auto& one : rounds_) one->wake();
}

void Witnesses::stop() {
  for (const auto& one : rounds_) one->stop();
}

// On record before anybody reads it in a console that nobody watches.
void Witnesses::told(const workers::WitnessState& state) {
  const std::string name = "见证方“" + state.name + "”";
  if (state.trouble == Trouble::none) return report_(name + "又签名了。");
  report_((state.trouble == Trouble::contradicts ? "严重：" : "警告：") + name + "：" + state.words);
  if (state.trouble != Trouble::contradicts) return;
  try {
    if (!system_.root_agency().is_nil()) {
      const auto done = system_.commands().run_many(
          system_.system_actor(system_.root_agency()), [&](ports::UnitOfWork& work) -> Status {
            flow::record_witness_refusal(work, {state.vkey, static_cast<std::int64_t>(state.size), state.words});
            return {};
          });
      if (!done) report_(name + "的话没有记入审计记录：" + done.error().message);
    }
  } catch (const std::exception& broken) {
    report_(name + "的话没有记入审计记录：" + broken.what());
  }
  if (contradicted_) contradicted_();
}

bool Witnesses::by_present_keys(const std::string& note) const {
  if (present_.empty()) return true;
  const auto parsed = tlog::parse_note(note);
  return parsed && std::ranges::all_of(present_, [&](const auto& key) {
    return std::ranges::any_of(parsed->signatures, [&](const auto& signature) { return key.made(signature); });
  });
}

std::string Witnesses::proof(const std::string& stored) const {
  auto proof = tlog::parse_proof(stored);
  if (!proof || !proof->extra) return stored;
  auto newest = witnessing_->covering(proof->index);
  std::string note = newest ? std::move(newest->note) : std::string();
  // What an earlier key of the log signed is proved anew: readers know the present one. So is what has no second line yet.
  if (note.empty() || !by_present_keys(note)) {
    if (by_present_keys(proof->checkpoint)) return stored;
    note = system_.tiles().read("checkpoint").value_or("");
  }
  const auto made = tlog::prove_again(system_.tiles(), *proof, std::move(note), &cache_);
  return made ? tlog::format_proof(*made) : stored;
}

std::vector<std::string> Witnesses::of_entry(std::int64_t index) const {
  const auto newest = index < 0 ? std::nullopt : witnessing_->covering(static_cast<std::uint64_t>(index));
  return newest ? newest->witnesses : std::vector<std::string>();
}

std::vector<std::string> Witnesses::of_proof(const std::string& stored) const {
  const auto proof = tlog::parse_proof(stored);
  return proof ? of_entry(static_cast<std::int64_t>(proof->index)) : std::vector<std::string>();
}

std::string Witnesses::metrics() const {
  http::PrometheusText out;
  const auto all = states();
  std::size_t silent = 0, contradicting = 0;
  for (const auto& state : all) {
    if (state.trouble == Trouble::contradicts) ++contradicting;
    else if (state.trouble != Trouble::none) ++silent;
  }
  out.gauge("mingjing_witnesses", "Witnesses configured.", static_cast<double>(all.size()));
  out.gauge("mingjing_witnesses_silent", "Witnesses that do not answer or do not sign now.", static_cast<double>(silent));
  out.gauge("mingjing_witnesses_contradicting", "Witnesses that say the log does not continue what they have seen.",
            static_cast<double>(contradicting));
  if (!all.empty()) {
    out.family("mingjing_witness_cosigned_size", "gauge", "Size of the newest checkpoint that a witness cosigned.");
    for (const auto& state : all) out.sample("mingjing_witness_cosigned_size", {{"witness", state.name}}, state.size);
  }
  return out.take();
}

void LogBoard::refresh() {
  auto fresh = std::make_shared<render::LogView>(log_view(system_, witnesses_));
  if (const auto stamp = stamping_ != nullptr ? stamping_->newest() : std::nullopt) {
    fresh->stamp = render::LogView::Stamp{stamp->authority, workers::stamp_path(*stamp),
                                          workers::stamped_note_path(stamp->size), static_cast<std::int64_t>(stamp->size), stamp->at};
  }
  const std::lock_guard lock(mutex_);
  view_ = std::move(fresh);
}

std::shared_ptr<const render::LogView> LogBoard::view() const {
  const std::lock_guard lock(mutex_);
  return view_;
}

}  // namespace mingjing::app
