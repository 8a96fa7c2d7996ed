import { readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join, relative, resolve, sep } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
/** What puts the parts together, and may import all of them. */
const WIRING = [
  'main.ts',
  'open-services.ts',
  'apply-settings.ts',
  'create-channels.ts',
  'connect-adapters.ts',
  'answer-owner.ts',
  'adapters.ts',
];
const PURE = ['domain', 'lib'];
const APPLICATION = [
  ...PURE,
  'ports',
  'understanding',
  'retrieval',
  'content',
  'analyzer',
  'charts',
  'insights',
  'engine',
  'staff',
  'config',
];

/** What each folder may import beside itself; the table in docs/development.md. */
const MAY_IMPORT: Record<string, string[]> = {
  lib: [],
  domain: ['lib'],
  ports: PURE,
  understanding: PURE,
  retrieval: PURE,
  content: PURE,
  analyzer: [...PURE, 'understanding', 'retrieval', 'content', 'ports'],
  actions: [...PURE, 'ports'],
  store: [...PURE, 'ports'],
  jobs: [...PURE, 'ports'],
  pubsub: [...PURE, 'ports'],
  charts: PURE,
  insights: [...PURE, 'ports', 'charts'],
  reporting: [...PURE, 'ports', 'charts', 'insights', 'config', 'store'],
  engine: [...PURE, 'ports', 'analyzer'],
  staff: [...PURE, 'ports', 'analyzer', 'engine', 'insights'],
  evaluation: [...PURE, 'understanding', 'retrieval', 'content', 'charts'],
  simulation: [...PURE, 'ports', 'actions', 'engine', 'store', 'jobs', 'pubsub'],
  replay: [...APPLICATION, 'simulation'],
  sample: [...PURE, 'ports', 'simulation'],
  stories: [...PURE, 'content', 'ports', 'simulation'],
  config: [...PURE, 'ports', 'adapters.ts'],
  log: [...PURE, 'ports'],
  http: [...PURE, 'config'],
  console: [...APPLICATION, 'http'],
  'process-guard.ts': ['adapters'],
  'owner-socket.ts': [...PURE, 'config'],
  cli: [
    ...APPLICATION,
    'simulation',
    'replay',
    'reporting',
    'sample',
    'stories',
    'evaluation',
    'actions',
    'store',
    'jobs',
    'console',
    'adapters.ts',
    'main.ts',
    'process-guard.ts',
    'log',
    'owner-socket.ts',
  ],
  adapters: [...PURE, 'ports'],
};

interface Import {
  file: string;
  specifier: string;
  typeOnly: boolean;
}

test('every import of the product stays within what its folder may import', () => {
  const violations = ['src', 'adapters'].flatMap(sourceFiles).flatMap(importsOf).filter(isForbidden);
  expect(violations.map(({ file, specifier }) => `${file} imports ${specifier}`)).toEqual([]);
});

function sourceFiles(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => ['.ts', '.tsx'].includes(extname(name)))
    .map((name) => join(folder, name));
}

function importsOf(file: string): Import[] {
  const source = readFileSync(join(ROOT, file), 'utf8');
  const statements = source.matchAll(/^(?:import|export)\s(type\s)?[^'"`;]*?from\s+['"]([^'"]+)['"]/gm);
  const others = source.matchAll(/\bimport(\s+type)?\s*\(?\s*['"]([^'"]+)['"]/g);
  return [...statements, ...others].map(([, type, specifier = '']) => ({
    file,
    specifier,
    typeOnly: type !== undefined,
  }));
}

function isForbidden({ file, specifier, typeOnly }: Import): boolean {
  const from = layerOf(file);
  if (!specifier.startsWith('.')) return from === 'domain';
  const target = relative(ROOT, resolve(ROOT, dirname(file), specifier));
  const to = layerOf(target);
  if (WIRING.includes(from)) return false;
  if (from === 'adapters')
    return to === 'adapters'
      ? ![adapterOf(file), 'shared'].includes(adapterOf(target))
      : !(MAY_IMPORT.adapters ?? []).includes(to);
  if (to === from || (to === 'config' && typeOnly && from !== 'domain')) return false;
  return !(MAY_IMPORT[from] ?? []).includes(to);
}

/** `domain` for src/domain/…, `main.ts` for src/main.ts, `adapters` for everything below adapters/. */
function layerOf(path: string): string {
  const [top = '', layer = ''] = path.split(sep);
  return top === 'src' ? layer : top;
}

function adapterOf(path: string): string {
  return path.split(sep)[1] ?? '';
}
