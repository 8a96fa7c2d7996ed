/** Whether actions can be performed where the desk runs: their hosts are listed, their secrets are set. */

import type { Action } from '../domain/actions/action.ts';
import type { ContentDiagnostic } from '../domain/content.ts';
import type { ActionHost } from '../ports/actions.ts';
import { findAllowedHost } from './allowed-hosts.ts';

/** A shorter secret is found in ordinary words, which would be masked with it. */
const SHORTEST_SECRET = 8;

/** What keeps the actions from being performed, by file. */
export function checkActionSetup(
  actions: readonly Action[],
  hosts: readonly ActionHost[],
  environment: Readonly<Record<string, string | undefined>>,
): ContentDiagnostic[] {
  return actions.flatMap(({ name, request, environment: listed }) => {
    const at = { file: `actions/${name}.yaml`, line: 1 };
    const host = findAllowedHost(hosts, new URL(request.url.replaceAll(/[{}]/g, '')));
    const refused = typeof host === 'string' ? [{ ...at, severity: 'error' as const, reason: host }] : [];
    const variables = listed.flatMap((variable) => {
      const reason = explainVariable(variable, environment[variable]);
      return reason === undefined ? [] : [{ ...at, severity: 'warning' as const, reason }];
    });
    return [...refused, ...variables];
  });
}

function explainVariable(name: string, value: string | undefined): string | undefined {
  if (value === undefined || value === '') {
    return `${name} is not set in the environment: until it is, the action fails before anything is sent`;
  }
  if (value.length >= SHORTEST_SECRET) return undefined;
  return `${name} has fewer than ${SHORTEST_SECRET} characters: wherever they occur, answers show the name instead`;
}
