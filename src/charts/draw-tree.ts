/** Decision trees, which the drawing library has no words for: side by side where there is room, else one below the other. */

import { axisWords } from './axis-words.ts';
import { type Canvas, type Drawing, EDGE, fitLabel, leftOutNote, round, widestOf, withNote } from './canvas.ts';
import { isFew, type TreeChart, type TreeNode } from './chart.ts';
import { escapeMarkup } from './escape-markup.ts';
import { type Palette, seriesColor } from './palette.ts';

const GAP = 14;
const BOX_HEIGHT = 42;
const LEVEL_HEIGHT = 92;
const ROW_HEIGHT = 30;
const INDENT = 18;
const MOST_NODES = 120;

/** A tree with each question above its answers, or before them where they are many. */
export function drawTree({ root }: TreeChart, canvas: Canvas): Drawing {
  const leaves = countLeaves(root);
  const boxWidth = Math.min(190, Math.max(90, 20 + widestOf(labelsOf(root))));
  const isWide = 2 * EDGE + leaves * (boxWidth + GAP) - GAP <= canvas.width;
  return isWide ? drawBoxes(root, boxWidth, canvas) : drawOutline(root, canvas);
}

function countLeaves({ children }: TreeNode): number {
  return children.length === 0 ? 1 : children.reduce((sum, child) => sum + countLeaves(child), 0);
}

function labelsOf({ label, count, children }: TreeNode): string[] {
  return [fitLabel(label, 400), countWords(count), ...children.flatMap(labelsOf)];
}

function countWords(count: number): string {
  return `n = ${axisWords(count, 'count')}`;
}

interface Placed {
  node: TreeNode;
  /** The middle of its box. */
  x: number;
  depth: number;
  children: Placed[];
}

function drawBoxes(root: TreeNode, boxWidth: number, { palette, width }: Canvas): Drawing {
  const treeWidth = countLeaves(root) * (boxWidth + GAP) - GAP;
  let next = Math.max(EDGE, (width - treeWidth) / 2) + boxWidth / 2;
  let deepest = 0;
  const place = (node: TreeNode, depth: number): Placed => {
    deepest = Math.max(deepest, depth);
    const children = node.children.map((child) => place(child, depth + 1));
    const [first, last] = [children[0]?.x, children.at(-1)?.x];
    if (first !== undefined && last !== undefined) return { node, x: (first + last) / 2, depth, children };
    const x = next;
    next += boxWidth + GAP;
    return { node, x, depth, children };
  };
  const content = boxesOf(place(root, 0), boxWidth, palette);
  return { width, height: 8 + deepest * LEVEL_HEIGHT + BOX_HEIGHT + 12, content };
}

function boxesOf({ node, x, depth, children }: Placed, boxWidth: number, palette: Palette): string {
  const top = 8 + depth * LEVEL_HEIGHT;
  const isLeaf = children.length === 0;
  const stroke = isLeaf && !isFew(node) ? seriesColor(palette, 0) : palette.muted;
  const dashes = isFew(node) ? ' stroke-dasharray="3,2"' : '';
  const ways = children.map((child) => {
    const below = 8 + child.depth * LEVEL_HEIGHT;
    const middle = (x + child.x) / 2;
    const side = child.x < x ? 'end' : child.x > x ? 'start' : 'middle';
    return [
      `<path d="M${round(x)},${top + BOX_HEIGHT}L${round(child.x)},${below}" fill="none" stroke="${palette.muted}"/>`,
      child.node.edge === undefined
        ? ''
        : text(
            middle + (side === 'end' ? -8 : 8),
            (top + BOX_HEIGHT + below) / 2,
            fitLabel(child.node.edge, boxWidth),
            { fill: palette.muted, anchor: side },
          ),
      boxesOf(child, boxWidth, palette),
    ].join('');
  });
  return [
    ...ways,
    `<rect x="${round(x - boxWidth / 2)}" y="${top}" width="${boxWidth}" height="${BOX_HEIGHT}" rx="6" fill="${palette.surface}" stroke="${stroke}" stroke-width="${isLeaf ? 2 : 1}"${dashes}/>`,
    text(x, top + 18, fitLabel(node.label, boxWidth - 12), { fill: palette.ink, anchor: 'middle' }),
    text(x, top + 34, countWords(node.count), { fill: palette.muted, anchor: 'middle' }),
  ].join('');
}

/** A row for each node, a step in for each question before it. */
function drawOutline(root: TreeNode, canvas: Canvas): Drawing {
  const { palette, width } = canvas;
  const rows: { node: TreeNode; depth: number; parent: number }[] = [];
  const add = (node: TreeNode, depth: number, parent: number): void => {
    const index = rows.push({ node, depth, parent }) - 1;
    for (const child of node.children) add(child, depth + 1, index);
  };
  add(root, 0, 0);
  const shown = rows.slice(0, MOST_NODES);
  const content = shown.map(({ node, depth, parent }, index) => {
    const x = EDGE + Math.min(depth, 10) * INDENT;
    const y = 8 + index * ROW_HEIGHT + ROW_HEIGHT / 2;
    const from = 8 + parent * ROW_HEIGHT + ROW_HEIGHT / 2;
    const isLeaf = node.children.length === 0;
    const edge = node.edge === undefined ? '' : `${fitLabel(node.edge, 90)}: `;
    const count = countWords(node.count);
    const color = isFew(node) ? palette.muted : seriesColor(palette, 0);
    const fill = isLeaf && !isFew(node) ? color : palette.surface;
    return [
      index === 0
        ? ''
        : `<path d="M${round(x - INDENT + 5)},${from + 5}V${y}H${round(x)}" fill="none" stroke="${palette.muted}"/>`,
      `<circle cx="${round(x + 5)}" cy="${y}" r="5" fill="${fill}" stroke="${color}" stroke-width="1.5"/>`,
      text(x + 16, y + 4, fitLabel(`${edge}${node.label}`, width - x - 40 - widestOf([count])), {
        fill: isLeaf ? palette.ink : palette.muted,
        anchor: 'start',
      }),
      text(width - EDGE, y + 4, count, { fill: palette.muted, anchor: 'end' }),
    ].join('');
  });
  const drawing = { width, height: 16 + shown.length * ROW_HEIGHT, content: content.join('') };
  return withNote(drawing, leftOutNote(shown.length, rows.length), canvas);
}

function text(
  x: number,
  y: number,
  words: string,
  { fill, anchor }: { fill: string; anchor: 'start' | 'middle' | 'end' },
): string {
  return `<text x="${round(x)}" y="${round(y)}" fill="${fill}" text-anchor="${anchor}">${escapeMarkup(words)}</text>`;
}
