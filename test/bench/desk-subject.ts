/** The desk itself: the real process on a copy of the sample content and an empty store, everything durable. */

import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../src/config/project-root.ts';
import { startDeskProcess } from '../support/desk-process.ts';
import type { Subject } from './subjects.ts';

const UNLIMITED = `
  messages_per_second: unlimited
  messages_per_second_in_conversation: unlimited`;

/** Every message is a turn of its own, and the desk takes and sends as fast as it can, as the platforms of a bench let it. */
export const DESK_FILE = `answering:
  burst_seconds: 0
customer_limits:
  messages_per_minute: unlimited
  kilobytes_per_minute: unlimited
  conversations_per_hour: unlimited
  tickets_per_hour: unlimited
slack:${UNLIMITED}
discord:${UNLIMITED}
telegram:${UNLIMITED}
`;

/** `relaydesk start`, as an operator starts it. */
export const deskSubject: Subject = {
  name: 'Relaydesk',
  async start({ PORT, ...variables }) {
    const folder = await mkdtemp(join(tmpdir(), 'relaydesk-bench-'));
    for (const content of ['intents', 'knowledge', 'actions']) {
      await cp(join(projectRoot(), content), join(folder, content), { recursive: true });
    }
    await writeFile(join(folder, 'desk.yaml'), DESK_FILE);
    const removeFolder = () => rm(folder, { recursive: true, force: true });
    const where = { dataDir: join(folder, 'data'), contentDir: folder, port: Number(PORT) };
    const desk = await startDeskProcess({ ...where, variables }).catch(async (error: unknown) => {
      await removeFolder();
      throw error;
    });
    return {
      processorTimeMs: desk.processorTimeMs,
      async stop() {
        await desk.stop('SIGKILL');
        await removeFolder();
      },
    };
  },
};
