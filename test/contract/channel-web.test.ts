import { openWeb } from '../support/channels/web-harness.ts';
import { channelContract, except } from './channel-contract.ts';

channelContract('web', openWeb, {
  ...except('the desk serves the chat itself, so that no platform can be away, refuse or ask to wait', [
    'who cannot be written to is told of',
    'a message that the platform refuses is refused for good',
    'asked to wait, it says for how long; tried again, the message shows once',
    'a message whose answer is lost shows once, and is unknown or settled',
    'a message whose connection breaks before it is heard shows at most once',
    'a message that breaks the platform after it was taken shows once, and is unknown or settled',
    'a message that breaks the platform before it was taken shows at most once',
    'a long message of which a later part is lost shows no part twice',
    'a long message that is held up in its middle arrives whole',
    'an edit whose answer is lost, or that never came, can be made again',
    'a removal whose answer is lost, or that never came, can be made again',
    'a connection that breaks off is made again, and nothing is lost',
    'what nobody expects to be told costs nothing but itself',
    'what is told with any of its parts left out, turned round or blown up costs nothing but itself',
    'where nothing answers the channel waits and tries again',
    'where nothing answers a message can be tried again',
    'where nothing answers to show that somebody writes is no trouble',
    'where nothing answers the channel stops at once all the same',
    'with a wrong token the channel says what to do, and when it tries again',
    'with a wrong token a message is not lost: it can go once the token is right',
  ]),
  ...except('each browser has a conversation of its own, which nobody else reads', [
    'a question that everybody reads is a conversation of its own, and is answered there',
    'in a public conversation customers write on, and others are heard as who they are',
    'a button in a public conversation belongs to it',
    'so they do where everybody reads them',
    'an answer to a public question that was deleted meanwhile goes out, or is refused in words',
    'a long answer where everybody reads stands there whole, is changed there and taken back',
  ]),
  ...except('what was written in the chat stays as it is', [
    'an edit comes with the key of the message and its new words, each time anew',
    'a deletion comes with the key of the message',
    'an answer to words that were deleted meanwhile goes out',
  ]),
  ...except('the chat takes no files from customers', [
    'a file comes with its name, type and size, and opens to its very bytes as often as asked',
    'a file without words is a message with an empty text',
    'a file that cannot be had for now is not given up',
  ]),
  ...except('the chat has thumbs and stars, and no emoji beside them', [
    'an emoji on a message of ours comes as it is put there, and as it is taken away',
    'an emoji on any part of a long message names that part',
  ]),
  ...except('a page links to files, and who opens one is told why it cannot be had', [
    'a file that cannot be opened is named in its place, and the rest goes out',
    'a file that is too large is named in its place, in the language of the message',
    'a file that breaks off while it is read keeps the words from going out at most for now',
  ]),
});
