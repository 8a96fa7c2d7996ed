import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { isAllowedAddress } from '../../../src/actions/address-check.ts';
import { createHttpCaller } from '../../../src/actions/http-caller.ts';
import type { ActionCaller, ActionHost } from '../../../src/ports/actions.ts';
import {
  actionOf,
  callerOf,
  serve,
  serveBytes,
  serveUnverified,
  type TestServer,
} from '../../support/action-server.ts';

const SECRET = 'sec/ret+"1';

function statusAction(port: number, { kind = 'read', origin = `http://127.0.0.1:${port}`, timeout = 5 } = {}) {
  return actionOf(`
kind: ${kind}
environment: [ACTION_KEY]
timeout_seconds: ${timeout}
request:
  method: ${kind === 'read' ? 'GET' : 'POST'}
  url: ${origin}/orders/{order}
  headers: { Authorization: "Bearer {env.ACTION_KEY}" }
outcomes:
  found: { status: 200, result: { state: { path: state }, link: { path: link, type: url, required: false } } }
  not_found: { status: 404 }
`);
}

/** How one call of the server ends. */
async function call(server: TestServer, options: Parameters<typeof statusAction>[1] = {}) {
  const caller = callerOf(server, { environment: { ACTION_KEY: SECRET } });
  return ask(caller, statusAction(server.port, options));
}

async function ask(caller: ActionCaller, action: ReturnType<typeof actionOf>) {
  return caller.call({ action, inputs: { order: '100234' }, idempotencyKey: 'effect-1' });
}

function failure(kind: string, reason: string) {
  return { kind: 'failed', failure: kind, reason: expect.stringContaining(reason) };
}

const JSON_HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';

describe('a call', () => {
  test('sends what the file says and brings back the values', async () => {
    const seen: unknown[] = [];
    const server = await serve(({ method, url, headers }, response) => {
      seen.push([method, url, headers.authorization, headers['idempotency-key']]);
      response.setHeader('content-type', 'application/json; charset=utf-8');
      response.end('{"state":"packed"}');
    });
    expect(await call(server)).toEqual({
      kind: 'answered',
      outcome: 'found',
      values: { state: { type: 'text', value: 'packed' } },
    });
    await call(server, { kind: 'write' });
    expect(seen).toEqual([
      ['GET', '/orders/100234', `Bearer ${SECRET}`, undefined],
      ['POST', '/orders/100234', `Bearer ${SECRET}`, 'effect-1'],
    ]);
  });

  test('takes a compressed answer, and one without a body', async () => {
    const compressed = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/vnd.shop+json', 'content-encoding': 'gzip' });
      response.end(gzipSync('{"state":"packed"}'));
    });
    expect(await call(compressed)).toMatchObject({ outcome: 'found' });
    const empty = await serve((_request, response) => response.writeHead(404).end());
    expect(await call(empty)).toMatchObject({ outcome: 'not_found' });
  });

  test('shows secrets nowhere, also where the other side sends them back', async () => {
    const server = await serve((_request, response) => {
      response.setHeader('content-type', 'application/json');
      const link = `https://shop.example/?key=${encodeURIComponent(SECRET)}`;
      response.end(JSON.stringify({ state: `your key is ${SECRET}, or ${btoa(SECRET)}`, link }));
    });
    const answers: string[] = [];
    const environment = { ACTION_KEY: SECRET };
    const caller = callerOf(server, { environment, onAnswer: (_status, text) => answers.push(text) });
    const result = await ask(caller, statusAction(server.port));
    const told = JSON.stringify([result, answers]);
    for (const form of [SECRET, JSON.stringify(SECRET).slice(1, -1), encodeURIComponent(SECRET), btoa(SECRET)]) {
      expect(told).not.toContain(form);
    }
    expect(result).toMatchObject({ values: { state: { value: 'your key is ‹ACTION_KEY›, or ‹ACTION_KEY›' } } });
  });
});

describe('what is surely not received', () => {
  const listed = (host: Partial<ActionHost>) => [{ hostname: '127.0.0.1', port: undefined, isPrivate: false, ...host }];
  const refuse = async (origin: string, hosts: ActionHost[], address = '127.0.0.1') => {
    const server = await serve((_request, response) => response.end('{}'));
    const caller = createHttpCaller({
      hosts: hosts.map((host) => ({ ...host, port: server.port })),
      environment: { ACTION_KEY: SECRET },
      resolve: (_hostname, _options, callback) => callback(null, [{ address, family: address.includes(':') ? 6 : 4 }]),
    });
    const result = await ask(caller, statusAction(0, { origin: `${origin}:${server.port}`, timeout: 1 }));
    expect(server.connections()).toBe(0);
    return result;
  };

  test.each([
    [
      'a host that is not listed',
      'https://other.example',
      listed({ hostname: 'shop.example' }),
      undefined,
      'is not listed under actions.hosts',
    ],
    [
      'a host of a longer name',
      'https://shop.example.evil.example',
      listed({ hostname: 'shop.example' }),
      undefined,
      'is not listed',
    ],
    [
      'plain HTTP to the public',
      'http://shop.example',
      listed({ hostname: 'shop.example' }),
      undefined,
      'called by plain http:',
    ],
    [
      'a private address',
      'https://127.0.0.1',
      listed({}),
      undefined,
      'which is no public address: if it is yours, write `private`',
    ],
    [
      'a private address in IPv6',
      'https://[::ffff:127.0.0.1]',
      listed({ hostname: '[::ffff:7f00:1]' }),
      undefined,
      'no public address',
    ],
    ['a number that is an address', 'https://2130706433', listed({}), undefined, 'no public address'],
    [
      'a name of a private address',
      'https://shop.example',
      listed({ hostname: 'shop.example' }),
      '127.0.0.1',
      'shop.example leads to 127.0.0.1',
    ],
    [
      'a name of the metadata service, also of a private host',
      'http://shop.example',
      listed({ hostname: 'shop.example', isPrivate: true }),
      '169.254.169.254',
      'no public address',
    ],
  ])('%s', async (_what, origin, hosts, address, reason) => {
    expect(await refuse(origin, hosts, address)).toEqual(failure('not_sent', reason));
  });

  test('a name is looked up once, and what was checked is what is connected to', async () => {
    const server = await serve((_request, response) =>
      response.setHeader('content-type', 'application/json').end('{"state":"a"}'),
    );
    const addresses = ['127.0.0.1', '169.254.169.254'];
    let looks = 0;
    const caller = createHttpCaller({
      hosts: [{ hostname: 'shop.example', port: server.port, isPrivate: true }],
      environment: { ACTION_KEY: SECRET },
      resolve(_hostname, _options, callback) {
        callback(null, [{ address: addresses[looks] ?? '', family: 4 }]);
        looks += 1;
      },
    });
    const result = await ask(caller, statusAction(0, { origin: `http://shop.example:${server.port}` }));
    expect([result.kind, looks, server.connections()]).toEqual(['answered', 1, 1]);
  });

  test('a name that leads to a public and a private address is not called at all', async () => {
    const caller = createHttpCaller({
      hosts: [{ hostname: 'shop.example', port: undefined, isPrivate: false }],
      environment: { ACTION_KEY: SECRET },
      resolve: (_hostname, _options, callback) =>
        callback(null, [
          { address: '93.184.216.34', family: 4 },
          { address: '10.0.0.1', family: 4 },
        ]),
    });
    const result = await ask(caller, statusAction(0, { origin: 'https://shop.example' }));
    expect(result).toEqual(failure('not_sent', 'leads to 10.0.0.1'));
  });

  test('nothing that listens', async () => {
    expect(await call({ port: 1, connections: () => 0 })).toEqual(failure('not_sent', 'nothing listens there'));
  });

  test('a secret that is not set', async () => {
    const server = await serve((_request, response) => response.end());
    const result = await ask(callerOf(server), statusAction(server.port));
    expect(result).toEqual(failure('not_sent', 'ACTION_KEY is not set in the environment'));
    expect(server.connections()).toBe(0);
  });

  test('a certificate that nobody vouches for', async () => {
    const received: Buffer[] = [];
    const server = await serveUnverified((data) => received.push(data));
    const result = await call(server, { origin: `https://127.0.0.1:${server.port}` });
    expect(result).toEqual(failure('not_sent', 'SELF_SIGNED'));
    expect(received).toEqual([]);
  });
});

describe('a redirect', () => {
  test('is not followed', async () => {
    const inner = await serve((_request, response) => response.end('{}'));
    const outer = await serve((_request, response) =>
      response.writeHead(302, { location: `http://127.0.0.1:${inner.port}/` }).end(),
    );
    expect(await call(outer)).toEqual(failure('unknown', 'it answered 302'));
    expect(inner.connections()).toBe(0);
  });
});

describe('an answer that misbehaves costs no more than a failure', () => {
  const forever = (socket: Socket, chunk: Buffer | string) => {
    const more = () => {
      while (!socket.destroyed && socket.write(chunk)) {
        // Writes on until the other side takes no more.
      }
    };
    socket.on('drain', more);
    more();
  };
  const bomb = gzipSync(Buffer.alloc(50_000_000));

  test.each<[string, (socket: Socket) => void, string, string]>([
    [
      'too large by its own word',
      (socket) => socket.write(`${JSON_HEAD}content-length: 99999999\r\n\r\n{`),
      'unknown',
      'larger than 256 kB',
    ],
    [
      'without end',
      (socket) => {
        socket.write(`${JSON_HEAD}\r\n`);
        forever(socket, ' '.repeat(10_000));
      },
      'unknown',
      'larger than 256 kB',
    ],
    [
      'in chunks without end',
      (socket) => {
        socket.write(`${JSON_HEAD}transfer-encoding: chunked\r\n\r\n`);
        forever(socket, `2710\r\n${' '.repeat(10_000)}\r\n`);
      },
      'unknown',
      'larger than 256 kB',
    ],
    [
      'small until it is decompressed',
      (socket) => {
        socket.write(`${JSON_HEAD}content-encoding: gzip\r\ncontent-length: ${bomb.length}\r\n\r\n`);
        socket.end(bomb);
      },
      'unknown',
      'larger than 256 kB',
    ],
    [
      'shorter than it says',
      (socket) => socket.end(`${JSON_HEAD}content-length: 100\r\n\r\n{"state":"a"}`),
      'unknown',
      'broke off',
    ],
    [
      'cut off after a status that refuses',
      (socket) => socket.end('HTTP/1.1 422 No\r\ncontent-length: 100\r\n\r\n{'),
      'refused',
      'broke off',
    ],
    [
      'compressed in an unknown way',
      (socket) => socket.end(`${JSON_HEAD}content-encoding: zip\r\n\r\nabc`),
      'unknown',
      'not known',
    ],
    [
      'wrongly compressed',
      (socket) => socket.end(`${JSON_HEAD}content-encoding: gzip\r\n\r\nabc`),
      'unknown',
      'wrongly compressed (Z_DATA_ERROR)',
    ],
    [
      'no text',
      (socket) => socket.end(Buffer.concat([Buffer.from(`${JSON_HEAD}\r\n`), Buffer.from([0xff, 0xfe])])),
      'unknown',
      'not UTF-8',
    ],
    [
      'longer than it says',
      (socket) => socket.end(`${JSON_HEAD}content-length: 13\r\n\r\n{"state":"a"}{"state":"evil"}`),
      'unknown',
      'is no HTTP',
    ],
    ['broken JSON', (socket) => socket.end(`${JSON_HEAD}\r\n{"state":`), 'unknown', 'not in JSON'],
    ['deep JSON', (socket) => socket.end(`${JSON_HEAD}\r\n${'['.repeat(100_000)}`), 'unknown', 'not in JSON'],
    [
      'a page',
      (socket) => socket.end('HTTP/1.1 404 No\r\ncontent-type: text/html\r\n\r\n<p>'),
      'refused',
      'it answered 404, and not in JSON',
    ],
    ['no HTTP', (socket) => socket.end('SSH-2.0-Shop\r\n'), 'unknown', 'is no HTTP'],
    ['nothing', (socket) => socket.destroy(), 'unknown', 'the connection broke off'],
    [
      'headers without end',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\n');
        forever(socket, `x: ${'y'.repeat(1_000)}\r\n`);
      },
      'unknown',
      'is no HTTP (HPE_HEADER_OVERFLOW)',
    ],
    [
      'another protocol',
      (socket) => socket.end('HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'),
      'unknown',
      'changed the protocol',
    ],
  ])('%s', async (_what, answer, kind, reason) => {
    expect(await call(await serveBytes(answer))).toEqual(failure(kind, reason));
  });

  test.each<[string, (socket: Socket) => void]>([
    ['that never comes', () => {}],
    [
      'that comes byte by byte',
      (socket) => {
        socket.write(`${JSON_HEAD}content-length: 1000\r\n\r\n`);
        const timer = setInterval(() => socket.write(' '), 20);
        socket.on('close', () => clearInterval(timer));
      },
    ],
    [
      'that is always about to come',
      (socket) => {
        const timer = setInterval(() => socket.write('HTTP/1.1 102 Processing\r\n\r\n'), 20);
        socket.on('close', () => clearInterval(timer));
      },
    ],
  ])('one %s is waited for no longer than the file says, in all', async (_what, answer) => {
    const server = await serveBytes(answer);
    expect(await call(server, { timeout: 0.2 })).toEqual(failure('unknown', 'there was no whole answer within 0.2 s'));
  });
});

test.each([
  ['8.8.8.8', true, true],
  ['2606:4700::1111', true, true],
  ['10.1.2.3', false, true],
  ['127.8.8.8', false, true],
  ['172.31.0.1', false, true],
  ['192.168.1.1', false, true],
  ['100.64.0.1', false, true],
  ['::1', false, true],
  ['fd12::1', false, true],
  ['::ffff:10.0.0.1', false, true],
  ['0.0.0.0', false, false],
  ['169.254.169.254', false, false],
  ['::ffff:169.254.169.254', false, false],
  ['100.100.100.200', false, false],
  ['fd00:ec2::254', false, false],
  ['fe80::1', false, false],
  ['fe80::1%eth0', false, false],
  ['64:ff9b::7f00:1', false, false],
  ['2002:7f00:1::', false, false],
  ['224.0.0.1', false, false],
  ['255.255.255.255', false, false],
  ['::', false, false],
  ['nonsense', false, false],
])('%s may be connected to: %s, and by a private host: %s', (address, byAll, byPrivate) => {
  expect([isAllowedAddress(address, false), isAllowedAddress(address, true)]).toEqual([byAll, byPrivate]);
});
