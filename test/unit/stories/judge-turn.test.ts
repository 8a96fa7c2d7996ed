import { expect, test } from 'vitest';
import type { DecisionRecord } from '../../../src/domain/decision-record.ts';
import { actsOf, type DecidedRequest, judgeTurn, toDecidedRequest } from '../../../src/stories/judge-turn.ts';
import type { Expectation } from '../../../src/stories/story-file.ts';
import { CONTENT } from '../../support/conversation.ts';

function record(parts: Partial<DecisionRecord>): DecisionRecord {
  return {
    rule: 'intent_confident',
    action: 'answered',
    conversationId: 'c1',
    channel: 'web',
    at: 0,
    contentVersion: 'test',
    locale: 'en',
    ticketId: undefined,
    analysis: undefined,
    thresholds: {
      answerIntentAt: 0.6,
      answerArticleAt: 0.6,
      offerAt: 0.2,
      closeWithin: 0.25,
      failuresBeforeHandover: 2,
    },
    messageIds: ['c1'],
    answerIds: ['m1'],
    ...parts,
  };
}

const DECIDED: [what: string, parts: Partial<DecisionRecord>, expected: Partial<DecidedRequest>][] = [
  ['an answer from an intent', { intent: 'gift_card' }, { act: 'answer', intents: ['gift_card'] }],
  [
    'an answer from an article',
    { rule: 'article_confident', articleId: 'returns' },
    { act: 'answer', intents: [], article: 'returns' },
  ],
  ['the same once a choice was pressed', { rule: 'option_chosen', intent: 'gift_card' }, { act: 'answer' }],
  ['the same once a slot was filled', { rule: 'slot_given', intent: 'track_order' }, { act: 'answer' }],
  ['smalltalk', { intent: 'thanks' }, { act: 'smalltalk', intents: ['thanks'] }],
  [
    'a question for a slot',
    { action: 'asked_for_slot', intent: 'track_order' },
    { act: 'ask', intents: ['track_order'] },
  ],
  ['a question for other words', { rule: 'not_readable', action: 'asked_to_rephrase' }, { act: 'ask', intents: [] }],
  [
    'an offer, by what comes first in it',
    { rule: 'candidates_likely', action: 'offered_choices', intent: 'return_item', articleId: 'returns' },
    { act: 'offer', intents: ['return_item'], article: 'returns' },
  ],
  [
    'a handover for an intent',
    { action: 'handed_over', reason: 'intent', intent: 'complaint' },
    { act: 'handover', reason: 'intent', intents: ['complaint'] },
  ],
  [
    'a handover on request, which is about every intent that asks for a person',
    { rule: 'person_requested', action: 'handed_over', reason: 'requested' },
    { act: 'handover', reason: 'requested', intents: ['contact_human_agent'] },
  ],
  ['a ticket opened again', { rule: 'recently_resolved', action: 'reopened' }, { act: 'handover', reason: undefined }],
  ['closing words', { rule: 'talk_closed', action: 'informed' }, { act: 'smalltalk' }],
  ['no person wanted', { rule: 'person_declined', action: 'informed' }, { act: 'smalltalk' }],
  ['a question called off', { rule: 'slot_called_off', action: 'called_off' }, { act: 'smalltalk' }],
  ['a command', { rule: 'command_given', action: 'informed' }, { act: 'answer' }],
  ['a button that stands for nothing', { rule: 'option_unknown', action: 'informed' }, { act: 'ask' }],
  ['words for staff', { rule: 'with_staff', action: 'added_to_ticket', answerIds: [] }, { act: 'nothing' }],
  ['words for staff that are answered', { rule: 'with_staff', action: 'added_to_ticket' }, { act: 'smalltalk' }],
  ['silence', { rule: 'belongs_to_turn_before', action: 'said_nothing', answerIds: [] }, { act: 'nothing' }],
];

test.each(DECIDED)('%s is told by its record', (_what, parts, expected) => {
  expect(toDecidedRequest(record(parts), CONTENT)).toMatchObject(expected);
});

function request(act: DecidedRequest['act'], parts: Partial<DecidedRequest> = {}): DecidedRequest {
  return { act, intents: [], article: undefined, reason: undefined, rule: 'intent_confident', ...parts };
}

const TRACKED = request('answer', { intents: ['track_order'], article: 'track' });
const PAID = request('answer', { intents: ['payment'] });
const HANDED_OVER = request('handover', { reason: 'requested', intents: ['person', 'agent'] });

const JUDGED: [what: string, expected: Expectation, requests: DecidedRequest[], texts: string[], unmet: string[]][] = [
  ['nothing is expected', {}, [TRACKED], [], []],
  ['one of several acts happened', { does: ['ask', 'answer'] }, [TRACKED], [], []],
  ['none of the acts happened', { does: ['ask', 'offer'] }, [TRACKED], [], ['does']],
  ['nothing was decided', { does: 'nothing' }, [], [], []],
  [
    'nothing is expected to happen, and something does',
    { does: 'nothing' },
    [TRACKED, request('nothing')],
    [],
    ['does'],
  ],
  ['the second request did it', { does: 'handover' }, [TRACKED, HANDED_OVER], [], []],
  ['it was about one of several intents', { intent: ['payment', 'track_order'] }, [TRACKED], [], []],
  ['it was about another intent', { intent: 'payment' }, [TRACKED], [], ['intent']],
  ['it was about any of those that ask for a person', { intent: 'agent' }, [HANDED_OVER], [], []],
  ['the article was another', { article: ['track'] }, [PAID], [], ['article']],
  ['both requests were dealt with', { intent: 'track_order', alsoIntent: 'payment' }, [TRACKED, PAID], [], []],
  ['in the other order', { intent: 'payment', alsoIntent: ['track_order'] }, [TRACKED, PAID], [], []],
  ['only one request was', { intent: 'track_order', alsoIntent: 'payment' }, [TRACKED], [], ['alsoIntent']],
  ['one request is not two', { intent: 'payment', alsoIntent: 'payment' }, [PAID], [], ['alsoIntent']],
  ['another request than whatever came first', { alsoIntent: 'payment' }, [TRACKED, PAID], [], []],
  ['the reason was one of these', { reason: ['angry', 'requested'] }, [HANDED_OVER], [], []],
  ['the reason was another', { reason: 'angry' }, [HANDED_OVER], [], ['reason']],
  ['all words were said, over several texts', { replyHas: ['One', 'TWO'] }, [], ['one', 'and two'], []],
  ['not all words were said', { replyHas: ['one', 'two'] }, [], ['one'], ['replyHas']],
  [
    'words are found as they are read',
    { replyHas: ['order 10-A is on its way', '1*2'] },
    [],
    ['The order **10\\-A**\nis on its way: 1\\*2'],
    [],
  ],
  ['words in simplified characters are found in traditional ones', { replyHas: '发票' }, [], ['開發票'], []],
  [
    'words in traditional characters are not found in simplified ones',
    { replyHas: '發票' },
    [],
    ['开发票'],
    ['replyHas'],
  ],
  ['words are found across lines of Chinese', { replyHas: '已经寄出' }, [], ['您的订单已经\n寄出'], []],
  ['what must not happen did not', { not: { does: ['handover'], intent: 'payment' } }, [TRACKED], [], []],
  ['what must not happen did', { not: { does: ['ask', 'answer'] } }, [TRACKED], [], ['not.does']],
  ['one word too many was said', { not: { replyHas: ['one', 'two'] } }, [], ['one'], ['not.replyHas']],
  [
    'everything that does not hold is told',
    { does: 'ask', intent: 'payment', not: { article: 'track' } },
    [TRACKED],
    [],
    ['does', 'intent', 'not.article'],
  ],
];

test.each(JUDGED)('a turn is judged where %s', (_what, expected, requests, texts, unmet) => {
  expect(judgeTurn(expected, { requests, texts })).toEqual(unmet);
});

test('nothing happened only where nothing else did', () => {
  expect(actsOf({ requests: [], texts: [] })).toEqual(['nothing']);
  expect(actsOf({ requests: [request('nothing'), TRACKED, PAID], texts: [] })).toEqual(['answer']);
});
