/** Runs tasks of one key one after the other; a failed one keeps those already behind it from running, which fail the same way. */
export type InOrder = (key: string, run: () => Promise<void>) => Promise<void>;

/** Begins with nothing under way. */
export function createOrder(): InOrder {
  const last = new Map<string, Promise<void>>();
  return (key, run) => {
    const turn = (last.get(key) ?? Promise.resolve()).then(run);
    const forget = (): void => {
      if (last.get(key) === turn) last.delete(key);
    };
    last.set(key, turn);
    turn.then(forget, forget);
    return turn;
  };
}
