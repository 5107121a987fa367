/** A JSON payload with line breaks; anything else (malformed, hexadecimal, cut off) as it came. */
export function prettyPayload(payload: string): string {
  try {
    const parsed: unknown = JSON.parse(payload);
    if (Array.isArray(parsed)) {
      // One record of a SenML pack per line is easier to read than one member per line.
      return `[\n${parsed.map((record) => `  ${JSON.stringify(record)}`).join(',\n')}\n]`;
    }
    return JSON.stringify(parsed, null, 2);
  } catch {
    return payload;
  }
}

/** The arguments of a command: a JSON object; empty text means none. */
export function parseArguments(text: string): Record<string, unknown> | undefined | 'invalid' {
  if (text.trim() === '') {
    return undefined;
  }
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? (parsed as Record<string, unknown>) : 'invalid';
  } catch {
    return 'invalid';
  }
}
