import { once } from 'node:events';
import { type Agent, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { text } from 'node:stream/consumers';

/** What came back from a POST. */
export interface JsonAnswer {
  status: number;
  statusText: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** Posts JSON over a connection of the agent; redirects are not followed. Rejects when the connection fails. */
export async function postJson(
  url: string,
  content: object,
  options: { agent: Agent; headers: Record<string, string> },
): Promise<JsonAnswer> {
  const body = JSON.stringify(content);
  const headers = {
    ...options.headers,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  };
  const send = url.startsWith('https:') ? requestHttps : requestHttp;
  const request = send(url, { method: 'POST', agent: options.agent, headers });
  request.end(body);
  const [response]: IncomingMessage[] = await once(request, 'response');
  if (response === undefined) throw new Error('No response');
  const { statusCode = 0, statusMessage = '' } = response;
  return { status: statusCode, statusText: statusMessage, headers: response.headers, body: await text(response) };
}
