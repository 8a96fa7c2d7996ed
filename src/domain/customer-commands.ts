/**
 * What a customer can ask of the desk itself. `start` is the platform's own first greeting; `link` joins two channels, `unlink`
 * parts them.
 */
export const CUSTOMER_COMMANDS = ['start', 'help', 'human', 'status', 'language', 'link', 'unlink'] as const;
export type CustomerCommand = (typeof CUSTOMER_COMMANDS)[number];

const COMMAND = /^\/([a-z]+)(?:\s+([\s\S]*))?$/i;

/** The command that a text makes, such as `/language zh`; undefined for every other text. */
export function parseCommandText(text: string): { command: CustomerCommand; argument: string } | undefined {
  const [, name = '', argument = ''] = COMMAND.exec(text.trim()) ?? [];
  const command = CUSTOMER_COMMANDS.find((known) => known === name.toLowerCase());
  return command && { command, argument: argument.trim() };
}

/** The text of a command; as the id of a choice it has a button that amounts to typing it. */
export function toCommandText(command: CustomerCommand, argument: string): string {
  return `/${command} ${argument}`.trim();
}
