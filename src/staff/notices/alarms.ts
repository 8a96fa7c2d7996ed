/** Alarms of the bot's health, each said once when it begins and once when it is over. */

/** An alarm as a look at the desk's health finds it. */
export interface FoundAlarm {
  /** What it is about, the same for as long as it lasts. */
  about: string;
  text: string;
}

/** An alarm that lasts, with the first and the last local day on which it was found. */
export interface LastingAlarm extends FoundAlarm {
  sinceDay: number;
  lastFoundDay: number;
  isTold: boolean;
}

export interface AlarmChange {
  begun: FoundAlarm[];
  over: FoundAlarm[];
  lasting: LastingAlarm[];
}

/** An alarm begins when it has been there for so long, and is over when it was not found for so long: at the edge of its band it comes and goes by chance. */
const BEGINS_AFTER_DAYS = 2;
const OVER_AFTER_DAYS = 7;

/** What has begun and what is over with this day's look. */
export function changeAlarms(
  before: readonly LastingAlarm[],
  found: readonly FoundAlarm[],
  today: number,
): AlarmChange {
  const abouts = new Set([...before, ...found].map(({ about }) => about));
  const change: AlarmChange = { begun: [], over: [], lasting: [] };
  for (const about of abouts) {
    const known = before.find((alarm) => alarm.about === about);
    const now = found.find((alarm) => alarm.about === about);
    if (now !== undefined) {
      const sinceDay = known?.sinceDay ?? today;
      const isTold = today - sinceDay >= BEGINS_AFTER_DAYS;
      if (isTold && !known?.isTold) change.begun.push(now);
      change.lasting.push({ ...now, sinceDay, lastFoundDay: today, isTold });
    } else if (known?.isTold) {
      if (today - known.lastFoundDay < OVER_AFTER_DAYS) change.lasting.push(known);
      else change.over.push({ about, text: known.text });
    }
  }
  return change;
}
