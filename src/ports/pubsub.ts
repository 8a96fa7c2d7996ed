/** What is worth telling to pages that are open right now. Never the only record of anything. */
export type PubSubEvent =
  /** Something under the topic was committed: read it again. */
  | { kind: 'changed' }
  /** Somebody is writing to the customer. */
  | { kind: 'typing'; who: string };

/**
 * The publish/subscribe port: live updates, at most once, to whoever listens at that moment in any of the desk's processes. What
 * is missed costs a page no more than the time until it reads again.
 */
export interface PubSub {
  /** Tells the listeners of a topic in this process before it returns, and those in others soon. Never fails. */
  publish(topic: string, event: PubSubEvent): void;
  /** Has a listener told, which must not throw, of what is published from now on. Returns a function that ends the subscription. */
  subscribe(topic: string, listener: (event: PubSubEvent) => void): () => void;
  /** Ends all subscriptions; later calls do nothing. */
  close(): Promise<void>;
}
