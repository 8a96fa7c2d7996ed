// @ts-check
/** Messages that are not in the desk yet: kept in the browser until the desk has them, sent in order, each under one key. */

import { recall, remember } from './storage.js';

const STORAGE_KEY = 'relaydesk.unsent';
/** After this long without an answer a message counts as not sent; sending it again under its key does no harm. */
const SEND_TIMEOUT_MS = 20_000;

/**
 * @typedef {{ key: string, text: string, problem?: string, refused?: boolean, retryAt?: number }} Unsent
 *   `problem` is why it was not sent; `refused` means that trying again cannot help, `retryAt` is when it is tried again by
 *   itself, in epoch milliseconds.
 */

/** @returns {Unsent[]} */
export function readUnsent() {
  try {
    return JSON.parse(recall(STORAGE_KEY) ?? '[]');
  } catch {
    return [];
  }
}

/** @param {Unsent[]} messages */
function write(messages) {
  remember(STORAGE_KEY, messages.length === 0 ? '' : JSON.stringify(messages));
}

/** @param {string} text */
export function addUnsent(text) {
  write([...readUnsent(), { key: newKey(), text }]);
}

/** @param {string} key */
export function removeUnsent(key) {
  write(readUnsent().filter((message) => message.key !== key));
}

/**
 * @param {string} key
 * @param {Partial<Unsent>} change
 */
function update(key, change) {
  write(readUnsent().map((message) => (message.key === key ? { ...message, ...change } : message)));
}

/** Puts every message that could still be sent back in line. */
export function retryAllUnsent() {
  write(
    readUnsent().map((message) => (message.refused ? message : { ...message, problem: undefined, retryAt: undefined })),
  );
}

/** How long until something is tried again by itself, in milliseconds; undefined when nothing is. */
export function untilRetry() {
  const retryAt = readUnsent().find((message) => !message.refused)?.retryAt;
  return retryAt === undefined ? undefined : Math.max(0, retryAt - Date.now());
}

/**
 * Sends what waits, oldest first, and stops at the first that cannot be sent now.
 * @param {() => void} changed called after each change
 */
export async function sendUnsent(changed) {
  for (let next = firstWaiting(); next !== undefined; next = firstWaiting()) {
    const problem = await post(next);
    if (problem === undefined) removeUnsent(next.key);
    else update(next.key, problem);
    changed();
  }
}

/** The next to send: none while one before it waits for its customer to try again. */
function firstWaiting() {
  const first = readUnsent().find((message) => !message.refused);
  return first?.problem === undefined ? first : undefined;
}

/**
 * @param {Unsent} message
 * @returns {Promise<Pick<Unsent, 'problem' | 'refused' | 'retryAt'> | undefined>}
 */
async function post(message) {
  try {
    const response = await fetch('/chat/messages', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify({ key: message.key, text: message.text }),
      signal: AbortSignal.timeout(SEND_TIMEOUT_MS),
    });
    if (response.ok) return undefined;
    const refused = response.status === 400 || response.status === 413;
    const waitS = Number(response.headers.get('Retry-After'));
    return {
      problem: await explanation(response),
      refused,
      retryAt: waitS > 0 ? Date.now() + waitS * 1000 : undefined,
    };
  } catch {
    return { problem: '', refused: false };
  }
}

/** @param {Response} response */
export async function explanation(response) {
  try {
    return String((await response.json()).error.message);
  } catch {
    return '';
  }
}

/** A random UUID; `crypto.randomUUID` is missing where a page came over plain HTTP. */
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
