import { readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join, relative, resolve, sep } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const CORE = ['domain', 'lib', 'understanding', 'retrieval', 'content', 'store', 'jobs', 'insights'];
const APPLICATION = [...CORE, 'desk', 'config'];

/** What each room may import beside itself; the table in docs/development.md. */
const MAY_IMPORT: Record<string, string[]> = {
  domain: [],
  lib: [],
  understanding: ['domain', 'lib'],
  retrieval: ['domain'],
  content: ['domain', 'lib'],
  store: ['domain'],
  jobs: ['domain'],
  insights: ['domain', 'store'],
  desk: CORE,
  config: ['domain'],
  console: APPLICATION,
  'http-app.ts': [],
  'http-server.ts': ['config', 'http-app.ts'],
  'process-guard.ts': ['adapters'],
  'owner-socket.ts': ['config'],
  log: ['domain'],
  cli: [...APPLICATION, 'console', 'platforms', 'main.ts', 'process-guard.ts', 'log', 'owner-socket.ts'],
  adapters: ['domain'],
};

interface Import {
  file: string;
  specifier: string;
  typeOnly: boolean;
}

test('every import of the product stays within what its room may import', () => {
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
  const from = roomOf(file);
  if (!specifier.startsWith('.')) return from === 'domain';
  const target = relative(ROOT, resolve(ROOT, dirname(file), specifier));
  const to = roomOf(target);
  if (from === 'main.ts' || from === 'platforms') return false;
  if (from === 'adapters')
    return to === 'adapters' ? ![adapterOf(file), 'kit'].includes(adapterOf(target)) : to !== 'domain';
  if (to === from || (to === 'config' && typeOnly && from !== 'domain')) return false;
  return !(MAY_IMPORT[from] ?? []).includes(to);
}

/** `domain` for src/domain/…, `main.ts` for src/main.ts, `adapters` for everything below adapters/. */
function roomOf(path: string): string {
  const [top = '', room = ''] = path.split(sep);
  return top === 'src' ? room : top;
}

function adapterOf(path: string): string {
  return path.split(sep)[1] ?? '';
}
