/** Which hosts actions may call: those that `desk.yaml` lists, and no other. */

import type { ActionHost } from '../ports/actions.ts';

const DEFAULT_PORTS: Record<string, number> = { 'http:': 80, 'https:': 443 };

/** The listed host that an address is of, or why it may not be called, in words for an operator. */
export function findAllowedHost(hosts: readonly ActionHost[], { protocol, hostname, port }: URL): ActionHost | string {
  const wanted = port === '' ? DEFAULT_PORTS[protocol] : Number(port);
  const host = hosts.find((one) => one.hostname === hostname && (one.port ?? DEFAULT_PORTS[protocol]) === wanted);
  const name = port === '' ? hostname : `${hostname}:${port}`;
  if (host === undefined) return `${name} is not listed under actions.hosts in desk.yaml`;
  if (protocol === 'https:' || host.isPrivate) return host;
  return `${name} is called by plain http:, which only hosts that are \`private\` under actions.hosts may be: write https:`;
}
