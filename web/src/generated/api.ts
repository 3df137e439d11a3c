// Generated from the command registry by `pannier-codegen typescript`. Do not edit.
// Money is in minor units of its currency, times are milliseconds since 1970 UTC, dates are "YYYY-MM-DD".

/** A UUID as text. */
export type Id = string;

export interface CustomersListParams {
  /** Any part of name, e-mail, phone, company or order number */
  search?: string;
  /** A segment query */
  filter?: string;
  /** Members of a saved segment */
  segment_id?: Id;
  /** Column name, '-' before it for descending; default name */
  sort?: string;
  /** 1 to 1000, default 100 */
  limit?: number;
  offset?: number;
}

export interface CustomerRow {
  id: Id;
  /** First and last name; else company, e-mail, phone or external id */
  name: string;
  email: string;
  phone: string;
  company: string;
  city: string;
  /** ISO 3166-1 alpha-2 */
  country: string;
  tags: string[];
  orders_count: number;
  /** Minor units of the shop's currency, less refunds */
  total_spent: number;
  average_order_value: number;
  first_order_at: number | null;
  last_order_at: number | null;
  email_consent: string;
  sms_consent: string;
  created_at: number | null;
}

export interface CustomersListResult {
  total: number;
  rows: CustomerRow[];
  /** The shop's, ISO 4217 */
  currency: string;
}

export interface CustomersGetParams {
  id?: Id;
  email?: string;
  /** Id in the shop system */
  external_id?: string;
}

export interface Address {
  id: Id;
  name: string;
  line1: string;
  line2: string;
  city: string;
  region: string;
  postal_code: string;
  /** ISO 3166-1 alpha-2 */
  country: string;
  phone: string;
  is_default: boolean;
  version: number;
}

export interface Identity {
  id: Id;
  /** email, phone or external_id */
  kind: string;
  system: string;
  value: string;
}

export interface Consent {
  /** email, sms or push */
  channel: string;
  /** SUBSCRIBED, NOT_SUBSCRIBED, PENDING, UNSUBSCRIBED, INVALID or REDACTED */
  state: string;
  source: string;
  occurred_at: number | null;
}

export interface Note {
  id: Id;
  body: string;
  author: string;
  created_at: number;
  version: number;
}

export interface ProfileTask {
  id: Id;
  title: string;
  /** YYYY-MM-DD or empty */
  due_on: string;
  /** open or done */
  status: string;
  assignee: string;
  /** low, normal or high */
  priority: string;
  created_at: number;
  completed_at: number | null;
  version: number;
}

export interface CustomFieldValue {
  field_id: Id;
  namespace: string;
  key: string;
  name: string;
  /** text, number, date or boolean */
  type: string;
  value: string;
}

export interface FieldConflict {
  id: Id;
  entity: string;
  row_id: Id;
  field: string;
  /** JSON text of the value that stands */
  winner_value: string;
  winner_user: string;
  winner_device: number;
  winner_at: number;
  /** JSON text of the value that was kept aside */
  loser_value: string;
  loser_user: string;
  loser_device: number;
  loser_at: number;
  /** field or edited_after_delete */
  kind: string;
  /** open, restored, kept or settled */
  state: string;
  created_at: number;
  customer_id: Id | null;
  customer_name: string;
}

export interface CustomerProfile {
  id: Id;
  first_name: string;
  last_name: string;
  name: string;
  email: string;
  phone: string;
  company: string;
  language: string;
  birth_date: string;
  account_status: string;
  description: string;
  source: string;
  created_at: number | null;
  last_contacted_at: number | null;
  /** To pass as base_version when a field shown now is changed */
  version: number;
  currency: string;
  orders_count: number;
  total_spent: number;
  average_order_value: number;
  first_order_at: number | null;
  last_order_at: number | null;
  tags: string[];
  addresses: Address[];
  identities: Identity[];
  consents: Consent[];
  notes: Note[];
  tasks: ProfileTask[];
  custom_fields: CustomFieldValue[];
  /** Open ones of the customer and of what belongs to it */
  conflicts: FieldConflict[];
  /** Fields only this device has so far */
  unsynced_fields: string[];
}

export interface CustomersCreateParams {
  /** Fields of customer in the registry: first_name, email, … */
  fields: Record<string, string | number | boolean | null>;
}

export interface IdResult {
  id: Id;
}

export interface CustomersUpdateParams {
  id: Id;
  fields: Record<string, string | number | boolean | null>;
  /** The profile's version when the field was shown for editing */
  base_version?: number;
  /** Typing: may join the change before it */
  coalesce?: boolean;
}

export type Empty = Record<string, never>;

export interface IdParams {
  id: Id;
}

export interface CustomersTimelineParams {
  id: Id;
  /** 1 to 500, default 50 */
  limit?: number;
  /** Only what happened before this time */
  before?: number;
}

export interface TimelineItem {
  /** order, refund, note, task, consent, conflict or created */
  kind: string;
  at: number;
  title: string;
  detail: string;
  amount: number | null;
  currency: string;
  row_id: Id;
}

export interface CustomersTimelineResult {
  items: TimelineItem[];
}

export interface AddressesSaveParams {
  customer_id: Id;
  /** None makes a new address */
  id?: Id;
  fields: Record<string, string | number | boolean | null>;
  base_version?: number;
  /** Typing: may join the change before it */
  coalesce?: boolean;
}

export interface TagsParams {
  customer_id: Id;
  tag: string;
}

export interface TagCount {
  tag: string;
  customers: number;
}

export interface TagsListResult {
  tags: TagCount[];
}

export interface ConsentRecordParams {
  customer_id: Id;
  /** email, sms or push */
  channel: string;
  state: string;
  /** How consent was given; default staff */
  source?: string;
}

export interface CustomersOrdersParams {
  /** the customer */
  id: Id;
  /** 1..500, default 50 */
  limit?: number;
  offset?: number;
}

export interface OrderLine {
  id: Id;
  title: string;
  sku: string;
  quantity: number;
  unit_price: number;
  total: number;
  product_id: Id | null;
}

export interface Order {
  id: Id;
  number: string;
  placed_at: number;
  currency: string;
  subtotal: number;
  discount: number;
  shipping: number;
  tax: number;
  total: number;
  /** sum of the order's refunds */
  refunded: number;
  financial_status: string;
  fulfillment_status: string;
  channel: string;
  cancelled_at: number | null;
  discount_code: string;
  /** a test order: shown, but counted nowhere */
  is_test: boolean;
  lines: OrderLine[];
}

export interface CustomersOrdersResult {
  total: number;
  /** latest first */
  orders: Order[];
}

export interface NotesSaveParams {
  customer_id: Id;
  /** none = a new note */
  id?: Id;
  body: string;
  /** the note's version when it was shown */
  base_version?: number;
  /** typing goes on: undone and sent together with the previous save of this note */
  coalesce?: boolean;
}

export interface TasksSaveParams {
  /** none = a new task */
  id?: Id;
  customer_id?: Id;
  /** title due_on status assignee priority */
  fields: Record<string, string | number | boolean | null>;
  /** the task's version when it was shown */
  base_version?: number;
}

export interface TasksListParams {
  /** open or done; none = all */
  status?: string;
  /** 1..1000, default 100 */
  limit?: number;
  offset?: number;
}

export interface Task {
  id: Id;
  customer_id: Id | null;
  customer_name: string;
  title: string;
  /** YYYY-MM-DD; empty = no date */
  due_on: string;
  /** open done */
  status: string;
  assignee: string;
  /** low normal high */
  priority: string;
  created_at: number;
  completed_at: number | null;
  version: number;
}

export interface TasksListResult {
  total: number;
  /** open ones first, by due date */
  tasks: Task[];
}

export interface Segment {
  id: Id;
  name: string;
  /** As it was written */
  query: string;
  description: string;
  /** Customers in it now; 0 when the query cannot be used */
  count: number;
  created_at: number;
  version: number;
  /** Why the query cannot be used; empty when it can */
  problem: string;
}

export interface SegmentsListResult {
  /** By name */
  segments: Segment[];
  /** All customers */
  base: number;
}

export interface SegmentsPreviewParams {
  query: string;
  /** How many members to show, 0 to 100, default 10 */
  sample?: number;
}

export interface SegmentsPreviewResult {
  /** Members */
  count: number;
  /** All customers */
  base: number;
  /** By all members together */
  total_spent: number;
  /** By a member, rounded down */
  average_spent: number;
  currency: string;
  /** The query in its one canonical spelling */
  canonical: string;
  sample: CustomerRow[];
}

export interface SegmentsSaveParams {
  /** None = a new segment */
  id?: Id;
  name: string;
  query: string;
  /** None = stays as it is */
  description?: string;
  /** The version that was shown for editing */
  base_version?: number;
}

export interface SegmentsMembersParams {
  /** A saved segment; or give query */
  id?: Id;
  query?: string;
  /** 1 to 1000, default 100 */
  limit?: number;
  offset?: number;
  /** As in customers.list */
  sort?: string;
}

export interface SegmentFilterParameter {
  name: string;
  type: string;
  operators: string[];
  description: string;
}

export interface SegmentFilter {
  name: string;
  /** attribute, list or function */
  kind: string;
  /** integer, float, date, string, enum, id or boolean */
  type: string;
  operators: string[];
  /** Of an enum */
  values: string[];
  description: string;
  example: string;
  /** Of a function */
  parameters: SegmentFilterParameter[];
}

export interface SegmentsCatalogueResult {
  filters: SegmentFilter[];
}

export interface CampaignVariant {
  id: Id;
  name: string;
  subject: string;
  preheader: string;
  /** text, or HTML when it begins with a tag; with Liquid */
  body: string;
  weight: number;
  version: number;
}

export interface Campaign {
  id: Id;
  name: string;
  goal: string;
  /** email sms push */
  channel: string;
  /** draft ready archived */
  status: string;
  segment_id: Id | null;
  segment_name: string;
  excluded_segment_id: Id | null;
  from_name: string;
  from_email: string;
  created_at: number;
  version: number;
  variants: CampaignVariant[];
}

export interface CampaignsListResult {
  /** latest first */
  campaigns: Campaign[];
}

export interface CampaignsSaveDraftParams {
  /** none = a new draft with one variant */
  id?: Id;
  /** name goal channel status segment_id excluded_segment_id from_name from_email */
  fields?: Record<string, string | number | boolean | null>;
  /** none = the first variant */
  variant_id?: Id;
  /** name subject preheader body */
  variant?: Record<string, string | number | boolean | null>;
  base_version?: number;
  variant_base_version?: number;
}

export interface CampaignsSaveDraftResult {
  id: Id;
  variant_id: Id;
}

export interface CampaignsAudienceParams {
  /** a campaign; the other parameters replace what it says */
  id?: Id;
  segment_id?: Id;
  excluded_segment_id?: Id;
  /** email sms push; default email */
  channel?: string;
}

export interface CampaignsAudienceResult {
  /** members of the segment */
  segment: number;
  /** of those, in the excluded segment */
  excluded: number;
  /** of those with an address, not subscribed */
  without_consent: number;
  /** of the rest, no address */
  without_address: number;
  /** who receives it */
  audience: number;
  /** up to 20 of them, by name */
  customers: CustomerRow[];
}

export interface CampaignsPreviewParams {
  /** a campaign */
  id?: Id;
  /** none = its first variant */
  variant_id?: Id;
  /** instead of the variant's */
  subject?: string;
  /** instead of the variant's */
  preheader?: string;
  /** instead of the variant's */
  body?: string;
  /** none = the first of the audience, else any customer */
  customer_id?: Id;
}

export interface LiquidProblem {
  /** subject preheader body */
  part: string;
  message: string;
  line: number;
  column: number;
}

export interface CampaignsPreviewResult {
  customer_id: Id | null;
  customer_name: string;
  subject: string;
  preheader: string;
  html: string;
  problems: LiquidProblem[];
}

export interface LiquidRenderParams {
  template: string;
  /** an object whose members are the variables */
  data?: unknown;
  /** templates for render and include, by name */
  partials?: Record<string, string | number | boolean | null>;
}

export interface LiquidRenderResult {
  output: string;
}

export interface ImportDetectParams {
  file_name: string;
  /** the first 64 kB of the file, as text */
  head: string;
}

export interface ImportDetectResult {
  /** empty when no known format fits */
  format: string;
  label: string;
  delimiter: string;
  /** the headers of the file */
  columns: string[];
  /** columns the format needs and the file lacks */
  missing: string[];
}

export interface ImportRunParams {
  /** the whole file, inline */
  text?: string;
  /** a file of the server's machine (server only) */
  path?: string;
  file_name?: string;
  /** read and match everything, store nothing */
  dry_run?: boolean;
  /** a format of import.detect; absent = recognise it */
  format?: string;
}

export interface ImportRejectedRow {
  /** physical line on which the row begins, from 1 */
  line: number;
  column: string;
  reason: string;
}

export interface ImportReport {
  id: Id;
  file_name: string;
  format: string;
  label: string;
  dry_run: boolean;
  /** running, done, cancelled or failed */
  status: string;
  /** rows below the header, rejected ones included */
  rows_read: number;
  rows_rejected: number;
  customers_new: number;
  /** customers that were there before */
  customers_matched: number;
  /** matched customers that got something they lacked */
  customers_changed: number;
  orders_new: number;
  orders_matched: number;
  lines_new: number;
  lines_matched: number;
  /** the first 1,000 */
  rejected: ImportRejectedRow[];
  /** rejected rows beyond those */
  rejected_more: number;
  warnings: string[];
  bytes_read: number;
}

export interface ImportStartParams {
  file_name: string;
  /** bytes */
  size: number;
  dry_run: boolean;
  format?: string;
}

export interface ImportStartResult {
  /** of the import run; a dry run leaves none behind */
  id: Id;
  job: number;
}

export interface ImportFeedParams {
  job: number;
  last: boolean;
}

export interface ImportJobParams {
  job: number;
}

export interface ImportListEntry {
  id: Id;
  file_name: string;
  format: string;
  status: string;
  started_at: number;
  rows_read: number;
  rows_rejected: number;
  customers_new: number;
  customers_matched: number;
  orders_new: number;
  lines_new: number;
  /** this device made it and it is not reverted */
  can_revert: boolean;
}

export interface ImportsListResult {
  /** the latest 200, newest first */
  imports: ImportListEntry[];
}

export interface ImportRevertParams {
  id: Id;
}

export interface ImportKeptRow {
  entity: string;
  row_id: Id;
  reason: string;
}

export interface ImportRevertResult {
  /** false: call again for the next step */
  done: boolean;
  rows_removed: number;
  rows_restored: number;
  /** what somebody changed since; the first 1,000 of this step */
  kept: ImportKeptRow[];
}

export interface ShopGetResult {
  name: string;
  /** ISO 4217 */
  currency: string;
  /** IANA name */
  time_zone: string;
  customers: number;
  /** without test and cancelled ones */
  orders: number;
  /** YYYY-MM-DD by the shop's clock */
  today: string;
}

export interface ShopUpdateParams {
  name?: string;
  /** ISO 4217 */
  currency?: string;
}

export interface StatsOverviewResult {
  customers: number;
  /** without test and cancelled ones */
  orders: number;
  /** refunds taken off */
  total_spent: number;
  currency: string;
  open_tasks: number;
  new_customers_30d: number;
}

export interface SavedView {
  id: Id;
  name: string;
  entity: string;
  /** a segment query */
  filter: string;
  columns: string[];
  /** a column; '-' before it = descending */
  sort: string;
  version: number;
}

export interface SavedViewsListResult {
  views: SavedView[];
}

export interface SavedViewsSaveParams {
  /** none = a new view */
  id?: Id;
  name: string;
  /** what it lists: customer */
  entity: string;
  /** a segment query; empty = everything */
  filter: string;
  columns: string[];
  /** a column; '-' before it = descending */
  sort: string;
}

export interface CustomField {
  id: Id;
  entity: string;
  namespace: string;
  key: string;
  /** text number date boolean */
  type: string;
  name: string;
}

export interface CustomFieldsListResult {
  fields: CustomField[];
}

export interface CustomFieldsDeclareParams {
  /** customer, product or sales_order */
  entity: string;
  /** a-z 0-9 _ */
  namespace: string;
  /** a-z 0-9 _ */
  key: string;
  /** text number date boolean */
  type: string;
  /** what people read */
  name: string;
}

export interface CustomFieldsSetParams {
  /** the customer, product or order */
  owner_id: Id;
  custom_field_id: Id;
  /** empty = no value */
  value: string;
  base_version?: number;
}

export interface ChangesUndoParams {
  /** the number the writing command was answered with */
  transaction: number;
}

export interface ChangesUndoKept {
  entity: string;
  row_id: Id;
  field: string;
  reason: string;
}

export interface ChangesUndoResult {
  /** rows taken away or brought back */
  undone: number;
  /** what was changed since and stays */
  kept: ChangesUndoKept[];
}

export interface SyncLogLine {
  at: number;
  /** up, down, merged or attention */
  direction: string;
  text: string;
}

export interface SyncStatusResult {
  /** 0 on the server */
  device: number;
  /** transactions the server has not confirmed */
  pending: number;
  /** transactions the server refused */
  rejected: number;
  /** open conflicts */
  conflicts: number;
  /** server sequence up to which everything is here */
  cursor: number;
  epoch: string;
  last_synced_at: number | null;
  /** newest first */
  recent: SyncLogLine[];
}

export interface ConflictsListParams {
  /** open (default), restored, kept or settled */
  state?: string;
  /** 1..1000, default 200 */
  limit?: number;
}

export interface ConflictsListResult {
  conflicts: FieldConflict[];
}

export interface ConflictsResolveParams {
  id: Id;
  /** restore (the value that lost) or keep (the one that stands) */
  action: string;
}

export interface RejectedTransaction {
  client_seq: number;
  code: string;
  message: string;
  /** what it would have changed */
  summary: string;
  at: number;
}

export interface RejectedListResult {
  /** newest first */
  rejected: RejectedTransaction[];
}

export interface RejectedDiscardParams {
  /** as rejected.list names it */
  client_seq: number;
}

/** name: [parameters, result] */
export interface Commands {
  /** Puts an address into the bin. */
  'addresses.remove': [IdParams, Empty];
  /** Makes or changes an address; a new default takes the place of the old. */
  'addresses.save': [AddressesSaveParams, IdResult];
  /** Counts who receives a campaign after exclusions, addresses and consent. */
  'campaigns.audience': [CampaignsAudienceParams, CampaignsAudienceResult];
  /** One campaign with its variants. */
  'campaigns.get': [IdParams, Campaign];
  /** Every campaign with its variants, latest first. */
  'campaigns.list': [Empty, CampaignsListResult];
  /** Renders a campaign's texts for one customer and names what is wrong with them. */
  'campaigns.preview': [CampaignsPreviewParams, CampaignsPreviewResult];
  /** Puts a campaign and its variants into the bin. */
  'campaigns.remove': [IdParams, Empty];
  /** Makes a draft or changes fields of one; typing is undone and sent as one change. */
  'campaigns.save_draft': [CampaignsSaveDraftParams, CampaignsSaveDraftResult];
  /** Takes one earlier change back, except what was changed since. */
  'changes.undo': [ChangesUndoParams, ChangesUndoResult];
  /** Values that lost against a concurrent change, newest first. */
  'conflicts.list': [ConflictsListParams, ConflictsListResult];
  /** Closes a conflict by restoring the losing value or keeping the winning one. */
  'conflicts.resolve': [ConflictsResolveParams, Empty];
  /** Records that a customer gave or withdrew consent for a channel. */
  'consent.record': [ConsentRecordParams, IdResult];
  /** Adds a field to customers, products or orders. */
  'custom_fields.declare': [CustomFieldsDeclareParams, IdResult];
  /** Every field the shop added. */
  'custom_fields.list': [Empty, CustomFieldsListResult];
  /** Sets or clears the value of a custom field. */
  'custom_fields.set': [CustomFieldsSetParams, Empty];
  /** A new customer. */
  'customers.create': [CustomersCreateParams, IdResult];
  /** One customer with everything but orders and timeline. */
  'customers.get': [CustomersGetParams, CustomerProfile];
  /** One page of the customer list. */
  'customers.list': [CustomersListParams, CustomersListResult];
  /** A customer's orders with lines and refunds, latest first. */
  'customers.orders': [CustomersOrdersParams, CustomersOrdersResult];
  /** Puts a customer into the bin; undo brings it back. */
  'customers.remove': [IdParams, Empty];
  /** What happened with a customer, latest first. */
  'customers.timeline': [CustomersTimelineParams, CustomersTimelineResult];
  /** Changes fields of a customer. */
  'customers.update': [CustomersUpdateParams, Empty];
  /** Stops an import and takes back what it wrote. */
  'import.cancel': [ImportJobParams, ImportReport];
  /** Recognises a file by its first bytes. */
  'import.detect': [ImportDetectParams, ImportDetectResult];
  /** Where an import stands; with last, ends it. The bytes come through the binary door. */
  'import.feed': [ImportFeedParams, ImportReport];
  /** The latest imports. */
  'import.list': [Empty, ImportsListResult];
  /** Takes back everything an import changed, in steps. */
  'import.revert': [ImportRevertParams, ImportRevertResult];
  /** Imports a whole file. */
  'import.run': [ImportRunParams, ImportReport];
  /** Begins an import that is fed piece by piece. */
  'import.start': [ImportStartParams, ImportStartResult];
  /** Renders a Liquid template with the given data, as plain text. */
  'liquid.render': [LiquidRenderParams, LiquidRenderResult];
  /** Puts a note into the bin. */
  'notes.remove': [IdParams, Empty];
  /** Writes a note about a customer, or changes its text. */
  'notes.save': [NotesSaveParams, IdResult];
  /** Forgets a change the server refused. */
  'rejected.discard': [RejectedDiscardParams, Empty];
  /** Changes the server refused, newest first. */
  'rejected.list': [Empty, RejectedListResult];
  /** Lists as people arranged them. */
  'saved_views.list': [Empty, SavedViewsListResult];
  /** Puts a saved view into the bin. */
  'saved_views.remove': [IdParams, Empty];
  /** Saves a list's filter, columns and order under a name. */
  'saved_views.save': [SavedViewsSaveParams, IdResult];
  /** Every filter a query may use, with its operators and values. */
  'segments.catalogue': [Empty, SegmentsCatalogueResult];
  /** Saved segments with how many customers are in each now. */
  'segments.list': [Empty, SegmentsListResult];
  /** Customers of a saved segment or of a query. */
  'segments.members': [SegmentsMembersParams, CustomersListResult];
  /** Count, value and a sample of a query's members, or where it is wrong. */
  'segments.preview': [SegmentsPreviewParams, SegmentsPreviewResult];
  /** Puts a segment into the bin. */
  'segments.remove': [IdParams, Empty];
  /** Makes a segment or changes one. */
  'segments.save': [SegmentsSaveParams, IdResult];
  /** The shop's name, currency, time zone and size. */
  'shop.get': [Empty, ShopGetResult];
  /** Changes the shop's name or currency (administrators only). */
  'shop.update': [ShopUpdateParams, Empty];
  /** The figures of the whole shop. */
  'stats.overview': [Empty, StatsOverviewResult];
  /** What has been sent, received, refused, and what needs attention. */
  'sync.status': [Empty, SyncStatusResult];
  /** Tags a customer. */
  'tags.add': [TagsParams, Empty];
  /** All tags in use with how many customers have them. */
  'tags.list': [Empty, TagsListResult];
  /** Takes a tag off a customer. */
  'tags.remove': [TagsParams, Empty];
  /** Tasks, open ones first, by due date. */
  'tasks.list': [TasksListParams, TasksListResult];
  /** Puts a task into the bin. */
  'tasks.remove': [IdParams, Empty];
  /** Makes a task or changes fields of one. */
  'tasks.save': [TasksSaveParams, IdResult];
}

export type CommandName = keyof Commands;

/** Entities each command reads: a live query re-runs when a change notice names one of them. */
export const COMMAND_READS: Record<string, readonly string[]> = {
  'campaigns.audience': ['campaign', 'segment', 'customer', 'consent_event', 'sales_order', 'order_line', 'refund', 'customer_tag', 'address', 'custom_field_value', 'shop_setting'],
  'campaigns.get': ['campaign', 'campaign_variant', 'segment'],
  'campaigns.list': ['campaign', 'campaign_variant', 'segment'],
  'campaigns.preview': ['campaign', 'campaign_variant', 'segment', 'customer', 'sales_order', 'custom_field_value', 'shop_setting'],
  'conflicts.list': ['conflict', 'customer'],
  'custom_fields.list': ['custom_field'],
  'customers.get': ['customer', 'address', 'customer_tag', 'consent_event', 'sales_order', 'refund', 'customer_identity', 'note', 'task', 'custom_field', 'custom_field_value', 'conflict', 'shop_setting'],
  'customers.list': ['customer', 'address', 'customer_tag', 'consent_event', 'sales_order', 'refund', 'customer_identity', 'shop_setting', 'segment'],
  'customers.orders': ['customer', 'sales_order', 'order_line', 'refund'],
  'customers.timeline': ['customer', 'sales_order', 'refund', 'note', 'task', 'consent_event', 'conflict'],
  'import.list': ['import_run'],
  'saved_views.list': ['saved_view'],
  'segments.catalogue': ['custom_field'],
  'segments.list': ['customer', 'address', 'customer_tag', 'consent_event', 'product', 'sales_order', 'order_line', 'refund', 'custom_field', 'custom_field_value', 'shop_setting', 'segment'],
  'segments.members': ['customer', 'address', 'customer_tag', 'consent_event', 'product', 'sales_order', 'order_line', 'refund', 'custom_field', 'custom_field_value', 'shop_setting', 'segment'],
  'segments.preview': ['customer', 'address', 'customer_tag', 'consent_event', 'product', 'sales_order', 'order_line', 'refund', 'custom_field', 'custom_field_value', 'shop_setting', 'segment'],
  'shop.get': ['shop_setting', 'customer', 'sales_order'],
  'stats.overview': ['shop_setting', 'customer', 'sales_order', 'refund', 'task'],
  'sync.status': ['conflict'],
  'tags.list': ['customer_tag'],
  'tasks.list': ['task', 'customer'],
};

/** Commands that change data. */
export const WRITING_COMMANDS: ReadonlySet<string> = new Set([
  'addresses.remove',
  'addresses.save',
  'campaigns.remove',
  'campaigns.save_draft',
  'changes.undo',
  'conflicts.resolve',
  'consent.record',
  'custom_fields.declare',
  'custom_fields.set',
  'customers.create',
  'customers.remove',
  'customers.update',
  'import.cancel',
  'import.feed',
  'import.revert',
  'import.run',
  'import.start',
  'notes.remove',
  'notes.save',
  'rejected.discard',
  'saved_views.remove',
  'saved_views.save',
  'segments.remove',
  'segments.save',
  'shop.update',
  'tags.add',
  'tags.remove',
  'tasks.remove',
  'tasks.save',
]);
