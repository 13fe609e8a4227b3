// How much is looked at in hostile documents. How long that takes, `bench_graphql hostile` tells.
#include "graphql/validation/hostile_fixture.h"

#include <gtest/gtest.h>

#include "graphql/type/build_schema.h"
#include "graphql/validation/document_walk.h"
#include "graphql/validation/field_merge.h"

namespace syncline::graphql {
namespace {

TEST(Hostile, DocumentsAreLookedAtWithinBounds) {
  const auto schema = build_schema(hostile::schema()).value();
  for (const auto& shape : hostile::shapes()) {
    const auto text = hostile::largest(shape);
    EXPECT_GT(text.size(), 20'000u) << shape.name;
    const Document document = parse(text).value();
    Context context(*schema, document);
    const auto rules = make_rules(context);
    DocumentWalk walk(context, rules);
    walk.walk(document);
    Context anew(*schema, document);
    FieldMerge merge(anew);
    merge.check(document);
    // An operation goes once along each spread that leads to its variables; 15,000 tokens hold no
    // more operations and spreads than that.
    EXPECT_LE(walk.replayed(), 2'500'000u) << shape.name;
    EXPECT_LE(merge.work(), FieldMerge::work_max + limits::graphql_tokens_max) << shape.name;
  }
}

}  // namespace
}  // namespace syncline::graphql
