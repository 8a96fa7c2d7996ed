import { openLines } from '../lines/harness.ts';
import { channelContract, except } from './channel-contract.ts';

channelContract('lines, the adapter of docs/development.md', openLines, {
  ...except('a room has one person in it', [
    'a question that everybody reads is a conversation of its own, and is answered there',
    'in a public conversation customers write on, and others are heard as who they are',
    'a button in a public conversation belongs to it',
    'so they do where everybody reads them',
    'an answer to a public question that was deleted meanwhile goes out, or is refused in words',
    'a long answer where everybody reads stands there whole, is changed there and taken back',
  ]),
  'a message that is sent twice at once shows once': 'of two changes at once the older might come last',
  ...except('lines carry no files', [
    'a file comes with its name, type and size, and opens to its very bytes as often as asked',
    'a file without words is a message with an empty text',
    'a file that cannot be had for now is not given up',
    'files go out as they are, with the words',
    'a picture goes out as it is',
    'files go out without words',
    'a hostile name harms nothing',
    'the words of a message with files are changed, and all of it is taken back',
    'a file taken out of a sent message is gone, its words stay',
    'a file that cannot be opened is named in its place, and the rest goes out',
    'a file that is too large is named in its place, in the language of the message',
    'a file that breaks off while it is read keeps the words from going out at most for now',
  ]),
  ...except('lines have no formats', [
    'CommonMark shows as formats of the platform’s own',
    'what an agent writes begins with who it is, whatever the name has in it',
  ]),
  'who cannot be written to is told of': 'each message that is refused says so itself',
});
