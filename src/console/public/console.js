// @ts-check
/** Keeps the console's pages up to date, and sends its forms without losing what is being typed elsewhere on the page. */

import { readPage, showPage, showTimes } from './page-parts.js';

const RECONNECT_MS = 3000;
/** A busy queue changes many times a second; nobody reads that fast. */
const BETWEEN_READINGS_MS = 250;
/** Waiting times on the page grow by themselves. */
const REFRESH_MS = 60_000;
const TYPING_SENT_MS = 3000;
const TYPING_SHOWN_MS = 6000;

// Reading the page anew: one reading at a time, and one more when something changed meanwhile.

let isReading = false;
let readAgain = false;

async function refresh() {
  readAgain = true;
  if (isReading) return;
  isReading = true;
  while (readAgain) {
    readAgain = false;
    await readOnce();
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_READINGS_MS));
  }
  isReading = false;
}

async function readOnce() {
  try {
    const response = await fetch(location.href, { headers: { 'X-Background': '1' } });
    if (response.status === 401) return leave();
    if (!response.ok) throw new Error(`The desk answered ${response.status}.`);
    showPage(readPage(await response.text()));
  } catch {
    setTimeout(refresh, RECONNECT_MS);
  }
}

/** The session has ended. Nothing is taken from somebody who is writing. */
function leave() {
  const fields = Array.from(document.querySelectorAll('textarea'));
  const isWriting = fields.some((field) => field.value.trim() !== '');
  if (!isWriting) return location.reload();
  announce('You are signed out. Copy what you have written before you leave this page.', false);
}

/** @param {string} query */
function listen(query) {
  const events = new EventSource(`/console/events?${query}`);
  events.addEventListener('changed', () => void refresh());
  events.addEventListener('typing', (event) => showTyping(event.data));
  events.addEventListener('error', () => {
    if (events.readyState !== EventSource.CLOSED) return;
    setTimeout(() => listen(query), RECONNECT_MS);
  });
}

// Sending forms.

document.addEventListener('submit', async (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (document.body.dataset.live === undefined || form.closest('[data-part]') === null) return;
  event.preventDefault();
  if (form.dataset.sending !== undefined) return;
  form.dataset.sending = '';
  announce('', undefined);
  try {
    await send(form);
  } catch {
    announce('Not sent: the desk could not be reached. Nothing is lost; try again.', false);
  } finally {
    delete form.dataset.sending;
  }
});

/** @param {HTMLFormElement} form */
async function send(form) {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) body.append(name, String(value));
  // `form.action` would be the field of that name where a form has one.
  const response = await fetch(form.getAttribute('action') ?? '', { method: 'POST', body });
  if (response.status === 401) return leave();
  const isPage = response.headers.get('Content-Type')?.startsWith('text/html') ?? false;
  if (!isPage)
    return announce(response.status < 500 ? await response.text() : 'The desk had a problem. Try again.', false);
  const page = readPage(await response.text());
  const outcome = page.getElementById('outcome');
  const ok = outcome?.dataset.ok === 'true';
  if (ok) form.reset();
  const { draft } = outcome?.dataset ?? {};
  // The field keeps what is being written; what was taken back goes below that.
  if (draft !== undefined) page.getElementById('reply-text')?.replaceChildren();
  showPage(page);
  if (draft !== undefined) insertIntoReply(draft);
  announce(outcome?.textContent ?? '', ok);
}

/**
 * @param {string} message
 * @param {boolean | undefined} ok
 */
function announce(message, ok) {
  const outcome = document.getElementById('outcome');
  if (outcome === null) return;
  outcome.textContent = message;
  if (ok === undefined) delete outcome.dataset.ok;
  else outcome.dataset.ok = String(ok);
}

// Articles, and what was taken back, into the reply.

document.addEventListener('click', (event) => {
  const link = /** @type {Element} */ (event.target).closest('[data-insert]');
  if (link === null) return;
  event.preventDefault();
  insertIntoReply(link.getAttribute('data-insert') ?? '');
});

/**
 * Adds a text to what is being written.
 * @param {string} text
 */
function insertIntoReply(text) {
  const field = /** @type {HTMLTextAreaElement | null} */ (document.getElementById('reply-text'));
  if (field === null) return announce('Claim the ticket to reply.', false);
  /** @type {HTMLInputElement | null} */ (document.getElementById('mode-reply'))?.click();
  field.value = field.value.trim() === '' ? text : `${field.value.trimEnd()}\n\n${text}`;
  field.focus();
}

// Who is writing.

let typingSentAt = 0;

document.addEventListener('input', (event) => {
  const field = /** @type {HTMLTextAreaElement} */ (event.target);
  const { typing } = field.dataset;
  if (typing === undefined || field.form === null || Date.now() - typingSentAt < TYPING_SENT_MS) return;
  typingSentAt = Date.now();
  const token = String(new FormData(field.form).get('token'));
  void fetch(typing, { method: 'POST', body: new URLSearchParams({ token }) }).catch(() => undefined);
});

/** @type {ReturnType<typeof setTimeout> | undefined} */
let typingEnds;

/** @param {string} who */
function showTyping(who) {
  const line = document.getElementById('typing');
  if (line === null) return;
  line.textContent = `${who} is writing to the customer…`;
  clearTimeout(typingEnds);
  typingEnds = setTimeout(() => {
    line.textContent = '';
  }, TYPING_SHOWN_MS);
}

showTimes(document);
if (document.body.dataset.live !== undefined) {
  listen(document.body.dataset.live);
  setInterval(refresh, REFRESH_MS);
}
