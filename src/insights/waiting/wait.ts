/** One customer's wait for a person. */
export interface Wait {
  /** In epoch milliseconds. */
  arrivedAt: number;
  /** When a person took it or the customer gave up. */
  endedAt: number;
  /** False where the customer gave up. */
  served: boolean;
  /** How many people were on duty at the arrival, where that is known. */
  onDuty?: number | undefined;
  /** The smaller, the more urgent, where that is known at the arrival. */
  priority?: number | undefined;
}
