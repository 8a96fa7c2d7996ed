import { DiscordjsError, DiscordjsErrorCodes, GatewayCloseCodes, HTTPError, RateLimitError } from 'discord.js';
import type { Explanation } from '../../shared/connection-keeper.ts';

/** The gateway closed the connection for good. */
export class GatewayClosed extends Error {
  override readonly name = 'GatewayClosed';
  readonly code: number;

  constructor(code: number) {
    super(`Discord closed the connection with ${code}`);
    this.code = code;
  }
}

const WRONG_TOKEN =
  'Discord does not know the token: copy it from the Bot page of the developer portal into DISCORD_TOKEN and start the desk again';
const WHAT_TO_DO: Record<number, string> = {
  [GatewayCloseCodes.AuthenticationFailed]: WRONG_TOKEN,
  [GatewayCloseCodes.DisallowedIntents]:
    'Discord does not let the bot read messages: switch on “Message Content Intent” on the Bot page of the developer portal',
  [GatewayCloseCodes.InvalidIntents]:
    'Discord does not know what the desk asks for: a newer version of the desk is needed',
  [GatewayCloseCodes.InvalidAPIVersion]:
    'Discord does not speak the desk’s version of its API any more: a newer version of the desk is needed',
  [GatewayCloseCodes.InvalidShard]: 'Discord does not accept how the desk divides the servers, which it will do anew',
  [GatewayCloseCodes.ShardingRequired]:
    'The bot is in more servers than one connection serves; the desk will divide them anew',
};

/** What a failure of the connection means, and what to do about it. */
export function explainGateway(error: unknown): Explanation {
  if (error instanceof GatewayClosed) {
    const detail = WHAT_TO_DO[error.code];
    return { detail: detail ?? `${error.message}; trying again`, needsAction: detail !== undefined };
  }
  if (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid) {
    return { detail: WRONG_TOKEN, needsAction: true };
  }
  if (error instanceof RateLimitError) {
    return { detail: 'Discord asks to wait', needsAction: false, retryAfterMs: error.retryAfter };
  }
  const reason =
    error instanceof HTTPError ? `HTTP ${error.status}` : error instanceof Error ? error.message : String(error);
  return { detail: `No connection to Discord; trying again (${reason})`, needsAction: false };
}
