/** The demo as a whole: platforms, page, desk and day, started in this order and stopped in the opposite one. */

import { openCast } from './cast.ts';
import { createStage, type Scene, type Stage } from './day/scene.ts';
import { scenesFor } from './day/script.ts';
import { startDemoDesk } from './desk.ts';
import { createNarrator } from './narrator.ts';
import type { DemoOptions } from './options.ts';
import type { Board, BoardScene } from './pages/board.ts';
import { servePages } from './pages/server.ts';
import { PLATFORMS } from './places/place.ts';
import type { Terminal } from './terminal.ts';

const PAUSE_MS = 1_600;
const TIMEOUT_MS = 20_000;

export interface Demo {
  /** Of the page. */
  url: string;
  /** Plays the day; resolves to whether everything was seen that should be. */
  play(): Promise<boolean>;
  /** Ends everything and leaves nothing behind. */
  stop(): Promise<void>;
}

/** Starts everything but the day itself. What was started is stopped again where a later part fails. */
export async function startDemo(options: DemoOptions, terminal: Terminal, signal: AbortSignal): Promise<Demo> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const stopPart of stops.splice(0).reverse()) await stopPart();
  };
  try {
    return { ...(await startParts(options, terminal, signal, stops)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startParts(
  { parts, port, fast }: DemoOptions,
  terminal: Terminal,
  signal: AbortSignal,
  stops: (() => Promise<void>)[],
): Promise<Omit<Demo, 'stop'>> {
  const cast = await openCast();
  stops.push(cast.close);

  const connected = PLATFORMS.filter((platform) => parts.includes(platform));
  const scenes = scenesFor(parts);
  const told: BoardScene[] = scenes.map(({ title, about }) => ({ title, about, state: 'to come' }));
  const board: Board = { shows: cast.shows, connected, scenes: told };
  const pages = await servePages(board, port);
  stops.push(pages.close);
  terminal.say(`Watch at ${pages.url}\nThe desk is starting …`);

  const spotlight = (placeId: string | undefined) => {
    board.spotlight = placeId;
    pages.changed();
  };
  const stage = createStage(cast, { pauseMs: fast ? 0 : PAUSE_MS, timeoutMs: TIMEOUT_MS, signal, spotlight });
  const desk = await startDemoDesk(cast, connected);
  stops.push(desk.stop);
  for (const platform of connected) await stage.see(`the desk connects to ${platform}`, cast.isConnected[platform]);
  terminal.say(`It is open. Its own pages: ${desk.chatUrl} for customers, ${desk.consoleUrl} for staff.`);

  const narrate = createNarrator(cast.shows, terminal.happened);
  void cast.until(() => {
    narrate();
    pages.changed();
    return signal.aborted;
  });
  const mark = (index: number, state: BoardScene['state']) => {
    const scene = told[index];
    if (scene !== undefined) scene.state = state;
    pages.changed();
  };
  return { url: pages.url, play: () => playDay({ scenes, stage, terminal, signal, mark }) };
}

interface Day {
  scenes: readonly Scene[];
  stage: Stage;
  terminal: Terminal;
  signal: AbortSignal;
  /** Shows how far a scene is, by its place in the day. */
  mark(index: number, state: BoardScene['state']): void;
}

/** Plays one scene after the other; one that did not go as it should is told of, and the day goes on. */
async function playDay({ scenes, stage, terminal, signal, mark }: Day): Promise<boolean> {
  let allSeen = true;
  for (const [index, scene] of scenes.entries()) {
    terminal.scene(index + 1, scenes.length, scene.title, scene.about);
    mark(index, 'now');
    try {
      await scene.play(stage);
      mark(index, 'seen');
      await stage.pause();
    } catch (error) {
      if (signal.aborted) return allSeen;
      allSeen = false;
      terminal.trouble(error instanceof Error ? error.message : String(error));
      mark(index, 'not as it should');
    }
  }
  return allSeen;
}
