import type { PubSub, PubSubEvent } from '../ports/pubsub.ts';

/** Live updates within this process. */
export interface LocalPubSub extends PubSub {
  /** Tells every listener, whatever its topic. */
  publishToAll(event: PubSubEvent): void;
}

export function createLocalPubSub(): LocalPubSub {
  const listeners = new Map<string, Set<(event: PubSubEvent) => void>>();
  let isClosed = false;
  return {
    publish(topic, event) {
      for (const listener of listeners.get(topic) ?? []) listener(event);
    },
    publishToAll(event) {
      for (const topicListeners of [...listeners.values()]) for (const listener of topicListeners) listener(event);
    },
    subscribe(topic, listener) {
      if (isClosed) return () => {};
      const topicListeners = listeners.get(topic) ?? new Set();
      listeners.set(topic, topicListeners.add(listener));
      return () => {
        topicListeners.delete(listener);
        if (topicListeners.size === 0 && listeners.get(topic) === topicListeners) listeners.delete(topic);
      };
    },
    async close() {
      isClosed = true;
      listeners.clear();
    },
  };
}
