/** A time for places that show the same to everybody, whatever their time zone: `2026-01-05 09:00 UTC`. */
export function utcTime(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
