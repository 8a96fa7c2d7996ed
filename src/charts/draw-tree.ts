/** Decision trees, which the drawing library has no words for: each node under its question, from left to right. */

import { axisWords } from './axis-words.ts';
import { type TreeNode, toLabel } from './chart.ts';
import { escapeMarkup } from './escape-markup.ts';
import type { Palette } from './palette.ts';

const BOX_WIDTH = 148;
const BOX_HEIGHT = 40;
const GAP = 12;
const LEVEL_HEIGHT = 84;

interface Placed {
  node: TreeNode;
  x: number;
  depth: number;
  children: Placed[];
}

/** A tree's drawing, as wide as its leaves need. */
export function drawTree(root: TreeNode, palette: Palette): { width: number; height: number; content: string } {
  let next = 0;
  const place = (node: TreeNode, depth: number): Placed => {
    const children = node.children.map((child) => place(child, depth + 1));
    if (children.length === 0) next += 1;
    const first = children[0]?.x ?? next - 1;
    const last = children.at(-1)?.x ?? next - 1;
    return { node, x: (first + last) / 2, depth, children };
  };
  const placed = place(root, 0);
  const depth = deepest(placed);
  const width = Math.max(360, next * (BOX_WIDTH + GAP) + GAP);
  return { width, height: (depth + 1) * LEVEL_HEIGHT, content: nodeContent(placed, palette) };
}

function deepest({ depth, children }: Placed): number {
  return Math.max(depth, ...children.map(deepest));
}

function nodeContent({ node, x, depth, children }: Placed, palette: Palette): string {
  const centre = GAP + BOX_WIDTH / 2 + x * (BOX_WIDTH + GAP);
  const top = 8 + depth * LEVEL_HEIGHT;
  const isLeaf = children.length === 0;
  const lines = children.map((child) => {
    const to = GAP + BOX_WIDTH / 2 + child.x * (BOX_WIDTH + GAP);
    const below = 8 + child.depth * LEVEL_HEIGHT;
    const middle = (top + BOX_HEIGHT + below) / 2;
    return [
      `<path d="M${round(centre)},${top + BOX_HEIGHT}L${round(to)},${below}" fill="none" stroke="${palette.line}" stroke-width="1.5"/>`,
      child.node.edge === undefined
        ? ''
        : `<text x="${round((centre + to) / 2)}" y="${round(middle)}" fill="${palette.muted}" font-size="11">${escapeMarkup(toLabel(child.node.edge, 16))}</text>`,
      nodeContent(child, palette),
    ].join('');
  });
  return [
    ...lines,
    `<rect x="${round(centre - BOX_WIDTH / 2)}" y="${top}" width="${BOX_WIDTH}" height="${BOX_HEIGHT}" rx="6" fill="${palette.paper}" stroke="${isLeaf ? palette.series[0] : palette.muted}" stroke-width="${isLeaf ? 2 : 1}"/>`,
    `<text x="${round(centre)}" y="${top + 17}">${escapeMarkup(toLabel(node.label, 21))}</text>`,
    `<text x="${round(centre)}" y="${top + 32}" fill="${palette.muted}" font-size="11">n = ${axisWords(node.count, 'count')}</text>`,
  ].join('');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
