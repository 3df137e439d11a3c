#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/id.h"

namespace pannier {

/// One version of a campaign's content. All texts may contain Liquid.
struct CampaignVariant {
  static constexpr std::string_view kName = "CampaignVariant";
  Id id;
  std::string name;
  std::string subject;
  std::string preheader;  ///< what mailboxes show beside the subject
  std::string body;       ///< plain text, or HTML when it begins with a tag
  std::int64_t weight = 0;
  std::int64_t version = 0;

  template <class V>
  static void describe(V& v) {
    v.field("id", &CampaignVariant::id);
    v.field("name", &CampaignVariant::name);
    v.field("subject", &CampaignVariant::subject);
    v.field("preheader", &CampaignVariant::preheader);
    v.field("body", &CampaignVariant::body, "text, or HTML when it begins with a tag; with Liquid");
    v.field("weight", &CampaignVariant::weight);
    v.field("version", &CampaignVariant::version);
  }
};

/// A message to the members of a segment.
struct Campaign {
  static constexpr std::string_view kName = "Campaign";
  Id id;
  std::string name;
  std::string goal;
  std::string channel = "email";  ///< email sms push
  std::string status = "draft";   ///< draft ready archived
  std::optional<Id> segmentId;
  std::string segmentName;  ///< empty without a segment, or when it was deleted
  std::optional<Id> excludedSegmentId;
  std::string fromName;
  std::string fromEmail;
  std::int64_t createdAt = 0;
  std::int64_t version = 0;
  std::vector<CampaignVariant> variants;

  template <class V>
  static void describe(V& v) {
    v.field("id", &Campaign::id);
    v.field("name", &Campaign::name);
    v.field("goal", &Campaign::goal);
    v.field("channel", &Campaign::channel, "email sms push");
    v.field("status", &Campaign::status, "draft ready archived");
    v.field("segment_id", &Campaign::segmentId);
    v.field("segment_name", &Campaign::segmentName);
    v.field("excluded_segment_id", &Campaign::excludedSegmentId);
    v.field("from_name", &Campaign::fromName);
    v.field("from_email", &Campaign::fromEmail);
    v.field("created_at", &Campaign::createdAt);
    v.field("version", &Campaign::version);
    v.field("variants", &Campaign::variants);
  }
};

}  // namespace pannier
