/** Which of the desk's languages a page is shown in. */

import type { Context } from 'hono';
import { accepts } from 'hono/accepts';
import { getCookie, setCookie } from 'hono/cookie';
import { findLocale } from '../../src/domain/locales.ts';

const COOKIE = 'relaydesk_language';
const MAX_AGE_S = 400 * 24 * 60 * 60;

/**
 * The locale asked for in `?lang=`, else the one chosen earlier, else the best of Accept-Language, else the first, the desk's default. A choice
 * in `?lang=` is remembered.
 */
export function chooseLocale(c: Context, locales: string[], secure: boolean): string {
  const asked = findLocale(c.req.query('lang'), locales);
  if (asked !== undefined) {
    setCookie(c, COOKIE, asked, { sameSite: 'Lax', httpOnly: true, path: '/', maxAge: MAX_AGE_S, secure });
    return asked;
  }
  return findLocale(getCookie(c, COOKIE), locales) ?? preferredLocale(c, locales);
}

function preferredLocale(c: Context, locales: string[]): string {
  const fallback = locales[0] ?? 'en';
  return accepts(c, {
    header: 'Accept-Language',
    supports: locales,
    default: fallback,
    match: (wanted) => {
      const byPreference = wanted.filter(({ q }) => q > 0).sort((a, b) => b.q - a.q);
      return (
        byPreference.map(({ type }) => findLocale(type, locales)).find((locale) => locale !== undefined) ?? fallback
      );
    },
  });
}

const MINUTE_S = 60;

/** A time to wait, rounded up to what people count in: `20 seconds`, `3 minutes`. */
export function inWords(seconds: number, locale: string): string {
  const inMinutes = seconds > MINUTE_S;
  const unit = inMinutes ? 'minute' : 'second';
  const amount = inMinutes ? Math.ceil(seconds / MINUTE_S) : seconds;
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(amount);
}

/** What speakers of a locale call it: `English`, `中文`. */
export function nameOfLocale(locale: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: 'language' }).of(locale) ?? locale;
  } catch {
    return locale;
  }
}
