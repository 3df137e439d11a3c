import { describe, expect, it } from 'vitest';
import { parseRoute, routePath, signInToken } from './router.js';

describe('parseRoute', () => {
  it('opens the customers list at the root', () => {
    expect(parseRoute('/').view).toBe('customers');
    expect(parseRoute('/index.html').view).toBe('customers');
    expect(parseRoute('/sign-in').view).toBe('customers');
  });

  it('reads ids and queries', () => {
    expect(parseRoute('/customers/a%20b?search=x%26y')).toEqual({
      view: 'customers',
      id: 'a b',
      query: { search: 'x&y' },
    });
    expect(parseRoute('/segments/new').id).toBe('new');
    expect(parseRoute('/tasks').view).toBe('tasks');
  });

  it('reads the embedded customer', () => {
    expect(parseRoute('/embed/customer?email=a%2Bb@example.com')).toEqual({
      view: 'embed-customer',
      query: { email: 'a+b@example.com' },
    });
  });

  it('knows what it does not know', () => {
    for (const path of ['/nowhere', '/tasks/1', '/customers/1/2', '/embed', '/widget.js']) {
      expect(parseRoute(path).view).toBe('not-found');
    }
    expect(parseRoute('/customers/%E0%A4%A').id).toBe('%E0%A4%A');
  });
});

describe('routePath', () => {
  it('is read back as it was written', () => {
    const path = routePath('customers', 'a/b', { filter: "x = 'ü' AND y > 1", search: '' });
    expect(parseRoute(path)).toEqual({
      view: 'customers',
      id: 'a/b',
      query: { filter: "x = 'ü' AND y > 1" },
    });
    expect(routePath('tasks')).toBe('/tasks');
  });
});

describe('signInToken', () => {
  it('takes the token of a sign-in link and nothing else', () => {
    expect(signInToken('/', '#signin=abc-123')).toBe('abc-123');
    expect(signInToken('/sign-in', '#token=abc-123')).toBe('abc-123');
    expect(signInToken('/customers', '#token=abc-123')).toBeUndefined();
    expect(signInToken('/', '#main')).toBeUndefined();
    expect(signInToken('/', '')).toBeUndefined();
  });
});
