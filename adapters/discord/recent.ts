/** What was remembered last, and no more than so much of it. */
export interface Recent<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
}

const MOST_REMEMBERED = 10_000;

/** Begins with nothing; what was set longest ago is forgotten first. */
export function createRecent<Value>(most = MOST_REMEMBERED): Recent<Value> {
  const values = new Map<string, Value>();
  return {
    get: (key) => values.get(key),
    set: (key, value) => {
      values.delete(key);
      values.set(key, value);
      const [oldest] = values.keys();
      if (values.size > most && oldest !== undefined) values.delete(oldest);
    },
  };
}
