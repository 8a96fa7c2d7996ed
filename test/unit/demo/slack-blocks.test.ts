import { expect, test } from 'vitest';
import { labelsOf, type Part, textOf } from '../../demo/places/place.ts';
import { readBlocks } from '../../demo/places/slack-blocks.ts';

const plain = (text: string) => ({ type: 'plain_text', text, emoji: false });
const button = (label: string, style?: string) => ({ type: 'button', text: plain(label), action_id: label, style });

function read(...blocks: unknown[]): Part[] {
  return readBlocks(blocks, (id) => (id === 'U1' ? 'Ann' : undefined));
}

function lineOf(parts: Part[]) {
  const nothing = {
    answers: undefined,
    reactions: {},
    files: [],
    edited: false,
    onlyFor: undefined,
    thread: undefined,
  };
  return { id: '1', at: 0, author: 'Relaydesk', byBot: true, parts, ...nothing };
}

test('a card is laid out block by block', () => {
  const parts = read(
    { type: 'header', text: plain('#1 · A lamp') },
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: 'Kim', style: { bold: true } },
            { type: 'user', user_id: 'U1' },
          ],
        },
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'one' }] }],
        },
        { type: 'rich_text_quote', elements: [{ type: 'text', text: 'torn' }] },
      ],
    },
    { type: 'section', text: plain('An article'), accessory: button('Send') },
    { type: 'divider' },
    { type: 'context', elements: [plain('so far')] },
  );
  expect(parts.map(({ kind }) => kind)).toEqual(['header', 'text', 'list', 'quote', 'row', 'divider', 'remark']);
  expect(textOf(lineOf(parts))).toBe('#1 · A lamp\nKim@Ann\none\ntorn\nAn article\nso far');
});

test('buttons, menus and what a menu offers are told apart', () => {
  const more = { type: 'overflow', action_id: 'more', options: [{ text: plain('Snooze …'), value: 's' }] };
  const menu = { type: 'static_select', action_id: 'm', placeholder: plain('Insert'), options: [] };
  const parts = read({ type: 'actions', elements: [button('Claim', 'primary'), menu, more] });
  expect(labelsOf(lineOf(parts))).toEqual(['Claim', 'Insert ▾', '⋯']);
  expect(parts).toMatchObject([
    { rows: [[{ style: 'primary' }, { kind: 'menu' }, { kind: 'more', choices: ['Snooze …'] }]] },
  ]);
});

test('a field shows what is in it', () => {
  const element = { type: 'plain_text_input', action_id: 'text', multiline: true, initial_value: 'Dear Kim' };
  const parts = read({ type: 'input', block_id: 'b', label: plain('Your reply'), element });
  expect(parts).toEqual([{ kind: 'field', label: 'Your reply', hint: '', value: 'Dear Kim', isLong: true }]);
});

test('only links of the web lead anywhere', () => {
  const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });
  expect(read(section('*<https://desk.example/1|#1>* &lt;b&gt;'))).toMatchObject([
    { runs: [{ text: '#1', format: 'bold', href: 'https://desk.example/1' }, { text: ' <b>' }] },
  ]);
  const link = { type: 'link', url: 'javascript:alert(1)', text: 'evil' };
  const rich = { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [link] }] };
  expect(read(rich)).toMatchObject([{ runs: [{ text: 'evil', href: undefined }] }]);
});

test('a block that nobody knows here is left out', () => {
  expect(read({ type: 'video' }, null, { type: 'divider' })).toEqual([{ kind: 'divider' }]);
});
