/** Content that is loaded again whenever a file changes. */

import type { ContentDiagnostic, DeskContent } from '../domain/content.ts';
import { warningAt } from './diagnostics.ts';
import { type LoadedContent, type LoadOptions, loadContent } from './load-content.ts';
import { createFolderWatch } from './watch-folders.ts';

export interface WatchOptions extends LoadOptions {
  /** The content in use, as `loadContent` gave it. */
  initial: DeskContent;
  /** Receives every later set that has no errors. */
  onChange(content: DeskContent): void;
  /** Receives the diagnostics whenever they differ from those told before; an empty list when all are mended. */
  onDiagnostics(diagnostics: ContentDiagnostic[]): void;
}

/** How long nothing may change, in milliseconds, before the files are read again. */
const QUIET_MS = 300;

/**
 * Watches the content under a root. While files have errors `onChange` is not called, so that the last good set stays;
 * the first good set after them is always given, even when it says the same as before. What was read while files
 * changed is thrown away and read again. `close` resolves when nothing will be called any more.
 */
export function watchContent(options: WatchOptions): { close(): Promise<void> } {
  const publish = createPublisher(options);
  const folders = createFolderWatch({ root: options.root, onChange: noteChange, onBlind: tellBlind });
  let changes = 0;
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;
  /** Reads at once, for what changed between the initial set and now. */
  let loading = reload(changes).catch(tellBlind);

  function noteChange(): void {
    if (isClosed) return;
    changes += 1;
    const noted = changes;
    clearTimeout(timer);
    timer = setTimeout(() => {
      loading = loading.then(() => reload(noted)).catch(tellBlind);
    }, QUIET_MS);
  }

  async function reload(noted: number): Promise<void> {
    if (noted !== changes) return;
    await folders.renew();
    const loaded = await loadContent(options);
    if (noted === changes) publish(loaded);
  }

  function tellBlind(error: unknown): void {
    const reason = `changes may go unnoticed until the desk is started again (${error})`;
    options.onDiagnostics([{ file: 'intents', ...warningAt(1, reason) }]);
  }

  return {
    async close() {
      isClosed = true;
      changes += 1;
      clearTimeout(timer);
      await loading;
      folders.close();
    },
  };
}

/** Tells of a loaded set what is new about it. */
function createPublisher({ initial, onChange, onDiagnostics }: WatchOptions): (loaded: LoadedContent) => void {
  let version = initial.version;
  let isBroken = false;
  let told: string | undefined;
  return ({ content, diagnostics }) => {
    const isNew = content?.version !== version;
    if (content !== undefined && (isNew || isBroken)) {
      version = content.version;
      onChange(content);
    }
    isBroken = content === undefined;
    const telling = JSON.stringify(diagnostics);
    // The initial set's own warnings are known to whoever loaded it.
    const isKnown = told === undefined ? !isNew : told === telling;
    told = telling;
    if (!isKnown) onDiagnostics(diagnostics);
  };
}
