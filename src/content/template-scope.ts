/** Checks a wording against what it will be filled with. */

import { provesValue } from '../domain/templates/condition.ts';
import { parseTemplate, type TemplateMistake, type TemplateNode } from '../domain/templates/parse-template.ts';
import type { ScalarType } from '../domain/templates/template-value.ts';
import { didYouMean } from '../lib/nearest.ts';

/** What is known of a value before it is there. */
export interface ExpectedValue {
  type: ScalarType | 'list';
  /** Whether it may be missing. */
  isOptional: boolean;
  /** Of a list. */
  items?: ReadonlyMap<string, ExpectedValue> | undefined;
}

export type Scope = ReadonlyMap<string, ExpectedValue>;

/** Every mistake in a template: what cannot be read, values that there are none of, and those that may be missing. */
export function checkTemplate(source: string, scope: Scope, explainUnknown = unknownValue): TemplateMistake[] {
  const { nodes, mistakes } = parseTemplate(source);
  const unknown = (name: string, row: number) => ({ row, reason: explainUnknown(name, scope) });
  return [...mistakes, ...nodes.flatMap((node) => checkNode(node, scope, unknown))];
}

type Unknown = (name: string, row: number) => TemplateMistake;

function checkNode(node: TemplateNode, scope: Scope, unknown: Unknown): TemplateMistake[] {
  if (node.kind === 'text') return [];
  if (node.kind === 'value') return checkValue(node, scope, unknown);
  if (node.kind === 'each') {
    const list = scope.get(node.list);
    if (list === undefined) return [unknown(node.list, node.row)];
    if (list.type !== 'list') return [{ row: node.row, reason: `${node.list} is no list, but ${list.type}` }];
    const items = [...(list.items ?? [])].map(([name, value]) => [`${node.item}.${name}`, value] as const);
    const inner = new Map([...scope, ...items]);
    return node.nodes.flatMap((one) => checkNode(one, inner, unknown));
  }
  let inner = scope;
  return node.branches.flatMap(({ condition, nodes, row }) => {
    if (condition === undefined) return nodes.flatMap((one) => checkNode(one, inner, unknown));
    const value = scope.get(condition.name);
    if (value === undefined) return [unknown(condition.name, row)];
    const own =
      value.type === 'list' && condition.texts !== undefined
        ? [{ row, reason: `${condition.name} is a list: write {if ${condition.name}} to ask whether it has entries` }]
        : [];
    const taken = provesValue(condition, true) ? withValue(inner, condition.name) : inner;
    if (provesValue(condition, false)) inner = withValue(inner, condition.name);
    return [...own, ...nodes.flatMap((one) => checkNode(one, taken, unknown))];
  });
}

function withValue(scope: Scope, name: string): Scope {
  const value = scope.get(name);
  return value === undefined ? scope : new Map([...scope, [name, { ...value, isOptional: false }]]);
}

function checkValue(
  { name, row, inLink }: Extract<TemplateNode, { kind: 'value' }>,
  scope: Scope,
  unknown: Unknown,
): TemplateMistake[] {
  const value = scope.get(name);
  if (value === undefined) return [unknown(name, row)];
  if (value.type === 'list') return [{ row, reason: `${name} is a list: write {each one in ${name}} … {end}` }];
  if (value.type === 'boolean') return [{ row, reason: `${name} is true or false: ask for it with {if ${name}}` }];
  if (inLink && value.type !== 'url') {
    return [{ row, reason: `the link leads to {${name}}, which is of type ${value.type}: only a url can stand there` }];
  }
  if (!value.isOptional) return [];
  return [{ row, reason: `{${name}} may be missing: put it between {if ${name}} and {end}` }];
}

function unknownValue(name: string, scope: Scope): string {
  const known = [...scope.keys()];
  return `there is no value ${name} here.${didYouMean(name, known, '"') || ` There are: ${known.join(', ') || 'none'}.`}`;
}
