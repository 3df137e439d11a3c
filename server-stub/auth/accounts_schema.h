#pragma once

#include "core/base/result.h"
#include "core/storage/database.h"

namespace pannier::server {

/// Creates the tables of DIR/server.db or checks that their version is ours.
Status prepareAccountsSchema(Database& database);

}  // namespace pannier::server
