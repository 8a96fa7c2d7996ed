/**
 * Resolves when a platform that answers anybody in JSON is there.
 * @throws when nobody answers at an address, or something else than the platform, or only that it is broken
 */
export async function reachJson(url: string, signal: AbortSignal, headers: Record<string, string> = {}): Promise<void> {
  const response = await fetch(url, { signal, redirect: 'manual', headers });
  const isJson = await response.json().then(isObject, () => false);
  if (response.status >= 500) throw new Error(`HTTP ${response.status}`);
  if (!isJson) throw new Error(`something else answers there: HTTP ${response.status}`);
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
