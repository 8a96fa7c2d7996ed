/** What is worth telling to pages that are open right now. Never the only record of anything. */
export type PubSubEvent =
  /** Something under the topic was committed: read it again. */
  | { kind: 'changed' }
  /** Somebody is writing to the customer. */
  | { kind: 'typing'; who: string };

/** The topic under which a conversation's changes are told. */
export function conversationTopic(conversationId: string): string {
  return `conversation:${conversationId}`;
}

/** The topic under which changes of any ticket are told. */
export const QUEUE_TOPIC = 'queue';

/** The topic under which it is told that a staff member was renamed, has another role, or was signed out. */
export function staffTopic(staffId: string): string {
  return `staff:${staffId}`;
}

/** Live updates: at most once, to whoever listens at that moment. */
export interface PubSub {
  publish(topic: string, event: PubSubEvent): void;
  /** Returns a function that ends the subscription. */
  subscribe(topic: string, listener: (event: PubSubEvent) => void): () => void;
}

/** Live updates within this process. */
export function createLocalPubSub(): PubSub {
  const listeners = new Map<string, Set<(event: PubSubEvent) => void>>();
  return {
    publish(topic, event) {
      for (const listener of listeners.get(topic) ?? []) listener(event);
    },
    subscribe(topic, listener) {
      const topicListeners = listeners.get(topic) ?? new Set();
      listeners.set(topic, topicListeners.add(listener));
      return () => {
        topicListeners.delete(listener);
        if (topicListeners.size === 0 && listeners.get(topic) === topicListeners) listeners.delete(topic);
      };
    },
  };
}
