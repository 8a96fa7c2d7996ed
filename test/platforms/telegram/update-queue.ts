import type { Update } from 'grammy/types';

/** What a bot may be told of. */
export type UpdateType = Exclude<keyof Update, 'update_id'>;

/** One thing that happened, with its number. */
export interface QueuedUpdate {
  update: Update;
  /** Updates of one queue (a chat) reach a webhook one after the other. */
  queueKey: string;
  /** Epoch seconds; kept at most a day. */
  expiresAt: number;
}

export interface NewUpdate {
  body: Omit<Update, 'update_id'>;
  queueKey: string;
  lifetimeSeconds: number;
}

export interface UpdateQueue {
  /** Queues the update unless the bot did not ask for its type. */
  add(update: NewUpdate): void;
  /** Queues an update of something that nobody did, whatever it says, in a queue of its own. */
  tell(body: object): void;
  /** Every update that was delivered. */
  told(): Update[];
  /** As `allowed_updates` says; undefined keeps what was set before, an empty list means the default. */
  allow(types: unknown): void;
  allowed(): UpdateType[];
  /** Forgets what is below the offset; returns the next ones. A negative offset counts from the end. */
  read(offset: number, limit: number): Update[];
  /** What has not been taken, in order of delivery. */
  waiting(): Iterable<QueuedUpdate>;
  /** A webhook took it. */
  forget(updateId: number): void;
  dropAll(): void;
  /** Called after something was added or released. */
  onAdded(listener: () => void): void;
  /** For tests: delivers once more an update that was delivered before, with the same number. */
  redeliver(updateId: number): void;
  /** For tests: keeps new updates back until the function returned is called; `reversed` lets them out newest first. */
  holdBack(): (order?: 'in-order' | 'reversed') => void;
}

/** What is not sent unless `allowed_updates` names it. */
const ONLY_WHEN_NAMED: UpdateType[] = ['chat_member', 'message_reaction', 'message_reaction_count'];
const KNOWN: UpdateType[] = [
  'message',
  'edited_message',
  'channel_post',
  'edited_channel_post',
  'inline_query',
  'chosen_inline_result',
  'callback_query',
  'shipping_query',
  'pre_checkout_query',
  'poll',
  'poll_answer',
  'my_chat_member',
  'chat_member',
  'chat_join_request',
  'message_reaction',
  'message_reaction_count',
];
const DEFAULT_TYPES = KNOWN.filter((type) => !ONLY_WHEN_NAMED.includes(type));
const FIRST_UPDATE_ID = 700_000_001;
const LONGEST_LIFETIME_SECONDS = 86_400;

/** Keeps what the bot has not confirmed yet. */
export function createUpdateQueue(options: { now(): number }): UpdateQueue {
  let allowed = DEFAULT_TYPES;
  let held: QueuedUpdate[] | undefined;
  let nextId = FIRST_UPDATE_ID;
  /** In order of delivery, which is not always that of the numbers. */
  const queue = new Map<number, QueuedUpdate>();
  const again = new Map<number, QueuedUpdate>();
  const delivered = new Map<number, QueuedUpdate>();
  const listeners: (() => void)[] = [];

  const enqueue = (entry: QueuedUpdate): void => {
    queue.set(entry.update.update_id, entry);
  };
  const added = (): void => {
    for (const listener of listeners) listener();
  };
  function* waiting(): Generator<QueuedUpdate> {
    yield* again.values();
    const now = options.now();
    for (const [id, entry] of queue) {
      if (entry.expiresAt > now) yield entry;
      else queue.delete(id);
    }
  }
  const confirmBelow = (offset: number): void => {
    for (const id of queue.keys()) {
      if (id < offset) queue.delete(id);
    }
  };

  return {
    tell: (body) => {
      const update: Update = { update_id: nextId, ...body };
      nextId += 1;
      enqueue({ update, queueKey: `told-${update.update_id}`, expiresAt: Number.POSITIVE_INFINITY });
      added();
    },
    told: () => [...delivered.values()].map(({ update }) => update),
    add: ({ body, queueKey, lifetimeSeconds }) => {
      if (!allowed.some((type) => body[type] !== undefined)) return;
      const expiresAt = options.now() + Math.min(lifetimeSeconds, LONGEST_LIFETIME_SECONDS);
      const entry = { update: { update_id: nextId, ...body }, queueKey, expiresAt };
      nextId += 1;
      if (held) held.push(entry);
      else enqueue(entry);
      if (held === undefined) added();
    },
    allow: (types) => {
      if (!Array.isArray(types)) return;
      const named = KNOWN.filter((type) => types.includes(type));
      allowed = named.length === 0 ? DEFAULT_TYPES : named;
    },
    allowed: () => (allowed === DEFAULT_TYPES ? [] : allowed),
    read: (offset, limit) => {
      if (offset > 0) confirmBelow(offset);
      if (offset < 0) confirmBelow([...queue.keys()].at(offset) ?? 0);
      const entries = [...waiting()].slice(0, limit);
      again.clear();
      for (const entry of entries) delivered.set(entry.update.update_id, entry);
      return entries.map(({ update }) => update);
    },
    waiting,
    forget: (updateId) => {
      const entry = again.get(updateId) ?? queue.get(updateId);
      if (entry) delivered.set(updateId, entry);
      if (!again.delete(updateId)) queue.delete(updateId);
    },
    dropAll: () => {
      queue.clear();
      again.clear();
    },
    onAdded: (listener) => {
      listeners.push(listener);
    },
    redeliver: (updateId) => {
      const entry = delivered.get(updateId);
      if (entry === undefined) throw new Error(`Update ${updateId} has not been delivered yet`);
      again.set(updateId, entry);
      added();
    },
    holdBack: () => {
      held ??= [];
      return (order = 'in-order') => {
        const kept = held ?? [];
        held = undefined;
        for (const entry of order === 'reversed' ? kept.reverse() : kept) enqueue(entry);
        added();
      };
    },
  };
}
