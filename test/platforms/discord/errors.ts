/** Discord's errors, in Discord's own words. */

/** One reason why a field of a request was refused. */
export interface FieldError {
  code: string;
  message: string;
}

/** An error that the API answers with: `{ message, code, errors? }` and an HTTP status. */
export class DiscordError extends Error {
  readonly status: number;
  readonly code: number;
  readonly errors: unknown;

  constructor(status: number, code: number, message: string, errors?: unknown) {
    super(message);
    this.status = status;
    this.code = code;
    this.errors = errors;
  }

  /** The body of the answer. */
  toBody(): { message: string; code: number; errors?: unknown } {
    return { message: this.message, code: this.code, ...(this.errors === undefined ? {} : { errors: this.errors }) };
  }
}

/** Every error without details that the fake answers with: status, code and message. */
const ERRORS = {
  unauthorized: [401, 0, '401: Unauthorized'],
  notFound: [404, 0, '404: Not Found'],
  methodNotAllowed: [405, 0, '405: Method Not Allowed'],
  unknownChannel: [404, 10003, 'Unknown Channel'],
  unknownGuild: [404, 10004, 'Unknown Guild'],
  unknownMember: [404, 10007, 'Unknown Member'],
  unknownMessage: [404, 10008, 'Unknown Message'],
  unknownUser: [404, 10013, 'Unknown User'],
  unknownEmoji: [400, 10014, 'Unknown Emoji'],
  unknownWebhook: [404, 10015, 'Unknown Webhook'],
  unknownInteraction: [404, 10062, 'Unknown interaction'],
  unknownCommand: [404, 10063, 'Unknown application command'],
  tooManyReactions: [400, 30010, 'Maximum number of reactions reached (20)'],
  tooManyCommands: [400, 30032, 'Maximum number of application commands reached (100)'],
  requestTooLarge: [413, 40005, 'Request entity too large'],
  alreadyAcknowledged: [400, 40060, 'Interaction has already been acknowledged.'],
  blockedByFirewall: [403, 40333, 'internal network error'],
  missingAccess: [403, 50001, 'Missing Access'],
  notInDirectMessage: [403, 50003, 'Cannot execute action on a DM channel'],
  notYourMessage: [403, 50005, 'Cannot edit a message authored by another user'],
  emptyMessage: [400, 50006, 'Cannot send an empty message'],
  cannotMessageUser: [403, 50007, 'Cannot send messages to this user'],
  notATextChannel: [400, 50008, 'Cannot send messages in a non-text channel'],
  missingPermissions: [403, 50013, 'Missing Permissions'],
  invalidAccount: [403, 50021, 'Cannot execute action on a system message'],
  invalidChannelType: [400, 50024, 'Cannot execute action on this channel type'],
  invalidWebhookToken: [401, 50027, 'Invalid Webhook Token'],
  invalidApiVersion: [400, 50041, 'Invalid API version'],
  archivedThread: [400, 50083, 'Thread is archived'],
  reactionBlocked: [403, 90001, 'Reaction was blocked'],
  invalidJson: [400, 50109, 'The request body contains invalid JSON.'],
  replyNeedsHistory: [403, 160002, 'Cannot reply without permission to read message history'],
  threadExists: [400, 160004, 'A thread has already been created for this message'],
  lockedThread: [403, 160005, 'Thread is locked'],
  tooManyThreads: [400, 160006, 'Maximum number of active threads reached'],
  titleBlocked: [400, 200001, 'Title was blocked by automatic moderation'],
} as const satisfies Record<string, readonly [status: number, code: number, message: string]>;

/** The name of an error without details. */
export type ErrorName = keyof typeof ERRORS;

/** The named error, to be thrown. */
export function discordError(name: ErrorName): DiscordError {
  const [status, code, message] = ERRORS[name];
  return new DiscordError(status, code, message);
}

/** `Invalid Form Body` (50035) with one reason, at the path of the field it is about. */
export function invalidField(path: readonly PropertyKey[], reason: FieldError): DiscordError {
  return invalidForm([{ path, reason }]);
}

/** `Invalid Form Body` (50035) with every reason in the nested form that the API gives them. */
export function invalidForm(problems: { path: readonly PropertyKey[]; reason: FieldError }[]): DiscordError {
  const errors: ErrorTree = {};
  for (const { path, reason } of problems) {
    let node = errors;
    for (const key of path.map(String)) {
      const next = node[key];
      node = next === undefined || Array.isArray(next) ? addBranch(node, key) : next;
    }
    node._errors = [...(Array.isArray(node._errors) ? node._errors : []), reason];
  }
  return new DiscordError(400, 50035, 'Invalid Form Body', errors);
}

interface ErrorTree {
  [key: string]: ErrorTree | FieldError[];
}

function addBranch(node: ErrorTree, key: string): ErrorTree {
  const branch: ErrorTree = {};
  node[key] = branch;
  return branch;
}
