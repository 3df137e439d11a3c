#include "server-stub/cli/cli.h"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <functional>
#include <iostream>

#include "server-stub/environment.h"

namespace pannier::server {
namespace {

/// Everything the arguments can say. Empty means "not given".
struct Arguments {
  std::string config, data, host, port, web, publicUrl;
  std::string email, name, role = "staff", id, command, params, file;
  bool list = false;
  bool showLink = false;
  DemoOptions demo;
};

using Action = std::function<Status(const Config&)>;

bool hasIndex(const std::filesystem::path& folder) {
  std::error_code error;
  return std::filesystem::is_regular_file(folder / "index.html", error);
}

/// The built web app: beside the binary when installed, or in the source tree.
std::string findWebFolder() {
  std::error_code error;
  const auto binary = std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
  for (const auto& folder :
       {binary / "web", binary / "web/dist", binary / "../web/dist", binary / "../../web/dist",
        binary / "../../../web/dist", std::filesystem::path("web/dist")}) {
    if (hasIndex(folder)) return folder.lexically_normal().string();
  }
  return {};
}

Result<Config> configFrom(const Arguments& arguments) {
  const EnvironmentReader environment = processEnvironment();
  std::string file = arguments.config;
  if (file.empty()) file = environment("PANNIER_CONFIG").value_or("");
  PANNIER_ASSIGN(Config config, loadConfig(file, environment));
  if (!arguments.data.empty()) config.data = arguments.data;
  if (!arguments.host.empty()) config.host = arguments.host;
  if (!arguments.port.empty()) config.port = static_cast<std::uint16_t>(std::stoul(arguments.port));
  if (!arguments.web.empty()) config.web = arguments.web;
  if (!arguments.publicUrl.empty()) config.publicUrl = arguments.publicUrl;
  if (config.web.empty()) config.web = findWebFolder();
  PANNIER_TRY(checkConfig(config));
  return config;
}

void addCommonOptions(CLI::App& app, Arguments& arguments) {
  app.add_option("-c,--config", arguments.config, "TOML configuration file [env PANNIER_CONFIG]");
  app.add_option("-d,--data", arguments.data,
                 "data folder of the shop, default ./data [env PANNIER_DATA_DIR]");
}

void addAddressOptions(CLI::App& app, Arguments& arguments) {
  app.add_option("--host", arguments.host,
                 "address to listen on, default 127.0.0.1 [env PANNIER_HOST]");
  app.add_option("-p,--port", arguments.port,
                 "port, default 8787; 0 = any free one [env PANNIER_PORT]")
      ->check(CLI::Range(0, 65535));
  app.add_option(
      "--public-url", arguments.publicUrl,
      "how browsers reach this server, e.g. https://crm.example [env PANNIER_PUBLIC_URL]");
}

class CommandLine {
 public:
  CommandLine();
  int run(int argc, char** argv);

 private:
  CLI::App* add(CLI::App& parent, const std::string& name, const std::string& help, Action action);
  void addServing();
  void addPeople();
  void addTools();

  CLI::App app_{
      "Pannier's server: the shop's data, sync, sign-in and the web app.\n"
      "Without a subcommand it serves: http://127.0.0.1:8787, data in ./data."};
  Arguments arguments_;
  Action action_ = [this](const Config& config) { return serve(config, arguments_.showLink); };
};

CLI::App* CommandLine::add(CLI::App& parent, const std::string& name, const std::string& help,
                           Action action) {
  CLI::App* sub = parent.add_subcommand(name, help);
  sub->fallthrough();  // --data and --config may stand before or after the subcommand
  if (action) sub->callback([this, action = std::move(action)] { action_ = action; });
  return sub;
}

CommandLine::CommandLine() {
  app_.name("pannier-server");
  app_.require_subcommand(0, 1);
  app_.footer(
      "Examples:\n"
      "  pannier-server serve --port 9000 --data /var/lib/pannier\n"
      "  pannier-server link\n"
      "  pannier-server call segments.preview '{\"query\":\"number_of_orders >= 3\"}' --data data");
  addCommonOptions(app_, arguments_);
  addAddressOptions(app_, arguments_);
  app_.add_option("--web", arguments_.web, "folder of the built web app [env PANNIER_WEB]");
  addServing();
  addPeople();
  addTools();
}

void CommandLine::addServing() {
  CLI::App* serving = add(app_, "serve", "serve the shop and the web app (the default)", action_);
  serving->add_flag("--show-link", arguments_.showLink,
                    "show a fresh sign-in link on standard error when ready");
  CLI::App* init = add(app_, "init", "create the data folder, the shop and its first user",
                       [this](const Config& config) {
                         const bool given = !arguments_.email.empty();
                         return initShop(config, given ? arguments_.email : kDefaultOwner);
                       });
  init->add_option("--owner", arguments_.email,
                   "e-mail address of the first user, default " + std::string(kDefaultOwner));
}

void CommandLine::addPeople() {
  CLI::App* user = add(app_, "user", "people who may sign in", nullptr);
  user->require_subcommand(1);
  CLI::App* adding = add(*user, "add", "add a user", [this](const Config& config) {
    return addUser(config, arguments_.email, arguments_.name, arguments_.role);
  });
  adding->add_option("email", arguments_.email, "e-mail address")->required();
  adding->add_option("--name", arguments_.name, "name to show");
  adding->add_option("--role", arguments_.role, "admin or staff, default staff")
      ->check(CLI::IsMember({"admin", "staff"}));
  add(*user, "list", "list the users", [](const Config& config) { return listUsers(config); });
  CLI::App* passwd =
      add(*user, "passwd", "set a password, read from the terminal or standard input",
          [this](const Config& config) { return changeUserPassword(config, arguments_.email); });
  passwd->add_option("email", arguments_.email, "e-mail address")->required();

  CLI::App* token =
      add(app_, "token", "print a new API token for scripts", [this](const Config& config) {
        if (arguments_.list) return listTokens(config, arguments_.email);
        if (!arguments_.id.empty()) return revokeToken(config, arguments_.email, arguments_.id);
        return printToken(config, arguments_.email, arguments_.name);
      });
  token->add_option("--user", arguments_.email, "whose token; default: the first admin");
  token->add_option("--name", arguments_.name, "what the token is for");
  token->add_flag("--list", arguments_.list, "list the tokens and sessions instead");
  token->add_option("--revoke", arguments_.id, "end the token or session with this id instead");

  CLI::App* link =
      add(app_, "link", "print a fresh sign-in link; works once",
          [this](const Config& config) { return printLink(config, arguments_.email); });
  link->add_option("--user", arguments_.email, "who signs in; default: the first admin");
}

void CommandLine::addTools() {
  CLI::App* call =
      add(app_, "call", "run a command of the API on a data folder", [this](const Config& config) {
        return callCommand(config, arguments_.command, arguments_.params);
      });
  call->add_option("command", arguments_.command, "name, e.g. customers.list")->required();
  call->add_option("params", arguments_.params, "JSON object, @file, or @- for standard input");
  add(app_, "commands", "print every command with its parameter schema",
      [](const Config&) { return printCommands(); });
  CLI::App* demo = add(app_, "demo", "fill an empty shop with generated customers and orders",
                       [this](const Config& config) { return makeDemo(config, arguments_.demo); });
  demo->add_option("--customers", arguments_.demo.customers, "default 2000")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{5'000'000}));
  demo->add_option("--orders", arguments_.demo.orders, "default 8000")
      ->check(CLI::Range(std::int64_t{0}, std::int64_t{50'000'000}));
  demo->add_option("--seed", arguments_.demo.seed, "same seed, same shop; default 1");
  CLI::App* copy = add(app_, "backup", "write a consistent copy, also beside a running server",
                       [this](const Config& config) { return backup(config, arguments_.file); });
  copy->add_option("file", arguments_.file, "new file for the shop; users go to FILE.accounts")
      ->required();
  add(app_, "doctor", "examine the data folder without changing it",
      [](const Config& config) { return doctor(config); });
}

int CommandLine::run(int argc, char** argv) {
  try {
    app_.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app_.exit(error);
  }
  auto config = configFrom(arguments_);
  const Status done = config ? action_(*config) : Status(config.error());
  if (done) return 0;
  std::cerr << "pannier-server: " << done.error().message << "\n";
  return 1;
}

}  // namespace

int runCommandLine(int argc, char** argv) {
  initCrypto();
  CommandLine line;
  return line.run(argc, argv);
}

}  // namespace pannier::server
