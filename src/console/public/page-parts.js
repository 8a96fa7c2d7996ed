// @ts-check
/** Puts the parts of a page that have changed in place of the old ones, keeping what is being typed, open or focused. */

/** What each part was made from, by its name. @type {Map<string, string>} */
const shown = new Map();

for (const part of partsOf(document)) shown.set(nameOf(part), sourceOf(part));

/** @param {string} html */
export function readPage(html) {
  return new DOMParser().parseFromString(html, 'text/html');
}

/** @param {Document} page */
export function showPage(page) {
  document.title = page.title;
  for (const part of partsOf(page)) {
    const name = nameOf(part);
    const current = document.querySelector(`[data-part="${name}"]`);
    if (current === null) continue;
    const source = sourceOf(part);
    if (shown.get(name) === source) renewKeys(current, part);
    else replace(current, document.importNode(part, true));
    shown.set(name, source);
  }
}

/**
 * @param {ParentNode} root
 * @returns {HTMLElement[]}
 */
function partsOf(root) {
  return Array.from(root.querySelectorAll('[data-part]'));
}

/** @param {HTMLElement} part */
function nameOf(part) {
  return part.dataset.part ?? '';
}

/**
 * The part without the keys of its forms, which are new in each copy of the page.
 * @param {HTMLElement} part
 */
function sourceOf(part) {
  return part.outerHTML.replace(/name="key" value="[^"]*"/g, '');
}

/**
 * A form that was sent must not be sent again under its old key.
 * @param {Element} current
 * @param {Element} wanted
 */
function renewKeys(current, wanted) {
  const fresh = wanted.querySelectorAll('input[name="key"]');
  current.querySelectorAll('input[name="key"]').forEach((input, index) => {
    input.setAttribute('value', fresh[index]?.getAttribute('value') ?? '');
  });
}

/**
 * @param {Element} current
 * @param {HTMLElement} wanted
 */
function replace(current, wanted) {
  const { scrollTop } = current;
  const focus = document.activeElement;
  const focused = focus !== null && current.contains(focus) ? focus.id || focus.getAttribute('href') : null;
  const restore = [...keepFields(current), ...keepOpen(current)];
  current.replaceWith(wanted);
  for (const restoreIn of restore) restoreIn(wanted);
  showTimes(wanted);
  wanted.scrollTop = scrollTop;
  if (focused) focusAgain(wanted, focused, focus);
}

/**
 * What was typed or chosen and not sent.
 * @param {Element} part
 * @returns {((part: Element) => void)[]}
 */
function keepFields(part) {
  const fields = /** @type {NodeListOf<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>} */ (
    part.querySelectorAll('textarea[id], select[id], input[id]')
  );
  return Array.from(fields, (field) => (wanted) => {
    const twin = /** @type {HTMLInputElement | null} */ (wanted.querySelector(`#${CSS.escape(field.id)}`));
    if (twin === null) return;
    if (field instanceof HTMLInputElement && field.type === 'radio') twin.checked = field.checked;
    else if (isChanged(field)) twin.value = field.value;
  });
}

/** @param {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} field */
function isChanged(field) {
  if (field instanceof HTMLSelectElement)
    return Array.from(field.options).some(
      (option) => option.selected !== option.defaultSelected && field.selectedIndex > 0,
    );
  return field.value !== field.defaultValue;
}

/**
 * Which `<details>` stand open, by their ids, or else by their summaries.
 * @param {Element} part
 * @returns {((part: Element) => void)[]}
 */
function keepOpen(part) {
  const open = new Set(Array.from(part.querySelectorAll('details[open]'), nameOfDetails));
  return [
    (wanted) => {
      for (const details of wanted.querySelectorAll('details')) {
        if (open.has(nameOfDetails(details))) details.setAttribute('open', '');
      }
    },
  ];
}

/** @param {Element} details */
function nameOfDetails(details) {
  return details.id || details.querySelector('summary')?.textContent;
}

/**
 * @param {Element} part
 * @param {string} name the id or address of what had the focus
 * @param {Element | null} before
 */
function focusAgain(part, name, before) {
  const twin = /** @type {HTMLElement | null} */ (
    part.querySelector(`#${CSS.escape(name)}`) ?? part.querySelector(`[href="${CSS.escape(name)}"]`)
  );
  twin?.focus();
  if (before instanceof HTMLTextAreaElement && twin instanceof HTMLTextAreaElement) {
    twin.setSelectionRange(before.selectionStart, before.selectionEnd);
  }
}

/**
 * Puts times into the reader's own time zone and way of writing.
 * @param {ParentNode} within
 */
export function showTimes(within) {
  for (const time of within.querySelectorAll('time[datetime]')) {
    const at = new Date(time.getAttribute('datetime') ?? '');
    const today = at.toDateString() === new Date().toDateString();
    time.textContent = today
      ? at.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })
      : at.toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' });
    time.setAttribute('title', at.toLocaleString());
  }
}
