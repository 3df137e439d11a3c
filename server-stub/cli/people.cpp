#include <termios.h>
#include <unistd.h>

#include <cstdio>
#include <iostream>

#include "server-stub/auth/accounts.h"
#include "server-stub/auth/passwords.h"
#include "server-stub/cli/cli.h"
#include "server-stub/data_lock.h"
#include "server-stub/environment.h"
#include "server-stub/log.h"

namespace pannier::server {
namespace {

/// server.db with the clock it needs.
struct OpenAccounts {
  Environment environment = systemEnvironment();
  std::unique_ptr<Accounts> accounts;
};

Result<std::unique_ptr<OpenAccounts>> openAccounts(const Config& config) {
  PANNIER_TRY(makeDataFolder(config.data));
  auto opened = std::make_unique<OpenAccounts>();
  PANNIER_ASSIGN(opened->accounts, Accounts::open(config.data, opened->environment));
  return opened;
}

/// The named user, or the first admin (made when there is nobody yet).
Result<User> chosenUser(Accounts& accounts, const std::string& email) {
  return email.empty() ? accounts.ensureOwner(kDefaultOwner) : accounts.findUser(email);
}

/// Switches the terminal's echo off while a password is typed.
class SilentTerminal {
 public:
  SilentTerminal()
      : silent_(::isatty(STDIN_FILENO) == 1 && ::tcgetattr(STDIN_FILENO, &saved_) == 0) {
    if (!silent_) return;
    termios quiet = saved_;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
    std::cerr << "New password: " << std::flush;
  }
  ~SilentTerminal() {
    if (!silent_) return;
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &saved_);
    std::cerr << "\n";
  }
  SilentTerminal(const SilentTerminal&) = delete;
  SilentTerminal& operator=(const SilentTerminal&) = delete;

 private:
  termios saved_{};
  bool silent_;
};

std::string readPassword() {
  const SilentTerminal terminal;
  std::string password;
  std::getline(std::cin, password);
  return password;
}

}  // namespace

Status initShop(const Config& config, const std::string& ownerEmail) {
  PANNIER_ASSIGN(const DataLock lock, DataLock::acquire(config.data));
  PANNIER_ASSIGN(const auto opened, openAccounts(config));
  PANNIER_ASSIGN(const User owner, opened->accounts->ensureOwner(ownerEmail));
  PANNIER_ASSIGN(const std::unique_ptr<Backend> backend,
                 openBackend(config.data, opened->environment));
  std::cout << "The shop in " << config.data << " is ready; its owner is " << owner.email << ".\n";
  return {};
}

Status addUser(const Config& config, const std::string& email, const std::string& name,
               const std::string& role) {
  PANNIER_ASSIGN(const auto opened, openAccounts(config));
  PANNIER_ASSIGN(const User user, opened->accounts->addUser(email, name, role));
  std::cout << "Added " << user.email << " (" << user.role << "). Give a sign-in link with\n"
            << "  pannier-server link --user " << user.email << "\n";
  return {};
}

Status listUsers(const Config& config) {
  PANNIER_ASSIGN(const auto opened, openAccounts(config));
  PANNIER_ASSIGN(const std::vector<User> users, opened->accounts->listUsers());
  for (const User& user : users) {
    std::cout << user.email << "\t" << user.role << "\t" << user.name << "\t"
              << (user.hasPassword ? "password" : "no password") << "\t"
              << formatTimestamp(user.createdMs) << "\n";
  }
  return {};
}

Status changeUserPassword(const Config& config, const std::string& email) {
  PANNIER_ASSIGN(const auto opened, openAccounts(config));
  PANNIER_ASSIGN(const User user, opened->accounts->findUser(email));
  const std::string password = readPassword();
  PANNIER_TRY(checkNewPassword(password, user.email, config.passwordMinLength));
  const Passwords passwords;
  PANNIER_ASSIGN(const std::string hash, passwords.hash(password));
  PANNIER_TRY(opened->accounts->setPasswordHash(user.id, hash));
  std::cout << "The password of " << user.email << " is set.\n";
  return {};
}

Status printToken(const Config& config, const std::string& email, const std::string& name) {
  PANNIER_ASSIGN(const auto opened, openAccounts(config));
  PANNIER_ASSIGN(const User user, chosenUser(*opened->accounts, email));
  PANNIER_ASSIGN(const std::string token,
                 opened->accounts->addToken(user.id, name.empty() ? "command line" : name));
  std::cout << token << "\n";
  return {};
}

Status listTokens(const Config& config, const std::string& email) {
  PANNIER_ASSIGN(const auto opened, openAccounts(config));
  PANNIER_ASSIGN(const User user, chosenUser(*opened->accounts, email));
  PANNIER_ASSIGN(const std::vector<SessionInfo> sessions, opened->accounts->listSessions(user.id));
  for (const SessionInfo& session : sessions) {
    std::cout << formatId(session.id) << "\t" << session.kind << "\t" << session.name << "\t"
              << formatTimestamp(session.createdMs) << "\t" << formatTimestamp(session.lastSeenMs)
              << "\n";
  }
  return {};
}

Status revokeToken(const Config& config, const std::string& email, const std::string& id) {
  PANNIER_ASSIGN(const auto opened, openAccounts(config));
  PANNIER_ASSIGN(const User user, chosenUser(*opened->accounts, email));
  const auto session = parseId(id);
  if (!session) {
    return makeError(ErrorCode::kInvalidArgument,
                     "\"" + id + "\" is not an id as `token --list` prints them.", "revoke");
  }
  return opened->accounts->revokeSession(user.id, *session);
}

Status printLink(const Config& config, const std::string& email) {
  PANNIER_ASSIGN(const auto opened, openAccounts(config));
  PANNIER_ASSIGN(const User user, chosenUser(*opened->accounts, email));
  const std::int64_t life = static_cast<std::int64_t>(config.linkMinutes) * 60'000;
  PANNIER_ASSIGN(const std::string token, opened->accounts->addLink(user.id, life));
  std::cout << signInUrl(config, token) << "\n";
  return {};
}

}  // namespace pannier::server
