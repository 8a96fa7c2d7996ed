import { openDiscord } from '../support/channels/discord-harness.ts';
import { channelContract } from './channel-contract.ts';

channelContract('discord', openDiscord, {
  'a file taken out of a sent message is gone, its words stay': 'follows',
  'a message that is sent twice at once shows once': 'Discord knows a message again for a minute only',
  'the first greeting is a command': 'Discord has none: people begin by writing',
});
