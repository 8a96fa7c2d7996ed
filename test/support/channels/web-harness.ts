/** The web chat for the contract of channels: its real routes on a real store, and a page that is open. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWebChannel } from '../../../adapters/web/web-channel.ts';
import { projectRoot } from '../../../src/config/project-root.ts';
import type { ConversationAddress } from '../../../src/domain/inbound.ts';
import { DEFAULT_LIMITS } from '../../../src/domain/limits.ts';
import type { OutgoingMessage } from '../../../src/domain/message.ts';
import { createCustomerView } from '../../../src/engine/customer-view.ts';
import { conversationIdOf } from '../../../src/engine/identity.ts';
import { systemClock } from '../../../src/engine/timers/system-clock.ts';
import type { Accept } from '../../../src/ports/channel.ts';
import type { Store } from '../../../src/ports/store.ts';
import { createLocalPubSub } from '../../../src/pubsub/local-pubsub.ts';
import { createSqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { shippedPhrasesIn } from '../shipped-phrases.ts';
import type { ChannelHarness, HarnessCustomer, Shown } from './channel-harness.ts';
import { ScriptedDesk } from './scripted-desk.ts';
import { readPage, type ShownOnPage } from './shown-page.ts';
import { WebPage } from './web-page.ts';

/** Starts the web chat with a page of it open. */
export async function openWeb(): Promise<ChannelHarness> {
  const folder = await mkdtemp(join(tmpdir(), 'relaydesk-channel-'));
  const store = await createSqliteStore({ file: join(folder, 'relaydesk.db') });
  const conversations = createCustomerView({ store, pubsub: createLocalPubSub() });
  const desk = new ScriptedDesk();
  const { channel, site } = createWebChannel({
    onArticleRead: () => {},
    conversations,
    articles: () => [],
    deskName: () => 'Shop desk',
    openAttachment: desk.openAttachment,
    locales: () => ['en', 'zh'],
    phrasesIn: shippedPhrasesIn,
    secureCookies: false,
    limits: DEFAULT_LIMITS,
    clientOf: () => undefined,
    clock: systemClock,
    publicOrigin: undefined,
    publicFolder: join(projectRoot(), 'adapters/web/public'),
    reportError: desk.reportError,
  });
  /** Keeps scores as well, which pages read from the store. */
  const accept: Accept = async (event) => {
    const outcome = await desk.accept(event);
    const { body } = event;
    if (body.kind !== 'feedback' && body.kind !== 'rating') return outcome;
    await store.transaction((tx) => tx.feedback.score(body.messageKey, body.score ?? undefined, Date.now()));
    conversations.publish(event, { kind: 'changed' });
    return outcome;
  };
  await channel.start(accept);
  const page = await WebPage.open(site.routes);
  await page.post('messages', { text: 'hello' });
  const { customer, channel: name, account, conversationKey } = await desk.hears('message');
  const direct = { channel: name, account, conversationKey };
  await startConversation(store, direct, customer);
  desk.forget();
  const kim = createCustomer(page, customer);
  const see = async (): Promise<ShownOnPage[]> => readPage(await page.read());
  /** Resolves once the open page has been told that something changed. */
  const isTold = async <Result>(change: () => Promise<Result>): Promise<Result> => {
    const told = page.isTold('changed');
    const result = await change();
    await told;
    return result;
  };

  return {
    channel,
    desk,
    kim,
    lu: kim,
    direct,
    secrets: [page.secret],
    mentions: ['@everyone', '<a href="https://evil.example">bank</a>', '<script>alert(1)</script>', '&lt;b&gt;'],
    goneFileKey: 'gone',
    connect: () => channel.start(accept),
    async send(message) {
      await keep(store, direct, message);
      return isTold(() => channel.send(direct, message));
    },
    async edit(keys, message) {
      const { text, attachments } = message;
      await store.transaction((tx) => tx.messages.edit(message.id, { text, attachments }, Date.now()));
      return isTold(() => channel.edit(direct, keys, message));
    },
    async remove(keys) {
      await store.transaction((tx) => tx.messages.remove(keys[0], Date.now()));
      return isTold(() => channel.remove(direct, keys));
    },
    sees: async () =>
      Promise.all((await see()).map(async (shown) => ({ ...shown, files: await download(page, shown) }))),
    async shows(fits) {
      for (;;) {
        const told = page.isTold('changed');
        const shown = (await see()).map((each) => ({ ...each, files: [] }));
        if (fits(shown)) return shown;
        await told;
      }
    },
    async showsTyping() {
      const told = page.isTold('typing');
      channel.showTyping(direct, 'Ann');
      await told;
    },
    settled: () => page.sendAgain(),
    async twice(act) {
      await act();
      await page.repeat();
    },
    meets: nothing,
    refusesMessages: nothing,
    strange: [],
    told: () => [],
    tells: nothing,
    breaksConnection: nothing,
    async close() {
      await page.close();
      await channel.stop();
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
}

function createCustomer(page: WebPage, { key, name }: { key: string; name: string }): HarnessCustomer {
  return {
    key,
    name,
    says: (text) => page.post('messages', { text }),
    asksInPublic: nothing,
    sendsFile: nothing,
    edits: nothing,
    deletes: nothing,
    presses: (messageId, label) => page.press(messageId, label),
    reacts: nothing,
    takesBack: nothing,
    commands: (command, argument = '') => page.post('messages', { text: `/${command} ${argument}`.trim() }),
  };
}

async function startConversation(
  store: Store,
  address: ConversationAddress,
  customer: { key: string; name: string },
): Promise<void> {
  const now = Date.now();
  const state = {
    id: conversationIdOf(address),
    channel: address.channel,
    locale: 'en',
    customer: { id: customer.key, name: customer.name },
    ticket: undefined,
    slotFilling: undefined,
    offer: undefined,
    ratingRequest: undefined,
    failures: 0,
    tried: [],
    createdAt: now,
    lastMessageKey: undefined,
    unreachable: undefined,
  };
  await store.transaction((tx) => tx.conversations.save(state, address, 0, now));
}

/** Keeps a message as the desk does before it is sent; one that is there already stays as it is. */
async function keep(store: Store, address: ConversationAddress, message: OutgoingMessage): Promise<void> {
  const conversationId = conversationIdOf(address);
  const { author, intent, asksFeedback, asksRatingOf } = message;
  const now = Date.now();
  await store.transaction(async (tx) => {
    if (await tx.messages.get(message.id)) return;
    await tx.messages.addOutgoing(conversationId, message, now);
    if (!asksFeedback && asksRatingOf === undefined) return;
    const kind = asksFeedback ? 'answer' : 'rating';
    const asked = { messageId: message.id, kind, conversationId, channel: address.channel, author, intent } as const;
    await tx.feedback.ask({ ...asked, articleId: undefined, ticketId: undefined, weight: 1, askedAt: now });
  });
}

async function download(page: WebPage, { files }: ShownOnPage): Promise<Shown['files']> {
  return Promise.all(files.map(async ({ name, address }) => ({ name, bytes: await page.download(address) })));
}

/** What nobody can do in the web chat, and cannot go wrong there. */
function nothing(): never {
  throw new Error('There is no such thing in the web chat');
}
