/** The pictures in Slack's messages, which are had over HTTP and with the app's token only. */

import type { SlackPlatform } from '../../platforms/slack/slack-platform.ts';
import type { SlackFile } from '../../platforms/slack/types.ts';
import { type ShownFile, shownFile } from './place.ts';

/** Returns a function that shows a file: at first by its name alone, and after `changed` is called with the picture in it. */
export function createSlackPictures(platform: SlackPlatform, changed: () => void): (file: SlackFile) => ShownFile {
  const known = new Map<string, ShownFile>();

  async function load({ id, name, mimetype, url_private_download }: SlackFile): Promise<void> {
    const response = await fetch(url_private_download, { headers: { authorization: `Bearer ${platform.botToken}` } });
    if (!response.ok) return;
    known.set(id, shownFile(name, mimetype, new Uint8Array(await response.arrayBuffer())));
    changed();
  }

  return (file) => {
    const shown = known.get(file.id);
    if (shown !== undefined) return shown;
    const nameAlone = { name: file.name, picture: undefined };
    known.set(file.id, nameAlone);
    // Where the file cannot be had, its name stays.
    if (file.mimetype.startsWith('image/')) load(file).catch(() => undefined);
    return nameAlone;
  };
}
