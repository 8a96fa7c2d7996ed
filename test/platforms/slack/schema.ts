/** Checks JSON against a schema and words what is wrong as Slack does. */

export type Check = (value: unknown, pointer: string, problems: string[]) => void;

/** A string of `min` to `max` characters. */
export function string(max: number, min = 1): Check {
  return (value, pointer, problems) => {
    if (typeof value !== 'string') problems.push(`must provide a string [json-pointer:${pointer}]`);
    else if (value.length > max) problems.push(`must be less than ${max + 1} characters [json-pointer:${pointer}]`);
    else if (value.length < min) problems.push(`must be more than ${min - 1} characters [json-pointer:${pointer}]`);
  };
}

/** One of the strings. */
export function oneOf(...allowed: string[]): Check {
  return (value, pointer, problems) => {
    if (!allowed.includes(String(value))) problems.push(`must be a valid enum value [json-pointer:${pointer}]`);
  };
}

/** A boolean. */
export const boolean: Check = (value, pointer, problems) => {
  if (typeof value !== 'boolean') problems.push(`must provide a boolean [json-pointer:${pointer}]`);
};

/** A whole number of `min` to `max`. */
export function integer(min: number, max: number): Check {
  return (value, pointer, problems) => {
    if (!Number.isInteger(value)) problems.push(`must provide an integer [json-pointer:${pointer}]`);
    else if (Number(value) < min) problems.push(`must be greater than ${min - 1} [json-pointer:${pointer}]`);
    else if (Number(value) > max) problems.push(`must be less than ${max + 1} [json-pointer:${pointer}]`);
  };
}

/** Anything at all. */
export const anything: Check = () => {};

/** An array of `min` to `max` items, each of which passes. */
export function list(item: Check, max: number, min = 1): Check {
  return (value, pointer, problems) => {
    if (!Array.isArray(value)) {
      problems.push(`must provide an array [json-pointer:${pointer}]`);
      return;
    }
    if (value.length > max) problems.push(`no more than ${max} items allowed [json-pointer:${pointer}]`);
    if (value.length < min) problems.push(`no fewer than ${min} items allowed [json-pointer:${pointer}]`);
    value.forEach((entry, index) => {
      item(entry, `${pointer}/${index}`, problems);
    });
  };
}

/** An object with exactly these fields; the optional ones may be missing or null. */
export function object(required: Record<string, Check>, optional: Record<string, Check> = {}): Check {
  return (value, pointer, problems) => {
    if (!isObject(value)) {
      problems.push(`must provide an object [json-pointer:${pointer}]`);
      return;
    }
    for (const [name, check] of Object.entries(required)) {
      if (value[name] === undefined) problems.push(`missing required field: ${name} [json-pointer:${pointer}]`);
      else check(value[name], `${pointer}/${name}`, problems);
    }
    for (const [name, check] of Object.entries(optional)) {
      if (value[name] !== undefined && value[name] !== null) check(value[name], `${pointer}/${name}`, problems);
    }
    for (const name of Object.keys(value)) {
      if (required[name] === undefined && optional[name] === undefined)
        problems.push(`invalid additional property: ${name} [json-pointer:${pointer}]`);
    }
  };
}

/** An object that is checked by what its `type` names. */
export function byType(types: Record<string, Check>): Check {
  return (value, pointer, problems) => {
    if (!isObject(value)) problems.push(`must provide an object [json-pointer:${pointer}]`);
    else if (value.type === undefined) problems.push(`missing required field: type [json-pointer:${pointer}]`);
    else {
      const check = types[String(value.type)];
      if (check === undefined) problems.push(`unsupported type: ${value.type} [json-pointer:${pointer}/type]`);
      else check(value, pointer, problems);
    }
  };
}

/** Like `check`, but says first, as Slack does of alternatives, that none matched. */
export function alternative(check: Check): Check {
  return (value, pointer, problems) => {
    const found: string[] = [];
    check(value, pointer, found);
    if (found.length > 0) problems.push(`failed to match all allowed schemas [json-pointer:${pointer}]`, ...found);
  };
}

/** Every problem of the value, in Slack's words; none when it passes. */
export function problemsOf(check: Check, value: unknown, pointer: string): string[] {
  const problems: string[] = [];
  check(value, pointer, problems);
  return problems;
}

/** Whether the value is an object and no array. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
