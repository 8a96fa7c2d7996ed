// @ts-check
/** Shows the desk's list of messages, changing only what is different, so that focus stays and nothing is read out twice. */

/** What each message was made from, by its element's id. @type {Map<string, string>} */
const shown = new Map();

/**
 * Takes the list as the page came with it.
 * @param {HTMLElement} list
 */
export function rememberTranscript(list) {
  for (const item of list.children) shown.set(item.id, item.outerHTML);
  showTimes(list);
}

/**
 * Shows the newest part of the conversation; what was loaded of earlier parts stays above it.
 * @param {HTMLElement} list the `<ol>` on the page
 * @param {string} html the `<ol>` as it is to be
 * @returns {boolean} whether a message was added
 */
export function showTranscript(list, html) {
  const wanted = readList(html);
  Object.assign(list.dataset, wanted.dataset);
  const items = /** @type {HTMLElement[]} */ (Array.from(wanted.children));
  const first = items.find(({ id }) => id !== 'earlier');
  const start = first && document.getElementById(first.id);
  if (start) items.splice(0, items.indexOf(first));
  removeOthers(start ?? list.firstElementChild, new Set(items.map(({ id }) => id)));
  let added = false;
  let before = start ? start.previousElementSibling : null;
  for (const item of items) {
    const current = document.getElementById(item.id);
    if (current === null) added = true;
    before = place(list, item, current, before);
  }
  return added;
}

/**
 * Puts an earlier part of the conversation above what is shown, in place of the link to it.
 * @param {HTMLElement} list
 * @param {string} html
 */
export function showEarlier(list, html) {
  const items = /** @type {HTMLElement[]} */ (Array.from(readList(html).children));
  list.querySelector('#earlier')?.remove();
  for (const item of items) shown.set(item.id, item.outerHTML);
  list.prepend(...items);
  for (const item of items) showTimes(item);
  items.find(({ id }) => id !== 'earlier')?.scrollIntoView();
}

/** @param {string} html */
function readList(html) {
  const holder = document.createElement('template');
  holder.innerHTML = html;
  return /** @type {HTMLElement} */ (holder.content.firstElementChild);
}

/**
 * @param {Element | null} from the first that may be removed
 * @param {Set<string>} ids
 */
function removeOthers(from, ids) {
  for (let item = from; item !== null; ) {
    const next = item.nextElementSibling;
    if (!ids.has(item.id)) {
      shown.delete(item.id);
      item.remove();
    }
    item = next;
  }
}

/**
 * @param {HTMLElement} list
 * @param {HTMLElement} item
 * @param {HTMLElement | null} current
 * @param {Element | null} before what it is to follow; null where it is the first
 * @returns {Element} the item on the page
 */
function place(list, item, current, before) {
  const source = item.outerHTML;
  if (current !== null && shown.get(item.id) === source) return current;
  const focused = current?.contains(document.activeElement) ? focusName(document.activeElement) : undefined;
  shown.set(item.id, source);
  showTimes(item);
  if (current !== null) current.replaceWith(item);
  else if (before === null) list.prepend(item);
  else before.after(item);
  if (focused !== undefined) /** @type {HTMLElement | null} */ (item.querySelector(focused))?.focus();
  return item;
}

/**
 * Where the same button is in another copy of the message.
 * @param {Element | null} element
 */
function focusName(element) {
  const { score } = /** @type {HTMLElement} */ (element).dataset;
  return score === undefined ? 'button' : `[data-score="${score}"]`;
}

/**
 * Puts times into the reader's own time zone and way of writing.
 * @param {Element} within
 */
function showTimes(within) {
  for (const time of within.querySelectorAll('time[datetime*="T"]')) {
    const at = new Date(time.getAttribute('datetime') ?? '');
    const today = at.toDateString() === new Date().toDateString();
    const language = document.documentElement.lang;
    time.textContent = today
      ? at.toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit' })
      : at.toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' });
    time.setAttribute('title', at.toLocaleString(language));
  }
}
