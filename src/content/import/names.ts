/** Names that a desk can have, made of those that others gave. */

const MAX_LENGTH = 60;

/** A name such as `track_order`; undefined where nothing of the given one can be kept. */
export function toName(given: string): string | undefined {
  if (/^[a-z][a-z0-9_]{0,59}$/.test(given)) return given;
  const name = words(given).join('_').slice(0, MAX_LENGTH).replace(/_$/, '');
  if (name === '') return undefined;
  return /^[a-z]/.test(name) ? name : `n_${name}`.slice(0, MAX_LENGTH);
}

/** A name of a file without its ending, such as `return-policy`; undefined where nothing can be kept. */
export function toSlug(given: string): string | undefined {
  if (/^[a-z0-9][a-z0-9_-]{0,59}$/.test(given)) return given;
  const slug = words(given).join('-').slice(0, MAX_LENGTH).replace(/-$/, '');
  return slug === '' ? undefined : slug;
}

/** `name`, or the first of `name_2`, `name_3` … that is not taken; it is taken from then on. */
export function untaken(name: string, taken: Set<string>, separator: '_' | '-'): string {
  let free = name;
  for (let count = 2; taken.has(free); count += 1) {
    const ending = `${separator}${count}`;
    free = `${name.slice(0, MAX_LENGTH - ending.length)}${ending}`;
  }
  taken.add(free);
  return free;
}

/** The Latin letters and digits of a text in words: `bookFlight` and `book.flight` are two. */
function words(given: string): string[] {
  const plain = given
    .slice(0, 1_000)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return plain.split(/[^a-z0-9]+/).filter((word) => word !== '');
}
