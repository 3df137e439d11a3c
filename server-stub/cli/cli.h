#pragma once

#include <cstdint>
#include <string>

#include "core/base/result.h"
#include "server-stub/config.h"
#include "server-stub/tools.h"

namespace pannier::server {

/// The whole program: parses the arguments, runs one subcommand, returns the exit code (0 done,
/// 1 failed with a message on standard error, 2 or more wrong usage).
int runCommandLine(int argc, char** argv);

/// Serves until SIGTERM or SIGINT. With `showLink` a fresh sign-in link for the owner is shown on
/// standard error once the server listens (never in the log, which is standard output).
Status serve(const Config& config, bool showLink);

/// The address that signs a browser in. The secret stands in the fragment, so that it reaches
/// neither a server's nor a proxy's log.
std::string signInUrl(const Config& config, const std::string& linkToken);

// Users, tokens, links: work on DIR/server.db, also beside a running server.
Status initShop(const Config& config, const std::string& ownerEmail);
Status addUser(const Config& config, const std::string& email, const std::string& name,
               const std::string& role);
Status listUsers(const Config& config);
Status changeUserPassword(const Config& config, const std::string& email);
Status printToken(const Config& config, const std::string& email, const std::string& name);
Status listTokens(const Config& config, const std::string& email);
Status revokeToken(const Config& config, const std::string& email, const std::string& id);
Status printLink(const Config& config, const std::string& email);

// The shop's data.
Status callCommand(const Config& config, const std::string& command, const std::string& params);
Status printCommands();
Status makeDemo(const Config& config, const DemoOptions& options);
Status backup(const Config& config, const std::string& file);
Status doctor(const Config& config);

/// The e-mail address of the owner that `init`, `serve` and `link` make when there is no user.
inline constexpr const char* kDefaultOwner = "owner@pannier.local";

}  // namespace pannier::server
