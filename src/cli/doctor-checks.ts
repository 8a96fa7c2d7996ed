/** What the doctor looks at, and what it says of the program's surroundings: Node, configuration, content and the port. */

import { once } from 'node:events';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { checkActionSetup } from '../actions/check-setup.ts';
import { ADAPTERS } from '../adapters.ts';
import { type DeskSettings, parseDeskFile, readDeskFile } from '../config/desk-file.ts';
import { type Environment, findUnnamedProxy, parseEnvironment } from '../config/environment.ts';
import { findMisnamedVariables, readEnvironmentFile } from '../config/environment-file.ts';
import { type LoadedContent, loadContent } from '../content/load-content.ts';
import type { Action } from '../domain/actions/action.ts';
import { PHRASE_KEYS } from '../domain/phrases.ts';
import { ticketCategories } from '../domain/ticket-categories.ts';
import { systemClock } from '../engine/timers/system-clock.ts';
import { messageOf, reasonOf } from '../lib/errors.ts';
import { encoderToInstall } from '../understanding/sentence-encoder.ts';
import { type Diagnostic, diagnosticsAbout } from './doctor-diagnostic.ts';
import { examinePlatformSettings, examinePlatforms } from './doctor-platforms.ts';
import { examineRedis } from './doctor-redis.ts';
import { examineStore } from './doctor-store.ts';

/** The least version of Node, as package.json has it. */
const LEAST_NODE = [20, 19] as const;
const PATIENCE_MS = 3_000;
const MOST_PROBLEMS = 20;

/** Looks at everything a desk in the folder needs; `offline`, at nothing on the platforms. `variables` are those set outside its `.env`. */
export async function examineDesk(
  root: string,
  variables: NodeJS.ProcessEnv,
  node: string,
  { offline = false } = {},
): Promise<Diagnostic[]> {
  const { diagnostics, environment } = examineEnvironment(root, variables);
  const contentDir = resolve(root, environment?.CONTENT_DIR ?? '.');
  const desk = await examineDeskFile(contentDir);
  const content = await examineContent(contentDir, desk.settings?.defaultLocale);
  const rest = environment && (await examineSurroundings(root, environment));
  const settings = desk.settings ?? parseDeskFile('');
  const { categories } = content;
  const platforms = environment && { adapters: ADAPTERS, environment, settings, categories, clock: systemClock };
  return [
    examineNode(node),
    ...diagnostics,
    ...desk.diagnostics,
    ...(platforms && desk.settings ? examinePlatformSettings(platforms) : []),
    ...content.diagnostics,
    ...examineActions(content.actions, settings, { ...readEnvironmentFile(root), ...variables }),
    ...(rest ?? []),
    ...(platforms && !offline ? await examinePlatforms(platforms) : []),
  ];
}

async function examineSurroundings(root: string, environment: Environment): Promise<Diagnostic[]> {
  const { DATA_DIR, REDIS_URL } = environment;
  const store = await examineStore(resolve(root, DATA_DIR));
  return [
    ...store.diagnostics,
    ...(REDIS_URL === undefined ? [] : await examineRedis(REDIS_URL)),
    await examinePort(environment, store.inUse),
  ];
}

function examineNode(version: string): Diagnostic {
  const { ok, problem } = diagnosticsAbout('Node');
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isOld = major < LEAST_NODE[0] || (major === LEAST_NODE[0] && minor < LEAST_NODE[1]);
  return isOld ? problem(`version ${version} is too old`, `Install ${LEAST_NODE.join('.')} or newer.`) : ok(version);
}

function examineEnvironment(root: string, variables: NodeJS.ProcessEnv) {
  const { ok, warning, problem } = diagnosticsAbout('Configuration');
  try {
    const inFile = readEnvironmentFile(root);
    const environment = parseEnvironment({ ...inFile, ...variables });
    const misnamed = findMisnamedVariables(inFile).map((text) => warning(text, 'Correct its name in .env.'));
    const unnamedProxy = findUnnamedProxy(environment);
    const advice = 'Set TRUSTED_PROXIES to the address of the proxy; docs/operations.md says how.';
    const proxy = unnamedProxy === undefined ? [] : [warning(unnamedProxy, advice)];
    return { diagnostics: [ok('environment variables'), ...misnamed, ...proxy], environment };
  } catch (error) {
    const advice = 'Correct them in .env or where they are set; .env.example lists all.';
    return { diagnostics: [problem(messageOf(error), advice)], environment: undefined };
  }
}

async function examineDeskFile(
  folder: string,
): Promise<{ diagnostics: Diagnostic[]; settings: DeskSettings | undefined }> {
  const { ok, warning, problem } = diagnosticsAbout('Configuration');
  try {
    const settings = await readDeskFile(folder);
    const warnings = settings.warnings.map((text) => warning(text, 'Have a look at the file.'));
    const named = ok(`desk.yaml: the desk is called ${settings.name}`);
    return { diagnostics: [named, ...warnings, ...examineEncoder(settings)], settings };
  } catch (error) {
    return { diagnostics: [problem(messageOf(error), 'Correct desk.yaml.')], settings: undefined };
  }
}

/** Nothing of a desk that names no encoder. */
function examineEncoder({ embedding }: DeskSettings): Diagnostic[] {
  if (embedding === undefined) return [];
  const { ok, warning } = diagnosticsAbout('Embedding');
  const command = encoderToInstall(embedding);
  if (command === undefined) return [ok(`${embedding} is installed`)];
  return [
    warning(`${embedding} is not installed: the desk learns without it`, `Run "${command}" in Relaydesk's folder.`),
  ];
}

async function examineContent(
  root: string,
  defaultLocale: string | undefined,
): Promise<{ diagnostics: Diagnostic[]; categories: string[] | undefined; actions: Action[] }> {
  const loaded = await loadContent({ root, defaultLocale, phraseKeys: PHRASE_KEYS });
  const categories = loaded.content && ticketCategories(loaded.content);
  return { diagnostics: describeContent(loaded), categories, actions: loaded.actions };
}

/** Nothing of a desk without actions. */
function examineActions(
  actions: Action[],
  { actionHosts }: DeskSettings,
  variables: Readonly<Record<string, string | undefined>>,
): Diagnostic[] {
  if (actions.length === 0) return [];
  const { ok, warning } = diagnosticsAbout('Actions');
  const found = checkActionSetup(actions, actionHosts, variables);
  if (found.length === 0) return [ok(`${actions.length} can be performed`)];
  const advice = 'Until then it fails, and the desk answers without it: docs/actions.md.';
  return found.map(({ file, reason }) => warning(`${file}: ${reason}`, advice));
}

function describeContent({ diagnostics, counts }: LoadedContent): Diagnostic[] {
  const { ok, warning, problem } = diagnosticsAbout('Content');
  const found = diagnostics.slice(0, MOST_PROBLEMS).map(({ file, line, severity, reason }) => {
    const text = `${file}:${line}: ${reason}`;
    return severity === 'error' ? problem(text, 'Correct the file.') : warning(text, 'Have a look at the file.');
  });
  const more = diagnostics.length - found.length;
  if (more > 0)
    found.push(warning(`and ${more} more problems`, 'List them: relaydesk intents check, knowledge check.'));
  if (found.some(({ level }) => level === 'problem')) return found;
  const locales = Object.entries(counts).map(
    ([locale, { intents, articles }]) => `${intents} intents and ${articles} articles in ${locale}`,
  );
  return [ok(locales.join(', ')), ...found];
}

async function examinePort({ HOST, PORT }: Environment, inUse: boolean): Promise<Diagnostic> {
  const { ok, warning, problem } = diagnosticsAbout('Port');
  if (PORT === 0) return ok('a free one is taken at each start');
  const failure = await tryToListen(HOST, PORT);
  if (failure === undefined) {
    if (!inUse) return ok(`${PORT} is free`);
    return warning(`a desk is running, but not at ${HOST}:${PORT}`, 'Was it started with another HOST or PORT?');
  }
  if (failure === 'EADDRINUSE') {
    const url = urlOf(HOST, PORT);
    if (inUse && (await isHealthy(url))) return ok(`the running desk answers at ${url}`);
    return problem(`${PORT} is taken by another program`, 'Stop that one, or choose another PORT.');
  }
  if (failure === 'EACCES') return problem(`${PORT} needs more rights`, 'Choose a PORT from 1024 on.');
  return problem(`${HOST}:${PORT} cannot be listened on (${failure})`, 'Choose an address of this machine as HOST.');
}

/** The system's code for why the address cannot be listened on; undefined when it can. */
async function tryToListen(host: string, port: number): Promise<string | undefined> {
  const server = createServer();
  try {
    await once(server.listen(port, host), 'listening');
    return undefined;
  } catch (error) {
    return reasonOf(error);
  } finally {
    server.close();
  }
}

function urlOf(host: string, port: number): string {
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(PATIENCE_MS) })).ok;
  } catch {
    // Whatever keeps it from answering, it is not a desk in good health.
    return false;
  }
}
