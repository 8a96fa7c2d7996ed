/** The hours of advice that can be booked: eight a day, one customer each, none on Sundays. */

const FIRST_HOUR = 10;
const HOURS = 8;

export interface Bookings {
  /** Takes the first free hour of a day (`2026-12-01`) and says when it begins; undefined where there is none. */
  book(day: string): string | undefined;
}

export function createBookings(): Bookings {
  const taken = new Map<string, number>();
  return {
    book(day) {
      const count = taken.get(day) ?? 0;
      const isSunday = new Date(`${day}T00:00:00Z`).getUTCDay() === 0;
      if (isSunday || count >= HOURS) return undefined;
      taken.set(day, count + 1);
      return `${day}T${FIRST_HOUR + count}:00:00Z`;
    },
  };
}
