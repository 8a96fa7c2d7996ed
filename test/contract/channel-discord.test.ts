import { openDiscord } from '../support/channels/discord-bench.ts';
import { channelContract } from './channel-contract.ts';

channelContract('discord', openDiscord, {
  'the first greeting is a request': 'Discord has none: people begin by writing',
  'a message that is sent again under its id shows once': 'Discord forgets a nonce after minutes',
});
