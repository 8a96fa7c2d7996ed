import type { DeskContent } from '../../domain/content.ts';
import type { Weakness } from '../weakness.ts';

/** Intents that a language of the desk lacks though another has them: one weakness for each language that has intents at all. */
export function missingLocales({ locales }: DeskContent): Weakness[] {
  const named = Object.values(locales).map(({ locale, intents }) => {
    return { locale, names: intents.filter(({ builtIn }) => builtIn !== true).map(({ name }) => name) };
  });
  const speaking = named.filter(({ names }) => names.length > 0);
  return speaking.flatMap(({ locale, names }) => {
    const known = new Set(names);
    const missing = speaking.flatMap((other) =>
      other.names.filter((name) => !known.has(name)).map((name) => ({ name, in: other.locale })),
    );
    const distinct = [...new Set(missing.map(({ name }) => name))].sort();
    if (distinct.length === 0) return [];
    const places = [...new Set(missing.map((one) => one.in))].join(', ');
    const what = distinct.length === 1 ? 'an intent is' : `${distinct.length} intents are`;
    const reason = `${what} in ${places} and not in ${locale}: ${distinct.join(', ')}. Whoever writes ${locale} is not understood there: translate what they may ask for.`;
    return [{ rule: 'missing_locale', locale, subject: distinct, at: undefined, reason }];
  });
}
