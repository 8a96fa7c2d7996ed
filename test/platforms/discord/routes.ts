/** Every request the fake knows. */

import type { Route } from './call.ts';
import { channelRoutes } from './routes/channel-routes.ts';
import { commandRoutes } from './routes/command-routes.ts';
import { guildRoutes } from './routes/guild-routes.ts';
import { interactionRoutes } from './routes/interaction-routes.ts';
import { messageRoutes } from './routes/message-routes.ts';

const ALL = { ...guildRoutes, ...channelRoutes, ...messageRoutes, ...commandRoutes, ...interactionRoutes };

/** A request by its method and path, such as `POST /channels/:channel/messages`. */
export type RouteName = keyof typeof ALL;

/** A route with its name taken apart; `needsToken` is whether the bot's token must come with it. */
export interface KnownRoute {
  name: RouteName;
  method: string;
  segments: string[];
  needsToken: boolean;
  serve: Route;
}

const KNOWN: KnownRoute[] = (Object.keys(ALL) as RouteName[]).map((name) => {
  const [method = '', path = ''] = name.split(' ');
  return {
    name,
    method,
    segments: path.split('/'),
    needsToken: !(name in interactionRoutes) && name !== 'GET /gateway',
    serve: ALL[name],
  };
});

/** The route of a request with what stands in its path, `method-not-allowed` where only the method is wrong, or undefined. */
export function findRoute(
  method: string,
  path: string,
): { route: KnownRoute; params: Record<string, string> } | 'method-not-allowed' | undefined {
  const parts = path.split('/').map(decodeURIComponent);
  const fitting = KNOWN.filter(({ segments }) => fits(segments, parts)).sort((a, b) => literals(b) - literals(a));
  const route = fitting.find((candidate) => candidate.method === method);
  if (route === undefined) return fitting.length === 0 ? undefined : 'method-not-allowed';
  const named = route.segments.flatMap((segment, position) =>
    segment.startsWith(':') ? [[segment.slice(1), parts[position] ?? '']] : [],
  );
  return { route, params: Object.fromEntries(named) };
}

function fits(segments: string[], parts: string[]): boolean {
  return (
    segments.length === parts.length &&
    segments.every((segment, position) => segment.startsWith(':') || segment === parts[position])
  );
}

function literals({ segments }: KnownRoute): number {
  return segments.filter((segment) => !segment.startsWith(':')).length;
}
