/** The section of `desk.yaml` that says which hosts actions may call. */

import { z } from 'zod';
import type { ActionHost } from '../ports/actions.ts';

const host = z
  .string()
  .max(300)
  .refine((text) => parseHost(text) !== undefined, 'is no host: write one such as api.shop.example or localhost:3400');

export const actionsSection = z.strictObject({
  hosts: z
    .record(host, z.enum(['public', 'private']))
    .default({})
    .describe(
      'The hosts that actions may call, with a port where it is not the usual one: `public`, or `private` for one on this machine or in your own network.',
    ),
});

/** The hosts that the section lists. */
export function toActionHosts({ hosts }: z.infer<typeof actionsSection>): ActionHost[] {
  return Object.entries(hosts).flatMap(([text, kind]) => {
    const parsed = parseHost(text);
    return parsed === undefined ? [] : [{ ...parsed, isPrivate: kind === 'private' }];
  });
}

/** `host` or `host:port`, as the URL standard writes it; undefined where it is more or less than that. */
function parseHost(text: string): Pick<ActionHost, 'hostname' | 'port'> | undefined {
  if (!/^[^/?#@\\\s]+$/.test(text) || !URL.canParse(`https://${text}/`)) return undefined;
  const { hostname } = new URL(`https://${text}/`);
  const [, port] = /:(\d{1,5})$/.exec(text) ?? [];
  return { hostname, port: port === undefined ? undefined : Number(port) };
}
