import { openDiscord } from '../support/channels/discord-bench.ts';
import { channelContract } from './channel-contract.ts';

channelContract('discord', openDiscord, {
  'the first greeting is a request': 'Discord has none: people begin by writing',
});
