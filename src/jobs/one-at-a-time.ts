type Handler = (key: string) => Promise<void>;

/** The handler, called with one key once at a time in this process, whoever calls it: a further call waits for the one before. */
export function oneAtATime(handler: Handler): Handler {
  const underWay = new Map<string, Promise<void>>();
  return async (key) => {
    for (let before = underWay.get(key); before; before = underWay.get(key)) await before.catch(() => {});
    const call = handler(key);
    underWay.set(key, call);
    try {
      await call;
    } finally {
      underWay.delete(key);
    }
  };
}
