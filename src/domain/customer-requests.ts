import { CUSTOMER_REQUESTS, type CustomerRequest } from './channel.ts';

const COMMAND = /^\/([a-z]+)(?:\s+([\s\S]*))?$/i;

/** The request that a text typed as a command makes, such as `/language zh`; undefined for every other text. */
export function parseRequestText(text: string): { request: CustomerRequest; argument: string } | undefined {
  const [, name = '', argument = ''] = COMMAND.exec(text.trim()) ?? [];
  const request = CUSTOMER_REQUESTS.find((known) => known === name.toLowerCase());
  return request && { request, argument: argument.trim() };
}
