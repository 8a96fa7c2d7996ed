// @ts-check
/** What this browser remembers; where it refuses to remember anything, what this page does. */

/** @type {Map<string, string>} */
const onThisPage = new Map();

/**
 * @param {string} name
 * @returns {string | undefined}
 */
export function recall(name) {
  try {
    return localStorage.getItem(name) ?? onThisPage.get(name);
  } catch {
    return onThisPage.get(name);
  }
}

/**
 * @param {string} name
 * @param {string} value the empty text is forgotten
 */
export function remember(name, value) {
  onThisPage.delete(name);
  try {
    if (value === '') localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    if (value !== '') onThisPage.set(name, value);
  }
}
