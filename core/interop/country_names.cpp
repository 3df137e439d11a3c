#include "core/interop/country_names.h"

#include <algorithm>
#include <array>

#include "core/base/text.h"

namespace pannier::interop {
namespace {

struct Named {
  std::string_view name;  // as foldText writes it
  char code[3];
};

/// English short names of ISO 3166-1 (from the public domain iso3166.tab of the IANA time zone
/// database) with the other spellings that shop exports use. Ascending by bytes of the name.
// clang-format off
constexpr std::array kNames = std::to_array<Named>({
    {"afghanistan", "AF"}, {"aland islands", "AX"}, {"albania", "AL"}, {"alemania", "DE"},
    {"algeria", "DZ"}, {"allemagne", "DE"}, {"america", "US"}, {"andorra", "AD"},
    {"angola", "AO"}, {"anguilla", "AI"}, {"antarctica", "AQ"}, {"antigua & barbuda", "AG"},
    {"antigua and barbuda", "AG"}, {"argentina", "AR"}, {"armenia", "AM"}, {"aruba", "AW"},
    {"australia", "AU"}, {"austria", "AT"}, {"autriche", "AT"}, {"azerbaijan", "AZ"},
    {"bahamas", "BS"}, {"bahrain", "BH"}, {"bangladesh", "BD"}, {"barbados", "BB"},
    {"belarus", "BY"}, {"belgie", "BE"}, {"belgien", "BE"}, {"belgique", "BE"},
    {"belgium", "BE"}, {"belize", "BZ"}, {"benin", "BJ"}, {"bermuda", "BM"}, {"bhutan", "BT"},
    {"bolivia", "BO"}, {"bolivia, plurinational state of", "BO"}, {"bosnia", "BA"},
    {"bosnia & herzegovina", "BA"}, {"bosnia and herzegovina", "BA"}, {"botswana", "BW"},
    {"bouvet island", "BV"}, {"brazil", "BR"}, {"britain", "GB"}, {"britain (uk)", "GB"},
    {"british indian ocean territory", "IO"}, {"british virgin islands", "VG"}, {"brunei", "BN"},
    {"brunei darussalam", "BN"}, {"bulgaria", "BG"}, {"bulgarien", "BG"}, {"burkina faso", "BF"},
    {"burma", "MM"}, {"burundi", "BI"}, {"cabo verde", "CV"}, {"cambodia", "KH"},
    {"cameroon", "CM"}, {"canada", "CA"}, {"cape verde", "CV"}, {"caribbean nl", "BQ"},
    {"cayman islands", "KY"}, {"central african rep.", "CF"}, {"chad", "TD"},
    {"channel islands", "JE"}, {"chile", "CL"}, {"china", "CN"}, {"christmas island", "CX"},
    {"cocos", "CC"}, {"cocos (keeling) islands", "CC"}, {"colombia", "CO"}, {"comoros", "KM"},
    {"congo (dem. rep.)", "CD"}, {"congo (rep.)", "CG"}, {"congo - brazzaville", "CG"},
    {"congo - kinshasa", "CD"}, {"cook islands", "CK"}, {"costa rica", "CR"},
    {"cote d'ivoire", "CI"}, {"croatia", "HR"}, {"cuba", "CU"}, {"curacao", "CW"},
    {"cyprus", "CY"}, {"czech republic", "CZ"}, {"czechia", "CZ"}, {"danemark", "DK"},
    {"danmark", "DK"}, {"democratic republic of the congo", "CD"}, {"denmark", "DK"},
    {"deutschland", "DE"}, {"djibouti", "DJ"}, {"dominica", "DM"}, {"dominican republic", "DO"},
    {"dr congo", "CD"}, {"east timor", "TL"}, {"ecuador", "EC"}, {"egypt", "EG"}, {"eire", "IE"},
    {"el salvador", "SV"}, {"england", "GB"}, {"equatorial guinea", "GQ"}, {"eritrea", "ER"},
    {"espagne", "ES"}, {"espana", "ES"}, {"estados unidos", "US"}, {"estland", "EE"},
    {"estonia", "EE"}, {"eswatini", "SZ"}, {"eswatini (swaziland)", "SZ"}, {"etats unis", "US"},
    {"etats-unis", "US"}, {"ethiopia", "ET"}, {"falkland islands", "FK"},
    {"faroe islands", "FO"}, {"federal republic of germany", "DE"}, {"fiji", "FJ"},
    {"finland", "FI"}, {"finnland", "FI"}, {"france", "FR"}, {"francia", "FR"},
    {"frankreich", "FR"}, {"french guiana", "GF"}, {"french polynesia", "PF"},
    {"french s. terr.", "TF"}, {"gabon", "GA"}, {"gambia", "GM"}, {"georgia", "GE"},
    {"germania", "DE"}, {"germany", "DE"}, {"ghana", "GH"}, {"gibraltar", "GI"},
    {"great britain", "GB"}, {"greece", "GR"}, {"greenland", "GL"}, {"grenada", "GD"},
    {"griechenland", "GR"}, {"grossbritannien", "GB"}, {"guadeloupe", "GP"}, {"guam", "GU"},
    {"guatemala", "GT"}, {"guernsey", "GG"}, {"guinea", "GN"}, {"guinea-bissau", "GW"},
    {"guyana", "GY"}, {"haiti", "HT"}, {"heard island & mcdonald islands", "HM"},
    {"heard island and mcdonald islands", "HM"}, {"hellas", "GR"}, {"holland", "NL"},
    {"holy see", "VA"}, {"honduras", "HN"}, {"hong kong", "HK"}, {"hong kong sar", "HK"},
    {"hong kong sar china", "HK"}, {"hrvatska", "HR"}, {"hungary", "HU"}, {"iceland", "IS"},
    {"india", "IN"}, {"indonesia", "ID"}, {"iran", "IR"}, {"iran, islamic republic of", "IR"},
    {"iraq", "IQ"}, {"ireland", "IE"}, {"irland", "IE"}, {"irlande", "IE"}, {"island", "IS"},
    {"isle of man", "IM"}, {"israel", "IL"}, {"italia", "IT"}, {"italie", "IT"},
    {"italien", "IT"}, {"italy", "IT"}, {"ivory coast", "CI"}, {"jamaica", "JM"},
    {"japan", "JP"}, {"jersey", "JE"}, {"jordan", "JO"}, {"kazakhstan", "KZ"}, {"kenya", "KE"},
    {"kiribati", "KI"}, {"korea", "KR"}, {"korea (north)", "KP"}, {"korea (south)", "KR"},
    {"kosovo", "XK"}, {"kroatien", "HR"}, {"kuwait", "KW"}, {"kyrgyzstan", "KG"},
    {"lao people's democratic republic", "LA"}, {"laos", "LA"}, {"latvia", "LV"},
    {"lebanon", "LB"}, {"lesotho", "LS"}, {"lettland", "LV"}, {"liberia", "LR"}, {"libya", "LY"},
    {"liechtenstein", "LI"}, {"litauen", "LT"}, {"lithuania", "LT"}, {"luxembourg", "LU"},
    {"luxemburg", "LU"}, {"macao sar china", "MO"}, {"macau", "MO"}, {"macedonia", "MK"},
    {"madagascar", "MG"}, {"mainland china", "CN"}, {"malawi", "MW"}, {"malaysia", "MY"},
    {"maldives", "MV"}, {"mali", "ML"}, {"malta", "MT"}, {"marshall islands", "MH"},
    {"martinique", "MQ"}, {"mauritania", "MR"}, {"mauritius", "MU"}, {"mayotte", "YT"},
    {"mexico", "MX"}, {"micronesia", "FM"}, {"moldova", "MD"}, {"moldova, republic of", "MD"},
    {"monaco", "MC"}, {"mongolia", "MN"}, {"montenegro", "ME"}, {"montserrat", "MS"},
    {"morocco", "MA"}, {"mozambique", "MZ"}, {"myanmar", "MM"}, {"myanmar (burma)", "MM"},
    {"namibia", "NA"}, {"nauru", "NR"}, {"nederland", "NL"}, {"nepal", "NP"},
    {"netherlands", "NL"}, {"new caledonia", "NC"}, {"new zealand", "NZ"}, {"nicaragua", "NI"},
    {"niederlande", "NL"}, {"niger", "NE"}, {"nigeria", "NG"}, {"niue", "NU"},
    {"norfolk island", "NF"}, {"norge", "NO"}, {"north korea", "KP"}, {"north macedonia", "MK"},
    {"northern ireland", "GB"}, {"northern mariana islands", "MP"}, {"norway", "NO"},
    {"norwegen", "NO"}, {"oesterreich", "AT"}, {"oman", "OM"}, {"osterreich", "AT"},
    {"pakistan", "PK"}, {"palau", "PW"}, {"palestine", "PS"}, {"palestinian territories", "PS"},
    {"panama", "PA"}, {"papua new guinea", "PG"}, {"paraguay", "PY"}, {"pays-bas", "NL"},
    {"people's republic of china", "CN"}, {"peru", "PE"}, {"philippines", "PH"},
    {"pitcairn", "PN"}, {"poland", "PL"}, {"polen", "PL"}, {"polska", "PL"}, {"portugal", "PT"},
    {"pr china", "CN"}, {"puerto rico", "PR"}, {"qatar", "QA"}, {"reino unido", "GB"},
    {"republic of ireland", "IE"}, {"republic of korea", "KR"},
    {"republic of south africa", "ZA"}, {"republic of the congo", "CG"}, {"reunion", "RE"},
    {"romania", "RO"}, {"royaume-uni", "GB"}, {"rsa", "ZA"}, {"rumanien", "RO"},
    {"russia", "RU"}, {"russian federation", "RU"}, {"rwanda", "RW"}, {"saint barthelemy", "BL"},
    {"saint helena", "SH"}, {"saint kitts and nevis", "KN"}, {"saint lucia", "LC"},
    {"saint maarten (dutch)", "SX"}, {"saint martin (french)", "MF"},
    {"saint pierre and miquelon", "PM"}, {"saint vincent", "VC"},
    {"saint vincent and the grenadines", "VC"}, {"samoa", "WS"}, {"samoa (american)", "AS"},
    {"samoa (western)", "WS"}, {"san marino", "SM"}, {"sao tome & principe", "ST"},
    {"sao tome and principe", "ST"}, {"saudi arabia", "SA"}, {"schweden", "SE"},
    {"schweiz", "CH"}, {"scotland", "GB"}, {"senegal", "SN"}, {"serbia", "RS"},
    {"seychelles", "SC"}, {"sierra leone", "SL"}, {"singapore", "SG"}, {"slovak republic", "SK"},
    {"slovakia", "SK"}, {"slovenia", "SI"}, {"slowakei", "SK"}, {"slowenien", "SI"},
    {"solomon islands", "SB"}, {"somalia", "SO"}, {"south africa", "ZA"},
    {"south georgia & the south sandwich islands", "GS"},
    {"south georgia and the south sandwich islands", "GS"}, {"south korea", "KR"},
    {"south sudan", "SS"}, {"spain", "ES"}, {"spanien", "ES"}, {"sri lanka", "LK"},
    {"st barthelemy", "BL"}, {"st helena", "SH"}, {"st kitts & nevis", "KN"}, {"st lucia", "LC"},
    {"st maarten", "SX"}, {"st maarten (dutch)", "SX"}, {"st martin (french)", "MF"},
    {"st pierre & miquelon", "PM"}, {"st vincent", "VC"}, {"sudafrika", "ZA"}, {"sudan", "SD"},
    {"suisse", "CH"}, {"suomi", "FI"}, {"suriname", "SR"}, {"svalbard & jan mayen", "SJ"},
    {"svalbard and jan mayen", "SJ"}, {"sverige", "SE"}, {"svizzera", "CH"}, {"swaziland", "SZ"},
    {"sweden", "SE"}, {"switzerland", "CH"}, {"syria", "SY"}, {"syrian arab republic", "SY"},
    {"taiwan", "TW"}, {"tajikistan", "TJ"}, {"tanzania", "TZ"},
    {"tanzania, united republic of", "TZ"}, {"thailand", "TH"}, {"the bahamas", "BS"},
    {"the gambia", "GM"}, {"the netherlands", "NL"}, {"timor-leste", "TL"}, {"togo", "TG"},
    {"tokelau", "TK"}, {"tonga", "TO"}, {"trinidad & tobago", "TT"},
    {"trinidad and tobago", "TT"}, {"tschechien", "CZ"}, {"tschechische republik", "CZ"},
    {"tunisia", "TN"}, {"turkei", "TR"}, {"turkey", "TR"}, {"turkiye", "TR"},
    {"turkmenistan", "TM"}, {"turks & caicos is", "TC"}, {"turks and caicos is", "TC"},
    {"tuvalu", "TV"}, {"u.k.", "GB"}, {"u.s.", "US"}, {"u.s. virgin islands", "VI"},
    {"u.s.a.", "US"}, {"uae", "AE"}, {"uganda", "UG"}, {"uk", "GB"}, {"ukraine", "UA"},
    {"ungarn", "HU"}, {"united arab emirates", "AE"}, {"united kingdom", "GB"},
    {"united states", "US"}, {"united states of america", "US"}, {"uruguay", "UY"},
    {"us minor outlying islands", "UM"}, {"us virgin islands", "VI"}, {"usa", "US"},
    {"uzbekistan", "UZ"}, {"vanuatu", "VU"}, {"vatican city", "VA"}, {"venezuela", "VE"},
    {"venezuela, bolivarian republic of", "VE"}, {"vereinigte staaten", "US"},
    {"vereinigtes konigreich", "GB"}, {"viet nam", "VN"}, {"vietnam", "VN"},
    {"virgin islands (uk)", "VG"}, {"virgin islands (us)", "VI"}, {"wales", "GB"},
    {"wallis & futuna", "WF"}, {"wallis and futuna", "WF"}, {"western sahara", "EH"},
    {"yemen", "YE"}, {"zambia", "ZM"}, {"zimbabwe", "ZW"}
});
// clang-format on

/// Every code of ISO 3166-1 alpha-2 and XK, ascending.
constexpr std::string_view kCodes =
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG "
    "BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI "
    "CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH "
    "ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ "
    "GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT "
    "JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS "
    "LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU "
    "MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG "
    "PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG "
    "SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK "
    "TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU "
    "WF WS XK YE YT ZA ZM ZW ";

constexpr std::array kNoCountry = std::to_array<std::string_view>(
    {"unspecified", "unknown", "european community", "n/a", "none", "-"});

bool isCode(std::string_view code) noexcept {
  for (std::size_t at = 0; at < kCodes.size(); at += 3) {
    if (kCodes.substr(at, 2) == code) return true;
  }
  return false;
}

std::string asciiUpper(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

}  // namespace

CountryMatch countryOf(std::string_view text) {
  text = trim(text);
  if (text.empty()) return {{}, true};
  if (text.size() == 2) {
    std::string code = asciiUpper(text);
    if (isCode(code)) return {std::move(code), true};
  }
  const std::string folded = foldText(text);
  if (std::find(kNoCountry.begin(), kNoCountry.end(), folded) != kNoCountry.end())
    return {{}, true};
  const auto found = std::lower_bound(
      kNames.begin(), kNames.end(), folded,
      [](const Named& each, const std::string& wanted) { return each.name < wanted; });
  if (found != kNames.end() && found->name == folded) return {found->code, true};
  return {std::string(text), false};
}

}  // namespace pannier::interop
