/** Every request a platform received, for assertions. */

/** One request. `method` is the platform's name for it, as in `faults.next(method, …)`; tokens never appear. */
export interface LoggedRequest {
  method: string;
  /** The path and query as sent, tokens redacted. */
  path: string;
  headers: Record<string, string>;
  /** The parsed body: JSON, or the fields of a form with files as `{ name, type, size }`. */
  body: unknown;
  /** What was answered; undefined while it is being served and for good when the connection was destroyed. */
  status: number | undefined;
  /** Epoch milliseconds by the platform's clock. */
  at: number;
}

export interface RequestLog {
  all(): readonly LoggedRequest[];
  /** The requests of one method, in order. */
  of(method: string): LoggedRequest[];
  /** For the platform: adds a request that has just come in; the caller sets its `status` later. */
  add(request: LoggedRequest): void;
}

/** Keeps requests in the order in which they came in. */
export function createRequestLog(): RequestLog {
  const requests: LoggedRequest[] = [];
  return {
    all: () => requests,
    of: (method) => requests.filter((request) => request.method === method),
    add: (request) => {
      requests.push(request);
    },
  };
}
