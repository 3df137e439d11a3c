#pragma once

#include <span>
#include <string_view>

/// What the demo's staff wrote: notes, tasks, segments, campaigns.
namespace pannier::demo {

struct DemoSegment {
  std::string_view name;
  std::string_view query;
  std::string_view description;
};

struct DemoCampaign {
  std::string_view name;
  std::string_view goal;
  std::string_view segment;   ///< name of a DemoSegment
  std::string_view excluded;  ///< name of a DemoSegment; empty = none
  std::string_view subject;
  std::string_view preheader;
  std::string_view body;
};

struct DemoView {
  std::string_view name;
  std::string_view filter;
  std::string_view columns;  ///< JSON
  std::string_view sort;
};

std::span<const std::string_view> staff() noexcept;
std::span<const std::string_view> noteTexts() noexcept;
std::span<const std::string_view> taskTitles() noexcept;
std::span<const DemoSegment> segments() noexcept;
std::span<const DemoCampaign> campaigns() noexcept;
std::span<const DemoView> savedViews() noexcept;

}  // namespace pannier::demo
