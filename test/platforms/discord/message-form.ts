/** The body of a message: what Discord takes and what it refuses. */

import { z } from 'zod';
import { type Component, layout, rows } from './component-form.ts';
import { filledText, link, list, optional, parseForm, reason, snowflake, text } from './form.ts';
import { MessageFlag } from './model.ts';

const MAX_EMBEDS_LENGTH = 6000;

const image = optional(z.looseObject({ url: z.string() }));
const embed = z.object({
  title: optional(text(256)),
  type: optional(z.string()),
  description: optional(text(4096)),
  url: optional(link),
  timestamp: optional(z.string()),
  color: optional(z.int().min(0).max(0xffffff)),
  footer: optional(z.object({ text: filledText(2048), icon_url: optional(z.string()) })),
  image,
  thumbnail: image,
  author: optional(z.object({ name: filledText(256), url: optional(link), icon_url: optional(z.string()) })),
  fields: optional(
    list(z.object({ name: filledText(256), value: filledText(1024), inline: optional(z.boolean()) }), 25),
  ),
});

/** An embed as it was sent. */
export type Embed = z.infer<typeof embed>;

const embeds = list(embed, 10).refine(
  (items) => items.reduce((sum, item) => sum + embedLength(item), 0) <= MAX_EMBEDS_LENGTH,
  reason({ code: 'MAX_EMBED_SIZE_EXCEEDED', message: `Embed size exceeds maximum size of ${MAX_EMBEDS_LENGTH}` }),
);

const allowedMentions = z
  .object({
    parse: optional(z.array(z.enum(['users', 'roles', 'everyone']))),
    users: optional(list(snowflake, 100)),
    roles: optional(list(snowflake, 100)),
    replied_user: optional(z.boolean()),
  })
  .superRefine(({ parse, users, roles }, context) => {
    for (const [kind, ids] of [['users', users] as const, ['roles', roles] as const]) {
      if (!parse?.includes(kind) || !ids?.length) continue;
      context.addIssue({
        code: 'custom',
        message: `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`,
        params: { code: 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE' },
      });
    }
  });

/** Whom a message may notify, as the sender has it. */
export type AllowedMentions = z.infer<typeof allowedMentions>;

const nonce = z
  .union([z.string(), z.int()], { error: 'This field must be a string or integer.' })
  .refine(
    (value) => String(value).length <= 25,
    reason({ code: 'NONCE_TYPE_TOO_LONG', message: 'Must be 25 or fewer characters long.' }),
  );

const fields = {
  content: optional(text(2000)),
  embeds: optional(embeds),
  allowed_mentions: optional(allowedMentions),
  attachments: optional(
    list(
      z.object({
        id: z.union([z.string(), z.number()]).transform(String),
        filename: optional(z.string()),
        description: optional(text(1024)),
      }),
      10,
    ),
  ),
  flags: optional(z.int()),
};

const creation = {
  ...fields,
  nonce: optional(nonce),
  enforce_nonce: optional(z.boolean()),
  tts: optional(z.boolean()),
  message_reference: optional(
    z.object({
      type: optional(z.literal(0)),
      message_id: snowflake,
      channel_id: optional(snowflake),
      guild_id: optional(snowflake),
      fail_if_not_exists: optional(z.boolean()),
    }),
  ),
};

/** A message to be written. */
export type MessageForm = Omit<z.infer<z.ZodObject<typeof creation>>, never> & { components: Component[] | undefined };
/** What an edit changes; what it leaves out stays. */
export type EditForm = { [Field in keyof typeof fields]: z.infer<z.ZodObject<typeof fields>>[Field] } & {
  components: Component[] | undefined;
};

/** @throws Invalid Form Body */
export function parseMessage(body: unknown, at: PropertyKey[] = []): MessageForm {
  const { components } = componentsFor(flagsOf(body));
  return parseForm(z.object({ ...creation, components }).superRefine(refuseTextInLayout), body, at);
}

/** @throws Invalid Form Body */
export function parseEdit(body: unknown, presentFlags: number, at: PropertyKey[] = []): EditForm {
  const { components } = componentsFor(flagsOf(body) | presentFlags);
  return parseForm(z.object({ ...fields, components }), clearedByNull(body), at);
}

function componentsFor(flags: number): { components: z.ZodType<Component[] | undefined> } {
  return { components: optional((flags & MessageFlag.componentsV2) === 0 ? rows : layout) };
}

function flagsOf(body: unknown): number {
  const flags = typeof body === 'object' && body !== null && 'flags' in body ? body.flags : 0;
  return typeof flags === 'number' ? flags : 0;
}

/** In an edit, null removes what was there. */
function clearedByNull(body: unknown): unknown {
  const empty: Record<string, unknown> = { content: '', embeds: [], components: [], attachments: [] };
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(Object.entries(body).map(([key, value]) => [key, value === null ? empty[key] : value]));
}

function refuseTextInLayout(
  form: { flags?: number | undefined; content?: string | undefined; embeds?: unknown[] | undefined },
  context: z.core.$RefinementCtx,
): void {
  if (((form.flags ?? 0) & MessageFlag.componentsV2) === 0) return;
  for (const field of ['content', 'embeds'] as const) {
    if (!form[field]?.length) continue;
    context.addIssue({
      code: 'custom',
      message: `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
      params: { code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2' },
      path: [field],
    });
  }
}

function embedLength({ title, description, footer, author, fields: rest }: Embed): number {
  const texts = [
    title,
    description,
    footer?.text,
    author?.name,
    ...(rest ?? []).flatMap(({ name, value }) => [name, value]),
  ];
  return texts.reduce((sum, value) => sum + [...(value ?? '')].length, 0);
}
