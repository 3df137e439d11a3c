import { describe, expect, it } from 'vitest';
import type { Task } from '../generated/api.js';
import { daysBetween } from '../data/format.js';
import { valueText } from '../data/json-value.js';
import { customerOf } from './embed-message.js';
import { groupTasks } from './task-groups.js';
import { keyFromName } from './custom-field-key.js';

const task = (title: string, due: string): Task => ({
  id: title,
  customer_id: null,
  customer_name: '',
  title,
  due_on: due,
  status: 'open',
  assignee: '',
  priority: '',
  created_at: 0,
  completed_at: null,
  version: 1,
});

describe('groupTasks', () => {
  it('puts tasks under the days they are due, earliest first, and leaves empty groups out', () => {
    const tasks = [
      task('later', '2026-12-24'),
      task('none', ''),
      task('late', '2026-11-01'),
      task('later still', '2026-12-25'),
      task('today', '2026-11-21'),
    ];
    const groups = groupTasks(tasks, (date) => daysBetween('2026-11-21', date));
    expect(groups.map(([name, members]) => [name, members.map((one) => one.title)])).toEqual([
      ['overdue', ['late']],
      ['today', ['today']],
      ['later', ['later', 'later still']],
      ['someday', ['none']],
    ]);
  });
});

describe('customerOf', () => {
  it('takes one short text and prefers the id', () => {
    expect(customerOf({ id: 'a', email: 'b@example.com' })).toEqual({ id: 'a' });
    expect(customerOf({ external_id: 'x' })).toEqual({ external_id: 'x' });
  });

  it('ignores anything else a foreign page may send', () => {
    expect(customerOf({ email: 'x'.repeat(321) })).toEqual({});
    expect(customerOf({ id: { toString: 'a' } })).toEqual({});
  });
});

describe('keyFromName', () => {
  it('makes a key a segment query can name', () => {
    expect(keyFromName('Größe (Schuhe)')).toBe('gro_e_schuhe');
    expect(keyFromName('  Favourite colour ')).toBe('favourite_colour');
    expect(keyFromName('!!!')).toBe('');
  });
});

describe('valueText', () => {
  it('shows both sides of a conflict as people read them', () => {
    expect(valueText('"Müller"')).toBe('Müller');
    expect(valueText('null')).toBe('');
    expect(valueText('42')).toBe('42');
    expect(valueText('plain text')).toBe('plain text');
  });
});
