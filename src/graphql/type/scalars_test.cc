#include "graphql/type/scalars.h"

#include <gtest/gtest.h>

#include <initializer_list>

#include "base/parse_json.h"

namespace syncline::graphql {
namespace {

Json json(std::string_view text) {
  auto value = parse_json(text);
  EXPECT_TRUE(value.has_value()) << text;
  return value.value_or(nullptr);
}

// What the scalar makes of a JSON text, as JSON text; or "! " and the message.
std::string shown(const Result<Json>& result) {
  return result ? to_json(*result) : "! " + result.error().message;
}

std::string parse(std::string_view scalar, std::string_view input) {
  return shown(find_scalar(scalar)->parse(json(input)));
}

std::string serialize(std::string_view scalar, std::string_view value) {
  return shown(find_scalar(scalar)->serialize(json(value)));
}

void takes(std::string_view scalar, std::initializer_list<std::string_view> texts) {
  for (const auto text : texts) {
    const Json value(text);
    EXPECT_TRUE(find_scalar(scalar)->parse(value)) << scalar << " should take " << text;
    EXPECT_TRUE(find_scalar(scalar)->serialize(value)) << scalar << " should give " << text;
  }
}

void refuses(std::string_view scalar, std::initializer_list<std::string_view> texts) {
  for (const auto text : texts) {
    const Json value(text);
    EXPECT_FALSE(find_scalar(scalar)->parse(value)) << scalar << " should not take " << text;
    EXPECT_FALSE(find_scalar(scalar)->serialize(value)) << scalar << " should not give " << text;
  }
}

TEST(Scalars, AreFoundByName) {
  for (const std::string_view name :
       {"ID", "String", "Int", "Float", "Boolean", "AWSDate", "AWSTime", "AWSDateTime",
        "AWSTimestamp", "AWSEmail", "AWSJSON", "AWSURL", "AWSPhone", "AWSIPAddress"}) {
    ASSERT_NE(find_scalar(name), nullptr) << name;
    EXPECT_EQ(find_scalar(name)->name, name);
    EXPECT_FALSE(find_scalar(name)->description.empty());
  }
  EXPECT_EQ(find_scalar("Date"), nullptr);
  EXPECT_EQ(find_scalar(""), nullptr);
}

TEST(IdScalar, ParsesStringsAndIntegers) {
  EXPECT_EQ(parse("ID", "\"a\""), "\"a\"");
  EXPECT_EQ(parse("ID", "4"), "\"4\"");
  EXPECT_EQ(parse("ID", "18446744073709551615"), "\"18446744073709551615\"");
  EXPECT_EQ(parse("ID", "1.5"), "! Expected type 'ID' but was 'Double'.");
  EXPECT_EQ(parse("ID", "true"), "! Expected type 'ID' but was 'Boolean'.");
}

TEST(IdScalar, SerializesScalarsAsText) {
  EXPECT_EQ(serialize("ID", "7"), "\"7\"");
  EXPECT_EQ(serialize("ID", "true"), "\"true\"");
  EXPECT_EQ(serialize("ID", "{}"), "! Expected type 'ID' but was 'Map'.");
}

TEST(StringScalar, ParsesStringsOnly) {
  EXPECT_EQ(parse("String", "\"\""), "\"\"");
  EXPECT_EQ(parse("String", "1"), "! Expected type 'String' but was 'Integer'.");
  EXPECT_EQ(parse("String", "[]"), "! Expected type 'String' but was 'List'.");
}

TEST(StringScalar, SerializesAnythingInTheMannerOfJava) {
  EXPECT_EQ(serialize("String", "1"), "\"1\"");
  EXPECT_EQ(serialize("String", "1.5"), "\"1.5\"");
  EXPECT_EQ(serialize("String", "false"), "\"false\"");
  EXPECT_EQ(serialize("String", "{\"a\": [1, \"x\"], \"b\": null}"), "\"{a=[1, x], b=null}\"");
}

TEST(IntScalar, ParsesWholeNumbersOf32Bits) {
  EXPECT_EQ(parse("Int", "2147483647"), "2147483647");
  EXPECT_EQ(parse("Int", "-2147483648"), "-2147483648");
  EXPECT_EQ(parse("Int", "3.0"), "3");
  EXPECT_EQ(parse("Int", "2147483648"),
            "! Expected value to be in the Integer range but it was '2147483648'.");
  EXPECT_EQ(parse("Int", "-2147483649"),
            "! Expected value to be in the Integer range but it was '-2147483649'.");
  EXPECT_EQ(parse("Int", "1.5"), "! Expected value to be in the Integer range but it was '1.5'.");
  EXPECT_EQ(parse("Int", "\"1\""), "! Expected type 'Int' but was 'String'.");
}

TEST(IntScalar, SerializesNumbersAndTheirTexts) {
  EXPECT_EQ(serialize("Int", "\"12\""), "12");
  EXPECT_EQ(serialize("Int", "12.0"), "12");
  EXPECT_EQ(serialize("Int", "\"x\""), "! Expected type 'Int' but was 'String'.");
  EXPECT_EQ(serialize("Int", "true"), "! Expected type 'Int' but was 'Boolean'.");
  EXPECT_EQ(serialize("Int", "18446744073709551615"),
            "! Expected value to be in the Integer range but it was '18446744073709551615'.");
}

TEST(FloatScalar, MakesDoublesOfNumbers) {
  EXPECT_EQ(parse("Float", "3"), "3.0");
  EXPECT_EQ(parse("Float", "-2.5e3"), "-2500.0");
  EXPECT_EQ(parse("Float", "\"3\""), "! Expected type 'Float' but was 'String'.");
  EXPECT_EQ(serialize("Float", "\"3.25\""), "3.25");
  EXPECT_EQ(serialize("Float", "\"\""), "! Expected type 'Float' but was 'String'.");
  EXPECT_EQ(serialize("Float", "\"nan\""), "! Expected type 'Float' but was 'String'.");
}

TEST(BooleanScalar, ParsesBooleansOnly) {
  EXPECT_EQ(parse("Boolean", "true"), "true");
  EXPECT_EQ(parse("Boolean", "1"), "! Expected type 'Boolean' but was 'Integer'.");
  EXPECT_EQ(parse("Boolean", "\"true\""), "! Expected type 'Boolean' but was 'String'.");
}

TEST(BooleanScalar, SerializesAsJavaDoes) {
  EXPECT_EQ(serialize("Boolean", "\"TRUE\""), "true");
  EXPECT_EQ(serialize("Boolean", "\"yes\""), "false");
  EXPECT_EQ(serialize("Boolean", "0"), "false");
  EXPECT_EQ(serialize("Boolean", "2"), "true");
  EXPECT_EQ(serialize("Boolean", "[]"), "! Expected type 'Boolean' but was 'List'.");
}

TEST(DateScalar, TakesDaysThatTheCalendarHas) {
  takes("AWSDate",
        {"1970-01-01", "1970-01-01Z", "1970-01-01-07:00", "1970-01-01+05:30", "1970-01-01+05:30:15",
         "-2017-05-01", "-9999-01-01", "2024-02-29", "2000-02-29"});
  refuses("AWSDate", {"", "1970", "1970-1-1", "1970-13-01", "1970-00-01", "1970-01-00",
                      "1970-01-32", "2023-02-29", "1900-02-29", "1970-01-01z", "1970-01-01+5:30",
                      "1970-01-01+19:00", "1970-01-01+18:01", "1970-01-01+0530", "19700101",
                      "1970-01-01T00:00Z", "+1970-01-01", "1970-01-01 "});
}

TEST(DateScalar, SaysWhatItCouldNotRead) {
  EXPECT_EQ(parse("AWSDate", "\"2019-12-24T04:15:57.798Z\""),
            "! Unable to parse `2019-12-24T04:15:57.798Z` as a valid date.");
  EXPECT_EQ(parse("AWSDate", "5"), "! Unable to parse `5` as a valid date.");
}

TEST(TimeScalar, TakesTimesWithOptionalParts) {
  takes("AWSTime", {"12:30", "12:30Z", "12:30:24-07:00", "12:30:24.500+05:30", "12:00:00.123456789",
                    "12:00:00.2", "00:00", "23:59:59"});
  refuses("AWSTime", {"", "24:00", "12:60", "12:30:60", "1:30", "12", "12:30.5", "12:00:00.",
                      "12:00:00.1234567890", "12:30:24 ", "T12:30", "12:30z"});
}

TEST(DateTimeScalar, AsksForAZone) {
  takes("AWSDateTime", {"-2017-01-01T00:00Z", "1970-01-01T12:00:00.2Z", "1930-01-01T16:00:00-07:00",
                        "1970-01-01T12:00:00.123456789Z", "1970-01-01T00:00:00+05:30:01"});
  refuses("AWSDateTime",
          {"", "1970-01-01", "1970-01-01T00:00", "1970-01-01 00:00Z", "1970-01-01t00:00Z",
           "2020-05-23T06:4:37.000Z", "2024-05-12T07:49:46+0000", "2023-02-30T00:00Z"});
}

TEST(DateTimeScalar, SaysWhatItCouldNotWrite) {
  EXPECT_EQ(serialize("AWSDateTime", "\"2020-05-23T06:4:37.000Z\""),
            "! Unable to serialize `2020-05-23T06:4:37.000Z` as a valid DateTime Object.");
}

TEST(TimestampScalar, TakesSecondsWithinJavasInstants) {
  EXPECT_EQ(parse("AWSTimestamp", "0"), "0");
  EXPECT_EQ(parse("AWSTimestamp", "-31557014167219200"), "-31557014167219200");
  EXPECT_EQ(parse("AWSTimestamp", "31556889864403199"), "31556889864403199");
  EXPECT_EQ(parse("AWSTimestamp", "1e3"), "1000");
  EXPECT_EQ(parse("AWSTimestamp", "31556889864403200"),
            "! Unable to parse `31556889864403200` as a valid timestamp.");
  EXPECT_EQ(parse("AWSTimestamp", "1.5"), "! Unable to parse `1.5` as a valid timestamp.");
  EXPECT_EQ(parse("AWSTimestamp", "1e300")[0], '!');
  EXPECT_EQ(parse("AWSTimestamp", "\"5\""), "! Unable to parse `5` as a valid timestamp.");
  EXPECT_EQ(serialize("AWSTimestamp", "\"5\""), "5");
  EXPECT_EQ(serialize("AWSTimestamp", "\"2026-01-22T17:48:30.032Z\""),
            "! Unable to serialize `2026-01-22T17:48:30.032Z` as a valid timestamp.");
}

TEST(EmailScalar, TakesLocalPartAtDomain) {
  takes("AWSEmail", {"a@b", "a@b.c", "jeff@amazon.com", "o'neil+tag@sub.example-1.org",
                     "!#$%&'*+/=?^_`{|}~-@x.y"});
  refuses("AWSEmail",
          {"", "@b", "a@", "a", "a b@c", "a@b..c", "a@-b", "a@b-", "a@b_c", "a@b@c", "\u00E9@b.c"});
  const std::string long_label(64, 'x');
  EXPECT_FALSE(find_scalar("AWSEmail")->parse(Json("a@" + long_label)));
}

TEST(JsonScalar, ParsesTheTextToItsValue) {
  EXPECT_EQ(parse("AWSJSON", R"("{\"upvotes\": 10}")"), R"({"upvotes":10})");
  EXPECT_EQ(parse("AWSJSON", R"("[1,2]")"), "[1,2]");
  EXPECT_EQ(parse("AWSJSON", R"("1")"), "1");
  EXPECT_EQ(parse("AWSJSON", R"("\"txt\"")"), "\"txt\"");
  EXPECT_EQ(parse("AWSJSON", R"("{a: 1}")"), "! Unable to parse {a: 1} as valid JSON.");
  EXPECT_EQ(parse("AWSJSON", R"("")"), "! Unable to parse  as valid JSON.");
  EXPECT_EQ(parse("AWSJSON", R"({"key1": "hi", "key2": 3})"),
            "! Unable to parse {key1=hi, key2=3} as valid JSON.");
  EXPECT_EQ(parse("AWSJSON", "[]"), "! Unable to parse [] as valid JSON.");
}

TEST(JsonScalar, SerializesTheValueToItsText) {
  EXPECT_EQ(serialize("AWSJSON", R"({"a":[1]})"), R"("{\"a\":[1]}")");
  EXPECT_EQ(serialize("AWSJSON", "true"), "\"true\"");
  EXPECT_EQ(serialize("AWSJSON", R"("{\"a\": 1}")"), R"("{\"a\": 1}")");
  EXPECT_EQ(serialize("AWSJSON", R"("plain")"), R"("\"plain\"")");
}

TEST(UrlScalar, TakesAbsoluteUrlsOfAnyScheme) {
  takes("AWSURL", {"http://localhost/", "mailto:a@b.c", "https://example.org", "ftp://u:p@h:21/x",
                   "https://a.b/c?d=e//f#g", "urn:isbn:1", "file:///etc/x", "http://[::1]:80/",
                   "https://a.b/%20\u00E9", "http://h:/"});
  refuses("AWSURL",
          {"", "www.amazon.com", "//a/b", "/a", "http:", "http://", "http:///x", "http://a//b",
           "https://a.b/c//d", "http://a b", "1http://a", "http://a/%2", "http://a/%zz",
           "http://a/<b>", "http://a:99999/", "http://:80/", "http://a:x/"});
}

TEST(IpAddressScalar, TakesBothVersionsWithOptionalPrefix) {
  takes("AWSIPAddress", {"127.0.0.1", "127.0.0.1/8", "255.255.255.255/32", "::", "::1",
                         "1a2b:3c4b::1234:4567", "1:2:3:4:5:6:7:8", "::ffff:1.2.3.4", "fe80::/128",
                         "1::8", "1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:7::"});
  refuses(
      "AWSIPAddress",
      {"",         "1.2.3",  "1.2.3.4.5", "256.1.1.1",     "01.2.3.4",          "1.2.3.4/33",
       "1.2.3.4/", "[::1]",  "::1/129",   "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3",
       "12345::",  ":1",     "1:",        "1.2.3.4::",     "::1.2.3.4:5",       "1:2:3:4:5:6:7:8::",
       "g::",      "1.2.3.a"});
}

TEST(PhoneScalar, TakesNumbersWithAndWithoutCountryCode) {
  takes("AWSPhone", {"+1 555 764 4377", "555-764-4377", "5557644377", "1 555 764 4377",
                     "+44 20 7946 0958", "+49-30-901820", "+7 495 123-45-67"});
  refuses("AWSPhone", {"", "1110004444", "+", "+1 155 764 4377", "+1 555 164 4377", "555 764",
                       "+0 555 764 4377", "+289 555 7644", "(555) 764-4377", "+1  555 764 4377",
                       "-555 764 4377", "5557644377 ", "+1234567890123456", "555764437a"});
}

TEST(PhoneScalar, SaysWhatItCouldNotRead) {
  EXPECT_EQ(parse("AWSPhone", "\"1110004444\""),
            "! Unable to parse `1110004444` as a valid phone number.");
}

TEST(Scalars, RefuseStructuresWhereTextBelongs) {
  for (const std::string_view name : {"AWSDate", "AWSTime", "AWSDateTime", "AWSTimestamp",
                                      "AWSEmail", "AWSURL", "AWSPhone", "AWSIPAddress"}) {
    for (const std::string_view value : {"{}", "[\"1970-01-01\"]", "true", "1.5"}) {
      EXPECT_EQ(parse(name, value)[0], '!') << name << " " << value;
      EXPECT_EQ(serialize(name, value)[0], '!') << name << " " << value;
    }
  }
}

}  // namespace
}  // namespace syncline::graphql
