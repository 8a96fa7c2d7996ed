import type { Line, Place, Run, ShownFile } from '../places/place.ts';

const MAX_PICTURE_BYTES = 512 * 1024;

/** The messages of a place, the newest in view. */
export function Messages({ place }: { place: Place }) {
  return (
    <div class={`messages ${place.kind}`} data-place={place.id} tabindex={0} role="log" aria-label={place.name}>
      <ol>
        {place.lines.map((line) => (
          <Message line={line} />
        ))}
        {place.isBotTyping && <li class="typing">Relaydesk is typing…</li>}
      </ol>
    </div>
  );
}

function Message({ line }: { line: Line }) {
  const kinds = ['message', line.byBot ? 'bot' : 'person', ...(line.onlyFor === undefined ? [] : ['private'])];
  return (
    <li class={kinds.join(' ')} data-id={line.id}>
      {line.onlyFor !== undefined && (
        <p class="only-for">
          Only <bdi>{line.onlyFor}</bdi> sees this
        </p>
      )}
      <p class="author">
        <span class={`avatar hue-${hueOf(line.author)}`} aria-hidden="true">
          {[...line.author][0] ?? '?'}
        </span>
        <bdi>{line.author}</bdi>
        {line.byBot && <small class="app">app</small>}
        {line.at !== undefined && <Time at={line.at} />}
      </p>
      <div class="body">
        {line.runs.length > 0 && (
          <p class="text" dir="auto">
            {line.runs.map((run) => (
              <Stretch run={run} />
            ))}
            {line.edited && <small class="edited"> (edited)</small>}
          </p>
        )}
        {line.files.map((file) => (
          <File file={file} />
        ))}
        <Buttons labels={line.buttons} />
        <Reactions reactions={line.reactions} />
      </div>
    </li>
  );
}

function Stretch({ run: { text, format, href } }: { run: Run }) {
  if (href !== undefined) {
    return (
      <a href={href} rel="noreferrer">
        {text}
      </a>
    );
  }
  if (format === 'bold') return <strong>{text}</strong>;
  if (format === 'italic') return <em>{text}</em>;
  return format === 'code' ? <code>{text}</code> : text;
}

function File({ file: { name, picture } }: { file: ShownFile }) {
  if (picture === undefined || picture.bytes.length > MAX_PICTURE_BYTES) return <p class="file">📎 {name}</p>;
  const source = `data:${picture.type};base64,${Buffer.from(picture.bytes).toString('base64')}`;
  return <img class="picture" src={source} alt={name} />;
}

function Buttons({ labels }: { labels: string[] }) {
  if (labels.length === 0) return null;
  return (
    <ul class="buttons" aria-label="Buttons">
      {labels.map((label) => (
        <li>{label}</li>
      ))}
    </ul>
  );
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
