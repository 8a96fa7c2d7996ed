/** A bot without a library: bare requests with the bot's token, for what a library would not send. */

import type { DiscordPlatform } from './platform.ts';

export interface Answer {
  status: number;
  body: { id?: string; code?: number; message?: string; errors?: unknown };
  headers: Record<string, string>;
}

/** Asks the API (version 10); a text goes as it is, anything else as JSON. */
export async function ask(
  platform: DiscordPlatform,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(`${platform.url}/v10${path}`, {
    method,
    headers: { authorization: `Bot ${platform.token}`, 'content-type': 'application/json', ...headers },
    body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return {
    status: response.status,
    body: text === '' ? {} : JSON.parse(text),
    headers: Object.fromEntries(response.headers),
  };
}

/** How a form is refused for one field. */
export function refusal(path: string[], code: string, message: string): Pick<Answer, 'status' | 'body'> {
  const errors = path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), { _errors: [{ code, message }] });
  return { status: 400, body: { message: 'Invalid Form Body', code: 50035, errors } };
}
