import type { Line, Place, ShownFile } from '../places/place.ts';
import { Parts } from './parts.tsx';

const MAX_PICTURE_BYTES = 512 * 1024;

/** The messages of a place, the newest in view; `addressOf` a place's own page. */
export function Messages({ place, addressOf }: { place: Place; addressOf(placeId: string): string }) {
  return (
    <div class={`messages ${place.kind}`} data-place={place.id} tabindex={0} role="log" aria-label={place.name}>
      <ol>
        {place.lines.map((line) => (
          <Message line={line} addressOf={addressOf} />
        ))}
        {place.isBotTyping && <li class="typing">Relaydesk is typing…</li>}
      </ol>
    </div>
  );
}

function Message({ line, addressOf }: { line: Line; addressOf(placeId: string): string }) {
  const { parts, thread } = line;
  const last = parts.at(-1);
  const [said, below] = last?.kind === 'controls' ? [parts.slice(0, -1), [last]] : [parts, []];
  const kinds = [
    'message',
    line.byBot ? 'bot' : 'person',
    ...(line.onlyFor === undefined ? [] : ['private']),
    ...(parts.every(({ kind }) => kind === 'remark') && line.files.length === 0 ? ['event'] : []),
  ];
  return (
    <li class={kinds.join(' ')} data-id={line.id}>
      {line.onlyFor !== undefined && (
        <p class="only-for">
          Only <bdi>{line.onlyFor}</bdi> sees this
        </p>
      )}
      <Author line={line} />
      <div class="body">
        <div class="said">
          {line.answers !== undefined && <p class="answers">{line.answers}</p>}
          <Parts parts={said} />
          {line.edited && <small class="edited">(edited)</small>}
          {line.files.map((file) => (
            <File file={file} />
          ))}
        </div>
        <Parts parts={below} />
      </div>
      <Reactions reactions={line.reactions} />
      {thread !== undefined && (
        <a class="thread-link" href={addressOf(thread.placeId)}>
          {thread.label}
        </a>
      )}
    </li>
  );
}

function Author({ line: { author, byBot, at } }: { line: Line }) {
  return (
    <p class="author">
      <span class={`avatar hue-${hueOf(author)}`} aria-hidden="true">
        {[...author][0] ?? '?'}
      </span>
      <bdi>{author}</bdi>
      {byBot && <small class="app">app</small>}
      {at !== undefined && <Time at={at} />}
    </p>
  );
}

function File({ file: { name, picture } }: { file: ShownFile }) {
  if (picture === undefined || picture.bytes.length > MAX_PICTURE_BYTES) return <p class="file">📎 {name}</p>;
  const source = `data:${picture.type};base64,${Buffer.from(picture.bytes).toString('base64')}`;
  return <img class="picture" src={source} alt={name} />;
}

function Reactions({ reactions }: { reactions: Record<string, number> }) {
  const given = Object.entries(reactions).filter(([, times]) => times > 0);
  if (given.length === 0) return null;
  return (
    <ul class="reactions" aria-label="Reactions">
      {given.map(([emoji, times]) => (
        <li>
          {emoji} {times}
        </li>
      ))}
    </ul>
  );
}

/** In the server's own time zone: it is the viewer's machine. */
function Time({ at }: { at: number }) {
  const moment = new Date(at);
  return <time datetime={moment.toISOString()}>{moment.toTimeString().slice(0, 5)}</time>;
}

const HUES = 6;

/** One of a few colours, the same for a name every time. */
function hueOf(name: string): number {
  return [...name].reduce((sum, character) => sum + (character.codePointAt(0) ?? 0), 0) % HUES;
}
