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
 * @param {HTMLElement} list the `<ol>` on the page
 * @param {string} html the `<ol>` as it is to be
 * @returns {boolean} whether a message was added
 */
export function showTranscript(list, html) {
  const holder = document.createElement('template');
  holder.innerHTML = html;
  const wanted = /** @type {HTMLElement} */ (holder.content.firstElementChild);
  Object.assign(list.dataset, wanted.dataset);
  removeOthers(list, new Set(Array.from(wanted.children, ({ id }) => id)));
  let added = false;
  Array.from(wanted.children).forEach((item, index) => {
    const current = document.getElementById(item.id);
    if (current === null) added = true;
    place(list, item, current, index);
  });
  return added;
}

/**
 * @param {HTMLElement} list
 * @param {Set<string>} ids
 */
function removeOthers(list, ids) {
  for (const item of Array.from(list.children)) {
    if (ids.has(item.id)) continue;
    shown.delete(item.id);
    item.remove();
  }
}

/**
 * @param {HTMLElement} list
 * @param {Element} item
 * @param {HTMLElement | null} current
 * @param {number} index
 */
function place(list, item, current, index) {
  const source = item.outerHTML;
  if (current !== null && shown.get(item.id) === source) return;
  const focused = current?.contains(document.activeElement) ? focusName(document.activeElement) : undefined;
  shown.set(item.id, source);
  showTimes(item);
  if (current === null) list.insertBefore(item, list.children[index] ?? null);
  else current.replaceWith(item);
  if (focused !== undefined) /** @type {HTMLElement | null} */ (item.querySelector(focused))?.focus();
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
