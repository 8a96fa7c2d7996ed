import { expect, test } from 'vitest';
import { createNarrator, type Happening } from '../../demo/narrator.ts';
import { buttonRows, type Line, type Place, type PlaceKind, plainText, textParts } from '../../demo/places/place.ts';

interface Given extends Partial<Line> {
  buttons?: string[];
}

const line = (id: string, text: string, { buttons = [], ...more }: Given = {}): Line => ({
  id,
  at: 0,
  author: 'Kim',
  byBot: false,
  answers: undefined,
  parts: [...textParts(plainText(text)), ...buttonRows([buttons])],
  reactions: {},
  files: [],
  edited: false,
  onlyFor: undefined,
  thread: undefined,
  ...more,
});
const place = (id: string, lines: Line[], kind: PlaceKind = 'channel'): Place => ({
  id,
  name: `#${id}`,
  kind,
  lines,
  isBotTyping: false,
});

/** What is told when a platform showed `before` and shows `now`. */
function tell(before: Place[], now: Place[]): Happening[] {
  let shown = before;
  const told: Happening[] = [];
  const nothing = () => [];
  const narrate = createNarrator({ slack: () => shown, discord: nothing, telegram: nothing }, (one) => told.push(one));
  shown = now;
  narrate();
  narrate();
  return told;
}

test('a new message is told once, in the first place that shows it, with its buttons and files', () => {
  const file = { name: 'lamp.png', picture: undefined };
  const card = line('1', 'A card', { buttons: ['Claim'], files: [file] });
  const told = tell([], [place('support', [card]), place('thread', [card, line('2', 'A note')], 'thread')]);
  expect(told).toMatchObject([
    { kind: 'said', platform: 'slack', place: '#support', text: 'A card', buttons: ['Claim'], files: ['lamp.png'] },
    { kind: 'said', place: '#thread', text: 'A note' },
  ]);
});

test('of a changed message the new lines are told, and the buttons where they are others', () => {
  const before = [place('support', [line('1', 'Open\nKim', { buttons: ['Claim'] })])];
  const now = [place('support', [line('1', 'Claimed by Ann\nKim', { buttons: ['Resolve'] })])];
  expect(tell(before, now)).toMatchObject([{ kind: 'changed', text: 'Claimed by Ann', buttons: ['Resolve'] }]);
});

test('reactions given and taken back are told', () => {
  const before = [place('support', [line('1', 'Hello', { reactions: { '👍': 1 } })])];
  const now = [place('support', [line('1', 'Hello', { reactions: { '👀': 1 } })])];
  expect(tell(before, now)).toMatchObject([{ kind: 'reacted', text: 'Hello', reactions: ['-👍', '👀'] }]);
});

test('a deleted message is told, a form that was sent and a changed home are not', () => {
  const before = [place('support', [line('1', 'Oops')]), place('form', [line('2', 'Reply')], 'form')];
  const now = [place('support', []), place('home', [line('3', 'Your inbox')], 'home')];
  expect(tell(before, now)).toMatchObject([{ kind: 'deleted', text: 'Oops' }]);
});
