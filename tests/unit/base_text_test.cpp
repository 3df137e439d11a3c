#include <catch2/catch.hpp>

#include "core/base/text.h"

using namespace pannier;

TEST_CASE("folding removes case, accents and spare white space of Latin, Greek and Cyrillic") {
  CHECK(foldText("  Jos\xc3\xa9  M\xc3\x9cLLER\t") == "jose muller");
  CHECK(foldText("Stra\xc3\x9f"
                 "e \xe1\xba\x9e") == "strasse ss");
  CHECK(foldText("\xc5\x81\xc3\xb3"
                 "d\xc5\xba \xc3\x86gir \xc5\x92uvre") == "lodz aegir oeuvre");
  CHECK(foldText("Nguy\xe1\xbb\x85n") == "nguyen");
  CHECK(foldText("\xce\x91\xce\xb8\xce\xae\xce\xbd\xce\xb1\xcf\x82") ==
        "\xce\xb1\xce\xb8\xce\xb7\xce\xbd\xce\xb1\xcf\x83");
  CHECK(foldText("\xd0\x9c\xd0\x9e\xd0\xa1\xd0\x9a\xd0\x92\xd0\x90 \xd0\x81\xd0\xb9") ==
        "\xd0\xbc\xd0\xbe\xd1\x81\xd0\xba\xd0\xb2\xd0\xb0 \xd0\xb5\xd0\xb8");
  CHECK(foldText("e\xcc\x81"
                 "a") == "ea");
  CHECK(foldText("a\xc2\xa0\xe3\x80\x80 b") == "a b");
  CHECK(foldText("\xe6\x9d\xb1\xe4\xba\xac") == "\xe6\x9d\xb1\xe4\xba\xac");
}

TEST_CASE("folding is stable and keeps bytes that are no letters") {
  CHECK(foldText("a\xff"
                 "B") ==
        "a\xff"
        "b");
  for (const char* text : {"\xc3\x9c \xe1\xba\x9e  x", "", "   ", "\xcc\x81", "12-34"}) {
    const std::string once = foldText(text);
    CHECK(foldText(once) == once);
  }
}

TEST_CASE("UTF-8 is checked and repaired byte by byte") {
  CHECK(isUtf8("\xf0\x9f\x98\x80 \xc3\xa9"));
  CHECK_FALSE(isUtf8("\xc0\xaf"));          // overlong
  CHECK_FALSE(isUtf8("\xed\xa0\x80"));      // surrogate
  CHECK_FALSE(isUtf8("\xf4\x90\x80\x80"));  // beyond Unicode
  CHECK_FALSE(isUtf8("\xe2\x82"));          // cut
  CHECK(repairUtf8("a\xff"
                   "b\xe2\x82") ==
        "a\xef\xbf\xbd"
        "b\xef\xbf\xbd\xef\xbf\xbd");
}

TEST_CASE("an e-mail address is lower case and has exactly one at sign") {
  CHECK(normaliseEmail("  Ann.Lee@Example.COM ") == "ann.lee@example.com");
  for (const char* text : {"", "a", "@b.c", "a@", "a@b@c", "a b@c.d", "a\n@b.c"}) {
    CHECK(normaliseEmail(text).empty());
  }
  CHECK(normaliseEmail(std::string(65, 'a') + "@b.c").empty());
  CHECK(normaliseEmail("a@" + std::string(253, 'b')).empty());
}

TEST_CASE("a phone number keeps its digits and its country code") {
  CHECK(normalisePhone("+49 (170) 123-45.67") == "+491701234567");
  CHECK(normalisePhone("0049 170/1234567") == "+491701234567");
  CHECK(normalisePhone("0170 1234567") == "01701234567");
  CHECK(normalisePhone("'+33123456789") == "+33123456789");
  for (const char* text : {"", "1234", "+1+2345678", "12345x", "1234567890123456789", "++12345"}) {
    CHECK(normalisePhone(text).empty());
  }
}

TEST_CASE("trimming and ASCII comparison leave other bytes alone") {
  CHECK(trim(" \t a b \r\n") == "a b");
  CHECK(asciiLower("\xc3\x9c"
                   "A") ==
        "\xc3\x9c"
        "a");
  CHECK(equalsIgnoringAsciiCase("AnD", "aNd"));
  CHECK_FALSE(equalsIgnoringAsciiCase("and", "an"));
}
