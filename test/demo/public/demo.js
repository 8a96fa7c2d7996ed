// @ts-check
/** Keeps the page up to date: when something happens it is read anew, and the parts that changed are put in place. */

/** The messages that have been shown before; others are marked as new. @type {Set<string>} */
const shown = new Set();

let isReading = false;
let readAgain = false;

async function refresh() {
  readAgain = true;
  if (isReading) return;
  isReading = true;
  while (readAgain) {
    readAgain = false;
    await readOnce();
  }
  isReading = false;
}

async function readOnce() {
  try {
    const response = await fetch(location.href);
    if (!response.ok) return;
    showPage(new DOMParser().parseFromString(await response.text(), 'text/html'));
    document.body.classList.remove('ended');
  } catch {
    document.body.classList.add('ended');
  }
}

/** @param {Document} page */
function showPage(page) {
  for (const part of page.querySelectorAll('[data-part]')) {
    const current = document.querySelector(`[data-part="${part.getAttribute('data-part')}"]`);
    if (current === null || current.innerHTML === part.innerHTML) continue;
    replace(current, part);
  }
}

/**
 * Keeps the focus, and where the reader has scrolled to.
 * @param {Element} current
 * @param {Element} wanted
 */
function replace(current, wanted) {
  const before = current.querySelector('[data-place]');
  const scrolledTo = before?.scrollTop ?? 0;
  const focused = document.activeElement;
  const focus = focused !== null && current.contains(focused) ? focused.getAttribute('href') : null;
  current.innerHTML = wanted.innerHTML;
  const after = current.querySelector('[data-place]');
  if (after !== null && before?.getAttribute('data-place') === after.getAttribute('data-place')) {
    after.scrollTop = scrolledTo;
    markNew(after);
  }
  remember(current);
  if (focus !== null)
    /** @type {HTMLElement | null} */ (current.querySelector(`[href="${CSS.escape(focus)}"]`))?.focus();
  showTab(current);
}

/** @param {ParentNode} within */
function showTab(within) {
  const tab = /** @type {HTMLElement | null} */ (within.querySelector('.tab[aria-current]'));
  const tabs = tab?.parentElement;
  if (tab && tabs) tabs.scrollLeft = tab.offsetLeft - (tabs.clientWidth - tab.offsetWidth) / 2;
}

/** @param {ParentNode} within */
function markNew(within) {
  for (const message of within.querySelectorAll('[data-id]')) {
    if (!shown.has(message.getAttribute('data-id') ?? '')) message.classList.add('new');
  }
}

/** @param {ParentNode} within */
function remember(within) {
  for (const message of within.querySelectorAll('[data-id]')) shown.add(message.getAttribute('data-id') ?? '');
}

document.addEventListener('click', (event) => {
  const link = /** @type {Element} */ (event.target).closest('a.tab, a.follow, a.thread-link');
  if (link === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  history.pushState(null, '', link.getAttribute('href') ?? '/');
  void refresh();
});
addEventListener('popstate', () => void refresh());

remember(document);
for (const part of document.querySelectorAll('.platform')) showTab(part);
const events = new EventSource('/events');
events.addEventListener('changed', () => void refresh());
events.addEventListener('error', () => void document.body.classList.add('ended'));
