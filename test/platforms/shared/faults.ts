/** Faults that a test asks of a platform: what goes wrong with the next request of a method, or with every one for a while. */

/** What may go wrong with one request. */
export type RequestFault =
  /** The connection is destroyed before anything has happened. */
  | { kind: 'reset' }
  /** What was asked for happens; then the connection is destroyed without an answer. */
  | { kind: 'response-lost' }
  /** An error of the server's own; `accepted` says whether what was asked for happened all the same. */
  | { kind: 'server-error'; status: 500 | 502 | 503 | 504; accepted: boolean }
  | { kind: 'rate-limited'; retryAfterSeconds: number; global?: boolean }
  /** The answer waits for `until`; what was asked for happens before it. */
  | { kind: 'slow'; until: Promise<unknown> };

export interface Faults<Method extends string, Fault> {
  /** The next call of `method` meets `fault`; several are met one after the other. */
  next(method: Method | '*', fault: Fault): void;
  /** Every call of `method` meets `fault` until the function returned is called. */
  every(method: Method | '*', fault: Fault): () => void;
  /** The fault that this call of `method` meets: for the platform, which uses it up. */
  take(method: Method): Fault | undefined;
  /** The same, for a platform with faults of several sorts; those that do not fit are left. */
  takeFitting<Fitting extends Fault>(method: Method, fits: (fault: Fault) => fault is Fitting): Fitting | undefined;
  /** How many faults asked for with `next` have not been met. */
  waiting(): number;
}

/** Keeps the faults a test asked for, in order. A fault for the method itself goes before one for `*`. */
export function createFaults<Method extends string, Fault>(): Faults<Method, Fault> {
  let queue: { method: Method | '*'; fault: Fault; once: boolean }[] = [];
  const takeFitting = <Fitting extends Fault>(method: Method, fits: (fault: Fault) => fault is Fitting) => {
    const due = (name: Method | '*') => queue.find((entry) => entry.method === name && fits(entry.fault));
    const met = due(method) ?? due('*');
    if (met?.once) queue = queue.filter((entry) => entry !== met);
    return met !== undefined && fits(met.fault) ? met.fault : undefined;
  };
  return {
    next: (method, fault) => {
      queue.push({ method, fault, once: true });
    },
    every: (method, fault) => {
      const entry = { method, fault, once: false };
      queue.push(entry);
      return () => {
        queue = queue.filter((other) => other !== entry);
      };
    },
    take: (method) => takeFitting(method, (fault): fault is Fault => fault !== undefined),
    takeFitting,
    waiting: () => queue.filter((entry) => entry.once).length,
  };
}

/** One request as `serveWithFault` needs it; the answers are in the platform's own words. */
export interface FaultyRequest {
  serve(): Promise<Response>;
  serverError(status: number): Response;
  rateLimited(retryAfterSeconds: number, global: boolean): Response;
  /** Destroys the connection; what it returns is never sent. */
  destroyConnection(): Response;
}

/** Serves the request as the fault has it; without a fault, as usual. */
export async function serveWithFault(fault: RequestFault | undefined, request: FaultyRequest): Promise<Response> {
  switch (fault?.kind) {
    case 'reset':
      return request.destroyConnection();
    case 'response-lost':
      await request.serve();
      return request.destroyConnection();
    case 'server-error':
      if (fault.accepted) await request.serve();
      return request.serverError(fault.status);
    case 'rate-limited':
      return request.rateLimited(fault.retryAfterSeconds, fault.global ?? false);
    case 'slow': {
      const response = await request.serve();
      await fault.until;
      return response;
    }
    case undefined:
      return request.serve();
  }
}
