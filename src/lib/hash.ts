/** Numbers from texts that are the same everywhere and at any time; no secret is safe in them. */

/** A number from 0 up to, but not including, 1 (FNV-1a of the UTF-16 units, G. Fowler, L. C. Noll and K.-P. Vo, then the finalizer of A. Appleby's MurmurHash3). */
export function hashToUnit(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** Eight hexadecimal digits by which texts of a handful are told apart. */
export function shortHash(text: string): string {
  return (hashToUnit(text) * 2 ** 32).toString(16).padStart(8, '0');
}
