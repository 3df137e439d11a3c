#pragma once

#include <string>

#include "core/base/result.h"
#include "core/registry/registry.h"
#include "core/storage/database.h"

namespace pannier::schema {

/// CREATE TABLE of one registry entity: pk, id, its fields, `_v`, `_cl`. The same on device and
/// server.
std::string createTableSql(const registry::Entity& entity);

/// Registry tables, derived tables (rollups, search) and local ones (undo_log), without secondary
/// indexes, so that a bulk load can build those afterwards.
Status createTables(Database& database);
Status createIndexes(Database& database);

/// Brings a database to kSchemaVersion in one transaction: makes everything in an empty file, adds
/// what is missing to an older one. Errors: kUnsupported when the file was written by a newer
/// version (nothing is touched), kStorage.
Status migrate(Database& database);

}  // namespace pannier::schema
