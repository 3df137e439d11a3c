/** Addresses of the application, by the history API. Pure parsing and printing first, navigation below. */

export type ViewName =
  | 'customers'
  | 'segments'
  | 'campaigns'
  | 'import'
  | 'tasks'
  | 'sync'
  | 'settings'
  | 'embed-customer'
  | 'not-found';

export interface Route {
  view: ViewName;
  /** The id in `/customers/:id`, or `new`. */
  id?: string | undefined;
  query: Readonly<Record<string, string>>;
}

const kListViews = new Set(['customers', 'segments', 'campaigns']);
const kPlainViews = new Set(['import', 'tasks', 'sync', 'settings']);

/** `/customers/abc?search=x` → a route; `/` is the customers list. */
export function parseRoute(path: string): Route {
  const url = new URL(path, 'http://pannier.invalid');
  const query = Object.fromEntries(url.searchParams);
  const parts = url.pathname.split('/').filter(Boolean).map(decodePart);
  const [first, second] = parts;
  const isStart = first === 'index.html' || first === 'sign-in';
  if (first === undefined || (isStart && parts.length === 1)) {
    return { view: 'customers', query };
  }
  if (kListViews.has(first) && parts.length <= 2) {
    return { view: first as ViewName, id: second, query };
  }
  if (kPlainViews.has(first) && parts.length === 1) return { view: first as ViewName, query };
  if (first === 'embed' && second === 'customer' && parts.length === 2) {
    return { view: 'embed-customer', query };
  }
  return { view: 'not-found', query };
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The address of a view; empty query values are left out. */
export function routePath(
  view: string,
  id?: string,
  query: Record<string, string | undefined> = {},
): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) if (value) search.set(key, value);
  const tail = search.toString();
  return `/${view}${id ? `/${encodeURIComponent(id)}` : ''}${tail ? `?${tail}` : ''}`;
}

/** The token of a sign-in link: `/sign-in#token=TOKEN`, or `#signin=TOKEN` behind any address. */
export function signInToken(path: string, fragment: string): string | undefined {
  const parts = new URLSearchParams(fragment.replace(/^#/, ''));
  const token = parts.get('signin') ?? (path === '/sign-in' ? parts.get('token') : null);
  return token ?? undefined;
}

/** As above from the address at hand; the token leaves the address at once. */
export function takeSignInToken(): string | undefined {
  const token = signInToken(location.pathname, location.hash);
  if (!token) return undefined;
  const path = location.pathname === '/sign-in' ? '/' : location.pathname;
  history.replaceState(null, '', path + location.search);
  return token;
}

// ---- navigation --------------------------------------------------------------------------------

const listeners = new Set<(route: Route) => void>();

export function currentRoute(): Route {
  return parseRoute(location.pathname + location.search);
}

export function onRoute(listener: (route: Route) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function announce(): void {
  const route = currentRoute();
  for (const listener of listeners) listener(route);
}

export function navigate(path: string, options: { replace?: boolean } = {}): void {
  if (path === location.pathname + location.search) return;
  if (options.replace) history.replaceState(null, '', path);
  else history.pushState(null, '', path);
  announce();
}

/** Follows plain clicks on links of this application; called once by the shell. */
export function startRouter(): void {
  addEventListener('popstate', announce);
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event
      .composedPath()
      .find((node): node is HTMLAnchorElement => node instanceof HTMLAnchorElement);
    if (!link?.href || link.target || link.hasAttribute('download')) return;
    const url = new URL(link.href);
    if (url.origin !== location.origin || parseRoute(url.pathname).view === 'not-found') return;
    event.preventDefault();
    navigate(url.pathname + url.search);
  });
}
