/** The words of a message that is laid out in components, as apps write them and people pass them on. */

import { ButtonStyle, ComponentType } from 'discord.js';
import { z } from 'zod';
import { list, part } from './wire.ts';

/** Discord nests them three deep. */
const MAX_DEPTH = 8;

const inner = part(list(z.unknown()));
const media = z.object({ media: part(z.object({ url: part(z.string()) })), description: part(z.string()) });
const component = z.object({
  type: z.number(),
  style: part(z.number()),
  content: part(z.string()),
  label: part(z.string()),
  url: part(z.string()),
  description: part(z.string()),
  name: part(z.string()),
  components: inner,
  accessory: z.unknown().optional(),
  items: part(list(media)),
});
type Component = z.infer<typeof component>;

/** Texts, what pictures and files are said to show, and where buttons lead; buttons that do something only work where they stand. */
export function readComponents(components: readonly unknown[], depth = 0): string {
  if (depth > MAX_DEPTH) return '';
  const lines = components.map((given) => {
    const read = component.safeParse(given).data;
    return read === undefined ? '' : readComponent(read, depth);
  });
  return lines.filter((line) => line !== '').join('\n');
}

function readComponent(component: Component, depth: number): string {
  const { type, content = '', description = '', name = '', items = [], components = [], accessory } = component;
  switch (type) {
    case ComponentType.ActionRow:
    case ComponentType.Container:
      return readComponents(components, depth + 1);
    case ComponentType.Section:
      return readComponents([...components, accessory], depth + 1);
    case ComponentType.TextDisplay:
      return content.trim();
    case ComponentType.Thumbnail:
      return description.trim();
    case ComponentType.MediaGallery:
      return items.flatMap((item) => item.description?.trim() || item.media?.url || []).join('\n');
    case ComponentType.File:
      return name.trim();
    case ComponentType.Button:
      return component.style === ButtonStyle.Link ? `${component.label ?? ''} (${component.url ?? ''})`.trim() : '';
    default:
      return '';
  }
}
