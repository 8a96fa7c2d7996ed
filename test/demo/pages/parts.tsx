import type { Control, Part, Run } from '../places/place.ts';

/** The pieces of a message, one below the other. */
export function Parts({ parts }: { parts: Part[] }) {
  return (
    <>
      {parts.map((part) => (
        <OnePart part={part} />
      ))}
    </>
  );
}

function OnePart({ part }: { part: Part }) {
  switch (part.kind) {
    case 'divider':
      return <hr />;
    case 'header':
      return (
        <h3 dir="auto">
          <Runs runs={part.runs} />
        </h3>
      );
    case 'quote':
      return (
        <blockquote dir="auto">
          <Runs runs={part.runs} />
        </blockquote>
      );
    case 'list':
      return (
        <ul class="list">
          {part.items.map((item) => (
            <li dir="auto">
              <Runs runs={item} />
            </li>
          ))}
        </ul>
      );
    case 'row':
      return <Row part={part} />;
    case 'controls':
      return <Controls rows={part.rows} />;
    case 'field':
      return <Field part={part} />;
    default:
      return (
        <p class={part.kind} dir="auto">
          <Runs runs={part.runs} />
        </p>
      );
  }
}

function Row({ part: { runs, fields, control } }: { part: Extract<Part, { kind: 'row' }> }) {
  return (
    <div class="row">
      <div class="row-text">
        <p class="text" dir="auto">
          <Runs runs={runs} />
        </p>
        {fields.length > 0 && (
          <ul class="fields">
            {fields.map((field) => (
              <li dir="auto">
                <Runs runs={field} />
              </li>
            ))}
          </ul>
        )}
      </div>
      {control !== undefined && <OneControl control={control} />}
    </div>
  );
}

function Controls({ rows }: { rows: Control[][] }) {
  return (
    <div class="controls">
      {rows.map((row) => (
        <div class="control-row">
          {row.map((control) => (
            <OneControl control={control} />
          ))}
        </div>
      ))}
    </div>
  );
}

/** The viewer only watches: a control is shown, and a menu opens, but nothing is pressed. */
function OneControl({ control: { kind, label, style, choices } }: { control: Control }) {
  if (kind === 'button') return <span class={`control ${style}`}>{label}</span>;
  return (
    <details class={`control-menu ${kind}`}>
      <summary class="control" aria-label={kind === 'more' ? 'More' : undefined}>
        {label}
      </summary>
      <ul>
        {choices.map((choice) => (
          <li>{choice}</li>
        ))}
      </ul>
    </details>
  );
}

function Field({ part: { label, hint, value, isLong } }: { part: Extract<Part, { kind: 'field' }> }) {
  return (
    <div class="field">
      <p class="field-label">{label}</p>
      <p class={isLong ? 'field-value long' : 'field-value'} dir="auto">
        {value}
      </p>
      {hint !== '' && <p class="remark">{hint}</p>}
    </div>
  );
}

/** Stretches of text in their formats. */
function Runs({ runs }: { runs: Run[] }) {
  return (
    <>
      {runs.map((run) => (
        <Stretch run={run} />
      ))}
    </>
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
