/** A value that the core hands over as JSON text (both sides of a conflict) → as a person reads it. */
export function valueText(json: string): string {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return json;
  }
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : typeof value === 'object' ? json : String(value);
}

/** Who made a change, for people: an id that no name is known for stays unsaid. */
export function personText(user: string): string {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(user) ? '' : user;
}
