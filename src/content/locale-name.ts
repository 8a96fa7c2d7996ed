/** Language tags as folder names. */

import { type Diagnostic, errorAt } from './diagnostics.ts';

const languageNames = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

/** What is wrong with a folder name that should be a language tag (BCP 47, written as Unicode does). */
export function localeDiagnostic(name: string): Diagnostic | undefined {
  const canonical = toCanonical(name) ?? toCanonical(name.replaceAll('_', '-'));
  if (canonical === name) return undefined;
  const advice = canonical === undefined ? 'such as en, zh or pt-BR' : `here ${canonical}`;
  return errorAt(1, `this folder has to be named by a language tag, ${advice}`);
}

function toCanonical(tag: string): string | undefined {
  try {
    const { baseName, language } = new Intl.Locale(tag);
    return languageNames.of(language) === undefined ? undefined : baseName;
  } catch {
    return undefined;
  }
}
