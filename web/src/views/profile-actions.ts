/** Small writes of the profile, each answering with its transaction so that it can be undone. */
import { engine } from '../data/engine.js';
import { showProblem, showUndo } from '../data/toasts.js';
import type { CommandName, Commands, CustomerProfile, FieldConflict } from '../generated/api.js';
import type { FieldSave } from '../ui/field.js';

/** Runs a write and offers its undo; failures are shown, not thrown. Resolves with the result or undefined. */
export async function act<K extends CommandName>(
  text: string,
  name: K,
  params: Commands[K][0],
): Promise<Commands[K][1] | undefined> {
  try {
    const outcome = await engine().callFull(name, params);
    showUndo(text, [outcome.transaction]);
    return outcome.result;
  } catch (error) {
    showProblem(error);
    return undefined;
  }
}

export function saveCustomerField(id: string, field: string): FieldSave {
  return async (value, base, again) => {
    const outcome = await engine().callFull('customers.update', {
      id,
      fields: { [field]: value },
      base_version: base,
      coalesce: again,
    });
    return outcome.transaction;
  };
}

export function saveAddressField(customerId: string, id: string, field: string): FieldSave {
  return async (value, base, again) => {
    const outcome = await engine().callFull('addresses.save', {
      customer_id: customerId,
      id,
      fields: { [field]: value },
      base_version: base,
      coalesce: again,
    });
    return outcome.transaction;
  };
}

export function saveNote(customerId: string, id: string): FieldSave {
  return async (body, base, again) => {
    const outcome = await engine().callFull('notes.save', {
      customer_id: customerId,
      id,
      body,
      base_version: base,
      coalesce: again,
    });
    return outcome.transaction;
  };
}

export function saveCustomField(customerId: string, fieldId: string): FieldSave {
  return async (value, base) => {
    const outcome = await engine().callFull('custom_fields.set', {
      owner_id: customerId,
      custom_field_id: fieldId,
      value,
      base_version: base,
    });
    return outcome.transaction;
  };
}

export function saveTaskField(id: string, field: string): FieldSave {
  return async (value, base) => {
    const outcome = await engine().callFull('tasks.save', {
      id,
      fields: { [field]: value },
      base_version: base,
    });
    return outcome.transaction;
  };
}

/** Open conflicts of one field of one row. */
export function conflictsOf(
  profile: CustomerProfile,
  entity: string,
  rowId: string,
  field: string,
): FieldConflict[] {
  return profile.conflicts.filter(
    (one) => one.entity === entity && one.row_id === rowId && one.field === field,
  );
}

export function isUnsynced(
  profile: CustomerProfile,
  entity: string,
  rowId: string,
  field: string,
): boolean {
  const names = profile.unsynced_fields;
  return (
    names.includes(`${entity}:${rowId}:${field}`) ||
    (entity === 'customer' && rowId === profile.id && names.includes(field))
  );
}
