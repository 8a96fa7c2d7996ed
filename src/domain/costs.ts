/** What support costs, as `desk.yaml` says it. */
export interface Costs {
  /** A code of ISO 4217, such as EUR. */
  currency: string;
  /** Of an hour of staff, in that currency. */
  staffHour: number;
  /** What the desk costs a month whatever happens: its server, the hours that its content takes, licences. */
  month: number;
}
