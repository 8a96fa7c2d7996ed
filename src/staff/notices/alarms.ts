/** Alarms of the bot's health, each said once when it begins and once when it is over. */

/** An alarm as a look at the desk's health finds it. */
export interface FoundAlarm {
  /** What it is about, the same for as long as it lasts. */
  about: string;
  text: string;
}

/** An alarm that staff have been told of, with the local days on which it was found. */
export interface StandingAlarm extends FoundAlarm {
  sinceDay: number;
  lastFoundDay: number;
}

export interface AlarmChange {
  begun: FoundAlarm[];
  over: StandingAlarm[];
  standing: StandingAlarm[];
}

/** An alarm that was not found for so many days is over: one at the edge of its band does not come and go every day. */
const OVER_AFTER_DAYS = 3;

/** What has begun and what is over with this day's look. */
export function changeAlarms(
  before: readonly StandingAlarm[],
  found: readonly FoundAlarm[],
  today: number,
): AlarmChange {
  const isFound = ({ about }: FoundAlarm) => found.some((alarm) => alarm.about === about);
  const isOver = (alarm: StandingAlarm) => !isFound(alarm) && today - alarm.lastFoundDay >= OVER_AFTER_DAYS;
  const begun = found.filter(({ about }) => !before.some((alarm) => alarm.about === about));
  const goingOn = before
    .filter((alarm) => !isOver(alarm))
    .map((alarm) => (isFound(alarm) ? { ...alarm, lastFoundDay: today } : alarm));
  const added = begun.map((alarm) => ({ ...alarm, sinceDay: today, lastFoundDay: today }));
  return { begun, over: before.filter(isOver), standing: [...goingOn, ...added] };
}
