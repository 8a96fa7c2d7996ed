/** Interactions over signed HTTP, as an application chooses in the developer portal. */

import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { z } from 'zod';
import { DiscordError } from './errors.ts';
import { answerInteraction } from './interactions.ts';
import { snowflakeTime } from './snowflake.ts';
import type { World } from './world.ts';

const PING = 1;
const pong = z.object({ type: z.literal(PING) });
const named = z.object({ id: z.string(), token: z.string() });

/** Signs interactions and sends them to the application's address. An address that fails shows as a failed interaction. */
export class InteractionsEndpoint {
  readonly #world: World;
  readonly #privateKey;

  constructor(world: World) {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    this.#world = world;
    this.#privateKey = privateKey;
    world.publicKey = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('hex');
    world.listen(({ name, data }) => {
      if (name === 'INTERACTION_CREATE' && world.interactionsEndpoint !== undefined)
        void this.#deliver(world.interactionsEndpoint, data);
    });
  }

  /** Takes the address into use once it answers a ping and refuses a wrong signature with 401. */
  async verify(url: string): Promise<void> {
    const ping = {
      type: PING,
      id: this.#world.nextId(),
      application_id: this.#world.applicationId,
      token: 'ping',
      version: 1,
    };
    const answer = await this.#post(url, ping, (body) => this.#sign(body));
    const isPong = answer.ok && pong.safeParse(await answer.json()).success;
    const forged = await this.#post(url, ping, () => randomBytes(64).toString('hex'));
    if (!isPong || forged.status !== 401)
      throw new Error('The specified interactions endpoint url could not be verified.');
    this.#world.interactionsEndpoint = url;
  }

  async #deliver(url: string, interaction: object): Promise<void> {
    const { id, token } = named.parse(interaction);
    const answer = await this.#post(url, interaction, (body) => this.#sign(body)).catch(() => undefined);
    const body: unknown = answer?.status === 200 ? await answer.json().catch(() => undefined) : undefined;
    if (body !== undefined) this.#take(id, token, body);
    this.#world.changes.happened();
  }

  /** An answer that the platform refuses is none: the interaction fails. */
  #take(id: string, token: string, body: unknown): void {
    try {
      answerInteraction(this.#world, id, token, body, []);
    } catch (error) {
      if (!(error instanceof DiscordError)) throw error;
    }
  }

  #post(url: string, interaction: { id?: string }, signature: (signed: string) => string): Promise<Response> {
    const timestamp = String(Math.floor(snowflakeTime(interaction.id ?? '0') / 1000));
    const body = JSON.stringify(interaction);
    return fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Discord-Interactions/1.0 (+https://discord.com)',
        'x-signature-ed25519': signature(timestamp + body),
        'x-signature-timestamp': timestamp,
      },
      body,
    });
  }

  #sign(text: string): string {
    return sign(null, Buffer.from(text), this.#privateKey).toString('hex');
  }
}
