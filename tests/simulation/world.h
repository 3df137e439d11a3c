#pragma once

#include <cstdint>
#include <deque>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tests/simulation/model.h"
#include "tests/simulation/node.h"

namespace pannier::simulation {

/// One server, some devices, a bad network and bad luck, all from one seed. Runs single-threaded on
/// a virtual clock; the same seed gives the same world.
class World {
 public:
  explicit World(std::uint64_t seed, std::string folder);
  ~World();

  /// Empty when every invariant held; otherwise what was broken.
  std::string run();
  /// The last things that happened.
  [[nodiscard]] std::string trace() const;
  [[nodiscard]] std::int64_t exchanges() const { return exchanges_; }
  [[nodiscard]] std::int64_t changes() const { return made_; }
  [[nodiscard]] std::size_t conflicts() const { return model_.losers().size(); }

 private:
  struct Message {
    bool toServer = true;
    bool failure = false;  ///< the browser gave up waiting
    int node = 0;
    std::uint64_t post = 0;
    std::uint32_t device = 0;
    int status = 200;
    std::vector<std::uint8_t> bytes;
    std::int64_t at = 0;
  };

  void note(std::string text);
  void broken(std::string text);
  void step();
  void act();
  bool nextEvent();
  void deliver(Message message);
  void serve(const Message& message);
  void perform(DeviceNode& node, const sync::Instructions& instructions);
  void send(DeviceNode& node, const std::vector<std::uint8_t>& bytes);
  void journal(DeviceNode& node);

  // what people do
  void edit(DeviceNode& node);
  void commit(DeviceNode& node, Writer& writer, std::vector<Change> changes);
  void createCustomer(DeviceNode& node);
  void editCustomer(DeviceNode& node, const Id& row);
  void editAddress(DeviceNode& node, const Id& customer);
  void flipTag(DeviceNode& node, const Id& customer);
  void flipPresence(DeviceNode& node, const Id& row);
  void editSetting(DeviceNode& node);
  void editOnServer();
  void openForm(DeviceNode& node);
  void saveForm(DeviceNode& node);
  void loseDatabase(DeviceNode& node);
  void crashServer();
  std::string unique(const DeviceNode& node);

  // checks
  void account(std::uint32_t device, std::int64_t before, const std::vector<std::uint8_t>& answer);
  void checkStamps();
  void checkEnd();
  void checkAgainstModel();
  void heal();

  std::uint64_t seed_;
  std::string folder_;
  Random random_;
  std::int64_t nowMs_ = 1'800'000'000'000;
  std::int64_t latestServerMs_ = nowMs_;
  std::vector<std::unique_ptr<Environment>> environments_;
  Environment serverEnvironment_;
  std::unique_ptr<Database> serverDatabase_;
  std::unique_ptr<RowStore> serverRows_;
  std::unique_ptr<sync::Authority> authority_;
  std::unique_ptr<IdSource> serverIds_;
  std::vector<std::unique_ptr<DeviceNode>> nodes_;
  std::list<Message> network_;
  std::uint64_t posts_ = 0;
  std::vector<Id> customers_;
  std::set<std::uint32_t> staff_;  ///< devices whose user is no administrator

  struct Form {
    Id row;
    std::int64_t version = 0;
    std::string seen;
  };
  std::map<int, Form> forms_;

  Model model_;
  std::map<std::pair<int, std::int64_t>, std::vector<Change>> ledger_;  // node, outbox number
  std::map<std::pair<std::uint32_t, std::int64_t>, std::pair<int, std::int64_t>>
      numbers_;  // device, client_seq
  std::set<std::pair<int, std::int64_t>> processed_;
  std::set<std::pair<int, std::int64_t>> refused_;
  std::deque<std::string> trace_;
  std::string failure_;
  std::int64_t made_ = 0;
  std::int64_t exchanges_ = 0;
  int images_ = 0;
  bool healed_ = false;
};

}  // namespace pannier::simulation
