/** A chat server that speaks in lines, as client.ts says: rooms with one person each, and the desk. */

import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { createChanges } from '../platforms/shared/changes.ts';
import type { RequestFault } from '../platforms/shared/faults.ts';
import { createFaults } from '../platforms/shared/faults.ts';

const button = z.object({ id: z.string(), label: z.string() });
const packet = z.object({
  do: z.string(),
  token: z.string().optional(),
  event: z.string().optional(),
  request: z.int().optional(),
  room: z.string().default(''),
  id: z.string().default(''),
  text: z.string().optional(),
  buttons: z.array(button).optional(),
});
type Packet = z.infer<typeof packet>;
type Verb = 'send' | 'change' | 'remove';

/** A message of the desk's as it stands in a room. */
export interface LineShown {
  id: string;
  room: string;
  text: string;
  buttons: z.infer<typeof button>[];
}

const ACCOUNT = 'shop';

/** Listens on a port of its own. */
export async function startLinesServer(token = 'lines-token-4711') {
  const changes = createChanges();
  const faults = createFaults<Verb, RequestFault>();
  const shown: LineShown[] = [];
  const blocked = new Set<string>();
  const untaken = new Map<string, object>();
  const told: object[] = [];
  const typing: string[] = [];
  let desk: Socket | undefined;
  let events = 0;

  const write = (socket: Socket | undefined, what: object): void => void socket?.write(`${JSON.stringify(what)}\n`);
  const tell = (what: object): void => {
    told.push(what);
    if (desk?.writable) write(desk, what);
  };
  const carryOut = ({ do: verb, room, id, text, buttons = [] }: Packet): string | undefined => {
    const standing = shown.find((message) => message.id === id);
    if (verb === 'send') {
      if (blocked.has(room)) return 'blocked';
      if (standing === undefined) shown.push({ id, room, text: text ?? '', buttons });
    } else if (standing === undefined) return 'gone';
    else if (verb === 'change') Object.assign(standing, { buttons, ...(text !== undefined && { text }) });
    else if (verb === 'remove') shown.splice(shown.indexOf(standing), 1);
    return undefined;
  };
  const answer = async (socket: Socket, request: Packet): Promise<void> => {
    const fault = faults.take(z.enum(['send', 'change', 'remove']).parse(request.do));
    const isDone =
      fault === undefined ||
      fault.kind === 'response-lost' ||
      fault.kind === 'slow' ||
      (fault.kind === 'server-error' && fault.accepted);
    const failure = isDone ? carryOut(request) : 'broken';
    changes.happened();
    if (fault?.kind === 'reset' || fault?.kind === 'response-lost') return void socket.destroy();
    if (fault?.kind === 'slow') await fault.until;
    const waitMs = fault?.kind === 'rate-limited' ? { wait_ms: fault.retryAfterSeconds * 1_000 } : {};
    const isBroken = fault?.kind === 'server-error' || fault?.kind === 'rate-limited';
    write(socket, {
      request: request.request,
      ...(isBroken ? { failure: 'broken' } : failure && { failure }),
      ...waitMs,
    });
  };
  const handle = (socket: Socket, given: Packet): void => {
    if (given.do === 'sign_in') return write(socket, given.token === token ? { account: ACCOUNT } : { refused: true });
    if (given.do === 'listen') {
      desk = socket;
      for (const event of untaken.values()) write(socket, event);
    } else if (given.do === 'took') untaken.delete(given.event ?? '');
    else if (given.do === 'typing') typing.push(given.room);
    else answer(socket, given).catch(() => socket.destroy());
    changes.happened();
  };
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}).on('close', () => sockets.delete(socket)));
    socket.on('close', () => {
      if (desk === socket) desk = undefined;
    });
    const reader = createInterface({ input: socket }).on('error', () => {});
    reader.on('line', (line) => handle(socket, packet.parse(JSON.parse(line))));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    token,
    account: ACCOUNT,
    url: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    shown,
    typing,
    faults,
    told,
    until: changes.until,
    isListenedTo: () => desk !== undefined,
    isSettled: () => untaken.size === 0 && desk !== undefined,
    block: (room: string) => void blocked.add(room),
    /** Somebody does something in a room; it is told until it is taken. Resolves to the event's id. */
    happens(room: string, from: { key: string; name: string }, body: object): string {
      events += 1;
      const event = `e${events}`;
      const what = { event, room, at: Date.now(), from, body };
      untaken.set(event, what);
      tell(what);
      return event;
    },
    tell,
    drop: () => desk?.destroy(),
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
