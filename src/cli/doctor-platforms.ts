/** What the doctor says of the chat platforms. */

import type { PlatformFact } from '../ports/adapter.ts';
import { type CheckAdaptersOptions, checkAdapters, type PlatformCheck, reviewAdapters } from './check-adapters.ts';
import { type Diagnostic, diagnosticsAbout } from './doctor-diagnostic.ts';

/** Some platforms are asked a dozen things. */
const PATIENCE_MS = 15_000;

/** Asks the platforms whose tokens are set. One that cannot be reached is no problem: the desk waits for it. */
export async function examinePlatforms(options: CheckAdaptersOptions, patienceMs = PATIENCE_MS): Promise<Diagnostic[]> {
  return (await checkAdapters(options, patienceMs)).flatMap(toDiagnostics);
}

/** What is at odds within the settings of the platforms, which they themselves do not know of. */
export function examinePlatformSettings(options: CheckAdaptersOptions): Diagnostic[] {
  const { warning } = diagnosticsAbout('Configuration');
  return reviewAdapters(options).map(({ text, advice }) => warning(text, advice));
}

function toDiagnostics(check: PlatformCheck): Diagnostic[] {
  const { ok, warning, problem } = diagnosticsAbout(check.platform);
  if (check.state === 'unreached') {
    const advice = 'See that this machine may reach it; a running desk tries again by itself.';
    return [warning(`${check.address} could not be reached (${check.reason})`, advice)];
  }
  return check.facts.map((fact) => (fact.ok ? ok(fact.what) : problem(fact.what, adviceOf(fact, check.platform))));
}

/** A sentence, but for an address at its end, which people copy. */
function adviceOf({ todo }: PlatformFact, platform: string): string {
  if (todo === undefined) return `Compare with what \`relaydesk setup ${platform.toLowerCase()}\` says.`;
  const sentence = todo.charAt(0).toUpperCase() + todo.slice(1);
  const lastWord = sentence.slice(sentence.lastIndexOf(' ') + 1);
  return lastWord.endsWith('.') || lastWord.includes('://') ? sentence : `${sentence}.`;
}
