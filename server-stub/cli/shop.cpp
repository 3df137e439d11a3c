#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "server-stub/auth/accounts.h"
#include "server-stub/cli/cli.h"
#include "server-stub/data_lock.h"
#include "server-stub/environment.h"
#include "server-stub/net/message.h"

namespace pannier::server {
namespace {

constexpr std::size_t kMaxParamsBytes = 64u << 20;

Result<std::string> readAll(std::istream& in, const std::string& name) {
  std::string text(std::istreambuf_iterator<char>(in), {});
  if (in.bad()) return makeError(ErrorCode::kStorage, name + " cannot be read.");
  if (text.size() > kMaxParamsBytes)
    return makeError(ErrorCode::kTooLarge, name + " is over 64 MB.");
  return text;
}

/// "{…}" itself, "@file" its content, "@-" standard input; nothing means {}.
Result<std::string> readParams(const std::string& argument) {
  if (argument.empty()) return std::string("{}");
  if (argument.front() != '@') return argument;
  if (argument == "@-") return readAll(std::cin, "The standard input");
  const std::string path = argument.substr(1);
  std::ifstream file(path, std::ios::binary);
  if (!file) return makeError(ErrorCode::kNotFound, "The file " + path + " cannot be read.");
  return readAll(file, "The file " + path);
}

Result<std::string> runCall(const Config& config, const std::string& command,
                            const std::string& argument) {
  PANNIER_ASSIGN(const std::string params, readParams(argument));
  PANNIER_ASSIGN(const DataLock lock, DataLock::acquire(config.data));
  const Environment environment = systemEnvironment();
  PANNIER_ASSIGN(const std::unique_ptr<Backend> backend, openBackend(config.data, environment));
  Caller caller;
  caller.role = "admin";
  caller.local = true;
  return backend->call(command, params, caller);
}

}  // namespace

Status callCommand(const Config& config, const std::string& command, const std::string& params) {
  const auto result = runCall(config, command, params);
  std::cout << (result ? *result : errorToJson(result.error()).dump()) << "\n";
  if (!result) return result.error();
  return {};
}

Status printCommands() {
  std::cout << describeCommands() << "\n";
  return {};
}

Status makeDemo(const Config& config, const DemoOptions& options) {
  PANNIER_ASSIGN(const DataLock lock, DataLock::acquire(config.data));
  const Environment environment = systemEnvironment();
  return fillDemo(config.data, options, environment,
                  [](const std::string& sentence) { std::cout << sentence << std::endl; });
}

Status backup(const Config& config, const std::string& file) {
  const std::string accountsFile = file + ".accounts";
  for (const std::string& path : {file, accountsFile}) {
    if (std::filesystem::exists(path)) {
      return makeError(ErrorCode::kConflict, "The file " + path + " exists already.");
    }
  }
  if (!std::filesystem::is_directory(config.data)) {
    return makeError(ErrorCode::kNotFound, "There is no data folder " + config.data + ".");
  }
  const Environment environment = systemEnvironment();
  PANNIER_ASSIGN(const auto accounts, Accounts::open(config.data, environment));
  PANNIER_TRY(backupShop(config.data, file));
  PANNIER_TRY(accounts->backupTo(accountsFile));
  std::cout << "Wrote " << file << " and " << accountsFile << ".\n";
  return {};
}

Status doctor(const Config& config) {
  if (!std::filesystem::is_directory(config.data)) {
    return makeError(ErrorCode::kNotFound, "There is no data folder " + config.data + ".");
  }
  const bool inUse = !DataLock::acquire(config.data).ok();
  std::cout << "Data folder " << config.data
            << (inUse ? ", in use by a server.\n" : ", not in use.\n");
  const Environment environment = systemEnvironment();
  PANNIER_ASSIGN(const auto accounts, Accounts::open(config.data, environment));
  PANNIER_TRY(accounts->examine());
  PANNIER_ASSIGN(const std::vector<User> users, accounts->listUsers());
  std::cout << "server.db is sound; " << users.size() << " users.\n";
  PANNIER_ASSIGN(const std::string report, examineShop(config.data));
  std::cout << report << "\n";
  return {};
}

}  // namespace pannier::server
