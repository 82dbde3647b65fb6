// SPDX-License-Identifier: Apache-2.0
#include "ports/memory_store.h"

#include <gtest/gtest.h>

namespace mingjing::ports {
namespace {

struct MemoryStoreTest : testing::Test {
  ManualClock clock{Instant::beijing(Date(2026, 3, 2), 9)};
  SeededIdSource ids{1};
  MemoryStore store{clock, ids};
  Actor actor = actor_of(1);
  const Uuid item = ids.next(1, 0);

  Actor actor_of(std::uint32_t ordinal) {
    Actor out;
    out.agency = AgencyId(ids.next(ordinal, 0));
    out.agency_ordinal = ordinal;
    out.user = UserId(ids.next(ordinal, 0));
    out.name = "周岚";
    return out;
  }
  Result<Answer> make_item(const std::string& code) {
    return store.run(actor, std::nullopt, [&](UnitOfWork& work) -> Result<Answer> {
      auto aggregate = work.create(kind::item, item);
      work.put(aggregate, {"item", "", Json::object({{"code", code}}), {}});
      work.append(aggregate, {"create_item", Json::object({}), work.now()});
      return Answer{201, "{}", false};
    });
  }
  Result<Answer> change_item(std::optional<std::int64_t> expected, const std::string& code) {
    return store.run(actor, std::nullopt, [&](UnitOfWork& work) -> Result<Answer> {
      auto aggregate = work.open(kind::item, item, expected);
      if (!aggregate) return refuse(aggregate.error());
      work.put(*aggregate, {"item", "", Json::object({{"code", code}}), {}});
      work.append(*aggregate, {"change_item", Json::object({}), work.now()});
      return Answer{};
    });
  }
  std::optional<Uuid> lookup(const Actor& who, const std::string& code) {
    std::optional<Uuid> out;
    EXPECT_TRUE(store.run_many(who, [&](UnitOfWork& work) -> Status {
      out = work.lookup(kind::item, code);
      return {};
    }));
    return out;
  }
};

TEST_F(MemoryStoreTest, VersionsMoveOnAndStaleOnesAreRefusedWithWhoAndWhen) {
  ASSERT_TRUE(make_item("A"));
  ASSERT_TRUE(change_item(1, "B"));
  const auto stale = change_item(1, "C");
  ASSERT_FALSE(stale);
  EXPECT_EQ(stale.error().code, ErrorCode::conflict);
  EXPECT_EQ(stale.error().detail_json,
            R"({"expected":1,"actual":2,"changed_by":"周岚","changed_at":"2026-03-02T09:00:00+08:00"})");
  EXPECT_TRUE(change_item(std::nullopt, "C"));
  EXPECT_EQ(store.peek(actor.agency, item)->version, 3);
  EXPECT_EQ(store.events().size(), 3u);
}

TEST_F(MemoryStoreTest, LookupFollowsTheKeyAndStaysInTheAgency) {
  ASSERT_TRUE(make_item("A"));
  EXPECT_EQ(lookup(actor, "A"), item);
  EXPECT_EQ(lookup(actor_of(2), "A"), std::nullopt);
  ASSERT_TRUE(change_item(1, "B"));
  EXPECT_EQ(lookup(actor, "A"), std::nullopt);
  EXPECT_EQ(lookup(actor, "B"), item);
}

TEST_F(MemoryStoreTest, ARefusalLeavesNothingAndGivesNumbersBack) {
  const auto refused = store.run(actor, std::nullopt, [&](UnitOfWork& work) -> Result<Answer> {
    auto aggregate = work.create(kind::item, item);
    work.append(aggregate, {"create_item", Json::object({}), work.now()});
    work.queue(NewJob{"render_document", Json::object({}), work.now()});
    EXPECT_EQ(work.take_number("penalty_decision/2026"), 1);
    EXPECT_EQ(work.take_number("penalty_decision/2026"), 2);
    return invalid("不予受理。");
  });
  EXPECT_FALSE(refused);
  EXPECT_TRUE(store.events().empty());
  EXPECT_TRUE(store.jobs().empty());
  EXPECT_FALSE(store.peek(actor.agency, item));
  EXPECT_TRUE(store.run_many(actor, [&](UnitOfWork& work) -> Status {
    EXPECT_EQ(work.take_number("penalty_decision/2026"), 1);
    EXPECT_EQ(work.take_number("penalty_decision/2025"), 1);
    return {};
  }));
}

TEST_F(MemoryStoreTest, ARequestKeyAnswersAgainAndRefusesAnotherBody) {
  int runs = 0;
  const auto post = [&](const std::string& digest) {
    return store.run(actor, RequestKey{"0123456789abcdef", digest}, [&](UnitOfWork&) -> Result<Answer> {
      ++runs;
      return Answer{201, "{\"n\":1}", false};
    });
  };
  EXPECT_FALSE(post("a")->replayed);
  const auto again = post("a");
  EXPECT_TRUE(again->replayed);
  EXPECT_EQ(again->status, 201);
  EXPECT_EQ(runs, 1);
  EXPECT_EQ(post("b").error().code, ErrorCode::invalid);
}

TEST_F(MemoryStoreTest, AnObjectOfAnotherAgencyIsNotFound) {
  ASSERT_TRUE(make_item("A"));
  actor = actor_of(2);
  EXPECT_EQ(change_item(std::nullopt, "B").error().code, ErrorCode::not_found);
}

TEST_F(MemoryStoreTest, OneTransactionMayMoveAnAggregateSeveralTimes) {
  ASSERT_TRUE(make_item("A"));
  EXPECT_TRUE(store.run_many(actor, [&](UnitOfWork& work) -> Status {
    for (int i = 0; i < 3; ++i) {
      auto aggregate = work.open(kind::item, item, i + 1);
      if (!aggregate) return refuse(aggregate.error());
      work.append(*aggregate, {"change_item", Json::object({}), work.now()});
    }
    return {};
  }));
  EXPECT_EQ(store.peek(actor.agency, item)->version, 4);
}

TEST_F(MemoryStoreTest, ForgettingTheEventStopsTheProgram) {
  ASSERT_TRUE(make_item("A"));
  EXPECT_DEATH((void)store.run(actor, std::nullopt,
                               [&](UnitOfWork& work) -> Result<Answer> {
                                 (void)work.open(kind::item, item, 1);
                                 return Answer{};
                               }),
               "open_.empty");
}

TEST_F(MemoryStoreTest, PublicBodiesAreImmutable) {
  const auto write = [&] {
    return store.run_many(actor, [&](UnitOfWork& work) -> Status {
      work.put_public_body(item, 0, "{}");
      return {};
    });
  };
  ASSERT_TRUE(write());
  EXPECT_EQ(store.public_body(actor.agency, item, 0), "{}");
  EXPECT_DEATH((void)write(), "contains");
}

}  // namespace
}  // namespace mingjing::ports
