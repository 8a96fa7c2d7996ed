/** Whose error it is that nobody caught: one thrown in a callback of a socket, an emitter or a timer, or a rejection nobody awaits. */

import { AsyncLocalStorage } from 'node:async_hooks';
import { messageOf } from '../../src/lib/errors.ts';

/** What can end and begin again by itself: one platform's adapter, with its SDK. */
export interface ErrorBoundary {
  /** Takes an error that nobody caught: it is reported, and whoever listens ends what it may have broken. */
  take(error: unknown): void;
  /** Told of each error from now on, until the function returned is called. */
  listen(listener: (error: UncaughtError) => void): () => void;
}

/** An error that nobody caught, without the secrets that may have been in it. */
export class UncaughtError extends Error {
  override readonly name = 'UncaughtError';

  constructor(error: unknown, secrets: readonly string[] = []) {
    const scrub = (text: string): string => secrets.reduce((rest, secret) => rest.replaceAll(secret, '…'), text);
    super(scrub(messageOf(error)));
    if (error instanceof Error && error.stack !== undefined) this.stack = scrub(error.stack);
  }
}

export interface ErrorBoundaryOptions {
  /** What must not be told; none is empty. */
  secrets: readonly string[];
  report(error: UncaughtError): void;
}

const current = new AsyncLocalStorage<ErrorBoundary | undefined>();

/** Begins with nobody listening. */
export function createErrorBoundary({ secrets, report }: ErrorBoundaryOptions): ErrorBoundary {
  const listeners = new Set<(error: UncaughtError) => void>();
  return {
    take(error) {
      const uncaught = new UncaughtError(error, secrets);
      report(uncaught);
      for (const listener of listeners) listener(uncaught);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The boundary of what runs now, or of what had it called; undefined for what belongs to no platform. */
export function currentBoundary(): ErrorBoundary | undefined {
  return current.getStore();
}

/** The same object or function, whose calls, and whatever they cause later, belong to a boundary. */
export function inside<Target extends object>(boundary: ErrorBoundary, target: Target): Target {
  return calledIn(boundary, target);
}

/** The same object or function, whose calls, and whatever they cause later, belong to no boundary: a platform is handed the desk so. */
export function outside<Target extends object>(target: Target): Target {
  return calledIn(undefined, target);
}

function calledIn<Target extends object>(boundary: ErrorBoundary | undefined, target: Target): Target {
  return new Proxy(target, {
    apply: (called, _this, values) =>
      current.run(boundary, () => Reflect.apply(called as () => unknown, undefined, values)),
    get(object, name) {
      const value: unknown = Reflect.get(object, name);
      if (typeof value !== 'function') return value;
      return (...values: unknown[]) => current.run(boundary, () => Reflect.apply(value, object, values));
    },
  });
}
