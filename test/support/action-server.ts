/** Other systems for tests of actions, on this machine: those that speak HTTP, and those that only pretend to. */

import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer as createNetServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { onTestFinished } from 'vitest';
import { createHttpCaller, type HttpCallerOptions } from '../../src/actions/http-caller.ts';
import { readActionFile } from '../../src/content/read-action-file.ts';
import type { Action } from '../../src/domain/actions/action.ts';
import type { ActionCaller } from '../../src/ports/actions.ts';

/** A server that listens until the test has finished. */
export interface TestServer {
  port: number;
  /** How many connections it has taken. */
  connections(): number;
}

export async function serve(listener: RequestListener): Promise<TestServer> {
  return listen(createHttpServer(listener));
}

/** Answers by the byte: `take` is called once a connection, when the first part of the request is there. */
export async function serveBytes(take: (socket: Socket) => void): Promise<TestServer> {
  return listen(createNetServer((socket) => socket.on('error', () => {}).once('data', () => take(socket))));
}

/** Speaks TLS with a certificate that nobody has signed; `take` gets what it is told over it. */
export async function serveUnverified(take: (data: Buffer) => void): Promise<TestServer> {
  const server = createTlsServer({ key: SELF_SIGNED_KEY, cert: TEST_CERTIFICATE }, (socket) =>
    socket.on('error', () => {}).on('data', take),
  );
  server.on('tlsClientError', () => {});
  return listen(server);
}

/** Speaks HTTP over TLS with a certificate of this machine's names that only those trust who are given `TEST_CERTIFICATE`. */
export async function serveOverTls(listener: RequestListener): Promise<TestServer> {
  return listen(createHttpsServer({ key: SELF_SIGNED_KEY, cert: TEST_CERTIFICATE }, listener));
}

async function listen(server: Server): Promise<TestServer> {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, connections: () => connections };
}

/** The action that a file's text amounts to. */
export function actionOf(text: string): Action {
  const { action, diagnostics } = readActionFile(text, 'test');
  if (action !== undefined) return action;
  throw new Error(diagnostics.map(({ line, reason }) => `${line}: ${reason}`).join('\n'));
}

/** A caller that may call the port of this machine. */
export function callerOf({ port }: TestServer, more: Partial<HttpCallerOptions> = {}): ActionCaller {
  return createHttpCaller({ hosts: [{ hostname: '127.0.0.1', port, isPrivate: true }], environment: {}, ...more });
}

/** Of these tests alone; it opens nothing. */
const SELF_SIGNED_KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg3moB1+5StCqMQ+1P
wc8SQD9uxiGmCY0+k2bYI3L+CjahRANCAATJjF7FQJeepJgD1Kyq4vrQS1kLF6Rr
B7nrLijJN+Sp8k4GKxDdamqR/COP39i3+5K4YmW0jfUtaDLi2XOosKPt
-----END PRIVATE KEY-----
`;
/** For `localhost` and 127.0.0.1, signed by its own key. */
export const TEST_CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBnDCCAUGgAwIBAgIUMrP6GVV8uHjHgXFT4Tmph5uKAqYwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNzE3MzQxM1oYDzIxMjYxMTAz
MTczNDEzWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAATJjF7FQJeepJgD1Kyq4vrQS1kLF6RrB7nrLijJN+Sp8k4GKxDdamqR
/COP39i3+5K4YmW0jfUtaDLi2XOosKPto28wbTAdBgNVHQ4EFgQUMvgKXs7h6TnP
KCjcxAsj0sW5zqAwHwYDVR0jBBgwFoAUMvgKXs7h6TnPKCjcxAsj0sW5zqAwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSQAwRgIhAOy7SWqRW/R1uRlUG8oBwJ4W5ticNvCQczw0GtOp02sqAiEA
pu1usexQpvEshU9+aAIU/KOevB34XeEMve4BmP7YFNk=
-----END CERTIFICATE-----
`;
