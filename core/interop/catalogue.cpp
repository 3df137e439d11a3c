#include "core/interop/catalogue.h"

#include "core/base/text.h"

namespace pannier::interop {
namespace {

using registry::EntityNo;

constexpr std::string_view kProducts =
    "SELECT id, title FROM product WHERE _cl % 2 = 1 ORDER BY id DESC";
constexpr std::string_view kVariants =
    "SELECT v.id, v.product_id, v.sku, v.title, p.title FROM product_variant v JOIN product p ON "
    "p.id = v.product_id "
    "WHERE v._cl % 2 = 1 AND p._cl % 2 = 1 ORDER BY v.id DESC";

std::string variantKey(const Id& product, std::string_view title) {
  return formatId(product) + foldText(title);
}

}  // namespace

Status Catalogue::load() {
  loaded_ = true;
  Rows products = session_.database().query(kProducts);
  while (products.next()) byTitle_.insert_or_assign(foldText(products.text(1)), products.id(0));
  PANNIER_TRY(products.status());
  Rows variants = session_.database().query(kVariants);
  while (variants.next()) {
    const ProductRef ref{variants.id(1), variants.id(0)};
    const std::string_view sku = variants.text(2);
    if (!sku.empty())
      bySku_.insert_or_assign(std::string(sku), Entry{ref, variants.text(4) == sku});
    else
      byVariant_.insert_or_assign(variantKey(ref.product, variants.text(3)), ref);
  }
  return variants.status();
}

Result<ProductRef> Catalogue::resolve(const ProductFacts& facts) {
  if (!loaded_) PANNIER_TRY(load());
  if (!facts.sku.empty()) {
    if (const auto found = bySku_.find(facts.sku); found != bySku_.end()) {
      if (found->second.untitled && !facts.title.empty())
        PANNIER_TRY(giveTitle(found->second, facts.title));
      return found->second.ref;
    }
  }
  const std::string_view title = facts.title.empty() ? facts.sku : facts.title;
  if (title.empty()) return ProductRef{};
  const std::string titleKey = foldText(title);
  if (facts.sku.empty()) {
    if (const auto product = byTitle_.find(titleKey); product != byTitle_.end()) {
      const auto variant = byVariant_.find(variantKey(product->second, facts.variantTitle));
      if (variant != byVariant_.end()) return variant->second;
    }
  }
  return make(facts, title, titleKey);
}

Result<ProductRef> Catalogue::make(const ProductFacts& facts, std::string_view title,
                                   const std::string& titleKey) {
  ProductRef ref;
  const auto sameTitle = facts.productPerSku ? byTitle_.end() : byTitle_.find(titleKey);
  if (sameTitle != byTitle_.end()) {
    ref.product = sameTitle->second;
  } else {
    const std::string key = facts.productPerSku ? std::string(facts.sku) : titleKey;
    ref.product = deriveId({"product", facts.system, key});
    NamedValues values{{"title", std::string(title)},
                       {"status", std::string("active")},
                       {"created_at", session_.startedAt()}};
    if (!facts.vendor.empty()) values.emplace_back("vendor", std::string(facts.vendor));
    if (facts.productPerSku) values.emplace_back("external_id", key);
    PANNIER_TRY(session_.put(EntityNo::kProduct, ref.product, values));
    byTitle_.try_emplace(titleKey, ref.product);
  }
  ref.variant =
      deriveId({"variant", formatId(ref.product),
                facts.sku.empty() ? foldText(facts.variantTitle) : std::string(facts.sku)});
  NamedValues values{
      {"product_id", ref.product}, {"price", facts.price}, {"position", std::int64_t{1}}};
  if (!facts.variantTitle.empty()) values.emplace_back("title", std::string(facts.variantTitle));
  if (!facts.sku.empty()) values.emplace_back("sku", std::string(facts.sku));
  PANNIER_TRY(session_.put(EntityNo::kProductVariant, ref.variant, values));
  if (!facts.sku.empty())
    bySku_.try_emplace(std::string(facts.sku), Entry{ref, facts.title.empty()});
  else
    byVariant_.try_emplace(variantKey(ref.product, facts.variantTitle), ref);
  return ref;
}

/// Lines of a product may lack its description until one has it.
Status Catalogue::giveTitle(Entry& entry, std::string_view title) {
  entry.untitled = false;
  return session_.patch(EntityNo::kProduct, entry.ref.product, {{"title", std::string(title)}});
}

}  // namespace pannier::interop
