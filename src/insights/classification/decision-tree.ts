/** A decision tree over tickets, to be read and drawn. */

import { type CartNode, DecisionTreeClassifier } from 'ml-cart';
import type { ReadTicket, TreeQuestion } from './features.ts';

/** A node with its tickets; without a condition it is a leaf. */
export interface DecisionNode {
  /** `the word refund`, or `hour before 9.5`; the first child is where it holds, the second where it does not. */
  condition: string | undefined;
  count: number;
  /** How many tickets of each class there are, the most frequent first. */
  classes: { label: string; count: number }[];
  /** The most frequent class, which is what the node says. */
  label: string;
  children: DecisionNode[];
}

export interface DecisionTree {
  root: DecisionNode;
  tell(ticket: ReadTicket): string;
}

const LEAST_AT_LEAF = 5;

/**
 * Grows a tree by the Gini gain (L. Breiman and others, "Classification and Regression Trees", 1984). The library's threshold of the gain is
 * set to 0: as it comes it stops far too early. Tickets are given to it in the order of their classes, since it tries a split wherever the
 * class changes, which in any other order is nearly everywhere and gives the same tree in hours.
 */
export function growTree(
  tickets: readonly ReadTicket[],
  questions: readonly TreeQuestion[],
  maxDepth: number,
): DecisionTree {
  const labels = [...new Set(tickets.map(({ label }) => label))].toSorted();
  const ordered = tickets.toSorted((a, b) => labels.indexOf(a.label) - labels.indexOf(b.label));
  const tree = new DecisionTreeClassifier({ gainThreshold: 0, maxDepth, minNumSamples: LEAST_AT_LEAF });
  tree.train(
    ordered.map((ticket) => questions.map(({ of }) => of(ticket))),
    ordered.map(({ label }) => labels.indexOf(label)),
  );
  const root = toNode(tree.root, ordered, questions);
  return {
    root,
    tell(ticket) {
      let [node, own]: [CartNode, DecisionNode] = [tree.root, root];
      for (;;) {
        const [holds, not] = own.children;
        if (holds === undefined || not === undefined || !node.left || !node.right) return own.label;
        const isLess = goesLeft(node, ticket, questions);
        own = asksForLess(node, questions) === isLess ? holds : not;
        node = isLess ? node.left : node.right;
      }
    },
  };
}

function goesLeft(
  { splitColumn = 0, splitValue = 0 }: CartNode,
  ticket: ReadTicket,
  questions: readonly TreeQuestion[],
) {
  return (questions[splitColumn]?.of(ticket) ?? 0) < splitValue;
}

/** Hours are asked for being before; words and channels for being there. */
function asksForLess({ splitColumn = 0 }: CartNode, questions: readonly TreeQuestion[]): boolean {
  return questions[splitColumn]?.name === 'hour';
}

function toNode(node: CartNode, tickets: readonly ReadTicket[], questions: readonly TreeQuestion[]): DecisionNode {
  const counts = new Map<string, number>();
  for (const { label } of tickets) counts.set(label, (counts.get(label) ?? 0) + 1);
  const classes = [...counts].map(([label, count]) => ({ label, count })).toSorted((a, b) => b.count - a.count);
  const own = { count: tickets.length, classes, label: classes[0]?.label ?? '' };
  const { left, right, splitColumn = 0, splitValue = 0 } = node;
  if (!left || !right) return { condition: undefined, ...own, children: [] };
  const less = toNode(
    left,
    tickets.filter((ticket) => goesLeft(node, ticket, questions)),
    questions,
  );
  const more = toNode(
    right,
    tickets.filter((ticket) => !goesLeft(node, ticket, questions)),
    questions,
  );
  const name = questions[splitColumn]?.name ?? '';
  if (less.children.length + more.children.length === 0 && less.label === more.label) {
    // Both answers say the same: the question says nothing.
    return { condition: undefined, ...own, children: [] };
  }
  return asksForLess(node, questions)
    ? { condition: `${name} before ${splitValue}`, ...own, children: [less, more] }
    : { condition: name, ...own, children: [more, less] };
}
