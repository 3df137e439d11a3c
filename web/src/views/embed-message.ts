import type { CustomersGetParams } from '../generated/api.js';

/** Reads which customer a message names; anything but short texts is ignored. */
export function customerOf(message: Record<string, unknown>): CustomersGetParams {
  const text = (value: unknown): string | undefined =>
    typeof value === 'string' && value !== '' && value.length <= 320 ? value : undefined;
  const id = text(message['id']);
  if (id) return { id };
  const email = text(message['email']);
  if (email) return { email };
  const externalId = text(message['external_id']);
  return externalId ? { external_id: externalId } : {};
}
