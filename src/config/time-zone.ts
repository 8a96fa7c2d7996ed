/** Whether there is a time zone of this name, such as `Europe/Berlin`. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** From now on days and times of day are those of a time zone, here and in threads started later; undefined leaves the machine's. */
export function setTimeZone(name: string | undefined): void {
  if (name !== undefined) process.env.TZ = name;
}
