/** Old PCs have wrong clocks; ages are counted with the server's. */
let offsetMillis = 0;

/** Below this the Date header (whole seconds, plus the way) says nothing. */
const TOLERANCE_MILLIS = 3_000;

export function noteServerDate(header: string | null): void {
  const server = header === null ? Number.NaN : Date.parse(header);
  if (Number.isNaN(server)) {
    return;
  }
  const difference = server - Date.now();
  offsetMillis = Math.abs(difference) > TOLERANCE_MILLIS ? difference : 0;
}

/** Now, by the server's clock as far as it is known, in Unix milliseconds. */
export function serverNow(): number {
  return Date.now() + offsetMillis;
}
