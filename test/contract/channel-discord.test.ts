import { openDiscord } from '../support/channels/discord-harness.ts';
import { channelContract } from './channel-contract.ts';

channelContract('discord', openDiscord, {
  'the first greeting is a command': 'Discord has none: people begin by writing',
});
