import { html } from 'hono/html';
import type { Place, PlatformName } from '../places/place.ts';
import { PLATFORMS } from '../places/place.ts';
import type { Board, BoardScene } from './board.ts';
import { Messages } from './messages.tsx';

/** Which place of each platform is open; the one where something happened last where none is chosen. */
export type Chosen = Partial<Record<PlatformName, string | undefined>>;

/** The whole page: the scene on top, and a column a platform. */
export function renderDemoPage(board: Board, chosen: Chosen) {
  return html`<!doctype html>${<DemoPage board={board} chosen={chosen} />}`;
}

function DemoPage({ board, chosen }: { board: Board; chosen: Chosen }) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>A day at the desk · Relaydesk</title>
        <link rel="stylesheet" href="/assets/demo.css" />
        <link rel="stylesheet" href="/assets/messages.css" />
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        <script src="/assets/demo.js" type="module" />
      </head>
      <body>
        <header class="bar">
          <h1>
            <img src="/assets/icon.svg" alt="" width="28" height="28" /> A day at the desk
          </h1>
          <Scenes scenes={board.scenes} />
        </header>
        <main>
          {PLATFORMS.map((platform) => (
            <Column
              platform={platform}
              places={board.shows[platform]().filter(({ lines }) => lines.length > 0)}
              isConnected={board.connected.includes(platform)}
              chosen={chosen}
              spotlight={board.spotlight}
            />
          ))}
        </main>
      </body>
    </html>
  );
}

function Scenes({ scenes }: { scenes: readonly BoardScene[] }) {
  const now = scenes.find(({ state }) => state === 'now');
  const isOver = scenes.every(({ state }) => state !== 'now' && state !== 'to come');
  return (
    <div class="scenes" data-part="scenes">
      <ol aria-label="Scenes">
        {scenes.map(({ title, state }) => (
          <li class={state.replaceAll(' ', '-')} title={title} aria-current={state === 'now' ? 'step' : undefined}>
            <span class="visually-hidden">{`${title}: ${state}`}</span>
          </li>
        ))}
      </ol>
      <p aria-live="polite">
        <strong>{now?.title ?? (isOver ? 'The day is over' : 'The desk opens its doors')}</strong>{' '}
        <span>{now?.about ?? (isOver ? 'Look around as long as you like.' : 'Nobody has written yet.')}</span>
      </p>
    </div>
  );
}

const NAMES: Record<PlatformName, string> = { slack: 'Slack', discord: 'Discord', telegram: 'Telegram' };
const WHO: Record<PlatformName, string> = { slack: 'where staff are', discord: 'customers', telegram: 'customers' };

interface ColumnProps {
  platform: PlatformName;
  places: Place[];
  isConnected: boolean;
  chosen: Chosen;
  spotlight: string | undefined;
}

function Column({ platform, places, isConnected, chosen, spotlight }: ColumnProps) {
  const picked = places.find(({ id }) => id === chosen[platform]);
  const open = picked ?? places.find(({ id }) => id === spotlight) ?? latestOf(places);
  return (
    <section class={`platform ${platform}`} data-part={platform} aria-labelledby={`${platform}-name`}>
      <header>
        <h2 id={`${platform}-name`}>
          {NAMES[platform]} <small>{WHO[platform]}</small>
        </h2>
        {picked !== undefined && (
          <a class="follow" href={addressOf({ ...chosen, [platform]: undefined })}>
            Follow what happens
          </a>
        )}
      </header>
      <nav aria-label={`Places on ${NAMES[platform]}`}>
        {places.map((place) => (
          <a
            class={`tab ${place.kind}`}
            href={addressOf({ ...chosen, [platform]: place.id })}
            aria-current={place === open ? 'page' : undefined}
          >
            <bdi>{place.name}</bdi>
          </a>
        ))}
      </nav>
      {open === undefined ? (
        <Empty isConnected={isConnected} />
      ) : (
        <Messages place={open} addressOf={(id) => addressOf({ ...chosen, [platform]: id })} />
      )}
    </section>
  );
}

function Empty({ isConnected }: { isConnected: boolean }) {
  return <p class="empty">{isConnected ? 'Nothing has been said here yet.' : 'Not part of this day.'}</p>;
}

/** The form that waits to be filled in, where there is one; else the place with the newest message. */
function latestOf(places: Place[]): Place | undefined {
  const latest = (place: Place): number => Math.max(...place.lines.map(({ at }) => at ?? 0));
  return places.find(({ kind }) => kind === 'form') ?? places.toSorted((a, b) => latest(b) - latest(a))[0];
}

function addressOf(chosen: Chosen): string {
  const query = new URLSearchParams();
  for (const platform of PLATFORMS) {
    const id = chosen[platform];
    if (id !== undefined) query.set(platform, id);
  }
  return `/?${query}`;
}
