// @ts-check
/** Makes the chat page live: sends without a reload, keeps what was not sent, shows what arrives. */

import { recall, remember } from './storage.js';
import { rememberTranscript, showEarlier, showTranscript } from './transcript.js';
import { addUnsent, explanation, readUnsent, removeUnsent, retryAllUnsent, sendUnsent, untilRetry } from './unsent.js';

const DRAFT_KEY = 'relaydesk.draft';
const TYPING_MS = 6000;
const RECONNECT_MS = 3000;

/** @type {HTMLElement} */
const log = byId('log');
const composer = /** @type {HTMLFormElement} */ (byId('composer'));
const field = /** @type {HTMLTextAreaElement} */ (byId('text'));
const problem = byId('problem');
const typing = byId('typing');
const connection = byId('connection');
const unsentList = byId('unsent');
const template = /** @type {HTMLTemplateElement} */ (byId('unsent-template'));

// What is read is shown in order: one reading at a time, and one more when something changed meanwhile.

/** @type {Promise<void> | undefined} */
let reading;
let readAgain = false;

function refresh() {
  readAgain = true;
  reading ??= readWhileNeeded().finally(() => {
    reading = undefined;
  });
  return reading;
}

/** What the desk called the newest part of the conversation when it was last read. */
let version = '';

async function readWhileNeeded() {
  while (readAgain) {
    readAgain = false;
    try {
      const headers = { Accept: 'text/html', 'If-None-Match': version };
      const response = await fetch('/chat/transcript', { headers });
      if (response.status === 304) continue;
      if (!response.ok) throw new Error(`The desk answered ${response.status}.`);
      show(await response.text());
      version = response.headers.get('ETag') ?? '';
    } catch {
      setTimeout(refresh, RECONNECT_MS);
      return;
    }
  }
}

/** @param {string} html */
function show(html) {
  const arrived = showTranscript(byId('messages'), html);
  if (arrived) typing.textContent = '';
  showUnsent();
  showAnswering();
}

function showAnswering() {
  byId('answering').textContent = byId('messages').dataset.answering ?? '';
}

function scrollToEnd() {
  log.scrollTop = 0;
}

// Sending.

let isSending = false;

async function send() {
  showUnsent();
  if (isSending) return;
  isSending = true;
  await sendUnsent(() => void refresh().then(showUnsent));
  isSending = false;
  showUnsent();
  sendAgainInTime();
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let sendsAgain;

/** What the desk could not take yet is sent again when it said to. */
function sendAgainInTime() {
  clearTimeout(sendsAgain);
  const waitMs = untilRetry();
  if (waitMs === undefined) return;
  sendsAgain = setTimeout(() => {
    retryAllUnsent();
    send();
  }, waitMs);
}

/** What the list was last made from. */
let unsentShown = '';

function showUnsent() {
  const messages = readUnsent();
  const source = JSON.stringify(messages);
  if (source === unsentShown) return;
  unsentShown = source;
  const firstFailed = messages.findIndex(({ problem, refused }) => problem !== undefined && !refused);
  const items = messages.map((message, index) =>
    unsentItem(message, message.problem !== undefined || (firstFailed >= 0 && index > firstFailed)),
  );
  unsentList.replaceChildren(...items);
}

/**
 * @param {import('./unsent.js').Unsent} message
 * @param {boolean} failed whether it, or one that must go before it, was not sent
 */
function unsentItem(message, failed) {
  const item = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
  const { sending: sendingWords = '', notSent = '' } = template.dataset;
  part(item, '.bubble').textContent = message.text;
  part(item, '.words').textContent = failed ? `${notSent} ${message.problem ?? ''}`.trim() : sendingWords;
  item.classList.toggle('failed', failed);
  const retry = part(item, '.retry');
  const discard = part(item, '.discard');
  retry.hidden = !failed || message.refused === true;
  discard.hidden = !failed;
  retry.onclick = () => {
    retryAllUnsent();
    field.focus();
    send();
  };
  discard.onclick = () => {
    removeUnsent(message.key);
    if (field.value === '') write(message.text);
    field.focus();
    send();
  };
  return item;
}

composer.addEventListener('submit', (event) => {
  event.preventDefault();
  if (field.value.trim() === '') return;
  problem.textContent = '';
  addUnsent(field.value);
  write('');
  send();
  scrollToEnd();
});

field.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  composer.requestSubmit();
});

field.addEventListener('input', () => keepDraft(field.value));

/** @param {string} text */
function write(text) {
  field.value = text;
  keepDraft(text);
}

/** @param {string} text */
function keepDraft(text) {
  fitField();
  remember(DRAFT_KEY, text);
}

function fitField() {
  field.style.height = 'auto';
  field.style.height = `${Math.min(field.scrollHeight, 180)}px`;
}

// What is loaded when somebody asks for it; where that fails, the browser follows the link.

log.addEventListener('click', async (event) => {
  const link = /** @type {Element} */ (event.target).closest('.earlier a, a.show-all');
  if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  try {
    const isEarlier = link.closest('.earlier') !== null;
    const response = await fetch(isEarlier ? `/chat/transcript${link.search}` : link.href);
    if (!response.ok) throw new Error(`The desk answered ${response.status}.`);
    const html = await response.text();
    if (isEarlier) showEarlier(byId('messages'), html);
    else showWhole(link, html);
  } catch {
    location.assign(link.href);
  }
});

/**
 * @param {Element} link
 * @param {string} html
 */
function showWhole(link, html) {
  const whole = new DOMParser().parseFromString(html, 'text/html').querySelector('.whole .bubble');
  const bubble = link.closest('.bubble');
  if (whole !== null) bubble?.replaceWith(document.importNode(whole, true));
}

// Buttons under messages.

log.addEventListener('submit', async (event) => {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.target);
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form, event.submitter)) body.append(name, String(value));
  form.inert = true;
  try {
    const response = await fetch(form.action, { method: 'POST', headers: { Accept: 'application/json' }, body });
    problem.textContent = response.ok ? '' : await explanation(response);
  } catch {
    problem.textContent = template.dataset.notSent ?? '';
  }
  form.inert = false;
  event.submitter?.focus();
  await refresh();
});

// What the desk tells.

/** @type {ReturnType<typeof setTimeout> | undefined} */
let typingEnds;

function listen() {
  const events = new EventSource('/chat/events');
  events.addEventListener('open', () => {
    connection.textContent = '';
    retryAllUnsent();
    send();
  });
  events.addEventListener('changed', () => void refresh());
  events.addEventListener('typing', (event) => showTyping(event.data));
  events.addEventListener('error', () => {
    connection.textContent = connection.dataset.text ?? '';
    if (events.readyState !== EventSource.CLOSED) return;
    setTimeout(listen, RECONNECT_MS);
  });
}

/** @param {string} who */
function showTyping(who) {
  typing.textContent = (typing.dataset.text ?? '').replace('{who}', who);
  clearTimeout(typingEnds);
  typingEnds = setTimeout(() => {
    typing.textContent = '';
  }, TYPING_MS);
}

/** @param {string} id */
function byId(id) {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`The page has no element #${id}.`);
  return element;
}

/**
 * @param {HTMLElement} item
 * @param {string} selector
 */
function part(item, selector) {
  return /** @type {HTMLElement} */ (item.querySelector(selector));
}

write(field.value || (recall(DRAFT_KEY) ?? ''));
rememberTranscript(byId('messages'));
showUnsent();
window.addEventListener('storage', showUnsent);
listen();
