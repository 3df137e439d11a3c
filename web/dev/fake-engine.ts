/** An engine without a core, for looking at the interface. Answers are plausible, not right. */
import type { CallOutcome, Engine, EngineStatus, ImportFileOptions } from '../src/engine/types.js';
import { PannierError } from '../src/engine/types.js';
import type {
  Campaign,
  CommandName,
  Commands,
  CustomerRow,
  FieldConflict,
  ImportReport,
  SavedView,
  Segment,
  Task,
} from '../src/generated/api.js';
import { type FakeCustomer, makeCustomer, makeTasks, newId } from './fake-data.js';

type Params = Record<string, never>;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export class FakeEngine implements Engine {
  status: EngineStatus;
  #listeners = new Set<(status: EngineStatus) => void>();
  #changed = new Set<(entities: readonly string[]) => void>();
  #customers: FakeCustomer[] = [];
  #tasks: Task[] = [];
  #segments: Segment[] = [];
  #campaigns: Campaign[] = [];
  #views: SavedView[] = [];
  #conflicts: FieldConflict[] = [];
  #imports: Commands['import.list'][1]['imports'] = [];
  #undo = new Map<number, () => void>();
  #transaction = 1;
  #shop = { name: 'Field & Flax', currency: 'EUR' };
  #mode: string;

  constructor(mode: string, size: number) {
    this.#mode = mode;
    const now = Date.now();
    const attention = mode === 'attention';
    this.status = {
      phase: mode === 'signed-out' || mode === 'first-sync' || mode === 'failed' ? mode : 'ready',
      progress:
        mode === 'first-sync'
          ? { loaded: 9_400_000, total: 14_800_000, step: 'download' }
          : undefined,
      error:
        mode === 'failed'
          ? 'The database on this device was made by a newer version of Pannier. Reload the page to update.'
          : undefined,
      online: mode !== 'offline',
      serverReachable: mode !== 'offline',
      saved: attention ? 'attention' : mode === 'offline' ? 'device' : 'synced',
      pending: mode === 'offline' ? 3 : 0,
      rejected: attention ? 1 : 0,
      conflicts: attention ? 2 : 0,
      persisted: mode === 'offline' ? false : true,
      storage: 'opfs',
      usageBytes: 34_500_000,
      quotaBytes: 12_000_000_000,
      role: 'leader',
      user: { email: 'staff@example.com', name: 'Shop staff' },
      lastSyncedAt: now - 40_000,
    };
    if (mode === 'empty') return;
    this.#customers = Array.from({ length: size }, (_, index) => makeCustomer(index + 1, now));
    this.#tasks = makeTasks(this.#customers, now);
    const segment = (name: string, query: string, count: number, description = ''): Segment => ({
      id: newId(),
      name,
      query,
      description,
      count,
      created_at: now,
      version: 1,
      problem: '',
    });
    this.#segments = [
      segment(
        'Regulars in Germany',
        "number_of_orders >= 3 AND last_order_date > -90d AND customer_countries CONTAINS 'DE'",
        62,
        'For the monthly letter',
      ),
      segment('Lapsed for half a year', 'number_of_orders >= 1 AND last_order_date < -180d', 611),
      segment('Big spenders', 'amount_spent >= 500', 244),
    ];
    this.#campaigns = ['Autumn letter', 'We miss you'].map((name, index) => ({
      id: newId(),
      name,
      goal: 'Bring people back for the autumn line',
      channel: 'email',
      status: 'draft',
      segment_id: this.#segments[index]?.id ?? null,
      segment_name: this.#segments[index]?.name ?? '',
      excluded_segment_id: null,
      from_name: 'Field & Flax',
      from_email: 'hello@example.com',
      created_at: now - index * 86_400_000 * 3,
      version: 1,
      variants: [
        {
          id: newId(),
          name: 'A',
          subject: "{{ customer.first_name | default: 'Hello' }}, the autumn line is here",
          preheader: 'Wool, waxed cotton and one very good mug',
          body: 'Dear {{ customer.first_name | default: \'friend\' }},\n\nthe evenings are longer and the jackets are back. As somebody who ordered {{ customer.orders_count }} times, you see them first.\n\n<p><a href="https://example.com">Look at the autumn line</a></p>\n\nYours,\n{{ shop.name }}',
          weight: 100,
          version: 1,
        },
      ],
    }));
    this.#views = [
      {
        id: newId(),
        name: 'Germany, most spent',
        entity: 'customer',
        filter: "customer_countries CONTAINS 'DE'",
        columns: ['name', 'email', 'city', 'orders_count', 'total_spent'],
        sort: '-total_spent',
        version: 1,
      },
    ];
    this.#imports = [
      {
        id: newId(),
        file_name: 'shopify-customers-2026-10.csv',
        format: 'shopify_customers',
        status: 'done',
        started_at: now - 86_400_000 * 12,
        rows_read: 1204,
        rows_rejected: 3,
        customers_new: 1101,
        customers_matched: 100,
        orders_new: 0,
        lines_new: 0,
        can_revert: true,
      },
    ];
    if (attention) {
      const target = [...this.#customers].sort(
        (a, b) => (b.last_order_at ?? 0) - (a.last_order_at ?? 0),
      )[0];
      if (target) {
        const conflict = (field: string, loser: string): FieldConflict => ({
          id: newId(),
          entity: 'customer',
          row_id: target.id,
          field,
          winner_value: JSON.stringify((target as unknown as Record<string, unknown>)[field]),
          winner_user: 'Office',
          winner_device: 2,
          winner_at: now - 60_000,
          loser_value: JSON.stringify(loser),
          loser_user: 'Shop staff',
          loser_device: 5,
          loser_at: now - 3_600_000,
          kind: 'concurrent',
          state: 'open',
          created_at: now - 60_000,
          customer_id: target.id,
          customer_name: target.name,
        });
        this.#conflicts = [
          conflict('phone', '+49 30 5550199'),
          conflict('last_name', 'Albrecht-Weber'),
        ];
        target.conflicts = this.#conflicts;
      }
    }
  }

  async call<K extends CommandName>(name: K, params: Commands[K][0]): Promise<Commands[K][1]> {
    return (await this.callFull(name, params)).result;
  }

  async callFull<K extends CommandName>(
    name: K,
    params: Commands[K][0],
  ): Promise<CallOutcome<Commands[K][1]>> {
    await pause(2);
    const handler = this.#handlers[name] as ((params: unknown) => unknown) | undefined;
    if (!handler)
      throw new PannierError({
        code: 'not_found',
        message: `The fake engine does not know ${name}.`,
      });
    const result = structuredClone(handler(structuredClone(params))) as Commands[K][1];
    const write =
      !/\.(list|get|orders|timeline|preview|catalogue|audience|status|overview|members|detect)$/.test(
        name,
      );
    if (!write) return { result, changed: [], transaction: null };
    const transaction = this.#transaction++;
    queueMicrotask(() => {
      for (const listener of this.#changed) listener(['customer']);
    });
    return { result, changed: ['customer'], transaction };
  }

  live<K extends CommandName>(
    name: K,
    params: Commands[K][0],
    callback: (result: Commands[K][1] | undefined, error?: PannierError) => void,
  ): () => void {
    let stopped = false;
    const run = (): void => {
      this.call(name, params).then(
        (result) => !stopped && callback(result),
        (error: PannierError) => !stopped && callback(undefined, error),
      );
    };
    run();
    const stop = this.onChanged(run);
    return () => {
      stopped = true;
      stop();
    };
  }

  onChanged(callback: (entities: readonly string[]) => void): () => void {
    this.#changed.add(callback);
    return () => this.#changed.delete(callback);
  }

  onStatus(callback: (status: EngineStatus) => void): () => void {
    this.#listeners.add(callback);
    return () => this.#listeners.delete(callback);
  }

  async importFile(file: File, options: ImportFileOptions): Promise<ImportReport> {
    const rows = Math.max(1, Math.round(file.size / 80));
    const report: ImportReport = {
      id: newId(),
      file_name: file.name,
      format: 'order_lines',
      label: 'Order lines (CSV)',
      dry_run: options.dryRun,
      status: 'running',
      rows_read: 0,
      rows_rejected: 0,
      customers_new: 0,
      customers_matched: 0,
      customers_changed: 0,
      orders_new: 0,
      orders_matched: 0,
      lines_new: 0,
      lines_matched: 0,
      rejected: [],
      rejected_more: 0,
      warnings: [],
      bytes_read: 0,
    };
    for (let step = 1; step <= 8; step += 1) {
      await pause(60);
      if (options.signal?.aborted)
        throw new PannierError({ code: 'cancelled', message: 'The import was cancelled.' });
      Object.assign(report, {
        rows_read: Math.round((rows * step) / 8),
        bytes_read: (file.size * step) / 8,
        lines_new: Math.round((rows * step) / 9),
      });
      options.onProgress({ ...report }, step / 8);
    }
    Object.assign(report, {
      status: 'done',
      customers_new: 41,
      customers_matched: 12,
      orders_new: 66,
      rows_rejected: 2,
      rejected: [
        {
          line: 14,
          column: 'InvoiceDate',
          reason: '“32/01/2011” is not a date. Dates are read as day, month, year here.',
        },
        { line: 97, column: 'Quantity', reason: 'The quantity is missing.' },
      ],
      warnings: ['The file is in Windows-1252; it was converted to UTF-8.'],
    });
    if (!options.dryRun) {
      this.#imports.unshift({
        id: report.id,
        file_name: file.name,
        format: report.format,
        status: 'done',
        started_at: Date.now(),
        rows_read: rows,
        rows_rejected: 2,
        customers_new: 41,
        customers_matched: 12,
        orders_new: 66,
        lines_new: rows - 2,
        can_revert: true,
      });
      for (const listener of this.#changed) listener(['import']);
    }
    return report;
  }

  async signIn(): Promise<void> {
    await pause(300);
    this.#patch({ phase: 'ready' });
  }
  async signOut(): Promise<void> {
    this.#patch({ phase: 'signed-out' });
    await pause(1);
  }
  async requestPersistence(): Promise<boolean> {
    await pause(50);
    this.#patch({ persisted: true });
    return true;
  }
  async exportDatabase(): Promise<Blob> {
    await pause(100);
    return new Blob(['fake']);
  }
  syncNow(): void {
    this.#patch({ saved: 'synced', pending: 0, lastSyncedAt: Date.now() });
  }
  retry(): void {
    this.#patch({ phase: 'ready' });
  }

  #patch(change: Partial<EngineStatus>): void {
    this.status = { ...this.status, ...change };
    for (const listener of this.#listeners) listener(this.status);
  }

  #row(customer: FakeCustomer): CustomerRow {
    const state = (channel: string): string =>
      customer.consents.find((one) => one.channel === channel)?.state ?? '';
    const { city, country } = customer.addresses[0] ?? { city: '', country: '' };
    return { ...customer, city, country, email_consent: state('email'), sms_consent: state('sms') };
  }

  #find(id: string | undefined): FakeCustomer {
    const found = this.#customers.find((one) => one.id === id);
    if (!found)
      throw new PannierError({ code: 'not_found', message: 'There is no customer with this id.' });
    return found;
  }

  #matching(query: string | undefined): FakeCustomer[] {
    const text = query?.trim() ?? '';
    if (text === '') return this.#customers;
    if (!/^[\w.()]+\s+(=|!=|>=?|<=?|CONTAINS|NOT|BETWEEN|IS|MATCHES)/.test(text)) {
      throw new PannierError({
        code: 'invalid_query',
        message: `“${text.slice(0, 20)}” does not begin with a filter such as number_of_orders.`,
        position: 0,
        length: new TextEncoder().encode(text.split(/\s/)[0] ?? '').length,
      });
    }
    const bad = /\bANDD\b|\bORR\b/.exec(text);
    if (bad)
      throw new PannierError({
        code: 'invalid_query',
        message: `Expected AND, OR or the end here, found “${bad[0]}”.`,
        position: new TextEncoder().encode(text.slice(0, bad.index)).length,
        length: bad[0].length,
      });
    const country = /customer_countries CONTAINS '(\w\w)'/.exec(text)?.[1];
    const orders = Number(/number_of_orders >= (\d+)/.exec(text)?.[1] ?? 0);
    const spent = Number(/amount_spent >= (\d+)/.exec(text)?.[1] ?? 0) * 100;
    return this.#customers.filter(
      (one) =>
        (!country || one.addresses[0]?.country === country) &&
        one.orders_count >= orders &&
        one.total_spent >= spent,
    );
  }

  #saveTask(
    id: string | undefined,
    fields: Record<string, string>,
    customerId?: string,
  ): { id: string } {
    let task = this.#tasks.find((one) => one.id === id);
    if (!task) {
      task = {
        id: newId(),
        customer_id: customerId ?? null,
        customer_name: customerId ? this.#find(customerId).name : '',
        title: '',
        due_on: '',
        status: 'open',
        assignee: '',
        priority: '',
        created_at: Date.now(),
        completed_at: null,
        version: 1,
      };
      this.#tasks.push(task);
    }
    Object.assign(task, fields);
    if (fields['status']) task.completed_at = fields['status'] === 'done' ? Date.now() : null;
    return { id: task.id };
  }

  readonly #handlers: { [K in CommandName]?: (params: Commands[K][0] & Params) => Commands[K][1] } =
    {
      'customers.list': (p) => {
        const search = ((p.search as string | undefined) ?? '').toLowerCase();
        let rows = this.#matching(
          (p.filter as string | undefined) ??
            this.#segments.find((one) => one.id === p.segment_id)?.query,
        )
          .filter(
            (one) =>
              !search ||
              `${one.name} ${one.email} ${one.phone} ${one.orders.map((o) => o.number).join(' ')}`
                .toLowerCase()
                .includes(search),
          )
          .map((one) => this.#row(one));
        const sort = (p.sort as string | undefined) ?? 'name';
        const key = sort.replace('-', '') as keyof CustomerRow;
        const sign = sort.startsWith('-') ? -1 : 1;
        rows = rows.sort(
          (a, b) =>
            sign *
            (typeof a[key] === 'string'
              ? String(a[key]).localeCompare(String(b[key]))
              : Number(a[key] ?? 0) - Number(b[key] ?? 0)),
        );
        const offset = (p.offset as number | undefined) ?? 0;
        return {
          total: rows.length,
          rows: rows.slice(offset, offset + ((p.limit as number | undefined) ?? 100)),
          currency: 'EUR',
        };
      },
      'customers.get': (p) => {
        const found = p.id
          ? this.#find(p.id)
          : this.#customers.find((one) => one.email === p.email);
        if (!found)
          throw new PannierError({ code: 'not_found', message: 'There is no such customer.' });
        return {
          ...found,
          name: `${found.first_name} ${found.last_name}`.trim(),
          tasks: this.#tasks.filter((one) => one.customer_id === found.id && one.status !== 'done'),
        };
      },
      'customers.create': (p) => {
        const made = {
          ...makeCustomer(90_000 + this.#customers.length, Date.now()),
          orders: [],
          orders_count: 0,
          total_spent: 0,
          last_order_at: null,
          first_name: '',
          last_name: '',
          ...p.fields,
        } as FakeCustomer;
        made.name = `${made.first_name} ${made.last_name}`.trim();
        this.#customers.unshift(made);
        return { id: made.id };
      },
      'customers.update': (p) => {
        const target = this.#find(p.id);
        const before = { ...target };
        if (String((p.fields as Record<string, string>)['email'] ?? '@').indexOf('@') < 0)
          throw new PannierError({
            code: 'invalid',
            message: 'An e-mail address needs an @.',
            field: 'email',
          });
        Object.assign(target, p.fields, { version: target.version + 1 });
        target.name = `${target.first_name} ${target.last_name}`.trim();
        target.unsynced_fields = Object.keys(p.fields as object);
        this.#undo.set(this.#transaction, () => Object.assign(target, before));
        return {};
      },
      'customers.remove': (p) => {
        const target = this.#find(p.id);
        this.#customers = this.#customers.filter((one) => one !== target);
        this.#undo.set(this.#transaction, () => this.#customers.unshift(target));
        return {};
      },
      'customers.orders': (p) => {
        const { orders } = this.#find(p.id);
        return {
          total: orders.length,
          orders: orders.slice(0, (p.limit as number | undefined) ?? 10),
        };
      },
      'customers.timeline': (p) => {
        const one = this.#find(p.id);
        const items = [
          ...one.orders.map((o) => ({
            kind: 'order',
            at: o.placed_at,
            title: `Order ${o.number}`,
            detail: o.channel,
            amount: o.total,
            currency: 'EUR',
            row_id: o.id,
          })),
          ...one.notes.map((n) => ({
            kind: 'note',
            at: n.created_at,
            title: 'Note',
            detail: n.body,
            amount: null,
            currency: '',
            row_id: n.id,
          })),
          ...one.consents.map((c) => ({
            kind: 'consent',
            at: c.occurred_at ?? 0,
            title: `Consent ${c.channel}`,
            detail: c.state.toLowerCase(),
            amount: null,
            currency: '',
            row_id: one.id,
          })),
          {
            kind: 'created',
            at: one.created_at ?? 0,
            title: 'Customer added',
            detail: one.source,
            amount: null,
            currency: '',
            row_id: one.id,
          },
        ];
        return {
          items: items.sort((a, b) => b.at - a.at).slice(0, (p.limit as number | undefined) ?? 20),
        };
      },
      'tags.add': (p) => {
        this.#find(p.customer_id).tags.push(p.tag);
        return {};
      },
      'tags.remove': (p) => {
        const one = this.#find(p.customer_id);
        one.tags = one.tags.filter((tag) => tag !== p.tag);
        return {};
      },
      'consent.record': (p) => {
        const consent = this.#find(p.customer_id).consents.find((one) => one.channel === p.channel);
        if (consent) consent.state = p.state;
        return { id: newId() };
      },
      'notes.save': (p) => {
        const one = this.#find(p.customer_id);
        const note = one.notes.find((n) => n.id === p.id);
        if (note) {
          note.body = p.body;
          return { id: note.id };
        }
        const made = {
          id: newId(),
          body: p.body as string,
          author: 'staff@example.com',
          created_at: Date.now(),
          version: 1,
        };
        one.notes.unshift(made);
        return { id: made.id };
      },
      'notes.remove': (p) => {
        for (const one of this.#customers) one.notes = one.notes.filter((n) => n.id !== p.id);
        return {};
      },
      'addresses.save': (p) => {
        const one = this.#find(p.customer_id);
        const address = one.addresses.find((a) => a.id === p.id);
        if (address) Object.assign(address, p.fields);
        return { id: address?.id ?? newId() };
      },
      'tasks.list': (p) => {
        const tasks = this.#tasks.filter(
          (one) => one.status === ((p.status as string | undefined) ?? 'open'),
        );
        return { total: tasks.length, tasks };
      },
      'tasks.save': (p) => this.#saveTask(p.id, p.fields as Record<string, string>, p.customer_id),
      'tasks.remove': (p) => {
        this.#tasks = this.#tasks.filter((one) => one.id !== p.id);
        return {};
      },
      'custom_fields.list': () => ({
        fields:
          this.#mode === 'empty'
            ? []
            : [
                {
                  id: 'f1',
                  entity: 'customer',
                  namespace: 'facts',
                  key: 'shirt_size',
                  type: 'text',
                  name: 'Shirt size',
                },
              ],
      }),
      'custom_fields.declare': () => ({ id: newId() }),
      'saved_views.list': () => ({ views: this.#views }),
      'saved_views.save': (p) => {
        const view = {
          ...p,
          id: (p.id as string | undefined) ?? newId(),
          version: 1,
        } as unknown as SavedView;
        this.#views.push(view);
        return { id: view.id };
      },
      'saved_views.remove': (p) => {
        this.#views = this.#views.filter((one) => one.id !== p.id);
        return {};
      },
      'segments.list': () => ({ segments: this.#segments, base: this.#customers.length }),
      'segments.preview': (p) => {
        const rows = this.#matching(p.query);
        const total = rows.reduce((sum, one) => sum + one.total_spent, 0);
        return {
          count: rows.length,
          base: this.#customers.length,
          total_spent: total,
          average_spent: rows.length ? Math.round(total / rows.length) : 0,
          currency: 'EUR',
          canonical: (p.query as string).trim().replace(/\s+/g, ' '),
          sample: rows.slice(0, 6).map((one) => this.#row(one)),
        };
      },
      'segments.save': (p) => {
        const segment = {
          description: '',
          count: 10,
          created_at: Date.now(),
          version: 1,
          ...p,
          id: (p.id as string | undefined) ?? newId(),
        } as unknown as Segment;
        this.#segments = [...this.#segments.filter((one) => one.id !== segment.id), segment];
        return { id: segment.id };
      },
      'segments.remove': (p) => {
        this.#segments = this.#segments.filter((one) => one.id !== p.id);
        return {};
      },
      'segments.catalogue': () => ({
        filters: [
          ['number_of_orders', 'attribute', 'Orders of all time', 'number_of_orders >= 3'],
          [
            'amount_spent',
            'attribute',
            'Money spent of all time',
            'amount_spent BETWEEN 100 AND 999.99',
          ],
          ['last_order_date', 'attribute', 'Day of the last order', 'last_order_date > -90d'],
          [
            'email_subscription_status',
            'attribute',
            'Consent to e-mail',
            "email_subscription_status = 'SUBSCRIBED'",
          ],
          [
            'customer_countries',
            'list',
            'Countries of the addresses',
            "customer_countries CONTAINS 'DE'",
          ],
          ['customer_tags', 'list', 'Tags', "customer_tags CONTAINS 'vip'"],
          [
            'orders_placed',
            'function',
            'Orders with given properties',
            'orders_placed MATCHES (date >= -1y, count > 2)',
          ],
        ].map(([name = '', kind = '', description = '', example = '']) => ({
          name,
          kind,
          type: 'integer',
          operators: ['='],
          values: [],
          description,
          example,
          parameters: [],
        })),
      }),
      'campaigns.list': () => ({ campaigns: this.#campaigns }),
      'campaigns.get': (p) => {
        const found = this.#campaigns.find((one) => one.id === p.id);
        if (!found)
          throw new PannierError({ code: 'not_found', message: 'There is no such campaign.' });
        return found;
      },
      'campaigns.save_draft': (p) => {
        let campaign = this.#campaigns.find((one) => one.id === p.id);
        if (!campaign) {
          campaign = {
            id: newId(),
            name: 'Untitled campaign',
            goal: '',
            channel: 'email',
            status: 'draft',
            segment_id: null,
            segment_name: '',
            excluded_segment_id: null,
            from_name: '',
            from_email: '',
            created_at: Date.now(),
            version: 1,
            variants: [
              {
                id: newId(),
                name: 'A',
                subject: '',
                preheader: '',
                body: '',
                weight: 100,
                version: 1,
              },
            ],
          };
          this.#campaigns.unshift(campaign);
        }
        Object.assign(campaign, p.fields ?? {});
        const variant = campaign.variants[0];
        if (variant) Object.assign(variant, p.variant ?? {});
        return { id: campaign.id, variant_id: variant?.id ?? '' };
      },
      'campaigns.audience': () => ({
        segment: 611,
        excluded: 0,
        without_consent: 188,
        without_address: 2,
        audience: 421,
        customers: this.#customers.slice(0, 50).map((one) => this.#row(one)),
      }),
      'campaigns.preview': (p) => {
        const one = this.#customers.find((c) => c.id === p.customer_id) ?? this.#customers[0];
        const fill = (text: string): string =>
          text
            .replace(/\{\{\s*customer\.first_name[^}]*\}\}/g, one?.first_name ?? '')
            .replace(/\{\{\s*customer\.orders_count[^}]*\}\}/g, String(one?.orders_count ?? 0))
            .replace(/\{\{\s*shop\.name[^}]*\}\}/g, this.#shop.name);
        const body = (p.body as string | undefined) ?? '';
        const open = body.lastIndexOf('{{') > body.lastIndexOf('}}');
        const problems = open
          ? [
              {
                part: 'body',
                message: 'This variable is opened with {{ but not closed with }}.',
                line: body.slice(0, body.lastIndexOf('{{')).split('\n').length,
                column: 1,
              },
            ]
          : [];
        const html = `<!doctype html><meta charset=utf-8><style>body{font:15px/1.5 system-ui;padding:24px;max-width:560px;margin:auto;color:#222}</style>${fill(
          body,
        )
          .split(/\n\n+/)
          .map((part) => `<p>${part}</p>`)
          .join('')}`;
        return {
          customer_id: one?.id ?? null,
          customer_name: one?.name ?? '',
          subject: fill((p.subject as string | undefined) ?? ''),
          preheader: fill((p.preheader as string | undefined) ?? ''),
          html,
          problems,
        };
      },
      'import.detect': (p) => ({
        format: (p.head as string).includes(',') ? 'order_lines' : '',
        label: 'Order lines (CSV)',
        delimiter: ',',
        columns: [],
        missing: (p.head as string).includes('Invoice') ? [] : ['InvoiceNo'],
      }),
      'import.list': () => ({ imports: this.#imports }),
      'import.revert': (p) => {
        for (const one of this.#imports)
          if (one.id === p.id) Object.assign(one, { status: 'reverted', can_revert: false });
        return { done: true, rows_removed: 1101, rows_restored: 12, kept: [] };
      },
      'changes.undo': (p) => {
        this.#undo.get(p.transaction)?.();
        return { undone: 1, kept: [] };
      },
      'sync.status': () => ({
        device: 5,
        pending: this.status.pending,
        rejected: this.status.rejected,
        conflicts: this.#conflicts.length,
        cursor: 1,
        epoch: 'e',
        last_synced_at: Date.now() - 40_000,
        recent:
          this.#mode === 'empty'
            ? []
            : [
                {
                  at: Date.now() - 40_000,
                  direction: 'down',
                  text: '3 customers and 4 orders from the shop',
                },
                { at: Date.now() - 90_000, direction: 'up', text: 'Phone of Anna Fischer' },
              ],
      }),
      'conflicts.list': () => ({ conflicts: this.#conflicts }),
      'conflicts.resolve': (p) => {
        this.#conflicts = this.#conflicts.filter((one) => one.id !== p.id);
        for (const one of this.#customers)
          one.conflicts = one.conflicts.filter((c) => c.id !== p.id);
        return {};
      },
      'rejected.list': () => ({
        rejected:
          this.#mode === 'attention'
            ? [
                {
                  client_seq: 12,
                  code: 'forbidden',
                  message: 'Only an admin may change the currency of the shop.',
                  summary: 'Currency of the shop changed to USD',
                  at: Date.now() - 500_000,
                },
              ]
            : [],
      }),
      'rejected.discard': () => ({}),
      'shop.get': () => ({
        ...this.#shop,
        time_zone: 'Europe/Berlin',
        customers: this.#customers.length,
        orders: 8000,
        today: new Date().toISOString().slice(0, 10),
      }),
      'shop.update': (p) => {
        Object.assign(this.#shop, p);
        return {};
      },
    };
}
