/**
 * What an SDK is for other platforms: a client of a chat server that speaks JSON, one object a line, over TCP. The server
 * numbers what happens and tells it again on the next connection until it was taken; what is sent again under its id shows once.
 */

import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { z } from 'zod';

const welcome = z.object({ account: z.string().min(1) });
const answer = z.object({ request: z.int(), failure: z.string().optional(), wait_ms: z.number().optional() });

/** How a request ended: `failure` says why it was not done; undefined where the connection broke off before the answer. */
export type Answer = z.infer<typeof answer> | undefined;

export interface LinesClient {
  /** The desk's name on the server. */
  account: string;
  /** Resolves once the connection has ended. */
  ended: Promise<void>;
  /** Hands everything but answers to `take`, from now on. */
  listen(take: (packet: unknown) => void): void;
  request(packet: object): Promise<Answer>;
  /** Says something that has no answer. */
  tell(packet: object): void;
  close(): void;
}

/** Resolves when somebody listens at the address. */
export async function openConnection(server: string, signal?: AbortSignal): Promise<Socket> {
  const { hostname: host, port } = new URL(server);
  const socket = createConnection({ host, port: Number(port), ...(signal && { signal }) });
  await once(socket, 'connect');
  // What breaks a connection is told by its end.
  return socket.on('error', () => {});
}

/** Signs in; undefined where the server does not know the token. @throws when nobody listens at the address */
export async function signIn(server: string, token: string, signal?: AbortSignal): Promise<LinesClient | undefined> {
  const socket = await openConnection(server, signal);
  const tell = (packet: object): void => void socket.write(`${JSON.stringify(packet)}\n`);
  const waiting = new Map<number, (answer: Answer) => void>();
  const ended = once(socket, 'close').then(() => {
    for (const settle of waiting.values()) settle(undefined);
  });
  tell({ do: 'sign_in', token });
  const [first] = await once(socket.setEncoding('utf8'), 'data');
  const signedIn = welcome.safeParse(parse(String(first)));
  if (!signedIn.success) return void socket.destroy();
  let requests = 0;
  return {
    account: signedIn.data.account,
    ended,
    listen(take) {
      const reader = createInterface({ input: socket });
      // It repeats what breaks the connection.
      reader.on('error', () => {});
      reader.on('line', (line) => {
        const packet = parse(line);
        const { data } = answer.safeParse(packet);
        if (data === undefined) take(packet);
        else waiting.get(data.request)?.(data);
      });
      tell({ do: 'listen' });
    },
    request(packet) {
      requests += 1;
      const request = requests;
      const answered = new Promise<Answer>((resolve) => waiting.set(request, resolve));
      tell({ ...packet, request });
      return Promise.race([answered, ended.then(() => undefined)]).finally(() => waiting.delete(request));
    },
    tell,
    close: () => socket.destroy(),
  };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
