import { once } from 'node:events';
import {
  ActionRowBuilder,
  ButtonBuilder,
  type ButtonInteraction,
  ButtonStyle,
  ChannelType,
  type ChatInputCommandInteraction,
  type Client,
  Events,
  type Message,
  MessageFlags,
  type MessageReaction,
  ModalBuilder,
  type ModalSubmitInteraction,
  SlashCommandBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DiscordPerson, Place } from './discord/person.ts';
import { createDiscordPlatform, type DiscordPlatform } from './discord/platform.ts';
import { createClient, logIn } from './discord/sdk.ts';

let platform: DiscordPlatform;
let client: Client<true>;
let guild: Place;
let help: Place;
let kim: DiscordPerson;

beforeEach(async () => {
  platform = await createDiscordPlatform();
  guild = platform.createGuild({ name: 'Shop' });
  help = platform.createChannel(guild, { name: 'help' });
  kim = platform.createUser({ name: 'kim', in: [guild] });
  client = await logIn(createClient(platform), platform);
});

afterEach(async () => {
  await client.destroy();
  await platform.close();
});

async function next<Item>(event: string): Promise<Item> {
  const [item] = await once(client, event);
  return item as Item;
}

function textChannel(place: Place) {
  const channel = client.channels.cache.get(place.id);
  if (!channel?.isSendable()) throw new Error('The client does not know the channel');
  return channel;
}

test('a client knows the servers and channels it is in', () => {
  expect(client.user.username).toBe('Relaydesk');
  expect(client.guilds.cache.map(({ name }) => name)).toEqual(['Shop']);
  expect(client.channels.cache.get(help.id)).toMatchObject({ name: 'help', type: ChannelType.GuildText });
});

test('a message in a server reaches the bot, and its reply is seen as one', async () => {
  const heard = next<Message>(Events.MessageCreate);
  const asked = kim.write(help, 'Where is my order?');
  const message = await heard;
  expect(message).toMatchObject({ content: 'Where is my order?', author: { username: 'kim' }, guildId: guild.id });
  await message.reply('On its way.');
  expect(kim.sees(help).at(-1)).toMatchObject({
    author: 'Relaydesk',
    isBot: true,
    text: 'On its way.',
    repliesTo: asked.id,
  });
});

test('a DM reaches the bot although it has never seen the channel', async () => {
  const heard = next<Message>(Events.MessageCreate);
  const dm = kim.openDirectMessage();
  kim.write(dm, 'In private');
  const message = await heard;
  expect(message.channel.type).toBe(ChannelType.DM);
  await textChannel(dm).send('Only you read this.');
  expect(kim.sees(dm).map(({ text }) => text)).toEqual(['In private', 'Only you read this.']);
});

test('the bot opens a DM by itself', async () => {
  const user = await client.users.fetch(kim.id);
  await user.send('Your ticket was resolved.');
  expect(kim.sees(kim.openDirectMessage()).map(({ text }) => text)).toEqual(['Your ticket was resolved.']);
});

test('edits and deletes go both ways', async () => {
  const written = kim.write(help, 'first');
  const changed = next<Message>(Events.MessageUpdate);
  kim.edit(written, 'second');
  await changed;
  const gone = next<Message>(Events.MessageDelete);
  kim.delete(written);
  expect((await gone).id).toBe(written.id);
  const sent = await textChannel(help).send('third');
  await sent.edit('fourth');
  expect(kim.sees(help)).toMatchObject([{ text: 'fourth', edited: true }]);
  await sent.delete();
  expect(kim.sees(help)).toEqual([]);
});

test('reactions go both ways and are counted', async () => {
  const sent = await textChannel(help).send('Did that help?');
  await sent.react('👍');
  const added = next<MessageReaction>(Events.MessageReactionAdd);
  kim.react({ id: sent.id, channelId: help.id }, '👍');
  expect((await added).emoji.name).toBe('👍');
  expect(kim.sees(help)).toMatchObject([{ reactions: { '👍': 2 } }]);
  const removed = next<MessageReaction>(Events.MessageReactionRemove);
  kim.unreact({ id: sent.id, channelId: help.id }, '👍');
  expect((await removed).message.id).toBe(sent.id);
});

test('a public question is answered in a thread on it', async () => {
  const heard = next<Message>(Events.MessageCreate);
  const asked = kim.write(help, 'How do returns work?');
  const thread = await (await heard).startThread({ name: 'Returns', autoArchiveDuration: 60 });
  expect(thread.id).toBe(asked.id);
  await thread.send('Like this.');
  expect(kim.sees(help)[0]?.threadId).toBe(thread.id);
  const answered = new Promise<Message>((resolve) => {
    client.on(Events.MessageCreate, (message) => message.content === 'Thanks' && resolve(message));
  });
  kim.write(thread, 'Thanks');
  expect((await answered).channel.isThread()).toBe(true);
  await thread.setArchived(true);
  expect(platform.threadsIn(help)).toEqual([{ id: thread.id, name: 'Returns', archived: true, locked: false }]);
  kim.write(thread, 'One more thing');
  expect(platform.threadsIn(help)[0]?.archived).toBe(false);
});

test('a post in a forum is a thread with the question as its first message', async () => {
  const forum = platform.createChannel(guild, { name: 'questions', kind: 'forum' });
  const heard = next<Message>(Events.MessageCreate);
  const { post } = kim.post(forum, 'Broken lamp', 'It does not light up.');
  const message = await heard;
  expect(message.id).toBe(post.id);
  expect(message.channel).toMatchObject({ name: 'Broken lamp', parentId: forum.id });
});

test('a pressed button is answered in place, and once only', async () => {
  const row = new ActionRowBuilder<ButtonBuilder>().addComponents(
    new ButtonBuilder({ customId: 'yes', label: 'Yes', style: ButtonStyle.Success }),
    new ButtonBuilder({ customId: 'no', label: 'No', style: ButtonStyle.Danger }),
  );
  const sent = await textChannel(help).send({ content: 'Solved?', components: [row] });
  expect(kim.sees(help)[0]?.buttons.map(({ label }) => label)).toEqual(['Yes', 'No']);
  const pressed = next<ButtonInteraction>(Events.InteractionCreate);
  const outcome = kim.press({ id: sent.id, channelId: help.id }, 'Yes');
  expect(outcome.state).toBe('waiting');
  const interaction = await pressed;
  expect(interaction).toMatchObject({ customId: 'yes', user: { username: 'kim' }, message: { id: sent.id } });
  await interaction.update({ content: 'Solved.', components: [] });
  expect(outcome.state).toBe('answered');
  expect(kim.sees(help)).toMatchObject([{ text: 'Solved.', buttons: [] }]);
  const again = fetch(`${platform.url}/v10/interactions/${interaction.id}/${interaction.token}/callback`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ type: 6 }),
  });
  expect(await (await again).json()).toEqual({ message: 'Interaction has already been acknowledged.', code: 40060 });
});

test('a command completes once it is registered, and its answer may be for the asker alone', async () => {
  const command = new SlashCommandBuilder().setName('status').setDescription('Shows your ticket');
  await client.application.commands.set([
    command.addStringOption((option) => option.setName('ticket').setDescription('Its number')),
  ]);
  expect(platform.commandsIn(help)).toEqual(['status']);
  const asked = next<ChatInputCommandInteraction>(Events.InteractionCreate);
  kim.runCommand(help, 'status', { ticket: '42' });
  const interaction = await asked;
  expect(interaction.options.getString('ticket')).toBe('42');
  const { resource } = await interaction.reply({ content: 'Open.', flags: MessageFlags.Ephemeral, withResponse: true });
  expect(resource?.message?.content).toBe('Open.');
  expect(kim.sees(help)).toMatchObject([{ text: 'Open.', ephemeral: true }]);
  expect(platform.messagesIn(help)).toEqual([]);
});

test('an answer that takes long shows that the bot thinks, and follow-ups come after it', async () => {
  await client.application.commands.create(new SlashCommandBuilder().setName('help').setDescription('Helps'));
  const asked = next<ChatInputCommandInteraction>(Events.InteractionCreate);
  kim.runCommand(help, 'help');
  const interaction = await asked;
  await interaction.deferReply();
  expect(kim.sees(help)).toMatchObject([{ thinking: true }]);
  await interaction.editReply('Here.');
  await interaction.followUp('And more.');
  expect(kim.sees(help)).toMatchObject([{ thinking: false, text: 'Here.' }, { text: 'And more.' }]);
  await interaction.deleteReply();
  expect(kim.sees(help).map(({ text }) => text)).toEqual(['And more.']);
});

test('a form is shown, filled in and answered', async () => {
  await client.application.commands.create(new SlashCommandBuilder().setName('human').setDescription('Calls a person'));
  const asked = next<ChatInputCommandInteraction>(Events.InteractionCreate);
  const shown = kim.runCommand(help, 'human');
  const input = new TextInputBuilder({ customId: 'what', label: 'What happened?', style: TextInputStyle.Paragraph });
  const modal = new ModalBuilder({ customId: 'call', title: 'Call a person' });
  await (await asked).showModal(modal.addComponents(new ActionRowBuilder<TextInputBuilder>().addComponents(input)));
  expect(shown.modal).toMatchObject({ title: 'Call a person', fields: [{ label: 'What happened?', required: true }] });
  expect(() => kim.submit(shown, {})).toThrow('must be filled in');
  const submitted = next<ModalSubmitInteraction>(Events.InteractionCreate);
  kim.submit(shown, { what: 'It broke.' });
  const interaction = await submitted;
  expect(interaction.fields.getTextInputValue('what')).toBe('It broke.');
  await interaction.reply('Somebody comes.');
  expect(kim.sees(help).at(-1)?.text).toBe('Somebody comes.');
});

test('files go both ways, under links that are signed', async () => {
  const heard = next<Message>(Events.MessageCreate);
  const bytes = new TextEncoder().encode('a receipt');
  kim.write(help, 'See', { files: [{ name: 'my receipt.txt', contentType: 'text/plain', bytes }] });
  const attachment = (await heard).attachments.first();
  expect(attachment).toMatchObject({ name: 'my_receipt.txt', size: 9, contentType: 'text/plain' });
  expect(await (await fetch(attachment?.url ?? '')).text()).toBe('a receipt');
  expect((await fetch(`${attachment?.url}0`)).status).toBe(404);
  await textChannel(help).send({
    files: [{ name: 'label.pdf', attachment: Buffer.from('%PDF'), description: 'Your label' }],
  });
  expect(kim.sees(help).at(-1)).toMatchObject({ text: '', files: [{ name: 'label.pdf', size: 4 }] });
});

test('typing is shown until the bot writes', async () => {
  await textChannel(help).sendTyping();
  expect(platform.isBotTyping(help)).toBe(true);
  await textChannel(help).send('Done.');
  expect(platform.isBotTyping(help)).toBe(false);
});

test('who joins and who leaves is told', async () => {
  const joined = once(client, Events.GuildMemberAdd);
  const lee = platform.createUser({ name: 'lee' });
  lee.join(guild);
  expect((await joined)[0]).toMatchObject({ user: { username: 'lee' } });
  const left = once(client, Events.GuildMemberRemove);
  lee.leave(guild);
  expect((await left)[0]).toMatchObject({ id: lee.id });
  const removed = once(client, Events.GuildDelete);
  platform.kickBot(guild);
  await removed;
  await expect(client.rest.get(`/channels/${help.id}`)).rejects.toMatchObject({ code: 50001 });
});

test('the history is read newest first, from either side of a message', async () => {
  const [first, second, third] = ['one', 'two', 'three'].map((text) => kim.write(help, text));
  const channel = textChannel(help);
  expect((await channel.messages.fetch({ limit: 2 })).map(({ content }) => content)).toEqual(['three', 'two']);
  expect((await channel.messages.fetch({ after: first?.id ?? '' })).map(({ content }) => content)).toEqual([
    'three',
    'two',
  ]);
  expect((await channel.messages.fetch({ before: third?.id ?? '' })).map(({ content }) => content)).toEqual([
    'two',
    'one',
  ]);
  expect((await channel.messages.fetch(second?.id ?? '')).content).toBe('two');
});
