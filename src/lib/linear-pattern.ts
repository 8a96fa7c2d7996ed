/**
 * Regular expressions that others wrote, in time proportional to the text whatever the text: they run on RE2's automata, which
 * never go back (Russ Cox, "Regular Expression Matching Can Be Simple And Fast", 2007).
 */

import { RE2JS } from 're2js';
import { messageOf } from './errors.ts';

/** States of the automaton; each character of a text costs at most so many steps. */
const MAX_STATES = 1_000;

export interface LinearPattern {
  /** Whether the whole text is what the pattern describes, in capital or small letters. */
  matches(text: string): boolean;
}

/** Why a pattern cannot be used, in the words of who writes it. */
export class PatternError extends Error {
  override readonly name = 'PatternError';
}

/**
 * A pattern in the syntax of JavaScript with the `u` flag, without looking ahead or behind and without references to groups.
 * @throws PatternError saying what to change
 */
export function parseLinearPattern(source: string): LinearPattern {
  checkSyntax(source);
  const automaton = compile(source);
  if (automaton.programSize() > MAX_STATES) {
    throw new PatternError(
      `has too many parts or too high counts (${automaton.programSize()} steps, at most ${MAX_STATES})`,
    );
  }
  return { matches: (text) => automaton.test(text) };
}

/** What RE2 understands in another way than JavaScript, or only RE2 understands, is refused or translated. */
function checkSyntax(source: string): void {
  try {
    new RegExp(source, 'u');
  } catch (error) {
    throw new PatternError(`is no regular expression (${messageOf(error)})`);
  }
}

function compile(source: string): RE2JS {
  try {
    // Translated, this reference would be a letter.
    if (/(?<!\\)(?:\\\\)*\\k</.test(source)) throw new Error('invalid escape sequence: `\\k`');
    return RE2JS.compile(`^(?:${RE2JS.translateRegExp(translate(source))})$`, RE2JS.CASE_INSENSITIVE);
  } catch (error) {
    const reason = messageOf(error);
    throw new PatternError(`${explain(reason)} (${reason})`);
  }
}

function explain(reason: string): string {
  if (/repeat count|too large/.test(reason))
    return 'counts too high: counts within each other multiply, to at most 1000';
  if (/\(\?|named capture/.test(reason)) return 'looks ahead or behind, which would take unbounded time on some texts';
  if (/escape sequence: `\\[1-9k]/.test(reason))
    return 'refers back to a group, which would take unbounded time on some texts';
  return 'uses what cannot be used here: plain characters, classes, groups, | and counts can';
}

/** What `\s` and `.` mean in JavaScript. */
const SPACES = String.raw`\s\v\x{a0}\x{feff}\x{2028}\x{2029}\p{Zs}`;
const LINE_ENDS = String.raw`\n\r\x{2028}\x{2029}`;

function translate(source: string): string {
  let isInClass = false;
  return source.replace(/\\[pP]\{[^{}\\]*\}|\\.|[[\].]/gsu, (token) => {
    if (token === '[' || token === ']') {
      isInClass = token === '[';
      return token;
    }
    if (token === '.') return isInClass ? token : `[^${LINE_ENDS}]`;
    if (token === String.raw`\s`) return isInClass ? SPACES : `[${SPACES}]`;
    if (token === String.raw`\S` && !isInClass) return `[^${SPACES}]`;
    return token.replace(/^(\\[pP]\{)(?:Script|sc|General_Category|gc)=/u, '$1');
  });
}
