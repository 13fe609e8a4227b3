#include "aws/authorization.h"

#include <gtest/gtest.h>

namespace syncline::aws {
namespace {

constexpr std::string_view whole =
    "AWS4-HMAC-SHA256 Credential=AKID/20300102/eu-west-1/dynamodb/aws4_request, "
    "SignedHeaders=host;x-amz-date, Signature=0123";

std::string fault(const Signed& request) {
  const auto checked = check_signed(request);
  return checked ? "" : checked.error().type + ": " + checked.error().message;
}

TEST(FindScope, ReadsItsParts) {
  const auto scope = find_scope(whole);
  ASSERT_TRUE(scope);
  EXPECT_EQ(scope->access_key, "AKID");
  EXPECT_EQ(scope->date, "20300102");
  EXPECT_EQ(scope->region, "eu-west-1");
  EXPECT_EQ(scope->service, "dynamodb");
}

TEST(FindScope, NeedsNoBlanksAndNoOrder) {
  const auto scope = find_scope("AWS4-HMAC-SHA256 Signature=0,Credential=a/b/c/d/aws4_request");
  ASSERT_TRUE(scope);
  EXPECT_EQ(scope->service, "d");
}

TEST(FindScope, APartMayBeEmpty) {
  EXPECT_EQ(find_scope("AWS4-X Credential=a/b/c//aws4_request")->service, "");
}

TEST(FindScope, FindsNothingInOtherHeaders) {
  for (const auto* header :
       {"", "AWS4", "AWS4-", "Bearer x", "Bearer Credential=a/b/c/d/aws4_request",
        "AWS4-X Credential", "AWS4-X Credential=", "AWS4-X Credential=a/b/c/d",
        "AWS4-X Credential=a/b/c/d/other", "AWS4-X Credential=a/b/c/d/e/aws4_request",
        "AWS4-X XCredential=a/b/c/d/aws4_request", "AWS4-X, ,  ,"}) {
    EXPECT_FALSE(find_scope(header)) << header;
  }
}

TEST(CheckSigned, TakesAWholeHeaderOrQuery) {
  EXPECT_EQ(fault({.authorization = whole, .dated = true}), "");
  EXPECT_EQ(fault({.parameters = {{"X-Amz-Algorithm", "a"},
                                  {"X-Amz-Credential", "b"},
                                  {"X-Amz-Signature", "c"},
                                  {"X-Amz-SignedHeaders", "d"},
                                  {"X-Amz-Date", "e"}}}),
            "");
}

TEST(CheckSigned, MissesTheHeader) {
  constexpr std::string_view missing =
      "MissingAuthenticationTokenException: Request is missing Authentication Token";
  EXPECT_EQ(fault({}), missing);
  EXPECT_EQ(fault({.authorization = ""}), missing);
  EXPECT_EQ(fault({.authorization = "AWS4", .dated = true}), missing);
  EXPECT_EQ(fault({.authorization = "Bearer x", .dated = true}), missing);
  EXPECT_EQ(fault({.parameters = {{"X-Amz-Credential", "b"}}}), missing);
}

TEST(CheckSigned, SaysAllThatAHeaderLacks) {
  EXPECT_EQ(fault({.authorization = "AWS4-"}),
            "IncompleteSignatureException: "
            "Authorization header requires 'Credential' parameter. "
            "Authorization header requires 'Signature' parameter. "
            "Authorization header requires 'SignedHeaders' parameter. "
            "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. "
            "Authorization=AWS4-");
  for (const std::string header :
       {"AWS4- Signature=b Credential=a", "AWS4- Signature=b,Credential=a",
        "AWS4- Signature=b, Credential=a, SignedHeaders="}) {
    EXPECT_EQ(fault({.authorization = header, .dated = true}),
              "IncompleteSignatureException: Authorization header requires 'SignedHeaders' "
              "parameter. Authorization=" +
                  header);
  }
  EXPECT_EQ(fault({.authorization = whole}),
            "IncompleteSignatureException: Authorization header requires existence of either a "
            "'X-Amz-Date' or a 'Date' header. Authorization=" +
                std::string(whole));
}

TEST(CheckSigned, SaysAllThatAQueryLacks) {
  EXPECT_EQ(fault({.parameters = {{"X-Amz-Algorithm", ""}}}),
            "IncompleteSignatureException: "
            "AWS query-string parameters must include 'X-Amz-Algorithm'. "
            "AWS query-string parameters must include 'X-Amz-Credential'. "
            "AWS query-string parameters must include 'X-Amz-Signature'. "
            "AWS query-string parameters must include 'X-Amz-SignedHeaders'. "
            "AWS query-string parameters must include 'X-Amz-Date'. "
            "Re-examine the query-string parameters.");
}

TEST(CheckSigned, RefusesBothWaysAtOnce) {
  EXPECT_EQ(fault({.authorization = "X", .parameters = {{"X-Amz-Algorithm", ""}}}),
            "InvalidSignatureException: Found both 'X-Amz-Algorithm' as a query-string param and "
            "'Authorization' as HTTP header.");
}

}  // namespace
}  // namespace syncline::aws
