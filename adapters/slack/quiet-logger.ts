import { type Logger, LogLevel } from '@slack/bolt';

/** Keeps the SDK from writing to the console: what goes wrong is thrown, and reported by whoever called. */
export const quietLogger: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};
