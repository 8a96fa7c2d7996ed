import { type ExpressionBuilder, type RawBuilder, type Selectable, sql } from 'kysely';
import type { MessageContent } from '../../domain/inbound.ts';
import type { OutgoingMessage, TranscriptMessage } from '../../domain/message.ts';
import { EXCERPT_LENGTH, type MessageReads, type MessageWrites } from '../../ports/store.ts';
import { cutCharacters, parseJson, toJson } from '../encoding.ts';
import type { FullText } from '../full-text.ts';
import type { Connection, Given, QueryBuilder } from '../statement.ts';
import { statement } from '../statement.ts';
import type { Tables } from '../tables.ts';
import { readCustomerTexts } from './customer-texts.ts';
import { reindexMessage } from './text-index.ts';

/** What not every message has: the `details` column. */
type Details = Pick<
  TranscriptMessage,
  | 'locale'
  | 'choices'
  | 'source'
  | 'asksFeedback'
  | 'asksRatingOf'
  | 'inReplyTo'
  | 'replyToKey'
  | 'answersKey'
  | 'attachments'
  | 'enclosures'
  | 'staffPost'
  | 'leavesAt'
  | 'intent'
>;

const NO_DETAILS: Details = {
  locale: '',
  choices: [],
  source: undefined,
  asksFeedback: false,
  asksRatingOf: undefined,
  inReplyTo: [],
  replyToKey: undefined,
  attachments: [],
  staffPost: undefined,
  intent: undefined,
};

const COLUMNS_BUT_TEXT = [
  'messages.id',
  'messages.conversation_id',
  'messages.author_kind',
  'messages.author_id',
  'messages.author_name',
  'messages.message_key',
  'messages.details',
  'messages.sent_at',
  'messages.edited_at',
  'messages.deleted_at',
  'messages.delivery',
  'messages.delivery_error',
  'messages.decision_id',
] as const;

const select = statement((builder: QueryBuilder, given: Given<{ id: string }>) =>
  selectScored(builder).where('messages.id', '=', given('id')),
);

type Page = { conversationId: string; limit: number; textLength: number };

const selectNewest = statement((builder: QueryBuilder, given: Given<Page>) => selectPage(builder, given));

const selectNewestAfter = statement((builder: QueryBuilder, given: Given<Page & { after: string }>) =>
  selectPage(builder, given).where('sequence', '>', sequenceOf(given('after'))),
);

const selectNewestBefore = statement((builder: QueryBuilder, given: Given<Page & { before: string }>) =>
  selectPage(builder, given).where('sequence', '<', sequenceOf(given('before'))),
);

const selectByPlatformKey = statement(
  (builder: QueryBuilder, given: Given<{ conversationId: string; messageKey: string }>) =>
    selectScored(builder)
      .where('messages.conversation_id', '=', given('conversationId'))
      .where('message_key', '=', given('messageKey'))
      .orderBy('sequence', 'desc')
      .limit(1),
);

const selectByPart = statement((builder: QueryBuilder, given: Given<{ conversationId: string; messageKey: string }>) =>
  builder
    .selectFrom('message_parts')
    .select('message_id')
    .where('conversation_id', '=', given('conversationId'))
    .where('message_key', '=', given('messageKey')),
);

/** The index begins with the conversation, so all of it is read, and of the table no more than what is found. */
const selectIdsByPlatformKey = statement((builder: QueryBuilder, given: Given<{ messageKey: string; limit: number }>) =>
  builder
    .selectFrom('messages')
    .select(['id', 'sequence'])
    .where('sequence', 'in', (eb) =>
      eb.selectFrom('messages as named').select('named.sequence').where('named.message_key', '=', given('messageKey')),
    )
    .orderBy('sequence', 'desc')
    .limit(given('limit')),
);

const selectIdsByPart = statement((builder: QueryBuilder, given: Given<{ messageKey: string; limit: number }>) =>
  builder
    .selectFrom('messages')
    .select(['id', 'sequence'])
    .where('id', 'in', (eb) =>
      eb.selectFrom('message_parts').select('message_id').where('message_key', '=', given('messageKey')),
    )
    .orderBy('sequence', 'desc')
    .limit(given('limit')),
);

const insert = statement(
  (
    builder: QueryBuilder,
    given: Given<{
      id: string;
      conversationId: string;
      authorKind: Selectable<Tables['messages']>['author_kind'];
      authorId: string;
      authorName: string;
      text: string;
      details: string | null;
      messageKey: string | null;
      delivery: 'pending' | null;
      sentAt: number;
      decisionId: number | null;
    }>,
  ) =>
    builder.insertInto('messages').values({
      id: given('id'),
      conversation_id: given('conversationId'),
      author_kind: given('authorKind'),
      author_id: given('authorId'),
      author_name: given('authorName'),
      text: given('text'),
      details: given('details'),
      message_key: given('messageKey'),
      delivery: given('delivery'),
      sent_at: given('sentAt'),
      decision_id: given('decisionId'),
    }),
);

const updateText = statement(
  (builder: QueryBuilder, given: Given<{ id: string; text: string; editedAt: number | null }>) =>
    builder
      .updateTable('messages')
      .set({ text: given('text'), edited_at: given('editedAt') })
      .where('id', '=', given('id'))
      .returning(['sequence', 'text', 'details']),
);

const updateDeleted = statement((builder: QueryBuilder, given: Given<{ id: string; deletedAt: number }>) =>
  builder
    .updateTable('messages')
    .set({ text: '', deleted_at: given('deletedAt') })
    .where('id', '=', given('id'))
    .returning(['sequence', 'text', 'details']),
);

const selectDetails = statement((builder: QueryBuilder, given: Given<{ id: string }>) =>
  builder.selectFrom('messages').select('details').where('id', '=', given('id')),
);

const updateDetails = statement((builder: QueryBuilder, given: Given<{ id: string; details: string }>) =>
  builder
    .updateTable('messages')
    .set({ details: given('details') })
    .where('id', '=', given('id')),
);

/** The messages over one connection. */
export function createMessages(connection: Connection, fullText: FullText): MessageReads & MessageWrites {
  const findByPart = async (key: { conversationId: string; messageKey: string }) => {
    const id = (await selectByPart.row(connection, key))?.message_id;
    return id === undefined ? undefined : select.row(connection, { id });
  };
  return {
    customerTexts: (range, page) => readCustomerTexts(connection, range, page),
    async get(id) {
      const row = await select.row(connection, { id });
      return row && toTranscriptMessage(row);
    },
    async transcript(conversationId, { limit, after, before, maxTextLength = EXCERPT_LENGTH }) {
      // One character more than is wanted tells that there is more.
      const page = { conversationId, limit, textLength: maxTextLength + 1 };
      const newestFirst =
        after !== undefined
          ? await selectNewestAfter.rows(connection, { ...page, after })
          : before !== undefined
            ? await selectNewestBefore.rows(connection, { ...page, before })
            : await selectNewest.rows(connection, page);
      return newestFirst.reverse().map((row) => toExcerpt(toTranscriptMessage(row), maxTextLength));
    },
    async findByPlatformKey(conversationId, messageKey) {
      const key = { conversationId, messageKey };
      const row = (await selectByPlatformKey.row(connection, key)) ?? (await findByPart(key));
      return row && toTranscriptMessage(row);
    },
    idsByPlatformKey: (messageKey, limit) => findIdsByPlatformKey(connection, messageKey, limit),
    async addFromCustomer({ id, conversationId, author, text, messageKey, sentAt, decisionId, ...content }) {
      await insert.run(connection, {
        id,
        conversationId,
        authorKind: author.kind,
        authorId: author.id,
        authorName: author.name,
        text,
        details: detailsOfContent(content),
        messageKey: messageKey ?? null,
        delivery: null,
        sentAt,
        decisionId: decisionId ?? null,
      });
    },
    async addOutgoing(conversationId, message, sentAt, decisionId) {
      await insert.run(connection, {
        id: message.id,
        conversationId,
        authorKind: message.author.kind,
        authorId: message.author.id,
        authorName: message.author.name,
        text: message.text,
        details: toJson(detailsOf(message)),
        messageKey: null,
        delivery: 'pending',
        sentAt,
        decisionId: decisionId ?? null,
      });
    },
    async edit(id, { text, ...content }, editedAt) {
      await changeContent(connection, id, content);
      const edited = await updateText.row(connection, { id, text, editedAt: editedAt ?? null });
      if (edited !== undefined) await reindexMessage(connection, fullText, edited);
    },
    async remove(id, deletedAt) {
      await changeContent(connection, id, { attachments: [], enclosures: [] });
      const removed = await updateDeleted.row(connection, { id, deletedAt });
      if (removed !== undefined) await reindexMessage(connection, fullText, removed);
    },
  };
}

async function changeContent(connection: Connection, id: string, content: EnclosedContent): Promise<void> {
  if (content.attachments === undefined && content.enclosures === undefined) return;
  const known = (await selectDetails.row(connection, { id }))?.details ?? null;
  const details = known === null ? {} : parseJson<Partial<Details>>(known, 'messages', id);
  await updateDetails.run(connection, { id, details: toJson({ ...details, ...content }) });
}

async function findIdsByPlatformKey(connection: Connection, messageKey: string, limit: number): Promise<string[]> {
  const whole = await selectIdsByPlatformKey.rows(connection, { messageKey, limit });
  const parts = await selectIdsByPart.rows(connection, { messageKey, limit });
  const newestFirst = [...whole, ...parts].sort((a, b) => b.sequence - a.sequence);
  return [...new Set(newestFirst.map(({ id }) => id))].slice(0, limit);
}

function selectScored(builder: QueryBuilder) {
  return builder
    .selectFrom('messages')
    .leftJoin('feedback', 'feedback.message_id', 'messages.id')
    .selectAll('messages')
    .select('feedback.score');
}

/** The newest messages of a conversation, of each text the beginning. */
function selectPage(builder: QueryBuilder, given: Given<Page>) {
  return builder
    .selectFrom('messages')
    .leftJoin('feedback', 'feedback.message_id', 'messages.id')
    .select(COLUMNS_BUT_TEXT)
    .select([sql<string>`substr(messages.text, 1, ${given('textLength')})`.as('text'), 'feedback.score'])
    .where('messages.conversation_id', '=', given('conversationId'))
    .orderBy('sequence', 'desc')
    .limit(given('limit'));
}

function sequenceOf(id: RawBuilder<string>) {
  return (builder: ExpressionBuilder<Tables, 'messages'>) =>
    builder.selectFrom('messages as named').select('named.sequence').where('named.id', '=', id);
}

type EnclosedContent = Pick<MessageContent, 'attachments' | 'enclosures'>;

/** Null where a customer's message has nothing but its words. */
function detailsOfContent({ attachments = [], enclosures = [] }: EnclosedContent): string | null {
  if (attachments.length === 0 && enclosures.length === 0) return null;
  return toJson({ attachments, ...(enclosures.length > 0 ? { enclosures } : {}) });
}

function detailsOf(message: OutgoingMessage): Details {
  const { locale, choices, source, asksFeedback, asksRatingOf, inReplyTo, replyToKey, answersKey } = message;
  const { attachments, staffPost, leavesAt, intent } = message;
  return {
    locale,
    choices,
    source,
    asksFeedback,
    asksRatingOf,
    inReplyTo,
    replyToKey,
    ...(answersKey === undefined ? {} : { answersKey }),
    attachments,
    staffPost,
    ...(leavesAt === undefined ? {} : { leavesAt }),
    intent,
  };
}

/** Told by the character more that was read. */
function toExcerpt(message: TranscriptMessage, maxLength: number): TranscriptMessage {
  const cut = cutCharacters(message.text, maxLength);
  return cut === message.text ? message : { ...message, text: cut, isCut: true };
}

type MessageRow = Pick<
  Selectable<Tables['messages']>,
  'id' | 'conversation_id' | 'author_kind' | 'author_id' | 'author_name' | 'message_key' | 'text' | 'details'
> &
  Pick<
    Selectable<Tables['messages']>,
    'sent_at' | 'edited_at' | 'deleted_at' | 'delivery' | 'delivery_error' | 'decision_id'
  > & {
    score: number | null;
  };

function toTranscriptMessage(row: MessageRow): TranscriptMessage {
  const { leavesAt, ...details } =
    row.details === null ? NO_DETAILS : parseJson<Details>(row.details, 'messages', row.id);
  const isUntried = row.delivery === 'pending' && row.delivery_error === null;
  return {
    ...NO_DETAILS,
    ...details,
    ...(leavesAt !== undefined && isUntried ? { leavesAt } : {}),
    id: row.id,
    conversationId: row.conversation_id,
    author: { kind: row.author_kind, id: row.author_id, name: row.author_name },
    text: row.text,
    ...(row.author_kind === 'customer' && row.message_key !== null ? { messageKey: row.message_key } : {}),
    sentAt: row.sent_at,
    editedAt: row.edited_at ?? undefined,
    deletedAt: row.deleted_at ?? undefined,
    delivery: row.delivery ?? undefined,
    ...(row.decision_id === null ? {} : { decisionId: row.decision_id }),
    score: row.score ?? undefined,
  };
}
