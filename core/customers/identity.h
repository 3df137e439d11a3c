#pragma once

#include "core/base/result.h"
#include "core/storage/writer.h"

namespace pannier {

/// The id of the identity row of a normalised e-mail, phone or external id: the same on every
/// device, so that an identity exists once.
Id identityId(std::string_view kind, std::string_view system, std::string_view value);

/// Remembers e-mail and phone among `values` as identities of the customer, so that imports and the
/// widget find it by them. An identity that belongs to another customer stays there: two customers
/// with one address are a duplicate for a person to look at, not for us to move.
Status keepIdentities(Writer& writer, const Id& customer, const NamedValues& values);

}  // namespace pannier
