/** Tickets as numbers: the words that tell their classes apart, and where and when they came. */

import { createWordReader, LEAST_CUSTOMERS, mostShown, standsAlone } from '../words.ts';

/** A ticket of which the class is known. */
export interface LabelledTicket {
  customerId: string;
  text: string;
  locale: string;
  channel: string;
  /** Of the day by the desk's clock, from 0 to 23. */
  hour: number;
  /** What it was about. */
  label: string;
  /** What the desk's own classifier said, where it said something. */
  predicted?: string | undefined;
}

/** A ticket with its different words, and how each is written. */
export interface ReadTicket extends LabelledTicket {
  words: ReadonlyMap<string, string>;
}

export function readTickets(tickets: readonly LabelledTicket[]): ReadTicket[] {
  const readers = new Map<string, ReturnType<typeof createWordReader>>();
  return tickets.map((ticket) => {
    const read = readers.get(ticket.locale) ?? createWordReader(ticket.locale);
    readers.set(ticket.locale, read);
    const words = read(ticket.text).flat().filter(standsAlone);
    return { ...ticket, words: new Map(words.map(({ term, shown }) => [term, shown])) };
  });
}

/** The words that tell most of the class by being there or not (mutual information), of three customers at least; the most telling first. */
export function chooseWords(tickets: readonly ReadTicket[], most: number): string[] {
  const classes = countBy(tickets.map(({ label }) => label));
  const byWord = new Map<string, ReadTicket[]>();
  for (const ticket of tickets) {
    for (const word of ticket.words.keys()) {
      const having = byWord.get(word);
      if (having) having.push(ticket);
      else byWord.set(word, [ticket]);
    }
  }
  return [...byWord]
    .filter(([, having]) => new Set(having.map(({ customerId }) => customerId)).size >= LEAST_CUSTOMERS)
    .map(([word, having]) => {
      const counts = countBy(having.map(({ label }) => label));
      return { word, tells: mutualInformation(counts, having.length, classes, tickets.length) };
    })
    .toSorted((a, b) => b.tells - a.tells || (a.word < b.word ? -1 : 1))
    .slice(0, most)
    .map(({ word }) => word);
}

function mutualInformation(
  having: ReadonlyMap<string, number>,
  withWord: number,
  classes: ReadonlyMap<string, number>,
  all: number,
): number {
  let sum = 0;
  for (const [label, count] of classes) {
    const there = having.get(label) ?? 0;
    for (const [both, side] of [
      [there, withWord],
      [count - there, all - withWord],
    ] as const) {
      if (both > 0) sum += (both / all) * Math.log((both * all) / (count * side));
    }
  }
  return sum;
}

function countBy(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** A function that gives a ticket as a vector of length 1 of these words, rare ones weighing more; all 0 without any of them. */
export function createVectors(
  tickets: readonly ReadTicket[],
  words: readonly string[],
): (ticket: ReadTicket) => number[] {
  const weights = words.map((word) =>
    Math.log(tickets.length / tickets.filter((ticket) => ticket.words.has(word)).length),
  );
  return (ticket) => {
    const vector = words.map((word, index) => (ticket.words.has(word) ? (weights[index] ?? 0) : 0));
    const length = Math.hypot(...vector);
    return length === 0 ? vector : vector.map((value) => value / length);
  };
}

/** What a tree may ask of a ticket. */
export interface TreeQuestion {
  /** `the word refund`, `channel web`, `hour`. */
  name: string;
  of(ticket: ReadTicket): number;
}

/** Whether each of these words is there, by which channel the ticket came, and at which hour. */
export function treeQuestions(tickets: readonly ReadTicket[], words: readonly string[]): TreeQuestion[] {
  const channels = [...new Set(tickets.map(({ channel }) => channel))].toSorted();
  return [
    ...words.map((word) => ({
      name: `the word ${shownIn(tickets, word)}`,
      of: (ticket: ReadTicket) => (ticket.words.has(word) ? 1 : 0),
    })),
    ...channels.map((name) => ({
      name: `channel ${name}`,
      of: ({ channel }: ReadTicket) => (channel === name ? 1 : 0),
    })),
    { name: 'hour', of: ({ hour }) => hour },
  ];
}

function shownIn(tickets: readonly ReadTicket[], word: string): string {
  const ways = new Map<string, Set<string>>();
  for (const { words, customerId } of tickets) {
    const shown = words.get(word);
    if (shown !== undefined) ways.set(shown, (ways.get(shown) ?? new Set()).add(customerId));
  }
  return mostShown(word, ways);
}
