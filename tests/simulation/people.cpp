#include "core/base/check.h"
#include "sync/client_state.h"
#include "tests/simulation/world.h"

/// What people do in a world, and how its end is compared with the model.
namespace pannier::simulation {
namespace {

using registry::EntityNo;

std::string textOf(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return std::to_string(*integer);
  return {};
}

std::string fieldOf(const StoredRow& row, EntityNo entity, std::string_view field) {
  return textOf(row.field(registry::entity(entity), field));
}

std::string rowName(EntityNo entity, const Id& row) {
  return std::string(registry::entity(entity).name) + "/" + formatId(row);
}

std::optional<StoredRow> read(DeviceNode& node, EntityNo entity, const Id& row) {
  auto result = node.rows().read(registry::entity(entity), row);
  PANNIER_CHECK(result.ok());
  return std::move(result).value();
}

Change presence(EntityNo entity, const Id& row, std::int64_t causalLength) {
  Change change;
  change.row = rowName(entity, row);
  change.place = "presence";
  change.rule = Rule::kPresence;
  change.number = causalLength;
  return change;
}

Change latest(EntityNo entity, const Id& row, std::string_view place, std::string value,
              std::string seen) {
  Change change;
  change.row = rowName(entity, row);
  change.place = place;
  change.value = std::move(value);
  change.seen = std::move(seen);
  return change;
}

Id addressOf(const Id& customer) { return deriveId({"sim address", formatId(customer)}); }
Id tagOf(const Id& customer) { return deriveId({"sim tag", formatId(customer)}); }
Id settingId() { return deriveId({"sim setting"}); }

}  // namespace

std::string World::unique(const DeviceNode& node) {
  return "d" + std::to_string(node.name()) + "-" + std::to_string(++made_);
}

void World::edit(DeviceNode& node) {
  if (customers_.size() < 3 || random_.chance(3)) return createCustomer(node);
  const Id row = customers_[random_.below(std::min<std::size_t>(customers_.size(), 4))];
  const auto present = read(node, EntityNo::kCustomer, row);
  if (!present) return perform(node, node.session().syncNow());
  const std::size_t dice = random_.below(100);
  if (dice < 8) return flipPresence(node, row);
  if (dice < 20) return flipTag(node, row);
  if (dice < 36) return editAddress(node, row);
  if (dice < 44) return editSetting(node);
  if (present->isLive()) editCustomer(node, row);
}

/// Commits, and remembers what the transaction means; a failed commit means nothing.
void World::commit(DeviceNode& node, Writer& writer, std::vector<Change> changes) {
  std::optional<StorageFault> fault;
  if (random_.chance(3)) fault.emplace(node.database(), random_.between(0, 2'000));
  const auto committed = writer.commit();
  fault.reset();
  if (!committed) {
    note("a commit of device " + std::to_string(node.name()) + " fails");
    return;
  }
  if (!*committed) return;
  const std::int64_t last =
      *sync::ClientState(node.database()).integer(sync::ClientState::kLastNumber);
  auto& entry = ledger_[{node.name(), last}];
  std::string text;
  for (Change& change : changes) {
    text += " " + change.row.substr(0, 12) + "." + change.place + "=" + change.value +
            std::to_string(change.number);
    // Typing replaced what was typed before: the author still followed what he saw first.
    if (last == node.lastNumber) change.seen = entry.at(0).seen;
  }
  note("device " + std::to_string(node.name()) + " number " + std::to_string(last) +
       (last == node.lastNumber ? " again" : "") + text);
  entry = std::move(changes);
  node.lastNumber = last;
  perform(node, node.session().localCommit());
}

void World::createCustomer(DeviceNode& node) {
  Writer writer(node.rows(), node.outbox(), node.ids(), node.environment());
  const std::string first = unique(node);
  const std::string email = unique(node);
  const auto id =
      writer.create(EntityNo::kCustomer, {{"first_name", Value{first}}, {"email", Value{email}}});
  if (!id) return broken("create: " + id.error().message);
  customers_.insert(customers_.begin(), *id);
  commit(node, writer,
         {presence(EntityNo::kCustomer, *id, 1),
          latest(EntityNo::kCustomer, *id, "first_name", first, ""),
          latest(EntityNo::kCustomer, *id, "email", email, "")});
}

void World::editCustomer(DeviceNode& node, const Id& row) {
  const auto present = read(node, EntityNo::kCustomer, row);
  Writer writer(node.rows(), node.outbox(), node.ids(), node.environment());
  NamedValues values;
  std::vector<Change> changes;
  const bool typing = random_.chance(30);
  writer.setCoalesce(typing);
  for (const std::string_view field : {"first_name", "last_name", "email", "description"}) {
    if (typing ? field != "description" : !random_.chance(35)) continue;
    const std::string value = unique(node);
    values.emplace_back(field, Value{value});
    changes.push_back(latest(EntityNo::kCustomer, row, field, value,
                             fieldOf(*present, EntityNo::kCustomer, field)));
  }
  if (!typing && random_.chance(20)) {
    const std::int64_t at = random_.between(1, 1'000'000);
    const Value& old = present->field(registry::entity(EntityNo::kCustomer), "last_contacted_at");
    if (old != Value{at}) {
      values.emplace_back("last_contacted_at", Value{at});
      Change change = latest(EntityNo::kCustomer, row, "last_contacted_at", std::to_string(at), "");
      change.rule = Rule::kGreatest;
      change.number = at;
      changes.push_back(std::move(change));
    }
  }
  if (values.empty()) return;
  const Status patched = writer.patch(EntityNo::kCustomer, row, values);
  if (!patched) return broken("patch: " + patched.error().message);
  commit(node, writer, std::move(changes));
}

void World::openForm(DeviceNode& node) {
  if (customers_.empty()) return;
  const Id row = customers_[random_.below(customers_.size())];
  const auto present = read(node, EntityNo::kCustomer, row);
  if (!present || !present->isLive()) return;
  const auto unsent = node.outbox().unsentFields(node.database(), EntityNo::kCustomer, row);
  if (!unsent || !unsent->empty()) return;
  forms_[node.name()] = {row, present->version,
                         fieldOf(*present, EntityNo::kCustomer, "first_name")};
}

void World::saveForm(DeviceNode& node) {
  const auto form = forms_.find(node.name());
  if (form == forms_.end()) return edit(node);
  const Form open = form->second;
  forms_.erase(form);
  const auto present = read(node, EntityNo::kCustomer, open.row);
  if (!present || !present->isLive()) return;
  Writer writer(node.rows(), node.outbox(), node.ids(), node.environment());
  const std::string value = unique(node);
  const Status patched =
      writer.patch(EntityNo::kCustomer, open.row, {{"first_name", Value{value}}}, open.version);
  if (!patched) return broken("patch: " + patched.error().message);
  commit(node, writer, {latest(EntityNo::kCustomer, open.row, "first_name", value, open.seen)});
}

void World::editAddress(DeviceNode& node, const Id& customer) {
  const Id row = addressOf(customer);
  const auto present = read(node, EntityNo::kAddress, row);
  const std::string line = present ? fieldOf(*present, EntityNo::kAddress, "line1") : "";
  const std::string city = present ? fieldOf(*present, EntityNo::kAddress, "city") : "";
  const std::string newLine = unique(node);
  const std::string newCity = present && random_.chance(40) ? city : unique(node);
  NamedValues values{
      {"customer_id", Value{customer}}, {"line1", Value{newLine}}, {"city", Value{newCity}}};
  std::vector<Change> changes{latest(EntityNo::kAddress, row, "group", newLine + "|" + newCity,
                                     present ? line + "|" + city : "")};
  if (random_.chance(40)) {
    const std::string phone = unique(node);
    values.emplace_back("phone", Value{phone});
    changes.push_back(latest(EntityNo::kAddress, row, "phone", phone,
                             present ? fieldOf(*present, EntityNo::kAddress, "phone") : ""));
  }
  if (!present) changes.push_back(presence(EntityNo::kAddress, row, 1));
  Writer writer(node.rows(), node.outbox(), node.ids(), node.environment());
  const auto put = writer.put(EntityNo::kAddress, row, values);
  if (!put) return broken("put: " + put.error().message);
  commit(node, writer, std::move(changes));
}

void World::flipTag(DeviceNode& node, const Id& customer) {
  const Id row = tagOf(customer);
  const auto present = read(node, EntityNo::kCustomerTag, row);
  Writer writer(node.rows(), node.outbox(), node.ids(), node.environment());
  const std::int64_t length = present ? present->causalLength + 1 : 1;
  Status done;
  if (present && present->isLive()) {
    done = writer.remove(EntityNo::kCustomerTag, row);
  } else {
    const auto put =
        writer.put(EntityNo::kCustomerTag, row,
                   {{"customer_id", Value{customer}}, {"tag", Value{std::string("vip")}}});
    if (!put) done = put.error();
  }
  if (!done) return broken("tag: " + done.error().message);
  commit(node, writer, {presence(EntityNo::kCustomerTag, row, length)});
}

void World::flipPresence(DeviceNode& node, const Id& row) {
  const auto present = read(node, EntityNo::kCustomer, row);
  Writer writer(node.rows(), node.outbox(), node.ids(), node.environment());
  const Status done = present->isLive() ? writer.remove(EntityNo::kCustomer, row)
                                        : writer.restore(EntityNo::kCustomer, row);
  if (!done) return broken("presence: " + done.error().message);
  commit(node, writer, {presence(EntityNo::kCustomer, row, present->causalLength + 1)});
}

/// Staff may try too; the server refuses.
void World::editSetting(DeviceNode& node) {
  const Id row = settingId();
  const auto present = read(node, EntityNo::kShopSetting, row);
  const std::string value = unique(node);
  std::vector<Change> changes{
      latest(EntityNo::kShopSetting, row, "value", value,
             present ? fieldOf(*present, EntityNo::kShopSetting, "value") : "")};
  if (!present) changes.push_back(presence(EntityNo::kShopSetting, row, 1));
  Writer writer(node.rows(), node.outbox(), node.ids(), node.environment());
  const auto put = writer.put(EntityNo::kShopSetting, row,
                              {{"key", Value{std::string("slogan")}}, {"value", Value{value}}});
  if (!put) return broken("setting: " + put.error().message);
  commit(node, writer, std::move(changes));
}

/// A command run on the server itself (an integrator's call).
void World::editOnServer() {
  if (customers_.empty()) return;
  const Id row = customers_[random_.below(customers_.size())];
  auto present = serverRows_->read(registry::entity(EntityNo::kCustomer), row);
  PANNIER_CHECK(present.ok());
  if (!*present || !(*present)->isLive()) return;
  const std::string value = "server-" + std::to_string(++made_);
  auto clock = serverDatabase_->integer("SELECT clock FROM sync_tenant", 0);
  PANNIER_CHECK(clock.ok());
  const std::int64_t stamp = std::max(nowMs_ << 16, *clock + 1);
  Writer writer(*serverRows_, *authority_, *serverIds_, serverEnvironment_);
  const Status patched = writer.patch(EntityNo::kCustomer, row, {{"first_name", Value{value}}});
  if (!patched) return broken("server patch: " + patched.error().message);
  const auto committed = writer.commit();
  if (!committed) return broken("server commit: " + committed.error().message);
  note("server edits " + value);
  model_.apply(latest(EntityNo::kCustomer, row, "first_name", value,
                      fieldOf(**present, EntityNo::kCustomer, "first_name")),
               0, stamp);
}

void World::checkAgainstModel() {
  for (const auto& [key, winner] : model_.registers()) {
    const auto slash = key.first.find('/');
    const registry::Entity& entity =
        *registry::findEntity(std::string_view(key.first).substr(0, slash));
    const auto id = parseId(key.first.substr(slash + 1));
    auto row = serverRows_->read(entity, *id);
    PANNIER_CHECK(row.ok());
    if (!*row) return broken("I3: " + key.first + " is not on the server");
    const StoredRow& stored = **row;
    std::string value;
    if (key.second == "presence") {
      if (stored.causalLength != winner.number)
        return broken("presence of " + key.first + " is wrong");
      continue;
    }
    if (key.second == "group")
      value = textOf(stored.field(entity, "line1")) + "|" + textOf(stored.field(entity, "city"));
    else
      value = textOf(stored.field(entity, key.second));
    if (value != winner.value) {
      return broken("I3/I5/I8: " + key.first + "." + key.second + " is " + value + ", must be " +
                    winner.value);
    }
  }
  std::multiset<std::string> fields;
  std::multiset<std::string> afterDelete;
  Rows rows = serverDatabase_->query(
      "SELECT kind, CASE WHEN json_type(loser_value) = 'object' THEN json_extract(loser_value, "
      "'$.line1') || '|' ||"
      " json_extract(loser_value, '$.city') ELSE json_extract(loser_value, '$') END FROM conflict");
  while (rows.next()) (rows.text(0) == "field" ? fields : afterDelete).emplace(rows.text(1));
  PANNIER_CHECK(rows.status().ok());
  for (const std::string& loser : model_.losers()) {
    const auto kept = fields.find(loser);
    if (kept != fields.end())
      fields.erase(kept);
    else if (!afterDelete.contains(loser))
      return broken("I6: the losing value " + loser + " is not kept");
  }
  if (!fields.empty())
    broken("I6: a conflict was recorded about " + *fields.begin() + " where none was");
}

}  // namespace pannier::simulation
