#include "sync/row_meta.h"

#include "core/base/bytes.h"

namespace pannier::sync {
namespace {

constexpr std::string_view kLoad =
    "SELECT stamp, dev, seq, over FROM sync_row_meta WHERE row = ? AND entity = ?";
constexpr std::string_view kSave =
    "INSERT INTO sync_row_meta(row, entity, stamp, dev, seq, over) VALUES (?, ?, ?, ?, ?, ?)"
    " ON CONFLICT(row, entity) DO UPDATE SET over = excluded.over";

std::vector<std::uint8_t> encodeOver(const RowMeta& meta) {
  ByteWriter out;
  for (const auto& [field, writer] : meta.over()) {
    out.varint(field);
    out.zigzag(writer.stamp);
    out.varint(writer.device);
    out.zigzag(writer.seq);
  }
  return {out.bytes().begin(), out.bytes().end()};
}

}  // namespace

const Register& RowMeta::of(std::uint16_t field) const noexcept {
  for (const auto& [number, writer] : over_) {
    if (number == field) return writer;
  }
  return base_;
}

bool RowMeta::has(std::uint16_t field) const noexcept {
  for (const auto& [number, writer] : over_) {
    if (number == field) return true;
  }
  return false;
}

void RowMeta::set(std::uint16_t field, const Register& writer) {
  for (auto& [number, present] : over_) {
    if (number == field) {
      present = writer;
      return;
    }
  }
  over_.emplace_back(field, writer);
}

Result<RowMeta> loadRowMeta(Database& database, std::uint16_t entity, const Id& row,
                            std::int64_t version) {
  Rows rows = database.query(kLoad, row, static_cast<int>(entity));
  if (!rows.next()) {
    PANNIER_TRY(rows.status());
    return RowMeta::bulk(version);
  }
  const Register base{rows.integer(0), static_cast<std::uint32_t>(rows.integer(1)),
                      rows.integer(2)};
  std::vector<std::pair<std::uint16_t, Register>> over;
  ByteReader in(rows.blob(3));
  while (in.ok() && !in.atEnd()) {
    const auto field = static_cast<std::uint16_t>(in.varint());
    Register writer;
    writer.stamp = in.zigzag();
    writer.device = static_cast<std::uint32_t>(in.varint());
    writer.seq = in.zigzag();
    over.emplace_back(field, writer);
  }
  if (!in.ok()) return makeError(ErrorCode::kStorage, "The sync information of a row is damaged.");
  return RowMeta(base, std::move(over));
}

Status saveRowMeta(Database& database, std::uint16_t entity, const Id& row, const RowMeta& meta) {
  const std::vector<std::uint8_t> over = encodeOver(meta);
  const Register& base = meta.base();
  return database.run(kSave, row, static_cast<int>(entity), base.stamp,
                      static_cast<std::int64_t>(base.device), base.seq,
                      std::span<const std::uint8_t>(over));
}

}  // namespace pannier::sync
