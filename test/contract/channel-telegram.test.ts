import { openTelegram } from '../support/channels/telegram-harness.ts';
import { type ChannelExceptions, channelContract, receivingContract } from './channel-contract.ts';

const EXCEPTIONS: ChannelExceptions = {
  'a file taken out of a sent message is gone, its words stay': 'follows',
  'a deletion comes with the key of the message': 'Telegram tells bots of no deletions',
  'a message that is sent again under its id shows once': 'Telegram has no id of the sender’s for a message',
  'a message that is sent twice at once shows once': 'Telegram has no id of the sender’s for a message',
  'in a public conversation customers write on, and others are heard as who they are':
    'a group of Telegram has no threads: each person has a conversation of their own',
};

channelContract('telegram', openTelegram, EXCEPTIONS);
receivingContract('telegram by webhook', (situation) => openTelegram(situation, 'webhook'), EXCEPTIONS);
