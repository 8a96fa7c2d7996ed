import { openSlack } from '../support/channels/slack-harness.ts';
import { type ChannelExceptions, channelContract, receivingContract } from './channel-contract.ts';

const EXCEPTIONS: ChannelExceptions = {
  'a message that is sent twice at once shows once': 'Slack has to be searched for what was sent before',
  'the first greeting is a command': 'Slack has none: people begin by writing',
  'who cannot be written to is told of': 'nobody can block an app in Slack',
};

channelContract('slack', openSlack, EXCEPTIONS);
receivingContract('slack over HTTP', (situation) => openSlack(situation, 'http'), EXCEPTIONS);
